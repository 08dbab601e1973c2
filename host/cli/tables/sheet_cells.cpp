#include "host/cli/tables/sheet_cells.hpp"

#include <fmt/format.h>

#include <cmath>

#include "host/explain/answers/intervals.hpp"
#include "host/explain/plain_numbers.hpp"

namespace chokepoint {
std::string shown_cell(AnswerCell const& cell,
                       Column const& column,
                       MoneyUnit const& unit) {
    auto const& x = cell.number;
    if (!cell.text.empty() || std::isnan(x.value)) {
        return cell.text.empty() ? "-" : cell.text;
    }
    double const smallest_p = 0.001;
    switch (column.kind) {
        case Kind::text:
            break;
        case Kind::count:
            return grouped(static_cast<std::uint64_t>(x.value));
        case Kind::week:
            return fmt::format("{:.0f}", x.value);
        case Kind::money:
            return column.interval ? money(x, unit) : money(x.value, unit);
        case Kind::share:
            return column.interval ? percent_interval(x) : percent(x.value);
        case Kind::small:
            return plain_percent(x.value);
        case Kind::number:
            return with_interval(x);
        case Kind::ratio:
            return with_interval_or_unbounded(x);
        case Kind::lift:
            return fmt::format("x {:.2f}", x.value);
        case Kind::p_value:
            return x.value < smallest_p ? "< 0.001" : plain_number(x.value);
    }
    return cell.text;
}

std::string with_unit(std::string text, std::string const& unit) {
    std::string const place = "{unit}";
    for (auto at = text.find(place); at != std::string::npos;
         at = text.find(place, at + unit.size())) {
        text.replace(at, place.size(), unit);
    }
    return text;
}

std::string stored_unit(Column const& column) {
    switch (column.kind) {
        case Kind::text:
            return "";
        case Kind::week:
            return "week number";
        case Kind::money:
            return stored_money;
        default:
            return "1";
    }
}
}  // namespace chokepoint
