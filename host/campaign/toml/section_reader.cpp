#include "host/campaign/toml/section_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "host/campaign/toml/distribution_reader.hpp"
#include "host/network/input_error.hpp"

namespace chokepoint {
namespace {
std::string describe(Bounds range) {
    return fmt::format("{} to {}{}{}", range.low, range.high,
                       *range.unit ? " " : "", range.unit);
}

char const* type_name(toml::node const& node) {
    switch (node.type()) {
        case toml::node_type::string:
            return "a text";
        case toml::node_type::integer:
            return "a whole number";
        case toml::node_type::floating_point:
            return "a number";
        case toml::node_type::boolean:
            return "true or false";
        case toml::node_type::array:
            return "a list";
        case toml::node_type::table:
            return "a table";
        default:
            return "a date or time";
    }
}
}  // namespace

std::string const& SourceLocation::place(std::string const& at_key) const {
    auto const found = key.find(at_key);
    return found == key.end() ? section : found->second;
}

void SourceLocation::fail(std::string const& at_key,
                          std::string const& what) const {
    throw InputError(fmt::format("{}: {}: {}{}{}", place(at_key), title, at_key,
                                 at_key.empty() ? "" : ": ", what));
}

std::string place_of(toml::node const& node,
                     std::string const& file,
                     std::string const& dotted_key) {
    auto const line = node.source().begin.line;
    return line ? fmt::format("{}:{}", file, line) : "--set " + dotted_key;
}

SectionReader::SectionReader(toml::table const& table,
                             std::string const& file,
                             std::string const& path,
                             SourceLocation& location)
    : table_{table}, file_{file}, path_{path}, origin_{location} {
    for (auto&& [key, node] : table) {
        std::string const name{key.str()};
        auto const line = key.source().begin.line;
        origin_.key[name] =
            node.source().begin.line
                ? fmt::format("{}:{}", file,
                              line ? line : node.source().begin.line)
                : "--set " + path + "." + name;
    }
}

toml::node const* SectionReader::find(char const* key) {
    asked_.push_back(key);
    return table_.get(key);
}

toml::table const* SectionReader::inner_table(char const* key) {
    auto const* node = find(key);
    if (node && !node->is_table()) {
        wrong_type(key, *node, "a table, { KEY = VALUE, ... }");
    }
    return node ? node->as_table() : nullptr;
}

void SectionReader::require_key(char const* key) {
    if (!table_.get(key)) {
        origin_.fail("", fmt::format("key '{}' is missing", key));
    }
}

void SectionReader::wrong_type(char const* key,
                               toml::node const& node,
                               std::string const& needed) {
    origin_.fail(key,
                 fmt::format("is {} (needed: {})", type_name(node), needed));
}

double SectionReader::number(char const* key,
                             toml::node const& node,
                             Bounds range) {
    if (!node.is_number()) {
        wrong_type(key, node, "a number, " + describe(range));
    }
    double const value = *node.value<double>();
    if (!(value >= range.low && value <= range.high)) {
        origin_.fail(key, fmt::format("{} is out of range (needed: {})", value,
                                      describe(range)));
    }
    return value;
}

std::int64_t SectionReader::integer(char const* key,
                                    toml::node const& node,
                                    Bounds range) {
    if (auto const* whole = node.as_integer()) {
        if (static_cast<double>(whole->get()) >= range.low &&
            static_cast<double>(whole->get()) <= range.high) {
            return whole->get();
        }
        origin_.fail(key, fmt::format("{} is out of range (needed: {})",
                                      whole->get(), describe(range)));
    }
    // 1e6 is a whole number to a person, if not to TOML.
    if (!node.is_number() ||
        *node.value<double>() != std::floor(*node.value<double>())) {
        wrong_type(key, node, "a whole number, " + describe(range));
    }
    return static_cast<std::int64_t>(number(key, node, range));
}

std::string SectionReader::text(char const* key, toml::node const& node) {
    if (!node.is_string()) {
        wrong_type(key, node, "a text in quotes");
    }
    return *node.value<std::string>();
}

toml::array const& SectionReader::list(char const* key,
                                       toml::node const& node) {
    if (!node.is_array()) {
        wrong_type(key, node, "a list in [ ]");
    }
    return *node.as_array();
}

void SectionReader::operator()(char const* key, bool& field) {
    if (auto const* node = find(key)) {
        if (!node->is_boolean()) {
            wrong_type(key, *node, "true or false");
        }
        field = *node->value<bool>();
    }
}

void SectionReader::operator()(char const* key, std::string& field) {
    if (auto const* node = find(key)) {
        field = text(key, *node);
    }
}

void SectionReader::operator()(char const* key, double& field, Bounds range) {
    if (auto const* node = find(key)) {
        field = number(key, *node, range);
    }
}

void SectionReader::operator()(char const* key,
                               std::int32_t& field,
                               Bounds range) {
    if (auto const* node = find(key)) {
        field = static_cast<std::int32_t>(integer(key, *node, range));
    }
}

void SectionReader::operator()(char const* key,
                               std::uint32_t& field,
                               Bounds range) {
    if (auto const* node = find(key)) {
        field = static_cast<std::uint32_t>(integer(key, *node, range));
    }
}

void SectionReader::operator()(char const* key,
                               std::uint64_t& field,
                               Bounds range) {
    if (auto const* node = find(key)) {
        field = static_cast<std::uint64_t>(integer(key, *node, range));
    }
}

void SectionReader::operator()(char const* key,
                               std::vector<std::string>& field) {
    if (auto const* node = find(key)) {
        field.clear();
        for (auto&& element : list(key, *node)) {
            field.push_back(text(key, element));
        }
    }
}

void SectionReader::operator()(char const* key,
                               std::vector<double>& field,
                               Bounds range) {
    if (auto const* node = find(key)) {
        field.clear();
        for (auto&& element : list(key, *node)) {
            field.push_back(number(key, element, range));
        }
    }
}

void SectionReader::operator()(char const* key,
                               std::vector<std::int32_t>& field,
                               Bounds range) {
    if (auto const* node = find(key)) {
        field.clear();
        for (auto&& element : list(key, *node)) {
            field.push_back(
                static_cast<std::int32_t>(integer(key, element, range)));
        }
    }
}

void SectionReader::operator()(char const* key,
                               std::array<double, 4>& field,
                               Bounds range) {
    if (auto const* node = find(key)) {
        auto const& values = list(key, *node);
        if (values.size() != field.size()) {
            origin_.fail(key, fmt::format("has {} values (needed: 4, one a "
                                          "regime)",
                                          values.size()));
        }
        for (std::size_t i = 0; i < field.size(); ++i) {
            field[i] = number(key, values[i], range);
        }
    }
}

void SectionReader::operator()(char const* key,
                               std::array<std::array<double, 4>, 4>& field) {
    auto const* node = find(key);
    if (!node) {
        return;
    }
    auto const& rows = list(key, *node);
    if (rows.size() != field.size()) {
        origin_.fail(
            key, fmt::format("has {} rows (needed: 4 rows of 4)", rows.size()));
    }
    for (std::size_t r = 0; r < field.size(); ++r) {
        auto const& row = list(key, rows[r]);
        if (row.size() != 4) {
            origin_.fail(key, fmt::format("row {} has {} values (needed: 4)",
                                          r + 1, row.size()));
        }
        double sum = 0;
        for (std::size_t c = 0; c < 4; ++c) {
            field[r][c] = number(key, row[c], share);
            sum += field[r][c];
        }
        if (std::abs(sum - 1) > 1e-9) {
            origin_.fail(
                key, fmt::format("row {} sums to {} (needed: 1)", r + 1, sum));
        }
    }
}

void SectionReader::operator()(char const* key,
                               std::optional<double>& field,
                               char const* empty_word,
                               Bounds range) {
    if (auto const* node = find(key)) {
        if (node->is_string()) {
            one_of(key, text(key, *node), {empty_word});
            field.reset();
        } else {
            field = number(key, *node, range);
        }
    }
}

void SectionReader::operator()(char const* key,
                               std::optional<std::int32_t>& field,
                               char const* empty_word,
                               Bounds range) {
    if (auto const* node = find(key)) {
        if (node->is_string()) {
            one_of(key, text(key, *node), {empty_word});
            field.reset();
        } else {
            field = static_cast<std::int32_t>(integer(key, *node, range));
        }
    }
}

void SectionReader::operator()(char const* key,
                               Distribution& field,
                               Bounds range) {
    if (auto const* node = find(key)) {
        field = read_distribution(*node, origin_, key, range);
    }
}

void SectionReader::one_of(char const* key,
                           std::string const& word,
                           Names const& names) {
    if (std::find(names.begin(), names.end(), word) == names.end()) {
        origin_.fail(key, fmt::format("'{}' is not known (one of: {}{})", word,
                                      fmt::join(names, ", "),
                                      nearest_hint(word, names)));
    }
}

void SectionReader::choice(char const* key,
                           std::string& field,
                           Names const& names) {
    (*this)(key, field);
    one_of(key, field, names);
}

void SectionReader::choices(char const* key,
                            std::vector<std::string>& field,
                            Names const& names) {
    (*this)(key, field);
    for (auto const& word : field) {
        one_of(key, word, names);
    }
}

void SectionReader::all_or_list(char const* key,
                                std::vector<std::string>& field) {
    auto const* node = table_.get(key);
    if (node && node->is_boolean()) {
        asked_.push_back(key);
        field.clear();
        if (*node->value<bool>()) {
            field.push_back("all");
        }
        return;
    }
    (*this)(key, field);
}

void SectionReader::finish() {
    for (auto&& [key, node] : table_) {
        std::string const name{key.str()};
        if (std::find(asked_.begin(), asked_.end(), name) == asked_.end()) {
            origin_.fail(name, fmt::format("unknown key (this section has: "
                                           "{}{})",
                                           fmt::join(asked_, ", "),
                                           nearest_hint(name, asked_)));
        }
    }
}
}  // namespace chokepoint
