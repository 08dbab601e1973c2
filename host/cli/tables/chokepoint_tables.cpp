#include "host/cli/tables/chokepoint_tables.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "host/explain/answers/money.hpp"
#include "host/study/answers/shortage_lines.hpp"
#include "host/study/run/certain_worlds.hpp"

namespace chokepoint {
namespace {
AnswerCell want_of(Lack const& lack) {
    return !lack.known            ? ""
           : lack.product.empty() ? "(its own capacity)"
                                  : lack.product;
}

/// People read "TWN (92 %)", programs country and share apart.
void append_source(std::vector<AnswerCell>& row, Lack const& lack) {
    bool const known = !lack.source.empty();
    row.emplace_back(known ? fmt::format("{} ({:.0f} %)", lack.source,
                                         100 * lack.source_share)
                           : "");
    row.emplace_back(lack.source);
    row.emplace_back(known ? lack.source_share : not_known);
}

AnswerTable table_of(ResultsReader const& reader,
                     std::uint32_t package,
                     char const* key) {
    AnswerTable table;
    table.key = key;
    table.package = reader.description().package[package];
    return table;
}

std::vector<Column> frequency_columns() {
    return {{"in_worst", "in the worst worlds", Kind::share, true},
            {"in_all", "in all worlds", Kind::share, true},
            {"lift", "lift", Kind::lift}};
}

void append(std::vector<Column>& columns, std::vector<Column> const& more) {
    columns.insert(columns.end(), more.begin(), more.end());
}
}  // namespace

AnswerTable chokepoint_table(ResultsReader const& reader,
                             std::uint32_t package,
                             std::size_t most) {
    auto const lines = chokepoint_lines(reader, package);
    double largest = 0;
    for (auto const& line : lines) {
        largest = std::max(largest, line.loss);
    }
    auto table = table_of(reader, package, "chokepoints");
    table.title = fmt::format(
        "Top chokepoints, package '{}' (worst 1 in 20 worlds of all "
        "countries): first to run short of an input",
        table.package);
    table.if_empty = "first to run short of an input: none";
    table.unit = money_unit(largest);
    // Files before 1.3 know only how often.
    bool const old = !lines.empty() && !lines.front().lack.known;
    table.columns = {{"node", "first to run short"}};
    if (!old) {
        append(table.columns, {{"lacks", "lacks"},
                               {"source_words", "usually from"},
                               {"usually_from", ""},
                               {"source_share", "", Kind::share},
                               {"loss", "loss so begun, {unit}", Kind::money},
                               {"share_of_loss", "share of all", Kind::share}});
    }
    append(table.columns, frequency_columns());
    for (auto const& line : lines) {
        if (table.rows.size() == most || !(line.in_tail.value > 0)) {
            continue;
        }
        std::vector<AnswerCell> row{line.node};
        if (!old) {
            row.emplace_back(line.lack.product);
            append_source(row, line.lack);
            row.emplace_back(line.loss);
            row.emplace_back(line.share);
        }
        row.insert(row.end(), {line.in_tail, line.overall, line.lift});
        table.add(row);
    }
    return table;
}

AnswerTable first_stop_table(ResultsReader const& reader,
                             std::uint32_t package) {
    auto table = table_of(reader, package, "first_stops");
    table.title = fmt::format("First to stop, package '{}'", table.package);
    table.if_empty = "nobody stops";
    table.columns = {
        {"node", "first to stop"}, {"week", "week", Kind::week},
        {"lacks", "for want of"},  {"source_words", "usually from"},
        {"usually_from", ""},      {"source_share", "", Kind::share}};
    for (auto const& line : stop_lines(reader, package, 0)) {
        std::vector<AnswerCell> row{line.node, double{1} * line.week,
                                    want_of(line.lack)};
        append_source(row, line.lack);
        table.add(row);
    }
    return table;
}

AnswerTable contribution_table(ResultsReader const& reader,
                               std::uint32_t package,
                               Part part,
                               std::size_t most) {
    auto const lines = contribution_lines(reader, package, part);
    bool const countries = part == Part::countries;
    auto table = table_of(reader, package,
                          countries ? "tail_countries" : "tail_products");
    table.title = fmt::format(
        "{}{}, package '{}'", countries ? "Countries" : "Products and groups",
        certain_packages(reader)[package]
            ? ""
            : " in the worst 1 in 20 worlds of all countries",
        table.package);
    table.if_empty = countries
                         ? "countries: fewer than 1 in 20 worlds lose"
                         : "products and groups: not counted (ask for them "
                           "with groups = true or products = true in "
                           "[metrics])";
    table.unit = money_unit(lines.empty() ? 0 : lines.front().loss);
    table.columns = {countries ? Column{"country", "country"}
                               : Column{"cell", "product or group"},
                     {"loss", "mean loss, {unit}", Kind::money},
                     {"share_of_loss", "share of all", Kind::share}};
    for (auto const& line : lines) {
        if (table.rows.size() < most && line.loss > 0) {
            table.add({line.name, line.loss, line.share});
        }
    }
    return table;
}

AnswerTable cause_table(ResultsReader const& reader,
                        std::uint32_t package,
                        std::string const& axis,
                        std::size_t most) {
    bool const family = axis == "family";
    auto table = table_of(reader, package, family ? "families" : "measures");
    table.title = fmt::format(
        "{} of the worst 1 in 20 worlds of all countries, package '{}'",
        family ? "Events" : "Measures", table.package);
    auto const& d = reader.description();
    if (!(family ? d.family : d.measure).empty()) {
        table.if_empty =
            family ? "event of the family: none" : "measure in force: none";
    }
    table.columns = {
        {axis, family ? "event of the family" : "measure in force"}};
    append(table.columns, frequency_columns());
    for (auto const& line : cause_lines(reader, package, axis)) {
        if (table.rows.size() < most && line.in_tail.value > 0) {
            table.add({line.name, line.in_tail, line.overall, line.lift});
        }
    }
    return table;
}
}  // namespace chokepoint
