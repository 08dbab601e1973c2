/// \file other_effect_words.hpp
/// What measures do that filter no trade by a rule of their own.
#pragma once

#include <string>

#include "host/study/plan/study.hpp"

namespace chokepoint {
/// Measures on knowledge, money and people, on capacity, on who may supply;
/// closed routes; what scales or ends other measures.
std::string other_effect_words(Study const& study, MeasureSpec const& measure);

/// How much of what was announced is enforced: " (strictness 0.8)"; empty: all.
std::string firmness_words(MeasureSpec const& measure);

/// Mean of a distribution, by 1000 quantiles.
double mean_of(Distribution const& distribution);
}  // namespace chokepoint
