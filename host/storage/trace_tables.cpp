#include <fmt/format.h>

#include <filesystem>

#include "host/storage/partial_file.hpp"
#include "host/storage/trace_file.hpp"

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

void write_table(std::string const& path, std::string const& text) {
    PartialFile table{path};
    table.write(text.data(), text.size());
    table.commit();
}

std::string name_of(std::vector<std::string> const& names, std::uint32_t id) {
    return id < names.size() ? field(names[id]) : std::to_string(id);
}
}  // namespace

void write_trace_tables(std::string const& folder,
                        TraceDescription const& description,
                        Trace const& trace) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) {
        throw StorageError{folder,
                           "cannot make the folder (" + error.message() + ")"};
    }
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
    std::string events =
        "family,entity,start_week,hold_weeks,recovery_weeks,severity,level,"
        "delay_weeks,first_member,members,took_effect\n";
    for (auto const& event : trace.events) {
        events += fmt::format(
            "{},{},{},{},{},{},{},{},{},{},{}\n",
            name_of(description.family, event.family),
            name_of(description.entity, event.entity), event.start, event.hold,
            event.recovery, event.severity, event.level, event.delay,
            event.first_member, event.members, event.took_effect ? 1 : 0);
    }
    write_table(folder + "/countries.csv", countries);
    write_table(folder + "/nodes.csv", nodes);
    write_table(folder + "/events.csv", events);
}
}  // namespace chokepoint
