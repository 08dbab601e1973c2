/// \file study_key.hpp
/// What tells runs apart.
#pragma once

#include <string>

#include "host/study/plan/study.hpp"

namespace chokepoint {
/// One line that tells runs apart: the same for studies whose worlds have the
/// same losses to the bit. How many worlds, chunks, threads there are and
/// where the results go does not change it.
std::string study_key(Study const& study);
}  // namespace chokepoint
