/// \file sheet_cells.hpp
/// Cells and titles of an answer as people and as programs read them.
#pragma once

#include <string>

#include "host/cli/tables/answer_sheet.hpp"

namespace chokepoint {
/// "1.23 (1.1 to 1.4)" as the kind of the column asks; "-": not known.
std::string shown_cell(AnswerCell const& cell,
                       Column const& column,
                       MoneyUnit const& unit);
/// A title or head with {unit} filled in.
std::string with_unit(std::string text, std::string const& unit);
/// Unit of the numbers for programs: "million USD", "1", "weeks"; empty: text.
std::string stored_unit(Column const& column);
/// The sheet's sentences and titles are for people, this is the unit that
/// programs get.
inline constexpr char stored_money[] = "million USD";
}  // namespace chokepoint
