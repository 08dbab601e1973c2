#include "host/cli/tables/mechanism_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "host/study/answers/horizon_crossings.hpp"
#include "host/study/answers/mechanism_lines.hpp"
#include "host/study/tables/mechanism_tables.hpp"

namespace chokepoint {
namespace {
std::size_t const usual_countries = 5;

/// An empty table of a package.
AnswerTable mechanism_table(ResultsReader const& reader,
                            std::uint32_t package,
                            char const* key,
                            std::vector<Column> columns) {
    AnswerTable table;
    table.key = key;
    table.package = reader.description().package[package];
    table.columns = std::move(columns);
    return table;
}

/// Choose the unit by the largest amount of some estimates.
void fit_unit(AnswerTable& table) {
    double largest = 0;
    for (auto const& row : table.rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (table.columns[i].kind == Kind::money &&
                !std::isnan(row[i].number.value)) {
                largest = std::max(largest, std::abs(row[i].number.value));
            }
        }
    }
    table.unit = money_unit(largest);
}

AnswerTable means_table(ResultsReader const& reader,
                        std::uint32_t package,
                        std::uint32_t horizon) {
    auto table = mechanism_table(
        reader, package, "mechanisms",
        {{"of", "of"}, {"mean", "mean", Kind::number, true}, {"what", "what"}});
    table.title = fmt::format(
        "Reserves, prices, flows and costs, package '{}': means of all worlds, "
        "within {} weeks where they add up",
        table.package, reader.description().horizon[horizon]);
    for (auto const& line :
         mechanism_lines(reader, package, horizon, usual_countries)) {
        table.add({line.of, line.mean, line.what});
    }
    return table;
}

AnswerTable leverage_table(ResultsReader const& reader, std::uint32_t package) {
    auto table = mechanism_table(
        reader, package, "leverage",
        {{"pair", "A>B"},
         {"week", "week", Kind::week},
         {"inputs", "through inputs", Kind::money, true},
         {"market", "through A's market", Kind::money, true},
         {"inputs_gone", "inputs: gone", Kind::share},
         {"half_gone", "worlds with half gone", Kind::share, true}});
    table.title = fmt::format(
        "Leverage, package '{}': weekly value added of B that hangs on A, "
        "{{unit}}",
        table.package);
    for (auto const& line : leverage_lines(reader, package)) {
        table.add({line.pair, double{1} * line.week, line.inputs, line.market,
                   line.eroded.value, line.half_gone});
    }
    fit_unit(table);
    return table;
}

AnswerTable retaliation_table(ResultsReader const& reader,
                              std::uint32_t package) {
    auto table =
        mechanism_table(reader, package, "retaliation",
                        {{"of", "of"},
                         {"answers", "answers a world", Kind::ratio, true},
                         {"any", "worlds with one", Kind::share, true},
                         {"chain", "longest chain, mean", Kind::ratio, true},
                         {"longest_chain", "longest of all", Kind::count}});
    table.title = fmt::format("Retaliation, package '{}'", table.package);
    auto const summary = retaliation_summary(reader, package);
    if (summary && summary->any.value == 0) {
        table.if_empty = "no world has an answer";
    } else if (summary) {
        table.add({"all worlds", summary->answers, summary->any, summary->chain,
                   double{1} * summary->longest_chain});
    }
    return table;
}

AnswerTable ratio_table(ResultsReader const& reader,
                        std::uint32_t package,
                        SideLines const& sword) {
    auto table = mechanism_table(
        reader, package, "sword",
        {{"ratio", "per dollar"}, {"value", "dollars", Kind::ratio, true}});
    table.title = fmt::format("Loss for loss, package '{}'", table.package);
    // side_names: sender, target, allies, third countries.
    if (!(sword.difference[1].value > 0)) {
        table.if_empty =
            "the target does not lose: there is nothing to set the losses of "
            "the others against";
        return table;
    }
    auto const& ratio = sword.ratio;
    table.add({"the sender loses, for one that the target loses", ratio[0]});
    table.add({"the allies lose, for one that the target loses", ratio[1]});
    table.add({"third countries gain, of one that these lose", ratio[2]});
    if (std::isinf(ratio[0].upper) || std::isinf(ratio[2].upper)) {
        table.notes.push_back(
            "unbounded, or -: a loss that cannot be told from 0 with so few "
            "worlds");
    }
    return table;
}
}  // namespace

std::vector<AnswerTable> side_report(ResultsReader const& reader,
                                     std::uint32_t package,
                                     std::uint32_t horizon) {
    auto const sword = side_lines(reader, package, horizon);
    if (!sword) {
        return {};
    }
    auto table =
        mechanism_table(reader, package, "sides",
                        {{"side", "side"},
                         {"difference", "mean difference", Kind::money, true}});
    table.title = fmt::format(
        "The double-edged sword, package '{}': net loss within {} weeks less "
        "that without any package, {{unit}}; negative: it gains",
        table.package, reader.description().horizon[horizon]);
    for (std::size_t s = 0; s < sword->difference.size(); ++s) {
        table.add({side_names[s], sword->difference[s]});
    }
    fit_unit(table);
    return {table, ratio_table(reader, package, *sword)};
}

AnswerTable crossing_table(ResultsReader const& reader,
                           std::uint32_t package,
                           std::uint32_t base) {
    auto table =
        mechanism_table(reader, package, "crossings",
                        {{"who", "who"},
                         {"weeks_before", "within weeks", Kind::count},
                         {"difference_before", "mean difference", Kind::money},
                         {"weeks_after", "within weeks", Kind::count},
                         {"difference_after", "mean difference", Kind::money},
                         {"crossing_week", "crosses 0 near week", Kind::week}});
    table.title = fmt::format(
        "The sign changes with the horizon: '{}' against '{}', {{unit}}; "
        "negative: loses less",
        table.package, reader.description().package[base]);
    for (auto const& x : horizon_crossings(reader, package, base)) {
        table.add({x.who, double{1} * x.before, x.difference_before,
                   double{1} * x.after, x.difference_after, x.week});
    }
    fit_unit(table);
    return table;
}

std::vector<AnswerTable> mechanism_report(ResultsReader const& reader,
                                          std::uint32_t package,
                                          std::uint32_t horizon) {
    auto tables = side_report(reader, package, horizon);
    if (package != 0) {
        tables.push_back(crossing_table(reader, package, 0));
    }
    tables.push_back(retaliation_table(reader, package));
    tables.push_back(leverage_table(reader, package));
    tables.push_back(means_table(reader, package, horizon));
    return tables;
}
}  // namespace chokepoint
