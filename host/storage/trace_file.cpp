#include "host/storage/trace_file.hpp"

#include <algorithm>
#include <functional>

#include "host/storage/hdf5_io.hpp"
#include "host/storage/partial_file.hpp"

namespace chokepoint {
namespace {
/// One state of the trace: [week] or [week, axis].
struct State {
    char const* name;
    char const* units;
    char const* long_name;
    std::vector<std::string> axes;  ///< after "week"
    std::function<std::vector<float> const&(TraceWeek const&)> of;
};

std::vector<State> states() {
    using Week = TraceWeek const&;
    char const* share = "share of baseline";
    return {{"output", share, "output", {"node"},
             [](Week w) -> auto& {return w.output;
}
}  // namespace
, {"fill", "1", "share of its orders that a producer fills",
   {"node", "priority"}, [](Week w) -> auto& {return w.fill;
}  // namespace chokepoint
}
, {"capacity", share, "capacity after damage", {"node"},
   [](Week w) -> auto& {return w.capacity;
}
}
, {"stock", "weeks of use", "stock of an input", {"input"},
   [](Week w) -> auto& {return w.stock;
}
}
, {"order", share, "orders of an input", {"input"},
   [](Week w) -> auto& {return w.order;
}
}
, {"receipts", share, "receipts of an input", {"input"},
   [](Week w) -> auto& {return w.receipts;
}
}
, {"pass", "1", "share that controls let pass, by class of links",
   {"control_class"}, [](Week w) -> auto& {return w.pass;
}
}
, {"measure_pass", "1", "share that a measure lets pass", {"measure"},
   [](Week w) -> auto& {return w.slot_pass;
}
}
, {"demand", share, "final demand wanted", {"sink"},
   [](Week w) -> auto& {return w.demand;
}
}
,
}
;
}

void write_week_states(Hdf5File const& file, Trace const& trace) {
    for (auto const& state : states()) {
        std::vector<std::string> axes{"week"};
        axes.insert(axes.end(), state.axes.begin(), state.axes.end());
        std::uint64_t columns = 1;
        for (auto const& axis : state.axes) {
            columns *= file.has_axis(axis) ? file.size_of(axis, state.name) : 0;
        }
        if (columns == 0) {
            continue;
        }
        std::vector<float> values;
        for (auto const& week : trace.weeks) {
            auto const& row = state.of(week);
            if (row.size() != columns) {
                throw StorageError{file.target(),
                                   std::string{"the trace of '"} + state.name +
                                       "' has " + std::to_string(row.size()) +
                                       " values, not " +
                                       std::to_string(columns)};
            }
            values.insert(values.end(), row.begin(), row.end());
        }
        file.write(std::string{"/weeks/"} + state.name, H5T_IEEE_F32LE, axes,
                   state.units, state.long_name, H5T_NATIVE_FLOAT,
                   values.data());
    }
}

void write_world(Hdf5File const& file,
                 TraceDescription const& description,
                 Trace const& trace) {
    std::vector<float> tension;
    std::vector<std::int32_t> regime;
    for (auto const& week : trace.weeks) {
        tension.push_back(week.tension);
        regime.push_back(week.regime);
    }
    file.write("/weeks/tension", H5T_IEEE_F32LE, {"week"}, "1", "tension",
               H5T_NATIVE_FLOAT, tension.data());
    file.write("/weeks/regime", H5T_STD_I32LE, {"week"}, "1",
               "regime: 0 calm, 1 competition, 2 crisis, 3 conflict",
               H5T_NATIVE_INT32, regime.data());
    auto const national = national_output(description, trace);
    file.write("/weeks/national_output", H5T_IEEE_F64LE, {"week", "country"},
               "share of baseline",
               "output of a country, weighted by value added",
               H5T_NATIVE_DOUBLE, national.data());
}

void write_events(Hdf5File& file, Trace const& trace) {
    auto const n = trace.events.size();
    if (n == 0) {
        return;
    }
    std::vector<double> number(n);
    for (std::size_t i = 0; i < n; ++i) {
        number[i] = static_cast<double>(i);
    }
    file.write_scale("event", number, H5T_STD_I32LE, "1",
                     "events in order of drawing");
    auto const field = [&](char const* name, hid_t type, char const* units,
                           char const* long_name, auto&& of) {
        std::vector<double> values;
        for (auto const& event : trace.events) {
            values.push_back(static_cast<double>(of(event)));
        }
        file.write(std::string{"/events/"} + name, type, {"event"}, units,
                   long_name, H5T_NATIVE_DOUBLE, values.data());
    };
    auto const whole = H5T_STD_I64LE;
    auto const real = H5T_IEEE_F64LE;
    using E = TraceEvent const&;
    field("family", whole, "1", "index into /family",
          [](E e) { return e.family; });
    field("entity", whole, "1", "index into /entity",
          [](E e) { return e.entity; });
    field("start", whole, "week number", "first week",
          [](E e) { return e.start; });
    field("hold", real, "weeks", "weeks of full effect",
          [](E e) { return e.hold; });
    field("recovery", real, "weeks", "weeks of recovery",
          [](E e) { return e.recovery; });
    field("severity", real, "1", "share of capacity lost",
          [](E e) { return e.severity; });
    field("level", real, "1", "pass factor, surge or level index",
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

void write_axes(Hdf5File& file,
                TraceDescription const& description,
                Trace const& trace) {
    auto const names = [&](char const* name,
                           std::vector<std::string> const& values,
                           char const* long_name) {
        if (!values.empty()) {
            file.write_scale(name, values, long_name);
        }
    };
    std::vector<double> week, priority;
    for (auto const& state : trace.weeks) {
        week.push_back(state.week);
    }
    for (std::uint32_t i = 0; i < description.priority_classes; ++i) {
        priority.push_back(i);
    }
    file.write_scale("week", week, H5T_STD_I32LE, "weeks", "week, from 0");
    file.write_scale("priority", priority, H5T_STD_I32LE, "1",
                     "priority class of orders");
    auto inputs = description.group;
    inputs.insert(inputs.end(), description.sink.begin(),
                  description.sink.end());
    names("country", description.country, "country");
    names("node", description.node, "producer");
    names("input", inputs, "input of a producer, then sinks of final demand");
    names("sink", description.sink, "final demand");
    names("measure", description.slot, "measure");
    names("control_class", description.control_class,
          "class of links under the same measures");
    names("family", description.family, "family of random events");
    names("entity", description.entity, "what an event can hit");
}
}  // namespace

std::vector<double> national_output(TraceDescription const& description,
                                    Trace const& trace) {
    auto const countries = description.country.size();
    std::vector<double> baseline(countries, 0);
    for (std::size_t i = 0; i < description.node.size(); ++i) {
        baseline[description.node_country[i]] += description.value_added[i];
    }
    std::vector<double> result;
    for (auto const& week : trace.weeks) {
        std::vector<double> made(countries, 0);
        for (std::size_t i = 0; i < description.node.size(); ++i) {
            made[description.node_country[i]] +=
                description.value_added[i] * double{week.output.at(i)};
        }
        for (std::size_t c = 0; c < countries; ++c) {
            result.push_back(baseline[c] > 0 ? made[c] / baseline[c] : 1);
        }
    }
    return result;
}

void write_trace(std::string const& path,
                 TraceDescription const& description,
                 Trace const& trace) {
    PartialFile partial{path};
    Hdf5File file{partial.path(), path};
    auto const text = [&](char const* name, std::string const& value) {
        write_attribute(file.id(), name, value, path);
    };
    text("filetype", trace_filetype);
    text("format_version", trace_format_version);
    text("program_version", description.program_version);
    text("git_commit", description.git_commit);
    text("campaign", description.campaign);
    text("package", description.package);
    write_attribute(file.id(), "seed", description.seed, path);
    write_attribute(file.id(), "scenario", description.scenario, path);
    write_axes(file, description, trace);
    write_world(file, description, trace);
    write_week_states(file, trace);
    write_events(file, trace);
    file.flush();
    file.close();
    partial.commit();
}
}  // namespace chokepoint
