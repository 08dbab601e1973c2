/// \file campaign_keys.hpp
/// Every key of a campaign, once: name, field, range and unit.
///
/// The reader (load_campaign.cpp) and the writer (effective_toml.cpp) walk
/// these lists, so what is written can be read again and nothing is missed.
/// A key that depends on another one (a type, a mode) comes after it.
#pragma once

#include <string>
#include <vector>

#include "host/campaign/spec/campaign.hpp"
#include "host/campaign/spec/type_names.hpp"

namespace chokepoint {
/// Allowed values of a number, and its unit for messages.
struct Bounds {
    double low, high;
    char const* unit = "";
};

inline constexpr Bounds share{0, 1};
inline constexpr Bounds weeks_range{0, 5200, "weeks"};
inline constexpr Bounds memory_range{1, 5200, "weeks"};
inline constexpr std::int32_t longest_run = 2600;  ///< weeks, 50 years
inline Bounds const start_range{0, longest_run, "week"};

/// Keys of [campaign].
template <class Io>
void list_keys(Io& io, CampaignHeader& h) {
    io("name", h.name);
    io("description", h.description);
    io.required("network", h.network);
    io("scenarios", h.scenarios, Bounds{1, 1e12});
    io("weeks", h.weeks, Bounds{1, longest_run, "weeks"});
    io("seed", h.seed, Bounds{0, 9.2e18});
    io("chunk", h.chunk, Bounds{1, 1 << 24, "scenarios"});
}

/// Keys of [model]; mode ario adapts its targets unless told not to.
template <class Io>
void list_keys(Io& io, ModelOptions& m) {
    io.choice("mode", m.mode, mode_names());
    if (io.reading() && m.mode == Mode::ario) {
        m.target_adaptation = 1;
    }
    io("reliability_memory_weeks", m.reliability_memory_weeks, memory_range);
    io("overtime_weeks", m.overtime_weeks, memory_range);
    io("target_adaptation", m.target_adaptation, share);
    io("demand_destruction", m.demand_destruction, share);
    io("demand_floor", m.demand_floor, share);
}

/// Keys of [world]; noise follows from persistence unless it is given.
template <class Io>
void list_keys(Io& io, WorldOptions& w) {
    io.choice("start_regime", w.start_regime, regime_names());
    io("transition", w.transition);
    io("tension_start", w.tension_start, "random", Bounds{-3, 5});
    io("tension_persistence", w.tension_persistence, Bounds{0, 0.9999});
    if (io.reading()) {
        w.tension_noise = stationary_noise(w.tension_persistence);
    }
    io("tension_noise", w.tension_noise, Bounds{0, 10});
}

/// Which nodes: what matches all lists.
template <class Io>
void list_node_selector(Io& io, Selector& s) {
    io("countries", s.countries);
    io("products", s.products);
    io("stages", s.stages);
    io("firms", s.firms);
    io("nodes", s.nodes);
}

/// Which links: what matches all lists.
template <class Io>
void list_trade_selector(Io& io, Selector& s) {
    io("exporters", s.exporters);
    io("importers", s.importers);
    io("products", s.products);
    io("firms", s.firms);
}

/// What controls let through besides their rule.
template <class Io>
void list_keys(Io& io, Leakage& l) {
    io("leak", l.leak, share);
    io("leak_weeks", l.leak_weeks, memory_range);
    io("enforcement", l.enforcement, share);
}

/// The licence process; of families and measures.
template <class Io>
void list_keys(Io& io, LicenceTerms& l) {
    io("utilisation", l.utilisation, share);
    io("approval_small", l.approval_small, share);
    io("approval_large", l.approval_large, share);
    io("large_value_share", l.large_value_share, share);
    io("applications", l.applications, Bounds{1, 64});
    io("wait_weeks", l.wait_weeks, weeks_range);
}

/// Whom an event of the family hits; of policies also what counts as an entity,
/// and how events arrive.
template <class Io>
void list_family_target(Io& io, FamilySpec& f) {
    switch (f.type) {
        case FamilyType::natural_hazard:
        case FamilyType::plant_accident:
        case FamilyType::blockade:
            return list_node_selector(io, f.target);
        case FamilyType::cyber_outage:
            list_node_selector(io, f.target);
            return io.choice("unit", f.unit, {"node", "firm"});
        case FamilyType::logistic:
            return io("routes", f.target.routes);
        case FamilyType::demand_surge:
            io("countries", f.target.countries);
            return io("products", f.target.products);
        default:
            list_trade_selector(io, f.target);
            io.choices("split", f.split, {"exporter", "importer", "product"});
            return io.choice("arrival", f.arrival,
                             {"auto", "poisson", "weekly"});
    }
}

/// What an event of the family does.
template <class Io>
void list_family_effect(Io& io, FamilySpec& f) {
    switch (f.type) {
        case FamilyType::natural_hazard:
            io("fraction", f.fraction, share);
            io("copula_correlation", f.copula_correlation, share);
            io("copula_freedom", f.copula_freedom, Bounds{0, 1000});
            [[fallthrough]];
        case FamilyType::plant_accident:
        case FamilyType::cyber_outage:
            io("severity", f.severity, share);
            return io("recovery_weeks", f.recovery_weeks, weeks_range);
        case FamilyType::logistic:
            io("pass", f.pass, share);
            io("delay_weeks", f.delay_weeks, Bounds{0, 104, "weeks"});
            return io("recovery_weeks", f.recovery_weeks, weeks_range);
        case FamilyType::demand_surge:
            return io("surge", f.surge, Bounds{-1, 10});
        case FamilyType::export_ban:
        case FamilyType::import_ban:
            io("pass", f.pass, share);
            return list_keys(io, f.leakage);
        case FamilyType::licence:
            list_keys(io, f.licence);
            return list_keys(io, f.leakage);
        case FamilyType::entity_list:
            io("batch", f.batch, Bounds{0, 1e6, "entities"});
            io("listed_share_per_entity", f.listed_share_per_entity, share);
            io("strictness", f.strictness, share);
            io("chill", f.chill, share);
            return list_keys(io, f.leakage);
        case FamilyType::tariff:
            io("tariffs", f.tariffs, Bounds{0, 10});
            return io("tariff_probabilities", f.tariff_probabilities, share);
        case FamilyType::blockade:
            io("pass", f.pass, share);
            io("severity", f.severity, share);
            return io("recovery_weeks", f.recovery_weeks, weeks_range);
    }
}

/// Keys of [[family]], but for name and type.
template <class Io>
void list_keys(Io& io, FamilySpec& f) {
    list_family_target(io, f);
    if (f.type != FamilyType::blockade) {
        io("rate", f.rate, Bounds{0, 1000, "events per year"});
        io("multiplier", f.multiplier, Bounds{0, 1000});
        io("tension_slope", f.tension_slope, Bounds{0, 10});
    }
    io("tension_jump", f.tension_jump, Bounds{-8, 8});
    io("hold_weeks", f.hold_weeks, weeks_range);
    list_family_effect(io, f);
}

/// Keys of [[event]], but for name and type.
template <class Io>
void list_keys(Io& io, EventSpec& e) {
    io("start_week", e.start_week, start_range);
    switch (e.type) {
        case EventType::capacity:
            list_node_selector(io, e.target);
            io("severity", e.severity, share);
            io("recovery_weeks", e.recovery_weeks, weeks_range);
            break;
        case EventType::demand:
            io("countries", e.target.countries);
            io("products", e.target.products);
            io("surge", e.surge, Bounds{-1, 10});
            io("recovery_weeks", e.recovery_weeks, weeks_range);
            break;
        case EventType::logistic:
            io("routes", e.target.routes);
            io("pass", e.pass, share);
            io("delay_weeks", e.delay_weeks, Bounds{0, 104, "weeks"});
            io("recovery_weeks", e.recovery_weeks, weeks_range);
            break;
        case EventType::blockade:
            list_node_selector(io, e.target);
            io("pass", e.pass, share);
            io("severity", e.severity, share);
            io("recovery_weeks", e.recovery_weeks, weeks_range);
            break;
    }
    io.required("hold_weeks", e.hold_weeks, weeks_range);
}

/// Keys of [[package]], but for its name.
template <class Io>
void list_keys(Io& io, PackageSpec& p) {
    io("description", p.description);
    io("measures", p.measures);
    io("families", p.families);
    io("restraint", p.restraint, share);
    io("openness", p.openness, share);
    io("leak_prevention", p.leak_prevention, share);
    io("reserves", p.reserves);
    io("sender", p.sender);
    io("target", p.target);
    io("allies", p.allies);
    io("leave_one_out", p.leave_one_out);
}

/// Keys of [metrics].
template <class Io>
void list_keys(Io& io, MetricsOptions& m) {
    io("horizons", m.horizons, Bounds{1, longest_run, "weeks"});
    io.all_or_list("products", m.products);
    io.all_or_list("groups", m.groups);
    io("shortages", m.shortages);
    io.choices("losses", m.losses, loss_names());
    io("leverage", m.leverage);
    io("flows", m.flows);
    io("denial", m.denial);
    io("denial_products", m.denial_products);
    io("costs", m.costs);
}

/// Keys of [output].
template <class Io>
void list_keys(Io& io, OutputOptions& o) {
    io("file", o.file);
    io("compression", o.compression, Bounds{0, 9});
}

/// Keys of [engine].
template <class Io>
void list_keys(Io& io, EngineChoice& e) {
    io.choice("backend", e.backend, {"auto", "cpu", "cuda"});
    io("threads", e.threads, Bounds{0, 4096});
    io("devices", e.devices, Bounds{0, 1023});
}
}  // namespace chokepoint
