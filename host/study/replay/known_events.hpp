/// \file known_events.hpp
/// What a world's events list holds besides what chance drew: scheduled events,
/// the measures of a package, and what came of them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "host/storage/trace/trace.hpp"
#include "host/storage/trace/trace_file.hpp"
#include "host/study/plan/study.hpp"

namespace chokepoint {
/// Names for TraceDescription::scheduled and scheduled_target: scheduled events
/// of the model, then the filters that events open in every package.
struct ScheduledNames {
    std::vector<std::string> name, target;
};
/// Both in the order of the model; the target of a filter is "trade".
ScheduledNames scheduled_names(Study const& study);

/// Scheduled events, then what the package starts and lifts; ids as above.
/// \param actions  of the world: when its measures really began, if they did
std::vector<KnownEvent> known_events(Study const& study,
                                     std::uint32_t package,
                                     std::vector<TraceAction> const& actions);

/// Answers, in order of decision, and measures that were given up.
std::vector<Reaction> reactions(std::vector<TraceAction> const& actions);
}  // namespace chokepoint
