#include "host/explain/answers/money.hpp"

#include "host/explain/answers/intervals.hpp"
#include "host/explain/plain_numbers.hpp"

namespace chokepoint {
MoneyUnit money_unit(double largest) {
    double const billion = 1000;
    return largest >= billion ? MoneyUnit{billion, "bn USD"}
                              : MoneyUnit{1, "million USD"};
}

std::string money(double amount, MoneyUnit const& unit) {
    return plain_number(amount / unit.millions);
}

std::string money(Estimate const& amount, MoneyUnit const& unit) {
    return with_interval_or_unbounded({amount.value / unit.millions,
                                       amount.lower / unit.millions,
                                       amount.upper / unit.millions});
}

std::string money_words(Estimate const& amount) {
    auto const unit = money_unit(amount.value);
    auto const text = money(amount, unit);
    auto const end = text.find(' ');
    return end == std::string::npos
               ? text + ' ' + unit.name
               : text.substr(0, end + 1) + unit.name + text.substr(end);
}
}  // namespace chokepoint
