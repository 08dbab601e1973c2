#include "host/cli/commands/schema_json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <nlohmann/json.hpp>

#include "host/campaign/spec/distribution.hpp"
#include "host/campaign/spec/type_names.hpp"
#include "host/campaign/toml/shared_keys.hpp"

namespace chokepoint {
namespace {
using Json = nlohmann::ordered_json;

char const name_range[] = "letters, digits, `-`, `_`";
/// As check_name has it: what is not ASCII is a letter.
char const name_pattern[] = "^([0-9A-Za-z_-]|[^\\x00-\\x7F])+$";

/// Whole numbers without a point.
Json plain(double value) {
    double const exact = 9e15;
    return std::abs(value) < exact && value == std::floor(value)
               ? Json(static_cast<std::int64_t>(value))
               : Json(value);
}

Json number(double low, double high, bool whole) {
    Json json{
        {"type", "number"}, {"minimum", plain(low)}, {"maximum", plain(high)}};
    if (whole) {
        json["multipleOf"] = 1;  // 1e6 is whole too
    }
    return json;
}

Json list_of(Json const& items) {
    return {{"type", "array"}, {"items", items}};
}

Json four_of(Json const& items) {
    return {
        {"type", "array"}, {"items", items}, {"minItems", 4}, {"maxItems", 4}};
}

Json words(Names const& allowed) {
    return {{"enum", allowed}};
}

Json reference(std::string const& name) {
    return {{"$ref", "#/definitions/" + name}};
}

/// A kind of distribution, `{ distribution = "beta", a = 2, b = 2 }`.
Json distribution_of(std::size_t kind) {
    Json properties{{"distribution", {{"enum", {distribution_names()[kind]}}}}};
    Names required{"distribution"};
    auto const add = [&](std::string const& key, Json const& value) {
        properties[key] = value;
        required.push_back(key);
    };
    using Kind = Distribution::Kind;
    auto const which = static_cast<Kind>(kind);
    for (auto const& key : distribution_keys(which)) {
        add(key, {{"type", "number"}});
    }
    if (which == Kind::mixture) {
        add("of",
            {{"anyOf", {{{"type", "number"}}, reference("distribution")}}});
    }
    if (which == Kind::discrete || which == Kind::empirical) {
        auto values = list_of({{"type", "number"}});
        values["minItems"] = 1;
        add("values", values);
    }
    if (which == Kind::discrete) {
        add("probabilities", list_of(number(0, 1, false)));
    }
    return {{"type", "object"},
            {"properties", properties},
            {"required", required},
            {"additionalProperties", false}};
}

Json any_distribution() {
    Json kinds = Json::array();
    for (std::size_t k = 0; k < distribution_names().size(); ++k) {
        kinds.push_back(distribution_of(k));
    }
    return {{"anyOf", kinds}};
}

Json object_of(std::vector<KeyRow> const& keys, Json& definitions);

/// What may stand behind a key.
Json form_of(KeyRow const& row, Json& definitions) {
    auto const numbers = number(row.low, row.high, row.whole);
    switch (row.form) {
        case KeyForm::boolean:
            return {{"type", "boolean"}};
        case KeyForm::text:
            return row.range == name_range
                       ? Json{{"type", "string"}, {"pattern", name_pattern}}
                       : Json{{"type", "string"}};
        case KeyForm::number:
            return numbers;
        case KeyForm::distribution:
            return {{"anyOf", {numbers, reference("distribution")}}};
        case KeyForm::numbers:
            return list_of(numbers);
        case KeyForm::four:
            return four_of(numbers);
        case KeyForm::matrix:
            return four_of(four_of(numbers));
        case KeyForm::number_or_word:
            return {{"anyOf", {numbers, words(row.words)}}};
        case KeyForm::choice:
            return words(row.words);
        case KeyForm::choices:
            return list_of(words(row.words));
        case KeyForm::names:
            return list_of({{"type", "string"}});
        case KeyForm::names_or_boolean:
            return {{"anyOf",
                     {{{"type", "boolean"}}, list_of({{"type", "string"}})}}};
        case KeyForm::table:
            return object_of(row.keys, definitions);
    }
    return {};
}

std::string description_of(KeyRow const& row) {
    auto text = row.selects ? "whom it selects" : row.meaning;
    auto const add = [&](std::string const& before, std::string const& more) {
        if (!more.empty()) {
            text += (text.empty() ? "" : ". ") + before + more;
        }
    };
    add("Unit, range: ", row.range);
    add("Default: ", row.required ? "" : row.graded());
    return text;
}

Json property_of(KeyRow const& row, Json& definitions) {
    auto json = form_of(row, definitions);
    auto const text = description_of(row);
    if (!text.empty()) {
        json["description"] = text;
    }
    if (auto const* flag = std::get_if<bool>(&row.value)) {
        json["default"] = *flag;
    } else if (auto const* value = std::get_if<double>(&row.value)) {
        json["default"] = plain(*value);
    } else if (auto const* word = std::get_if<std::string>(&row.value)) {
        json["default"] = *word;
    }
    return json;
}

/// Keys that many types share stand in the definitions, once.
Json shared(std::string const& name, Json const& json, Json& definitions) {
    auto label = name;
    for (int copy = 2; definitions.contains(label); ++copy) {
        if (definitions[label] == json) {
            return reference(label);
        }
        label = fmt::format("{}.{}", name, copy);
    }
    definitions[label] = json;
    return reference(label);
}

Json object_of(std::vector<KeyRow> const& keys, Json& definitions) {
    Json properties = Json::object();
    Names required;
    for (auto const& row : keys) {
        properties[row.name] =
            shared(row.name, property_of(row, definitions), definitions);
        if (row.required) {
            required.push_back(row.name);
        }
    }
    Json json{{"type", "object"},
              {"properties", properties},
              {"additionalProperties", false}};
    if (!required.empty()) {  // draft 4 takes no empty list
        json["required"] = required;
    }
    return json;
}

/// Entries whose keys depend on their type. All keys of all types stand in
/// front, so that a misspelt one is named; then come the types one by one.
Json typed_entry(Json const& entries) {
    Json keys = Json::object();
    for (auto const& entry : entries) {
        for (auto const& [key, value] : entry["properties"].items()) {
            auto& forms = keys[key]["anyOf"];
            if (std::find(forms.begin(), forms.end(), value) == forms.end()) {
                forms.push_back(value);
            }
        }
    }
    for (auto& forms : keys) {
        if (forms["anyOf"].size() == 1) {
            forms = Json(forms["anyOf"].front());
        }
    }
    return {{"type", "object"},
            {"properties", keys},
            {"required", Names{type_key.name}},
            {"additionalProperties", false},
            {"anyOf", entries}};
}

Json section_of(SectionRows const& section, Json& definitions) {
    Json entries = Json::array();
    for (auto const& entry : section.entries) {
        auto json = object_of(entry.keys, definitions);
        if (!entry.type.empty()) {
            json["title"] = section.name + " of type " + entry.type;
        }
        if (!entry.effect.empty()) {
            json["description"] = entry.effect;
        }
        entries.push_back(json);
    }
    auto const one =
        entries.size() == 1 ? entries.front() : typed_entry(entries);
    return section.repeated ? list_of(one) : one;
}
}  // namespace

std::string schema_json(std::vector<SectionRows> const& sections) {
    Json definitions{{"distribution", any_distribution()}};
    Json properties = Json::object();
    for (auto const& section : sections) {
        properties[section.name] = section_of(section, definitions);
    }
    Json const schema{{"$schema", "http://json-schema.org/draft-04/schema#"},
                      {"title", "Campaign of Chokepoint"},
                      {"description",
                       "Made by `chokepoint schema`; configs/README.md says "
                       "what the keys mean"},
                      {"type", "object"},
                      {"properties", properties},
                      {"required", Names{"campaign"}},
                      {"additionalProperties", false},
                      {"definitions", definitions}};
    return schema.dump(1) + "\n";
}
}  // namespace chokepoint
