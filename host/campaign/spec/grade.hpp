/// \file grade.hpp
/// How far a default can be trusted.
#pragma once

namespace chokepoint {
/// Published, derived from published numbers, or judgement: [P], [D], [J].
enum class Grade { none, published, derived, judgement };
}  // namespace chokepoint
