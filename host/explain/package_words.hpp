/// \file package_words.hpp
/// What packages hold, in words.
#pragma once

#include "host/explain/plain_words.hpp"
#include "host/study/plan/study.hpp"

namespace chokepoint {
/// A block for each package but those that change nothing: its measures, how
/// much trade they touch and how much nothing filters, who loses on which
/// side, what it does to leaks, reserves and reactions.
std::vector<WordBlock> package_words(Study const& study);
}  // namespace chokepoint
