#include "host/explain/plain_words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace chokepoint {
std::string counted(std::size_t count, char const* what) {
    return fmt::format("{} {}{}", grouped(count), what, count == 1 ? "" : "s");
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
