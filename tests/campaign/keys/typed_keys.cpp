#include "tests/campaign/keys/typed_keys.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace chokepoint::test {
namespace {
std::string line_of(Names const& cells) {
    return fmt::format("| {} |\n", fmt::join(cells, " | "));
}

KeyRow const* find(Rows const& rows, std::string const& name) {
    auto const at =
        std::find_if(rows.begin(), rows.end(),
                     [&](KeyRow const& r) { return r.name == name; });
    return at == rows.end() ? nullptr : &*at;
}

/// Selectors that follow each other are one line of a table.
Names selector_line(Names const& keys) {
    return {fmt::format("{}", fmt::join(keys, ", ")), "whom it selects",
            "names", "all"};
}

bool same_key(KeyRow const& a, KeyRow const& b) {
    return a.name == b.name && a.meaning == b.meaning && a.range == b.range;
}
}  // namespace

std::string code(std::string const& text) {
    return "`" + text + "`";
}

std::string table_of(Names const& head, std::vector<Names> const& lines) {
    auto text = line_of(head) + "|";
    for (std::size_t i = 0; i < head.size(); ++i) {
        text += "---|";
    }
    text += "\n";
    for (auto const& line : lines) {
        text += line_of(line);
    }
    return text;
}

std::string table_of(Rows const& rows) {
    std::vector<Names> lines;
    Names selectors;
    for (auto const& r : rows) {
        if (r.selects) {
            selectors.push_back(code(r.name));
            continue;
        }
        if (!selectors.empty()) {
            lines.push_back(selector_line(selectors));
            selectors.clear();
        }
        lines.push_back({code(r.name), r.meaning, r.range, r.graded()});
    }
    return table_of({"key", "meaning", "unit, range", "default"}, lines);
}

Rows joined(Rows first, Rows const& second) {
    first.insert(first.end(), second.begin(), second.end());
    return first;
}

Rows shared(Rows const& first, Rows const& second) {
    Rows rows;
    for (auto const& row : first) {
        if (!row.selects && find(second, row.name)) {
            rows.push_back(row);
        }
    }
    return rows;
}

Rows lone_row(Key const& key, std::string const& standard) {
    KeyRows rows;
    rows(key.otherwise(standard.c_str()), std::string{});
    return rows.rows;
}

bool TypedKeys::explained(KeyRow const& row) const {
    auto const* known = find(general, row.name);
    return known && same_key(*known, row);
}

bool TypedKeys::grouped(KeyRow const& row) const {
    return std::any_of(groups.begin(), groups.end(), [&](auto const& group) {
        return find(group.second, row.name) != nullptr;
    });
}

std::string TypedKeys::selectors(std::size_t type) const {
    Names list;
    for (auto const& row : types[type]) {
        if (row.selects) {
            list.push_back(code(row.name) +
                           (row.required ? " (required)" : ""));
        }
    }
    return fmt::format("{}", fmt::join(list, ", "));
}

std::string TypedKeys::own_keys(std::size_t type) const {
    Names list;
    for (auto const& row : types[type]) {
        bool const usual =
            explained(row) && find(general, row.name)->standard == row.standard;
        if (!row.selects && !grouped(row) && !usual) {
            list.push_back(code(row.name) + " " + row.graded());
        }
    }
    for (auto const& [name, keys] : groups) {
        if (find(types[type], keys.front().name)) {
            list.push_back(name);
        }
    }
    return fmt::format("{}", fmt::join(list, "; "));
}

std::string TypedKeys::meanings(
    std::function<bool(std::size_t)> const& wanted) const {
    Rows rows;
    std::vector<Names> of;
    for (std::size_t t = 0; t < types.size(); ++t) {
        for (auto const& row : types[t]) {
            if (!wanted(t) || row.selects || explained(row) || grouped(row)) {
                continue;
            }
            auto const at = static_cast<std::size_t>(
                std::find_if(
                    rows.begin(), rows.end(),
                    [&](KeyRow const& r) { return same_key(r, row); }) -
                rows.begin());
            if (at == rows.size()) {
                rows.push_back(row);
                of.emplace_back();
            } else if (rows[at].graded() != row.graded()) {
                rows[at].standard = "by type";
                rows[at].grade.clear();
            }
            of[at].push_back(code(names[t]));
        }
    }
    std::vector<Names> lines;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        auto const& r = rows[i];
        lines.push_back({code(r.name),
                         fmt::format("{}", fmt::join(of[i], ", ")), r.meaning,
                         r.range, r.graded()});
    }
    return table_of({"key", "of", "meaning", "unit, range", "default"}, lines);
}

Rows TypedKeys::by_type(Rows rows) const {
    for (auto& row : rows) {
        std::size_t same = 0, other = 0;
        for (auto const& type : types) {
            if (auto const* mine = find(type, row.name)) {
                ++(mine->standard == row.standard ? same : other);
            }
        }
        if (other > 0 && !row.required) {
            row.standard = same ? row.standard + ", or by type" : "by type";
        }
    }
    return rows;
}
}  // namespace chokepoint::test
