/// \file known_events.hpp
/// What a world's events list holds besides chance: scheduled events and the
/// measures of a package, by name.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "host/storage/trace_file.hpp"
#include "host/study/study.hpp"

namespace chokepoint {
/// Names for TraceDescription::scheduled and scheduled_target: scheduled events
/// of the model, then the filters that events open in every package.
struct ScheduledNames {
    std::vector<std::string> name, target;
};
ScheduledNames scheduled_names(Study const& study);

/// Scheduled events, then what the package starts; ids as above.
std::vector<KnownEvent> known_events(Study const& study, std::uint32_t package);
}  // namespace chokepoint
