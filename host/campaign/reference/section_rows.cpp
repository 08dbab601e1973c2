#include "host/campaign/reference/section_rows.hpp"

#include "host/campaign/spec/family_types.hpp"
#include "host/campaign/spec/measure_types.hpp"
#include "host/campaign/spec/type_defaults.hpp"
#include "host/campaign/toml/shared_keys.hpp"

namespace chokepoint {
namespace {
using Rows = std::vector<KeyRow>;

/// `first`, which is read beside the lists, then the others.
Rows behind(Key const& first, Rows const& others, bool required = true) {
    KeyRows head;
    head(first, std::string{});
    auto& row = head.rows.front();
    row.required = required;
    row.standard = required ? "required" : "the type";
    head.rows.insert(head.rows.end(), others.begin(), others.end());
    return head.rows;
}

template <class Spec>
SectionRows single(std::string const& name, Spec const& spec) {
    return {name, false, {{"", "", rows_of(spec)}}};
}

template <class Spec>
SectionRows named(std::string const& name, Spec const& spec) {
    return {name, true, {{"", "", behind(entry_name_key, rows_of(spec))}}};
}

EntryRows typed(std::string const& type,
                std::string const& effect,
                Rows const& keys) {
    auto rows = behind(type_key, keys);
    rows.front().form = KeyForm::choice;
    rows.front().words = {type};
    rows.front().meaning = effect;
    return {type, effect, behind(entry_name_key, rows, false)};
}

SectionRows families() {
    SectionRows section{"family", true, {}};
    for (auto const& row : family_type_table()) {
        section.entries.push_back(
            typed(row.name, "", rows_of(default_family(row.type))));
    }
    return section;
}

SectionRows events() {
    SectionRows section{"event", true, {}};
    for (std::size_t t = 0; t < event_names().size(); ++t) {
        section.entries.push_back(
            typed(event_names()[t], "",
                  rows_of(default_event(static_cast<EventType>(t)))));
    }
    return section;
}

SectionRows measures() {
    SectionRows section{"measure", true, {}};
    for (auto const& row : measure_type_table()) {
        section.entries.push_back(
            typed(row.name, row.effect, rows_of(default_measure(row.type))));
    }
    return section;
}

SectionRows compliance() {
    return {"compliance",
            true,
            {{"", "", behind(country_key, rows_of(ComplianceSpec{}))}}};
}
}  // namespace

std::vector<SectionRows> section_rows() {
    return {single("campaign", CampaignHeader{}),
            single("model", ModelOptions{}),
            single("world", WorldOptions{}),
            named("adjust", Adjustment{}),
            families(),
            events(),
            measures(),
            compliance(),
            single("dynamics", DynamicsOptions{}),
            named("growth", GrowthSpec{}),
            single("prices", PriceOptions{}),
            named("market", MarketSpec{}),
            named("reserve", ReserveSpec{}),
            named("retaliation", RetaliationSpec{}),
            named("package", PackageSpec{}),
            single("metrics", MetricsOptions{}),
            single("sampling", SamplingOptions{}),
            single("output", OutputOptions{}),
            single("engine", EngineChoice{})};
}
}  // namespace chokepoint
