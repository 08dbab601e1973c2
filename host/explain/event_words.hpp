/// \file event_words.hpp
/// What may happen in the worlds of a campaign, in words.
#pragma once

#include "host/explain/plain_words.hpp"
#include "host/study/plan/study.hpp"

namespace chokepoint {
/// A line for each way in which events arrive (model C3.3), with how many a
/// world may have: those drawn before its first week fill a list, those of
/// families that are tested week by week have no list. A line for events of
/// the campaign; "nothing by chance" where there is no family.
std::vector<WordLine> event_words(Study const& study);
}  // namespace chokepoint
