/// \file difference_words.hpp
/// What policy packages change, in a sentence or two.
#pragma once

#include <string>

#include "host/explain/answers/answer_words.hpp"

namespace chokepoint {
/// What the best and the worst package of `scope` cost against "none" in the
/// same worlds, and whether so many worlds can tell them apart; empty if there
/// is no other package.
std::string difference_words(ResultsReader const& reader,
                             AnswerScope const& scope);
}  // namespace chokepoint
