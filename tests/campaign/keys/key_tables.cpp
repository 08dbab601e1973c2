#include "tests/campaign/keys/key_tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "host/campaign/spec/compliance_presets.hpp"
#include "host/campaign/spec/family_types.hpp"
#include "host/campaign/spec/measure_types.hpp"
#include "host/campaign/spec/type_defaults.hpp"
#include "tests/campaign/keys/typed_keys.hpp"

namespace chokepoint::test {
namespace {
using Tables = std::map<std::string, std::string>;

bool any_type(std::size_t) {
    return true;
}

Rows with_name(Rows const& rows) {
    return joined(lone_row(entry_name_key, "required"), rows);
}

/// `name` and `type`, which every typed entry begins with.
Rows head_of_typed() {
    return joined(lone_row(entry_name_key, "the type"),
                  lone_row(type_key, "required"));
}

void add_families(Tables& tables) {
    TypedKeys families;
    for (auto const& row : family_type_table()) {
        families.names.push_back(row.name);
        families.types.push_back(rows_of(default_family(row.type)));
    }
    FamilySpec plain;  // without the defaults of its type
    plain.type = FamilyType::tariff;
    auto const common =
        shared(rows_of(plain), rows_of(default_family(FamilyType::export_ban)));
    families.general = common;
    families.groups = {{"licence keys", rows_of(LicenceTerms{})},
                       {"leakage keys", rows_of(Leakage{})}};
    tables["family"] =
        table_of(joined(head_of_typed(), families.by_type(common)));
    std::vector<Names> lines;
    for (std::size_t t = 0; t < family_types; ++t) {
        lines.push_back({code(families.names[t]), family_type_table()[t].target,
                         families.selectors(t), families.own_keys(t)});
    }
    tables["family types"] = table_of(
        {"type", "target", "selectors", "its defaults and keys"}, lines);
    tables["family keys"] = families.meanings(any_type);
    tables["licence"] = table_of(rows_of(LicenceTerms{}));
    tables["leakage"] = table_of(rows_of(Leakage{}));
}

void add_events(Tables& tables) {
    TypedKeys events;
    for (std::size_t t = 0; t < event_names().size(); ++t) {
        events.names.push_back(event_names()[t]);
        events.types.push_back(
            rows_of(default_event(static_cast<EventType>(t))));
    }
    events.general = events.types.front();
    for (auto const& type : events.types) {
        events.general = shared(events.general, type);
    }
    tables["event"] = table_of(joined(head_of_typed(), events.general));
    std::vector<Names> lines;
    for (std::size_t t = 0; t < events.names.size(); ++t) {
        lines.push_back(
            {code(events.names[t]), events.selectors(t), events.own_keys(t)});
    }
    tables["event types"] = table_of({"type", "selectors", "its keys"}, lines);
    tables["event keys"] = events.meanings(any_type);
}

/// Keys of the lists that all measures of a kind share.
template <class List>
Rows shared_rows(MeasureType type, List&& list) {
    KeyRows rows;
    MeasureSpec spec;
    spec.type = type;
    list(rows, spec);
    return rows.rows;
}

char const* in_force(MeasureTerm term) {
    static char const* const words[] = {"from start to end", "from its start",
                                        "always"};
    return words[static_cast<std::size_t>(term)];
}

/// The keys of a type, with the grade of the defaults that are its own.
Rows graded_rows(MeasureTypeRow const& type) {
    auto rows = rows_of(default_measure(type.type));
    auto const effects = rows_of(InfluenceEffects{});
    for (auto& row : rows) {
        if (row.name == "tension_jump") {
            row.grade = in_words(type.grade, "");
        }
        for (auto const& effect : effects) {
            if (row.name == effect.name && row.standard != effect.standard) {
                row.grade = in_words(type.grade, type.source);
            }
        }
    }
    return rows;
}

TypedKeys all_measures(Rows const& course, Rows const& parties) {
    TypedKeys measures;
    for (auto const& row : measure_type_table()) {
        measures.names.push_back(row.name);
        measures.types.push_back(graded_rows(row));
    }
    measures.general =
        joined(joined(course, parties), rows_of(InfluenceEffects{}));
    measures.groups = {{"licence keys", rows_of(LicenceTerms{})},
                       {"reach keys", rows_of(ReachTerms{})},
                       {"leakage keys", rows_of(Leakage{})}};
    return measures;
}

void add_measures(Tables& tables) {
    auto const course = shared_rows(
        MeasureType::ban, [](auto& io, auto& m) { list_course(io, m); });
    auto const parties = shared_rows(MeasureType::ban, [](auto& io, auto& m) {
        list_parties(io, m);
        list_firmness(io, m);
    });
    auto const measures = all_measures(course, parties);
    tables["measure"] =
        table_of(joined(head_of_typed(), measures.by_type(course)));
    tables["parties"] = table_of(parties);
    tables["effects"] = table_of(rows_of(InfluenceEffects{}));
    tables["reach"] = table_of(rows_of(ReachTerms{}));

    std::vector<Names> controls, influences, others;
    for (std::size_t t = 0; t < measure_types; ++t) {
        auto const& row = measure_type_table()[t];
        Names line{code(row.name), measures.selectors(t), row.effect,
                   measures.own_keys(t)};
        auto const followed =
            code(compliance_names()[static_cast<std::size_t>(row.compliance)]);
        switch (row.field) {
            case MeasureField::trade:
                line.insert(line.begin() + 1, row.side == ActingSide::importer
                                                  ? "importer"
                                                  : "exporter");
                line.push_back(followed);
                line.push_back(row.answer == Answer::possible ? "yes" : "no");
                controls.push_back(line);
                break;
            case MeasureField::influence:
                line.push_back(followed);
                influences.push_back(line);
                break;
            case MeasureField::other:
                line.push_back(in_force(row.term));
                others.push_back(line);
                break;
        }
    }
    tables["controls"] =
        table_of({"type", "acts", "selectors", "what it does",
                  "its keys and defaults", "followed as", "may answer"},
                 controls);
    tables["influences"] = table_of(
        {"type", "target", "what it does", "its defaults", "followed as"},
        influences);
    tables["other measures"] = table_of({"type", "selectors", "what it does",
                                         "its keys and defaults", "in force"},
                                        others);
    auto const field = [](std::size_t t) {
        return measure_type_table()[t].field;
    };
    tables["control keys"] = measures.meanings(
        [&](std::size_t t) { return field(t) == MeasureField::trade; });
    tables["other measure keys"] = measures.meanings(
        [&](std::size_t t) { return field(t) == MeasureField::other; });
}

/// Instruments that are followed, by the row of the compliance tables.
void add_compliance(Tables& tables) {
    KeyRows head;
    head.required(country_key, std::string{});
    ComplianceSpec spec;
    KeyRows like;
    list_keys(like, spec);
    like.rows.front().range =
        fmt::format("{}", fmt::join(compliance_presets(), ", "));
    tables["compliance"] = table_of(joined(head.rows, {like.rows.front()}));
    tables["compliance row"] = table_of(rows_of(ComplianceRow{}));
    std::vector<Names> lines;
    auto const japan = compliance_of("JPN");
    for (std::size_t k = 0; k < compliance_kinds; ++k) {
        Names types;
        for (auto const& row : measure_type_table()) {
            if (row.field != MeasureField::other &&
                row.compliance == static_cast<ComplianceKind>(k)) {
                types.push_back(row.name);
            }
        }
        auto text = fmt::format("{}", fmt::join(types, ", "));
        if (static_cast<ComplianceKind>(k) == ComplianceKind::export_control) {
            text += "; without `firms`";
        }
        if (static_cast<ComplianceKind>(k) == ComplianceKind::entity_list) {
            text += "; with `firms` those of `export_control`";
        }
        auto const& row = japan[k];
        lines.push_back(
            {code(compliance_names()[k]), text,
             fmt::format(
                 "Beta({}, {}), {} weeks{}", row.alpha, row.beta, row.lag_weeks,
                 row.visibility == 1
                     ? ""
                     : fmt::format(", visibility {}", row.visibility))});
    }
    tables["compliance rows"] = table_of(
        {"row", "instruments", "Japan [J: wording of the paper]"}, lines);
}

Tables make_tables() {
    Tables tables;
    tables["campaign"] = table_of(rows_of(CampaignHeader{}));
    tables["model"] = table_of(rows_of(ModelOptions{}));
    tables["world"] = table_of(rows_of(WorldOptions{}));
    tables["adjust"] = table_of(with_name(rows_of(Adjustment{})));
    add_families(tables);
    add_events(tables);
    add_measures(tables);
    add_compliance(tables);
    tables["dynamics"] = table_of(rows_of(DynamicsOptions{}));
    tables["growth"] = table_of(with_name(rows_of(GrowthSpec{})));
    tables["prices"] = table_of(rows_of(PriceOptions{}));
    tables["market"] = table_of(with_name(rows_of(MarketSpec{})));
    tables["reserve"] = table_of(with_name(rows_of(ReserveSpec{})));
    tables["retaliation"] = table_of(with_name(rows_of(RetaliationSpec{})));
    tables["package"] = table_of(with_name(rows_of(PackageSpec{})));
    tables["metrics"] = table_of(rows_of(MetricsOptions{}));
    tables["sampling"] = table_of(rows_of(SamplingOptions{}));
    tables["output"] = table_of(rows_of(OutputOptions{}));
    tables["engine"] = table_of(rows_of(EngineChoice{}));
    return tables;
}
}  // namespace

std::map<std::string, std::string> const& key_tables() {
    static auto const tables = make_tables();
    return tables;
}

std::string with_key_tables(std::string const& reference) {
    std::string const begin = "<!-- table: ", end = "<!-- end -->\n";
    std::string text;
    std::size_t done = 0;
    for (std::size_t at;
         (at = reference.find(begin, done)) != std::string::npos;) {
        auto const name_at = at + begin.size();
        auto const name = reference.substr(
            name_at, reference.find(" -->", name_at) - name_at);
        auto const table = key_tables().find(name);
        auto const stop = reference.find(end, at);
        if (table == key_tables().end() || stop == std::string::npos) {
            throw std::runtime_error("marker of no table, or without end: " +
                                     name);
        }
        text += reference.substr(done, at - done) + begin + name + " -->\n" +
                table->second + end;
        done = stop + end.size();
    }
    return text + reference.substr(done);
}
}  // namespace chokepoint::test
