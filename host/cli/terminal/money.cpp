#include "host/cli/terminal/money.hpp"

#include "host/cli/terminal/text.hpp"

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
}  // namespace chokepoint
