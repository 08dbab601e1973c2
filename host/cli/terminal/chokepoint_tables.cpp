#include "host/cli/terminal/chokepoint_tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "host/cli/terminal/terminal.hpp"
#include "host/cli/terminal/text.hpp"
#include "host/cli/terminal/text_table.hpp"
#include "host/explain/answers/money.hpp"
#include "host/study/answers/shortage_lines.hpp"

namespace chokepoint {
namespace {
std::string lift(double value) {
    return std::isnan(value) ? "-" : fmt::format("x {:.2f}", value);
}

std::string or_dash(std::string const& text) {
    return text.empty() ? "-" : text;
}

std::string want_of(Lack const& lack) {
    return !lack.known            ? "-"
           : lack.product.empty() ? "(its own capacity)"
                                  : lack.product;
}

/// "TWN (92 %)".
std::string source(Lack const& lack) {
    return lack.source.empty() ? "-"
                               : fmt::format("{} ({:.0f} %)", lack.source,
                                             100 * lack.source_share);
}

void print_frequencies(std::vector<FrequencyLine> const& lines,
                       std::string const& what,
                       std::size_t most) {
    TextTable table{{what, "in the worst worlds", "in all worlds", "lift"}};
    std::size_t shown = 0;
    for (auto const& line : lines) {
        if (shown < most && line.in_tail.value > 0) {
            table.add({line.name, percent_interval(line.in_tail),
                       percent_interval(line.overall), lift(line.lift)});
            ++shown;
        }
    }
    if (!table.empty()) {
        table.print();
    } else {
        say("  {}: none\n", what);
    }
}
}  // namespace

void print_chokepoints(ResultsReader const& reader,
                       std::uint32_t package,
                       std::size_t most) {
    auto const lines = chokepoint_lines(reader, package);
    double largest = 0;
    for (auto const& line : lines) {
        largest = std::max(largest, line.loss);
    }
    auto const unit = money_unit(largest);
    // Files before 1.3 know only how often.
    bool const old = !lines.empty() && !lines.front().lack.known;
    std::vector<std::string> head{"first to run short"};
    if (!old) {
        head.insert(head.end(), {"lacks", "usually from",
                                 fmt::format("loss so begun, {}", unit.name),
                                 "share of all"});
    }
    head.insert(head.end(), {"in the worst worlds", "in all worlds", "lift"});
    TextTable table{head};
    std::size_t shown = 0;
    for (auto const& line : lines) {
        if (shown < most && line.in_tail.value > 0) {
            std::vector<std::string> row{line.node};
            if (!old) {
                row.insert(row.end(),
                           {or_dash(line.lack.product), source(line.lack),
                            money(line.loss, unit), percent(line.share)});
            }
            row.insert(row.end(),
                       {percent_interval(line.in_tail),
                        percent_interval(line.overall), lift(line.lift)});
            table.add(row);
            ++shown;
        }
    }
    if (!table.empty()) {
        table.print();
    } else {
        say("  first to run short of an input: none\n");
    }
}

void print_first_stops(ResultsReader const& reader, std::uint32_t package) {
    auto const lines = stop_lines(reader, package, 0);
    if (lines.empty()) {
        say("  nobody stops\n");
        return;
    }
    TextTable table{{"first to stop", "week", "for want of", "usually from"}};
    for (auto const& line : lines) {
        table.add({line.node, std::to_string(line.week), want_of(line.lack),
                   source(line.lack)});
    }
    table.print();
}

void print_contributions(ResultsReader const& reader,
                         std::uint32_t package,
                         Part part,
                         std::size_t most) {
    auto const lines = contribution_lines(reader, package, part);
    auto const unit = money_unit(lines.empty() ? 0 : lines.front().loss);
    std::string const what =
        part == Part::countries ? "country" : "product or group";
    TextTable table{
        {what, fmt::format("mean loss, {}", unit.name), "share of all"}};
    std::size_t shown = 0;
    for (auto const& line : lines) {
        if (shown < most && line.loss > 0) {
            table.add({line.name, money(line.loss, unit), percent(line.share)});
            ++shown;
        }
    }
    if (!table.empty()) {
        table.print();
    } else if (part == Part::cells) {
        say("  products and groups: not counted (ask for them with "
            "groups = true or products = true in [metrics])\n");
    } else {
        say("  countries: fewer than 1 in 20 worlds lose\n");
    }
}

void print_causes(ResultsReader const& reader,
                  std::uint32_t package,
                  std::string const& axis,
                  std::size_t most) {
    print_frequencies(
        cause_lines(reader, package, axis),
        axis == "family" ? "event of the family" : "measure in force", most);
}
}  // namespace chokepoint
