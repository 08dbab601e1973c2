#include "host/cli/terminal/text.hpp"

#include <fmt/format.h>

#include <cmath>

namespace chokepoint {
namespace {
/// Puts commas between groups of three digits before the point.
std::string with_commas(std::string text) {
    auto const point = std::min(text.find('.'), text.size());
    auto const first = text[0] == '-' ? 1u : 0u;
    for (auto i = point; i > first + 3; i -= 3) {
        text.insert(i - 3, ",");
    }
    return text;
}
}  // namespace

std::string short_number(double value) {
    if (std::isnan(value)) {
        return "-";
    }
    if (std::isinf(value)) {
        return value > 0 ? "inf" : "-inf";
    }
    if (value == 0) {
        return "0";
    }
    int const significant = 3;
    // Digits before the point decide, after rounding: 999.6 is 1,000.
    auto const rounded =
        std::stod(fmt::format("{:.{}e}", value, significant - 1));
    auto const before =
        static_cast<int>(std::floor(std::log10(std::abs(rounded)))) + 1;
    auto const decimals = std::max(0, significant - before);
    if (decimals > 2 * significant) {
        return fmt::format("{:.1e}", value);
    }
    return with_commas(fmt::format("{:.{}f}", rounded, decimals));
}

std::string with_interval(Estimate const& estimate) {
    if (std::isnan(estimate.value)) {
        return "-";
    }
    bool const none = std::isinf(estimate.lower) && std::isinf(estimate.upper);
    if (none || estimate.lower == estimate.upper) {
        return short_number(estimate.value);
    }
    auto const number = short_number(estimate.value);
    if (std::isinf(estimate.upper)) {
        return fmt::format("{} ({} or more)", number,
                           short_number(estimate.lower));
    }
    if (std::isinf(estimate.lower)) {
        return fmt::format("{} ({} or less)", number,
                           short_number(estimate.upper));
    }
    return fmt::format("{} ({} to {})", number, short_number(estimate.lower),
                       short_number(estimate.upper));
}

std::string with_interval_or_unbounded(Estimate const& estimate) {
    bool const unbounded =
        std::isinf(estimate.lower) && std::isinf(estimate.upper);
    return unbounded && !std::isnan(estimate.value)
               ? short_number(estimate.value) + " (unbounded)"
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

std::string short_percent(double share) {
    double const least = 1e-5;
    if (share != 0 && std::abs(share) < least) {
        return "< 0.001 %";
    }
    return std::isnan(share) ? "-" : short_number(100 * share) + " %";
}

std::string bytes(double count) {
    char const* const units[] = {"B", "kB", "MB", "GB", "TB", "PB"};
    double const thousand = 1000;
    std::size_t unit = 0;
    while (count >= thousand && unit + 1 < std::size(units)) {
        count /= thousand;
        ++unit;
    }
    return fmt::format("{} {}", short_number(count), units[unit]);
}

std::string grouped(std::uint64_t count) {
    return with_commas(std::to_string(count));
}

std::string duration(double seconds) {
    int const minute = 60, hour = 3600, day = 86400;
    if (!std::isfinite(seconds)) {
        return "-";
    }
    if (seconds < minute) {
        return fmt::format("{:.{}f} s", seconds, seconds < 10 ? 1 : 0);
    }
    auto const whole = static_cast<long long>(seconds);
    if (whole < hour) {
        return fmt::format("{} min {} s", whole / minute, whole % minute);
    }
    if (whole < day) {
        return fmt::format("{} h {} min", whole / hour, whole % hour / minute);
    }
    return fmt::format("{} d {} h", whole / day, whole % day / hour);
}
}  // namespace chokepoint
