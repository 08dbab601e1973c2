/// \file mechanism_words.hpp
/// Reserves, markets, retaliation and slow dynamics of a campaign, in words.
#pragma once

#include "host/explain/plain_words.hpp"
#include "host/study/plan/study.hpp"

namespace chokepoint {
/// A line or a few for each mechanism that the campaign uses.
std::vector<WordLine> mechanism_words(Study const& study);

/// How many answers one answer brings about, on average (escalation.hpp).
double expected_branching(CompiledModel const& model);
}  // namespace chokepoint
