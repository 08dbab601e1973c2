#include "host/study/plain_words.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

namespace chokepoint {
std::string plain_number(double value) {
    if (value == 0) {
        return "0";
    }
    auto const before =
        static_cast<int>(std::floor(std::log10(std::abs(value)))) + 1;
    return fmt::format("{:.{}f}", value, std::clamp(3 - before, 0, 6));
}

std::string plain_percent(double share) {
    double const hundredths = 100 * share;
    auto const size = std::abs(hundredths);
    int const decimals = size >= 9.95 || size == 0 ? 0 : size >= 0.995 ? 1 : 2;
    auto const digits = fmt::format("{:.{}f}", hundredths, decimals);
    return (size > 0 && std::stod(digits) == 0 ? "below 0.01" : digits) + " %";
}

std::string counted(std::size_t count, char const* what) {
    return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

std::string listed(std::vector<std::string> const& names, std::size_t most) {
    if (names.empty()) {
        return "nobody";
    }
    if (names.size() > most + 1) {
        return fmt::format(
            "{} and {} others",
            fmt::join(names.begin(),
                      names.begin() + static_cast<std::ptrdiff_t>(most), ", "),
            names.size() - most);
    }
    if (names.size() == 1) {
        return names.front();
    }
    return fmt::format("{} and {}",
                       fmt::join(names.begin(), names.end() - 1, ", "),
                       names.back());
}

std::string term(std::int64_t start, std::int64_t end, std::int64_t weeks) {
    if (start >= weeks) {
        return fmt::format("from week {}, after the last of the {} weeks",
                           start, weeks);
    }
    if (end >= weeks) {
        return fmt::format("from week {} to the end", start);
    }
    return end <= start ? fmt::format("never (would start in week {})", start)
                        : fmt::format("weeks {} to {}", start, end - 1);
}
}  // namespace chokepoint
