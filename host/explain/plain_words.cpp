#include "host/explain/plain_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace chokepoint {
namespace {
/// "1234567" is hard to read.
std::string with_commas(std::string text) {
    auto const point = std::min(text.find('.'), text.size());
    auto const first = text[0] == '-' ? 1u : 0u;
    for (auto i = point; i > first + 3; i -= 3) {
        text.insert(i - 3, ",");
    }
    return text;
}
}  // namespace

std::string plain_number(double value) {
    if (value == 0) {
        return "0";
    }
    auto const before =
        static_cast<int>(std::floor(std::log10(std::abs(value)))) + 1;
    auto text = fmt::format("{:.{}f}", value, std::clamp(3 - before, 0, 6));
    auto const point = text.find('.');
    if (point != std::string::npos) {
        text.erase(text.find_last_not_of('0') + 1);
        text.erase(text.find_last_not_of('.') + 1);
    }
    return with_commas(text);
}

std::string plain_percent(double share) {
    double const hundredths = 100 * share;
    auto const size = std::abs(hundredths);
    int const decimals = size >= 9.95 || size == 0 ? 0 : size >= 0.995 ? 1 : 2;
    auto const digits = fmt::format("{:.{}f}", hundredths, decimals);
    return (size > 0 && std::stod(digits) == 0 ? "below 0.01" : digits) + " %";
}

std::string counted(std::size_t count, char const* what) {
    return fmt::format("{} {}{}", with_commas(std::to_string(count)), what,
                       count == 1 ? "" : "s");
}

std::string listed(std::vector<std::string> const& names, std::size_t most) {
    if (names.empty()) {
        return "nobody";
    }
    bool const commas =
        std::any_of(names.begin(), names.end(), [](std::string const& name) {
            return name.find(',') != std::string::npos;
        });
    auto const* const next = commas ? "; " : ", ";
    auto const* const last = commas ? "; and " : " and ";
    // "and 1 others" is no gain on the name itself.
    bool const all = names.size() <= most + 1;
    auto const told = all ? names.size() - 1 : most;
    auto text = names.front();
    for (std::size_t i = 1; i < told; ++i) {
        text += next + names[i];
    }
    if (all) {
        return names.size() == 1 ? text : text + last + names.back();
    }
    return fmt::format("{}{}{} others", text, last, names.size() - most);
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
