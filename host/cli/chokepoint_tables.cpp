#include "host/cli/chokepoint_tables.hpp"

#include <fmt/format.h>

#include <cmath>

#include "host/cli/terminal.hpp"
#include "host/cli/text.hpp"
#include "host/cli/text_table.hpp"

namespace chokepoint {
namespace {
std::string lift(double value) {
    return std::isnan(value) ? "-" : fmt::format("x {:.2f}", value);
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

void print_first_shortages(ResultsReader const& reader,
                           std::uint32_t package,
                           std::size_t most) {
    print_frequencies(first_shortage_lines(reader, package),
                      "among the first to run short", most);
}

void print_contributions(ResultsReader const& reader,
                         std::uint32_t package,
                         Part part,
                         std::size_t most) {
    std::string const what =
        part == Part::countries ? "country" : "product or group";
    TextTable table{{what, "mean loss, million USD", "share of all"}};
    std::size_t shown = 0;
    for (auto const& line : contribution_lines(reader, package, part)) {
        if (shown < most && line.loss > 0) {
            table.add(
                {line.name, short_number(line.loss), percent(line.share)});
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
