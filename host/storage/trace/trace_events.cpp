#include "host/storage/trace/trace_events.hpp"

#include <string>

#include "host/storage/trace/trace.hpp"

namespace chokepoint {
namespace {
/// Lines of one event: one for each node, at least one.
void add(std::vector<ListedEvent>& list,
         ListedEvent line,
         std::vector<TraceHit> const& hits) {
    line.event = list.empty() ? 0 : list.back().event + 1;
    if (hits.empty()) {
        list.push_back(line);
    }
    for (auto const& hit : hits) {
        line.node = hit.node;
        line.severity = hit.severity;
        list.push_back(line);
    }
}

void add(std::vector<ListedEvent>& list, TraceEvent const& e) {
    ListedEvent line{EventKind::sampled, 0};
    line.family = e.family;
    line.entity = e.entity;
    line.start = e.start;
    line.phase = e.phase;
    line.hold = e.hold;
    line.recovery = e.recovery;
    line.severity = e.severity;
    line.level = e.licensed.value_or(e.level);
    line.delay = e.delay;
    line.first_member = e.first_member;
    line.members = e.members;
    line.took_effect = e.took_effect;
    add(list, line, e.hits);
}

void add(std::vector<ListedEvent>& list, KnownEvent const& e) {
    ListedEvent line{e.kind, 0};
    (e.kind == EventKind::scheduled ? line.scheduled : line.measure) = e.id;
    line.start = e.start;
    line.hold = e.hold;
    line.recovery = e.recovery;
    line.severity = e.severity;
    line.level = e.level;
    line.delay = e.delay;
    line.force = e.force;
    line.took_effect = e.took_effect;
    std::vector<TraceHit> hits;
    for (auto const node : e.nodes) {
        hits.push_back({node, e.severity});
    }
    add(list, line, hits);
}

void add(std::vector<ListedEvent>& list,
         Reaction const& e,
         bool same_as_the_last) {
    ListedEvent line{e.kind, 0};
    line.measure = e.id;
    line.pair = e.pair;
    line.start = e.start;
    line.hold = e.hold;
    line.level = e.level;
    line.took_effect = e.took_effect;
    add(list, line, {});
    list.back().event -= same_as_the_last ? 1 : 0;
}
}  // namespace

std::string name_of(EventKind kind) {
    static char const* const names[] = {"sampled", "scheduled", "measure",
                                        "answer", "end"};
    return names[static_cast<std::size_t>(kind)];
}

std::vector<ListedEvent> listed_events(Trace const& trace) {
    std::vector<ListedEvent> list;
    for (auto const& e : trace.events) {
        add(list, e);
    }
    for (auto const& e : trace.known) {
        add(list, e);
    }
    std::int64_t decision = -1;
    for (auto const& e : trace.reactions) {
        add(list, e, e.decision >= 0 && e.decision == decision);
        decision = e.decision;
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
                           "ones, measures, reactions; a line for each node");
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
    field("kind", whole, "1",
          "0 sampled, 1 scheduled, 2 measure, 3 answer, 4 end of a measure",
          [](E e) { return static_cast<int>(e.kind); });
    field("number", whole, "1", "number of the event, from 0",
          [](E e) { return e.event; });
    field("family", whole, "1", "index into /family, -1: not sampled",
          [](E e) { return e.family; });
    field("entity", whole, "1", "index into /entity, -1: not sampled",
          [](E e) { return e.entity; });
    field("scheduled", whole, "1", "index into /scheduled, -1: not scheduled",
          [](E e) { return e.scheduled; });
    field("measure", whole, "1", "index into /measure, -1: no measure",
          [](E e) { return e.measure; });
    field("pair", whole, "1", "index into /pair, -1: no answer",
          [](E e) { return e.pair; });
    field("node", whole, "1", "index into /node: damaged, -1: none",
          [](E e) { return e.node; });
    field("start", whole, "week number", "first week",
          [](E e) { return e.start; });
    field("phase", real, "weeks", "part of the first week before it began",
          [](E e) { return e.phase; });
    field("hold", real, "weeks", "weeks of full effect",
          [](E e) { return e.hold; });
    field("recovery", real, "weeks", "weeks of recovery",
          [](E e) { return e.recovery; });
    field("severity", real, "1", "share of its capacity that the node loses",
          [](E e) { return e.severity; });
    field("level", real, "1",
          "pass factor, surge, listed share, level index or licences",
          [](E e) { return e.level; });
    field("force", real, "1", "share of a measure's bite that is realised",
          [](E e) { return e.force; });
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
