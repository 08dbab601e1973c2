#include "host/storage/trace/trace_tables.hpp"

#include <fmt/format.h>

#include "host/storage/trace/trace_events.hpp"
#include "host/storage/trace/trace_flows.hpp"

namespace chokepoint {
namespace {
/// A field of a CSV table, quoted where RFC 4180 asks for it.
std::string field(std::string const& text) {
    if (text.find_first_of(",\"\r\n") == std::string::npos) {
        return text;
    }
    std::string quoted = "\"";
    for (char const c : text) {
        quoted += c;
        if (c == '"') {
            quoted += c;
        }
    }
    return quoted + '"';
}

char const other_folder[] = "choose another folder with --csv";

/// The tables of a trace without their texts, the most telling one first.
std::vector<OutputTable> tables() {
    return {{"events.csv", "kind,name,target,start_week,", ""},
            {"flows.csv", "week,measure_number,measure,", ""},
            {"countries.csv", "week,regime,tension", ""},
            {"nodes.csv", "week,", ""}};
}

/// Empty if there is no such name.
std::string named(std::vector<std::string> const& names, std::int64_t id) {
    auto const i = static_cast<std::size_t>(id);
    return id >= 0 && i < names.size() ? field(names[i]) : "";
}

std::string events_table(TraceDescription const& d, Trace const& trace) {
    std::string text =
        "kind,name,target,start_week,hold_weeks,recovery_weeks,severity,level,"
        "delay_weeks,first_member,members,took_effect,event,node,phase_weeks,"
        "force\n";
    for (auto const& e : listed_events(trace)) {
        auto const name =
            e.kind == EventKind::sampled     ? named(d.family, e.family)
            : e.kind == EventKind::scheduled ? named(d.scheduled, e.scheduled)
                                             : named(d.slot, e.measure);
        auto const target = e.kind == EventKind::scheduled
                                ? named(d.scheduled_target, e.scheduled)
                            : e.kind == EventKind::answer
                                ? named(d.pair, e.pair)
                                : named(d.entity, e.entity);
        text += fmt::format("{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{}\n",
                            name_of(e.kind), name, target, e.start, e.hold,
                            e.recovery, e.severity, e.level, e.delay,
                            e.first_member, e.members, e.took_effect ? 1 : 0,
                            e.event, named(d.node, e.node), e.phase, e.force);
    }
    return text;
}

/// Long form, a line for each week and measure: names may come twice.
std::string flows_table(TraceDescription const& d, Trace const& trace) {
    std::string text =
        "week,measure_number,measure,baseline_musd_per_week,measure_pass,"
        "passing_musd_per_week,share\n";
    auto const flows = measure_flows(d, trace);
    std::size_t row = 0;
    for (auto const& week : trace.weeks) {
        for (std::size_t i = 0; i < d.slot.size(); ++i, ++row) {
            text += fmt::format("{},{},{},{},{},{},{}\n", week.week, i,
                                field(d.slot[i]), flows.baseline[i],
                                week.slot_pass.at(i), flows.passing[row],
                                flows.share[row]);
        }
    }
    return text;
}
}  // namespace

TablesFolder require_trace_tables(std::string const& folder) {
    require_tables(folder, tables(), OlderTables::replaced, other_folder);
    return TablesFolder{folder};
}

void write_trace_tables(std::string const& folder,
                        TraceDescription const& description,
                        Trace const& trace) {
    std::string countries = "week,regime,tension";
    for (auto const& name : description.country) {
        countries += ',' + field(name);
    }
    std::string nodes = "week";
    for (auto const& name : description.node) {
        nodes += ',' + field(name);
    }
    countries += '\n';
    nodes += '\n';
    auto const national = national_output(description, trace);
    auto next = national.begin();
    for (auto const& week : trace.weeks) {
        countries +=
            fmt::format("{},{},{}", week.week, week.regime, week.tension);
        for (std::size_t c = 0; c < description.country.size(); ++c) {
            countries += fmt::format(",{}", *next++);
        }
        nodes += std::to_string(week.week);
        for (auto const output : week.output) {
            nodes += fmt::format(",{}", output);
        }
        countries += '\n';
        nodes += '\n';
    }
    auto written = tables();
    written[0].text = events_table(description, trace);
    written[1].text = flows_table(description, trace);
    written[2].text = countries;
    written[3].text = nodes;
    write_tables(folder, written, OlderTables::replaced, other_folder);
}
}  // namespace chokepoint
