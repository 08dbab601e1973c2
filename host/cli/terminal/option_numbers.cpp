#include "host/cli/terminal/option_numbers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <string>

namespace chokepoint {
namespace {
template <class Number>
std::optional<Number> whole_text(std::string const& text) {
    Number value{};
    auto const* const end = text.data() + text.size();
    auto const [stop, failure] = std::from_chars(text.data(), end, value);
    if (failure != std::errc{} || stop != end) {
        return std::nullopt;
    }
    return value;
}

/// The whole number that people write as "1e3", "10,000" or "10_000".
std::optional<std::int64_t> meant(std::string text) {
    auto const separates = [](char c) {
        return c == ',' || c == '_' || c == '\'' || c == ' ';
    };
    text.erase(std::remove_if(text.begin(), text.end(), separates), text.end());
    if (auto const whole = whole_text<std::int64_t>(text)) {
        return whole;
    }
    auto const value = whole_text<double>(text);
    if (value && std::abs(*value) < 1e15 && std::floor(*value) == *value) {
        return static_cast<std::int64_t>(*value);
    }
    return std::nullopt;
}

std::string beyond(std::string const& text, std::string const& range) {
    return fmt::format("{} is out of range (needed: {})", text, range);
}

std::string check_whole(std::string const& text,
                        std::int64_t low,
                        std::int64_t high) {
    auto const range = fmt::format("{} to {}", low, high);
    if (text.empty()) {
        return fmt::format("is empty (needed: a whole number, {})", range);
    }
    if (auto const value = whole_text<std::int64_t>(text)) {
        return *value < low || *value > high ? beyond(text, range) : "";
    }
    auto const proposed = meant(text);
    return fmt::format("'{}' is not written as a whole number, {}{}", text,
                       range,
                       proposed && *proposed >= low && *proposed <= high
                           ? fmt::format(" (write {})", *proposed)
                           : "");
}

std::string check_number(std::string const& text, double low, double high) {
    auto const range = fmt::format("{} to {}", low, high);
    if (text.empty()) {
        return fmt::format("is empty (needed: a number, {})", range);
    }
    auto const value = whole_text<double>(text);
    if (!value || !std::isfinite(*value)) {
        return fmt::format("'{}' is no number with a decimal point, {}", text,
                           range);
    }
    return *value < low || *value > high ? beyond(text, range) : "";
}
}  // namespace

CLI::Validator whole_number(std::int64_t low, std::int64_t high) {
    return {[=](std::string& text) { return check_whole(text, low, high); },
            fmt::format("[{} - {}]", low, high)};
}

CLI::Validator number(double low, double high) {
    return {[=](std::string& text) { return check_number(text, low, high); },
            fmt::format("[{} - {}]", low, high)};
}
}  // namespace chokepoint
