#include "host/explain/plain_numbers.hpp"

#include <fmt/format.h>

#include <algorithm>
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

std::string without_zeros_at_end(std::string text) {
    if (text.find('.') != std::string::npos) {
        text.erase(text.find_last_not_of('0') + 1);
        text.erase(text.find_last_not_of('.') + 1);
    }
    return text;
}
}  // namespace

std::string plain_number(double value) {
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
    double const float_rounding = 1e-6;  // many numbers were floats
    // Digits before the point decide, after rounding: 999.6 is 1,000.
    auto const rounded =
        std::stod(fmt::format("{:.{}e}", value, significant - 1));
    auto const before =
        static_cast<int>(std::floor(std::log10(std::abs(rounded)))) + 1;
    auto const decimals = std::max(0, significant - before);
    if (decimals > 2 * significant) {
        return fmt::format("{:.1e}", value);
    }
    auto const text = fmt::format("{:.{}f}", rounded, decimals);
    bool const exact =
        std::abs(value - rounded) <= float_rounding * std::abs(value);
    return with_commas(exact ? without_zeros_at_end(text) : text);
}

std::string plain_percent(double share) {
    double const least = 1e-5;
    if (share != 0 && std::abs(share) < least) {
        return "< 0.001 %";
    }
    return std::isnan(share) ? "-" : plain_number(100 * share) + " %";
}

std::string grouped(std::uint64_t count) {
    return with_commas(std::to_string(count));
}
}  // namespace chokepoint
