#include "host/cli/terminal/mechanism_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "host/cli/terminal/terminal.hpp"
#include "host/cli/terminal/text.hpp"
#include "host/cli/terminal/text_table.hpp"
#include "host/explain/answers/money.hpp"
#include "host/study/answers/horizon_crossings.hpp"
#include "host/study/answers/mechanism_lines.hpp"
#include "host/study/tables/mechanism_tables.hpp"

namespace chokepoint {
namespace {
std::size_t const usual_countries = 5;

std::string const& name_of(ResultsReader const& reader, std::uint32_t package) {
    return reader.description().package[package];
}

void print_means(ResultsReader const& reader,
                 std::uint32_t package,
                 std::uint32_t horizon) {
    auto const lines =
        mechanism_lines(reader, package, horizon, usual_countries);
    if (lines.empty()) {
        return;
    }
    say("\nReserves, prices, flows and costs, package '{}': means of all "
        "worlds, within {} weeks where they add up\n",
        name_of(reader, package), reader.description().horizon[horizon]);
    TextTable table{{"of", "mean", "what"}};
    for (auto const& line : lines) {
        table.add({line.of, with_interval(line.mean), line.what});
    }
    table.print();
}

void print_leverage(ResultsReader const& reader, std::uint32_t package) {
    auto const lines = leverage_lines(reader, package);
    if (lines.empty()) {
        return;
    }
    say("\nLeverage, package '{}': weekly value added of B that hangs on "
        "A, million USD\n",
        name_of(reader, package));
    TextTable table{{"A>B", "week", "through inputs", "through A's market",
                     "inputs: gone", "worlds with half gone"}};
    for (auto const& line : lines) {
        table.add(
            {line.pair, std::to_string(line.week), with_interval(line.inputs),
             with_interval(line.market),
             std::isnan(line.eroded.value) ? "-" : percent(line.eroded.value),
             std::isnan(line.half_gone.value)
                 ? "-"
                 : percent_interval(line.half_gone)});
    }
    table.print();
}

void print_retaliation(ResultsReader const& reader, std::uint32_t package) {
    auto const summary = retaliation_summary(reader, package);
    if (!summary) {
        return;
    }
    if (summary->any.value == 0) {
        say("\nRetaliation, package '{}': no world has an answer\n",
            name_of(reader, package));
        return;
    }
    say("\nRetaliation, package '{}': {} answers a world, {} of the worlds "
        "have one; the longest chain of answers has {} links on average, {} "
        "at most\n",
        name_of(reader, package), with_interval(summary->answers),
        percent_interval(summary->any), with_interval(summary->chain),
        summary->longest_chain);
}

/// "loses 12 million USD" or "gains 12 million USD".
std::string loses(double difference) {
    auto const size = std::abs(difference);
    auto const unit = money_unit(size);
    return fmt::format("{} {} {}", difference < 0 ? "gains" : "loses",
                       money(size, unit), unit.name);
}
}  // namespace

void print_sides(ResultsReader const& reader,
                 std::uint32_t package,
                 std::uint32_t horizon) {
    auto const sword = side_lines(reader, package, horizon);
    if (!sword) {
        return;
    }
    double largest = 0;
    for (auto const& difference : sword->difference) {
        largest = std::max(largest, std::abs(difference.value));
    }
    auto const unit = money_unit(largest);
    say("\nThe double-edged sword, package '{}': net loss within {} weeks "
        "less that without any package, {}; negative: it gains\n",
        name_of(reader, package), reader.description().horizon[horizon],
        unit.name);
    TextTable table{{"side", "mean difference"}};
    for (std::size_t s = 0; s < sword->difference.size(); ++s) {
        table.add({side_names[s], money(sword->difference[s], unit)});
    }
    table.print();
    // side_names: sender, target, allies, third countries.
    if (!(sword->difference[1].value > 0)) {
        say("  the target does not lose: there is nothing to set the losses of "
            "the others against\n");
        return;
    }
    auto const& ratio = sword->ratio;
    auto const show = [](char const* text, Estimate const& estimate) {
        say("  {}: {}\n", text, with_interval_or_unbounded(estimate));
    };
    show("for every dollar that the target loses, the sender loses", ratio[0]);
    show("for every dollar that the target loses, the allies lose", ratio[1]);
    show("of every dollar that these lose, third countries gain", ratio[2]);
    bool const vague = std::isinf(ratio[0].upper) || std::isinf(ratio[2].upper);
    if (vague) {
        say("  unbounded, or -: a loss that cannot be told from 0 with so few "
            "worlds\n");
    }
}

void print_crossings(ResultsReader const& reader,
                     std::uint32_t package,
                     std::uint32_t base) {
    auto const crossings = horizon_crossings(reader, package, base);
    if (crossings.empty()) {
        return;
    }
    say("\nThe sign changes with the horizon: '{}' against '{}'\n",
        name_of(reader, package), name_of(reader, base));
    for (auto const& crossing : crossings) {
        say("  {} {} within {} weeks and {} within {}: crossover near "
            "week {:.0f}\n",
            crossing.who, loses(crossing.difference_before), crossing.before,
            loses(crossing.difference_after), crossing.after, crossing.week);
    }
}

void print_mechanisms(ResultsReader const& reader,
                      std::uint32_t package,
                      std::uint32_t horizon) {
    print_sides(reader, package, horizon);
    if (package != 0) {
        print_crossings(reader, package, 0);
    }
    print_retaliation(reader, package);
    print_leverage(reader, package);
    print_means(reader, package, horizon);
}
}  // namespace chokepoint
