/// \file trace_events.hpp
/// All events of a trace in one list: drawn, scheduled, measures. Private to
/// this room.
#pragma once

#include <cstdint>
#include <vector>

#include "host/storage/hdf5_io.hpp"
#include "host/storage/trace_file.hpp"

namespace chokepoint {
/// A line of the list. An id that the kind does not have is -1.
struct ListedEvent {
    EventKind kind;
    std::int64_t family, entity, scheduled, measure;
    std::int64_t start;
    float hold, recovery, severity, level, delay;
    std::uint32_t first_member, members;
    bool took_effect;
};

/// Sampled events in order of drawing, then the known ones.
std::vector<ListedEvent> listed_events(Trace const& trace);

/// Write /event and /events; nothing if there are none.
void write_events(Hdf5File& file, Trace const& trace);
}  // namespace chokepoint
