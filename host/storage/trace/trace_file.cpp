
#include "host/storage/trace/trace_file.hpp"
#include "host/storage/hdf5/filetype.hpp"

#include "host/storage/hdf5/hdf5_io.hpp"
#include "host/storage/output/partial_file.hpp"
#include "host/storage/trace/trace.hpp"
#include "host/storage/trace/trace_events.hpp"
#include "host/storage/trace/trace_flows.hpp"
#include "host/storage/trace/trace_mechanisms.hpp"

namespace chokepoint {
namespace {
/// One state of the trace: [week, axes...].
struct State {
    char const* name;
    char const* units;
    char const* long_name;
    std::vector<std::string> axes;  ///< after "week"
    std::vector<float> TraceWeek::*values;
};

std::vector<State> states() {
    using W = TraceWeek;
    char const* const ratio = "share of baseline";
    char const* const pass = "share that controls let pass, by class of links";
    return {
        {"output", ratio, "output", {"node"}, &W::output},
        {"fill",
         "1",
         "share of its orders that a producer fills",
         {"node", "priority"},
         &W::fill},
        {"capacity", ratio, "capacity after damage", {"node"}, &W::capacity},
        {"stock", "weeks of use", "stock of an input", {"input"}, &W::stock},
        {"order", ratio, "orders of an input", {"input"}, &W::order},
        {"receipts", ratio, "receipts of an input", {"input"}, &W::receipts},
        {"pass", "1", pass, {"control_class"}, &W::pass},
        {"measure_pass",
         "1",
         "share that a measure lets pass",
         {"measure"},
         &W::slot_pass},
        {"demand", ratio, "final demand wanted", {"sink"}, &W::demand},
    };
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
            auto const& row = week.*state.values;
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

void write_flows(Hdf5File const& file,
                 TraceDescription const& description,
                 Trace const& trace) {
    if (description.slot.empty()) {
        return;
    }
    auto const flows = measure_flows(description, trace);
    auto const write = [&](char const* name,
                           std::vector<std::string> const& axes,
                           char const* units, char const* long_name,
                           std::vector<double> const& values) {
        file.write(name, H5T_IEEE_F64LE, axes, units, long_name,
                   H5T_NATIVE_DOUBLE, values.data());
    };
    char const* const money = "million USD/week";
    write("/flows/baseline", {"measure"}, money,
          "baseline trade that the measure bears on", flows.baseline);
    write("/flows/passing", {"week", "measure"}, money,
          "part of it that all measures on its links let pass", flows.passing);
    write("/flows/share", {"week", "measure"}, "1",
          "passing over baseline; NaN: nothing is traded at baseline",
          flows.share);
}

void write_axes(Hdf5File& file,
                TraceDescription const& description,
                Trace const& trace) {
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
    file.write_scale("country", description.country, "country");
    file.write_scale("node", description.node, "producer");
    file.write_scale("input", inputs,
                     "input of a producer, then sinks of final demand");
    file.write_scale("sink", description.sink, "final demand");
    file.write_scale("measure", description.slot, "measure");
    file.write_scale("control_class", description.control_class,
                     "class of links under the same measures");
    file.write_scale("family", description.family, "family of random events");
    file.write_scale("entity", description.entity, "what an event can hit");
    std::vector<std::string> scheduled;
    for (std::size_t i = 0; i < description.scheduled.size(); ++i) {
        scheduled.push_back(description.scheduled[i] + ": " +
                            description.scheduled_target.at(i));
    }
    file.write_scale("scheduled", scheduled,
                     "event of the campaign: what it hits");
    write_mechanism_axes(file, description);
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

void write_trace(OutputClaim const& claim,
                 TraceDescription const& description,
                 Trace const& trace) {
    auto const& path = claim.path();
    PartialFile partial{claim.place()};
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
    write_mechanism_states(file, trace);
    write_flows(file, description, trace);
    write_events(file, trace);
    file.close();
    partial.seal(trace_filetype);
    claim.require_held();
    partial.commit();
}
}  // namespace chokepoint
