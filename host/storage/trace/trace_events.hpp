/// \file trace_events.hpp
/// All events of a trace in one list: drawn, scheduled, measures, reactions.
/// Private to this room.
#pragma once

#include <cstdint>
#include <vector>

#include "host/storage/hdf5/hdf5_io.hpp"
#include "host/storage/trace/trace.hpp"
#include "host/storage/trace/trace_file.hpp"

namespace chokepoint {
/// A line of the list: an event, or one of the nodes that it damages, or one
/// of the measures of an answer. An id that it does not have is -1.
struct ListedEvent {
    EventKind kind;
    std::int64_t event;  ///< lines of one event share its number
    std::int64_t family = -1, entity = -1, scheduled = -1, measure = -1;
    std::int64_t pair = -1, node = -1;
    std::int64_t start = 0;
    float phase = 0, hold = 0, recovery = 0, severity = 0, level = 0, delay = 0;
    float force = 1;
    std::uint32_t first_member = 0, members = 0;
    bool took_effect = false;
};

/// Sampled events in order of drawing, then the known ones, then reactions.
std::vector<ListedEvent> listed_events(Trace const& trace);

/// Write /event and /events; nothing if there are none.
void write_events(Hdf5File& file, Trace const& trace);
}  // namespace chokepoint
