#include "host/campaign/toml/effective_keys.hpp"

#include <map>
#include <sstream>

namespace chokepoint {
namespace {
/// "\"fire\"" -> "fire"; other values stay.
std::string unquoted(std::string const& value) {
    bool const quoted =
        value.size() > 1 && value.front() == '"' && value.back() == '"';
    return quoted ? value.substr(1, value.size() - 2) : value;
}
}  // namespace

std::vector<EffectiveKey> effective_keys(std::string const& text) {
    std::vector<EffectiveKey> keys;
    std::istringstream lines{text};
    std::string section, entry;
    bool names_entry = false;  // the first key of an entry is its name
    for (std::string line; std::getline(lines, line);) {
        if (line.empty()) {
            continue;
        }
        if (line.front() == '[') {
            names_entry = line.compare(0, 2, "[[") == 0;
            std::size_t const from = names_entry ? 2 : 1;
            section = line.substr(from, line.find(']') - from);
            entry.clear();
            continue;
        }
        auto const equals = line.find(" = ");
        if (equals == line.npos) {
            continue;
        }
        auto const value = line.substr(equals + 3);
        if (names_entry) {
            entry = unquoted(value);
            names_entry = false;
        }
        keys.push_back({section, entry, line.substr(0, equals), value});
    }
    return keys;
}

std::vector<KeyDifference> key_differences(std::vector<EffectiveKey> const& a,
                                           std::vector<EffectiveKey> const& b) {
    std::map<std::string, std::string> in_a, in_b;
    for (auto const& key : a) {
        in_a[key.path()] = key.value;
    }
    for (auto const& key : b) {
        in_b[key.path()] = key.value;
    }
    std::vector<KeyDifference> differences;
    auto const add = [&](EffectiveKey key, std::optional<std::string> value_a,
                         std::optional<std::string> value_b) {
        key.value.clear();
        differences.push_back(
            {std::move(key), std::move(value_a), std::move(value_b)});
    };
    for (auto const& key : a) {
        auto const other = in_b.find(key.path());
        if (other == in_b.end()) {
            add(key, key.value, {});
        } else if (other->second != key.value) {
            add(key, key.value, other->second);
        }
    }
    for (auto const& key : b) {
        if (in_a.count(key.path()) == 0) {
            add(key, {}, key.value);
        }
    }
    return differences;
}
}  // namespace chokepoint
