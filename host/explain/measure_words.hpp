/// \file measure_words.hpp
/// What a measure does, in words.
#pragma once

#include "host/explain/plain_words.hpp"
#include "host/study/plan/study.hpp"

namespace chokepoint {
/// A block for each [[measure]] that some package contains, in the order of
/// the campaign: who controls what against whom, how much trade that is, how
/// much of it passes, who follows, how it ends. Values are those of the
/// baseline, at full effect.
std::vector<WordBlock> measure_words(Study const& study);
}  // namespace chokepoint
