#include "host/campaign/toml/overrides.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <type_traits>

#include "host/network/input_error.hpp"

namespace chokepoint {
namespace {
std::vector<std::string> split_path(std::string const& path) {
    std::vector<std::string> parts{""};
    for (char const c : path) {
        if (c == '.') {
            parts.emplace_back();
        } else {
            parts.back() += c;
        }
    }
    return parts;
}

/// \return the entry's `name`, else its `country` or `type`
std::string entry_name(toml::table const& entry) {
    for (auto const* key : {"name", "country"}) {
        if (auto const name = entry[key].value<std::string>()) {
            return *name;
        }
    }
    return entry["type"].value_or(std::string{});
}

toml::table& find_entry(toml::array& entries,
                        std::string const& name,
                        std::string const& override) {
    std::vector<std::string> names;
    for (auto&& node : entries) {
        if (auto* entry = node.as_table()) {
            names.push_back(entry_name(*entry));
            if (names.back() == name) {
                return *entry;
            }
        }
    }
    throw InputError(fmt::format(
        "--set {}: no entry is named '{}' (this campaign has: {}{})", override,
        name, fmt::join(names, ", "), nearest_hint(name, names)));
}

/// The value as TOML alone (no source line), or as a bare text.
void assign(toml::table& table,
            std::string const& key,
            std::string const& value) {
    try {
        auto const parsed = toml::parse("value = " + value);
        if (parsed.size() == 1) {
            parsed.get("value")->visit([&](auto const& node) {
                using Node = std::decay_t<decltype(node)>;
                if constexpr (toml::is_table<Node> || toml::is_array<Node>) {
                    table.insert_or_assign(key, node);
                } else {
                    table.insert_or_assign(key, node.get());
                }
            });
            return;
        }
    } catch (toml::parse_error const&) {
    }
    table.insert_or_assign(key, value);
}

void apply(toml::table& tree, std::string const& override) {
    auto const equals = override.find('=');
    auto const path = split_path(override.substr(0, equals));
    bool const empty_part =
        std::any_of(path.begin(), path.end(),
                    [](std::string const& part) { return part.empty(); });
    if (equals == std::string::npos || path.size() < 2 || empty_part) {
        throw InputError(fmt::format(
            "--set {}: cannot be read (needed: SECTION.KEY=VALUE or "
            "SECTION.NAME.KEY=VALUE)",
            override));
    }
    auto* table = &tree;
    for (std::size_t i = 0; i + 1 < path.size(); ++i) {
        auto* node = table->get(path[i]);
        if (!node) {
            node =
                &table->insert_or_assign(path[i], toml::table{}).first->second;
        }
        if (auto* entries = node->as_array(); entries && i + 2 < path.size()) {
            table = &find_entry(*entries, path[++i], override);
        } else if (node->is_table()) {
            table = node->as_table();
        } else {
            throw InputError(fmt::format(
                "--set {}: '{}' is not a section (needed: SECTION.KEY=VALUE)",
                override, path[i]));
        }
    }
    assign(*table, path.back(), override.substr(equals + 1));
}
}  // namespace

void apply_overrides(toml::table& tree,
                     std::vector<std::string> const& overrides) {
    for (auto const& override : overrides) {
        apply(tree, override);
    }
}
}  // namespace chokepoint
