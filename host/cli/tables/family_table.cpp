#include "host/cli/tables/family_table.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "host/explain/answers/money.hpp"

namespace chokepoint {
AnswerTable family_table(FamilyShares const& shares,
                         std::string const& package,
                         std::string const& whose,
                         std::int32_t horizon_weeks) {
    AnswerTable table;
    table.key = "family_shares";
    table.package = package;
    table.unit = money_unit(shares.tail);
    table.title = fmt::format(
        "Families and the loss of {} within {} weeks, package '{}': {} "
        "{{unit}} "
        "expected, {} in the worst 1 in 20 worlds",
        whose, horizon_weeks, package, money(shares.expected, table.unit),
        money(shares.tail, table.unit));
    table.columns = {{"family", "family"},
                     {"worlds", "worlds with it", Kind::share, true},
                     {"expected_met", "loss in them, of all", Kind::share},
                     {"tail_met", "of the worst", Kind::share},
                     {"expected", "goes with it, expected", Kind::money, true},
                     {"expected_share", "of all", Kind::small},
                     {"tail", "in the worst", Kind::money},
                     {"tail_share", "of the worst", Kind::small}};
    std::vector<std::string> lacking;
    for (auto const& one : shares.families) {
        std::vector<AnswerCell> row{one.family, one.worlds, one.expected_met,
                                    one.tail_met};
        if (one.left_out) {
            auto const& part = *one.left_out;
            row.insert(
                row.end(),
                {part.expected,
                 shares.expected > 0 ? part.expected.value / shares.expected
                                     : not_known,
                 part.tail,
                 shares.tail > 0 ? part.tail / shares.tail : not_known});
        } else {
            row.insert(row.end(), 4, AnswerCell{not_known});
            lacking.push_back(one.family);
        }
        table.add(std::move(row));
    }
    table.if_empty = "The campaign has no families.";
    if (!table.rows.empty()) {
        table.notes.push_back(
            "Worlds have events of several families: losses in them overlap "
            "and are no causes.");
    }
    if (!lacking.empty()) {
        table.notes.push_back(fmt::format(
            "What goes with a family needs the same worlds without it, which "
            "the file has not for: {} (chokepoint run ... "
            "--without-each-family {})",
            fmt::join(lacking, ", "), package));
    } else if (!table.rows.empty()) {
        table.notes.push_back(
            "What goes with a family: less the loss of the same world without "
            "it. These parts do not add up where families act through one "
            "another.");
    }
    return table;
}
}  // namespace chokepoint
