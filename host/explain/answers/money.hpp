/// \file money.hpp
/// Amounts as people read them: one unit a table.
#pragma once

#include <string>

#include "host/statistics/sample.hpp"

namespace chokepoint {
/// What amounts are divided by, and what that is called.
struct MoneyUnit {
    double millions;
    char const* name;
};

/// \return billions where the largest amount reaches one, else millions
/// \param largest  of the amounts of a table, million USD; NaN counts as 0
MoneyUnit money_unit(double largest);

/// Three significant digits, without the unit. \param amount  million USD
std::string money(double amount, MoneyUnit const& unit);
/// With its interval; "(unbounded)" if that has no ends. An interval of no
/// width is left out.
std::string money(Estimate const& amount, MoneyUnit const& unit);
/// In the unit that fits, as in a sentence: "32.4 bn USD (30.9 to 33.9)".
std::string money_words(Estimate const& amount);
}  // namespace chokepoint
