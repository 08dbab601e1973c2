#include "host/storage/trace_events.hpp"

#include <string>

namespace chokepoint {
std::string name_of(EventKind kind) {
    return kind == EventKind::sampled     ? "sampled"
           : kind == EventKind::scheduled ? "scheduled"
                                          : "measure";
}

std::vector<ListedEvent> listed_events(Trace const& trace) {
    std::vector<ListedEvent> list;
    for (auto const& e : trace.events) {
        list.push_back({EventKind::sampled, e.family, e.entity, -1, -1, e.start,
                        e.hold, e.recovery, e.severity, e.level, e.delay,
                        e.first_member, e.members, e.took_effect});
    }
    for (auto const& e : trace.known) {
        std::int64_t const id = e.id;
        bool const measure = e.kind == EventKind::measure;
        list.push_back({e.kind, -1, -1, measure ? -1 : id, measure ? id : -1,
                        e.start, e.hold, e.recovery, e.severity, e.level,
                        e.delay, 0, 0, e.took_effect});
    }
    return list;
}

void write_events(Hdf5File& file, Trace const& trace) {
    auto const list = listed_events(trace);
    if (list.empty()) {
        return;
    }
    file.write_count_scale("event", list.size(),
                           "sampled events in order of drawing, then scheduled "
                           "ones, then measures");
    auto const field = [&](char const* name, hid_t type, char const* units,
                           char const* long_name, auto&& of) {
        std::vector<double> values;
        for (auto const& event : list) {
            values.push_back(static_cast<double>(of(event)));
        }
        file.write(std::string{"/events/"} + name, type, {"event"}, units,
                   long_name, H5T_NATIVE_DOUBLE, values.data());
    };
    auto const whole = H5T_STD_I64LE;
    auto const real = H5T_IEEE_F64LE;
    using E = ListedEvent const&;
    field("kind", whole, "1", "0 sampled, 1 scheduled, 2 measure",
          [](E e) { return static_cast<int>(e.kind); });
    field("family", whole, "1", "index into /family, -1: not sampled",
          [](E e) { return e.family; });
    field("entity", whole, "1", "index into /entity, -1: not sampled",
          [](E e) { return e.entity; });
    field("scheduled", whole, "1", "index into /scheduled, -1: not scheduled",
          [](E e) { return e.scheduled; });
    field("measure", whole, "1", "index into /measure, -1: no measure",
          [](E e) { return e.measure; });
    field("start", whole, "week number", "first week",
          [](E e) { return e.start; });
    field("hold", real, "weeks", "weeks of full effect",
          [](E e) { return e.hold; });
    field("recovery", real, "weeks", "weeks of recovery",
          [](E e) { return e.recovery; });
    field("severity", real, "1", "share of capacity lost",
          [](E e) { return e.severity; });
    field("level", real, "1", "pass factor, surge, listed share or level index",
          [](E e) { return e.level; });
    field("delay", real, "weeks", "extra lead time on a route",
          [](E e) { return e.delay; });
    field("first_member", whole, "1", "first node of the arc",
          [](E e) { return e.first_member; });
    field("members", whole, "1", "nodes of the arc; 0: all",
          [](E e) { return e.members; });
    field("took_effect", whole, "1", "1 if the event took effect",
          [](E e) { return e.took_effect ? 1 : 0; });
}
}  // namespace chokepoint
