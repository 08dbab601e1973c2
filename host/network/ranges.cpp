#include "host/network/ranges.hpp"

#include <fmt/format.h>

namespace chokepoint {
std::string Range::must_be(double value) const {
    if (value > high) {
        return fmt::format("must be <= {} ({})", high, unit);
    }
    if (high >= largest_value) {
        return fmt::format("must be {} {} ({})", above_low ? ">" : ">=", low,
                           unit);
    }
    return fmt::format("must be {} {} and <= {} ({})",
                       above_low ? ">" : ">=", low, high, unit);
}
}  // namespace chokepoint
