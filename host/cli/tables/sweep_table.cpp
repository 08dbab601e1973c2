#include "host/cli/tables/sweep_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "host/explain/answers/money.hpp"
#include "host/explain/plain_numbers.hpp"

namespace chokepoint {
namespace {
/// "reserve.ores.weeks" -> "reserve_ores_weeks".
std::string column_key(std::string key) {
    for (auto& c : key) {
        auto const byte = static_cast<unsigned char>(c);
        c = std::isalnum(byte) && byte < 0x80
                ? static_cast<char>(std::tolower(byte))
                : '_';
    }
    return key;
}

/// Keys by which other events happen, or the same ones at other odds.
bool moves_events(SweptKey const& swept) {
    auto const section = swept.key.substr(0, swept.key.find('.'));
    return section == "family" || section == "world" || section == "event";
}
}  // namespace

AnswerTable sweep_table(std::vector<SweptKey> const& keys,
                        std::vector<SweepCell> const& cells,
                        std::vector<SweepLine> const& lines,
                        std::string const& package,
                        SweepScope const& scope) {
    AnswerTable table;
    table.key = "sweep";
    table.package = package;
    table.title = fmt::format(
        "Lost value added of {} within {} weeks, {{unit}}, package '{}', in "
        "{}\nThe difference is to the first row, world by world; negative: "
        "loses less. 95 % intervals in brackets.",
        scope.whose, scope.horizon_weeks, package,
        scope.scenarios == 1
            ? "one world"
            : "the same " + grouped(scope.scenarios) + " worlds");
    for (auto const& swept : keys) {
        table.columns.push_back({column_key(swept.key), swept.key});
    }
    for (auto const& column :
         {Column{"expected", "expected", Kind::money, true},
          Column{"one_in_20", "1 in 20", Kind::money, true},
          Column{"one_in_100", "1 in 100", Kind::money, true},
          Column{"difference", "difference", Kind::money, true},
          Column{"change", "change", Kind::small}}) {
        table.columns.push_back(column);
    }
    double largest = 0;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        auto const& line = lines[i];
        std::vector<AnswerCell> row{cells[i].values.begin(),
                                    cells[i].values.end()};
        auto const first = lines.front().expected.value;
        for (auto const& figure : {line.expected, line.one_in_20,
                                   line.one_in_100, line.difference}) {
            row.push_back(figure);
        }
        row.push_back(first > 0 ? line.difference.value / first : not_known);
        table.add(std::move(row));
        largest = std::max(largest, line.expected.value);
    }
    table.unit = money_unit(largest);
    if (std::any_of(keys.begin(), keys.end(), moves_events)) {
        table.notes.push_back(
            "Events differ between rows, drawn with the same random numbers: "
            "the interval of a difference allows for that.");
    }
    return table;
}
}  // namespace chokepoint
