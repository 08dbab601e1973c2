#include "host/explain/answers/intervals.hpp"

#include <fmt/format.h>

#include <cmath>

#include "host/explain/plain_numbers.hpp"

namespace chokepoint {
std::string with_interval(Estimate const& estimate) {
    if (std::isnan(estimate.value)) {
        return "-";
    }
    bool const none = std::isinf(estimate.lower) && std::isinf(estimate.upper);
    if (none || estimate.lower == estimate.upper) {
        return plain_number(estimate.value);
    }
    auto const number = plain_number(estimate.value);
    if (std::isinf(estimate.upper)) {
        return fmt::format("{} ({} or more)", number,
                           plain_number(estimate.lower));
    }
    if (std::isinf(estimate.lower)) {
        return fmt::format("{} ({} or less)", number,
                           plain_number(estimate.upper));
    }
    return fmt::format("{} ({} to {})", number, plain_number(estimate.lower),
                       plain_number(estimate.upper));
}

std::string with_interval_or_unbounded(Estimate const& estimate) {
    bool const unbounded =
        std::isinf(estimate.lower) && std::isinf(estimate.upper);
    return unbounded && !std::isnan(estimate.value)
               ? plain_number(estimate.value) + " (unbounded)"
               : with_interval(estimate);
}

std::string percent(double share) {
    return std::isnan(share) ? "-" : fmt::format("{:.1f} %", 100 * share);
}

std::string percent_interval(Estimate const& share) {
    if (std::isnan(share.value)) {
        return "-";
    }
    return fmt::format("{:.1f} % ({:.1f} to {:.1f})", 100 * share.value,
                       100 * share.lower, 100 * share.upper);
}
}  // namespace chokepoint
