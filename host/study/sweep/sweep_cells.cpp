#include "host/study/sweep/sweep_cells.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "host/network/input_error.hpp"
#include "host/network/tables/sha256.hpp"

namespace chokepoint {
namespace {
std::size_t const longest_name = 200;  ///< file systems take 255
std::size_t const digits = 12;         ///< of a hash in a name

[[noreturn]] void refuse(std::string const& text, std::string const& why) {
    throw InputError{fmt::format("--over {}: {}", text, why)};
}

/// At commas outside of brackets, braces and quotes.
std::vector<std::string> split(std::string const& list) {
    std::vector<std::string> parts{""};
    int depth = 0;
    bool quoted = false;
    for (char const c : list) {
        quoted = c == '"' ? !quoted : quoted;
        depth += quoted ? 0 : (c == '[' || c == '{') - (c == ']' || c == '}');
        if (c == ',' && depth == 0 && !quoted) {
            parts.emplace_back();
        } else {
            parts.back() += c;
        }
    }
    return parts;
}

bool plain(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_' ||
           c == '+' || c == '=';
}

/// Readable where it can be; with a hash where letters had to go.
std::string file_name(std::string const& overrides) {
    auto name = overrides;
    std::replace_if(
        name.begin(), name.end(), [](char c) { return !plain(c) && c != ','; },
        '_');
    if (name != overrides || name.size() > longest_name) {
        Sha256 hash;
        hash.add(overrides);
        name = name.substr(0, longest_name) + '-' +
               hash.digest().substr(0, digits);
    }
    return name + ".h5";
}
}  // namespace

SweptKey swept_key(std::string const& text) {
    auto const equals = text.find('=');
    if (equals == text.npos || equals == 0) {
        refuse(text,
               "cannot be read (needed: KEY=V1,V2,... with a key as "
               "--set takes it: reserve.NAME.weeks=4,8)");
    }
    SweptKey swept{text.substr(0, equals), split(text.substr(equals + 1))};
    auto const section = swept.key.substr(0, swept.key.find('.'));
    if (section == "campaign") {
        refuse(text,
               "all cells are the same worlds (give --seed, --scenarios "
               "or --weeks once, for all of them)");
    }
    if (section == "metrics" || section == "output" || section == "engine") {
        refuse(text, fmt::format("[{}] changes no loss (needed: a key of what "
                                 "happens or what is done about it)",
                                 section));
    }
    std::set<std::string> seen;
    for (auto const& value : swept.values) {
        if (value.empty()) {
            refuse(text, "a value is empty");
        }
        if (!seen.insert(value).second) {
            refuse(text, fmt::format("'{}' is there twice", value));
        }
    }
    if (swept.values.size() < 2) {
        refuse(text, "is one value (needed: two or more; for one use --set)");
    }
    return swept;
}

std::vector<SweepCell> sweep_cells(std::vector<SweptKey> const& keys) {
    std::set<std::string> seen;
    std::vector<SweepCell> cells{{}};
    for (auto const& swept : keys) {
        if (!seen.insert(swept.key).second) {
            refuse(swept.key, "the key is swept twice");
        }
        std::vector<SweepCell> more;
        for (auto const& cell : cells) {
            for (auto const& value : swept.values) {
                more.push_back(cell);
                more.back().values.push_back(value);
                more.back().overrides.push_back(swept.key + '=' + value);
            }
        }
        cells = std::move(more);
        if (cells.size() > most_cells) {
            refuse(swept.key, fmt::format("the sweep has {} cells or more (at "
                                          "most {})",
                                          cells.size(), most_cells));
        }
    }
    for (auto& cell : cells) {
        cell.file =
            file_name(fmt::format("{}", fmt::join(cell.overrides, ",")));
    }
    return cells;
}
}  // namespace chokepoint
