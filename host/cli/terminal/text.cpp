#include "host/cli/terminal/text.hpp"

#include <fmt/format.h>

#include <cmath>
#include <sstream>

#include "host/network/tables/utf8.hpp"

namespace chokepoint {
std::string bytes(double count) {
    char const* const units[] = {"B", "kB", "MB", "GB", "TB", "PB"};
    double const thousand = 1000;
    std::size_t unit = 0;
    while (count >= thousand && unit + 1 < std::size(units)) {
        count /= thousand;
        ++unit;
    }
    return fmt::format("{} {}", plain_number(count), units[unit]);
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

std::string paragraph(std::vector<std::string> const& sentences,
                      std::size_t width) {
    std::vector<std::string> words;
    for (auto const& sentence : sentences) {
        std::istringstream stream{sentence};
        for (std::string word; stream >> word;) {
            if (word[0] == '%' && !words.empty()) {
                words.back() += ' ' + word;  // no line between 3 and %
            } else {
                words.push_back(word);
            }
        }
    }
    std::string text;
    std::size_t column = 0;
    for (auto const& word : words) {
        auto const length = code_points(word);
        bool const fits = column + 1 + length <= width;
        text += column == 0 ? "" : fits ? " " : "\n";
        column = column > 0 && fits ? column + 1 + length : length;
        text += word;
    }
    return text + "\n";
}
}  // namespace chokepoint
