/// \file measure_keys.hpp
/// Keys of measures and of compliance tables (see campaign_keys.hpp).
#pragma once

#include "host/campaign/spec/compliance_presets.hpp"
#include "host/campaign/spec/measure_traits.hpp"
#include "host/campaign/toml/campaign_keys.hpp"

namespace chokepoint {
/// How firmly a measure is applied: p = 1 - a comply strict (1 - q).
template <class Io>
void list_firmness(Io& io, MeasureSpec& m) {
    io("strictness", m.strictness, share);
    io("coverage", m.coverage, share);
}

/// Who acts and who joins.
template <class Io>
void list_parties(Io& io, MeasureSpec& m) {
    if (m.type == MeasureType::financial_sanction) {
        io.required("senders", m.senders);
    } else {
        io("senders", m.senders);
    }
    io("allies", m.allied.allies);
    io("compliance", m.allied.compliance, "by table", share);
    io("firm_obedience", m.allied.firm_obedience);
    io("members_needed", m.allied.members_needed, Bounds{0, 64, "members"});
    io("implementation_weeks", m.implementation_weeks, weeks_range);
}

/// How a measure ends.
template <class Io>
void list_keys(Io& io, ExitTerms& e) {
    io("exit_hazard", e.hazard, share);
    io("exit_loss_hazard", e.loss_hazard, Bounds{0, 1000});
    io("exit_tolerance", e.tolerance, share);
    io("follows", e.follows);
    io("follow_exit_weeks", e.follow_weeks, start_range);
}

/// Which third-country goods are reached.
template <class Io>
void list_keys(Io& io, ReachTerms& r) {
    io("de_minimis", r.de_minimis, "off", share);
    io("direct_product", r.direct_product);
    io("depth", r.depth, Bounds{1, 16, "stages"});
    io("direct_products", r.direct_products);
}

/// What a measure changes of nodes at full bite.
template <class Io>
void list_keys(Io& io, InfluenceEffects& e) {
    io("growth_effect", e.growth, Bounds{-1, 100});
    io("erosion_effect", e.erosion, Bounds{-1, 100});
    io("ramp_effect", e.ramp, Bounds{-0.99, 100});
    io("slack_effect", e.slack, Bounds{-1, 0});
    io("sender_erosion_effect", e.sender_erosion, Bounds{-1, 100});
}

/// Who or what the measure is aimed at.
template <class Io>
void list_measure_target(Io& io, MeasureSpec& m) {
    switch (m.type) {
        case MeasureType::logistic:
            return io("routes", m.target.routes);
        case MeasureType::financial_sanction:
            io("countries", m.target.countries);
            return io("firms", m.target.firms);
        case MeasureType::relocation:
            io.required("from_countries", m.terms.from_countries);
            io.required("to_countries", m.terms.to_countries);
            return io("products", m.target.products);
        case MeasureType::preclusive_buying:
            io.required("exporters", m.target.exporters);
            return io("products", m.target.products);
        case MeasureType::engagement:
            io.required("countries", m.target.countries);
            io("importers", m.target.importers);
            return io("products", m.target.products);
        case MeasureType::prequalification:
            io("importers", m.target.importers);
            return io("products", m.target.products);
        case MeasureType::local_for_local:
            io.required("region", m.target.countries);
            return io("products", m.target.products);
        case MeasureType::blocking_statute:
            return io.required("countries", m.target.countries);
        case MeasureType::relief:
            return io.required("lifts", m.terms.lifts);
        default:
            return selects_nodes(m.type) ? list_node_selector(io, m.target)
                                         : list_trade_selector(io, m.target);
    }
}

/// Keys of the controls on trade.
template <class Io>
void list_control(Io& io, MeasureSpec& m) {
    switch (m.type) {
        case MeasureType::quota:
            io("quota", m.quota, share);
            break;
        case MeasureType::tariff:
            io("rate", m.rate, Bounds{0, 10});
            return list_firmness(io, m);
        case MeasureType::entity_list:
            if (m.target.firms.empty()) {
                io("listed_share", m.listed_share, share);
            }
            [[fallthrough]];
        case MeasureType::financial_sanction:
            io("chill", m.chill, share);
            break;
        case MeasureType::licence:
            list_keys(io, m.licence);
            break;
        case MeasureType::export_control:
            list_keys(io, m.reach);
            break;
        case MeasureType::vendor_exclusion:
            io("exclusion_weeks", m.terms.exclusion_weeks, start_range);
            io("operators", m.terms.operators);
            break;
        default:
            break;
    }
    list_firmness(io, m);
    list_keys(io, m.leakage);
    if (m.type != MeasureType::financial_sanction && !at_importer(m.type)) {
        io("foreign_availability", m.foreign_availability, Bounds{0, 1e6});
    }
}

/// Keys of the measures that filter no trade.
template <class Io>
void list_other_effect(Io& io, MeasureSpec& m) {
    auto& t = m.terms;
    switch (m.type) {
        case MeasureType::logistic:
            return io("pass", m.pass, share);
        case MeasureType::subsidy:
            io("capacity", t.capacity, Bounds{-1, 100});
            io("build_weeks", t.build_weeks, start_range);
            return io("waits_for_demand", t.waits_for_demand, Bounds{0, 100});
        case MeasureType::relocation:
            return io("rate", t.relocation, Bounds{0, 10, "a year"});
        case MeasureType::preclusive_buying:
            io.required("senders", m.senders);
            io("surge", t.surge, Bounds{0, 100});
            io("decay", t.decay, share);
            return io("crowded_out", t.crowded_out);
        case MeasureType::engagement:
            io("weight", t.weight, Bounds{0, 1e6});
            return io("leak_effect", t.leak_effect, share);
        case MeasureType::prequalification:
            io.choice("level", t.level, {"delay", "ready"});
            return io("kept", t.kept);
        case MeasureType::local_for_local:
            return io("share", t.share, share);
        case MeasureType::blocking_statute:
            return io("strength", t.strength, share);
        default:
            return;
    }
}

/// Keys of [[measure]], but for name and type.
template <class Io>
void list_keys(Io& io, MeasureSpec& m) {
    list_measure_target(io, m);
    if (filters_trade(m.type)) {
        list_control(io, m);
        list_parties(io, m);
    } else if (influences(m.type)) {
        list_firmness(io, m);
        list_keys(io, m.effects);
        list_parties(io, m);
    } else {
        list_other_effect(io, m);
    }
    if (is_standing(m.type)) {
        return;  // part of its package from the first week to the last
    }
    io("start_week", m.start_week, start_range);
    if (m.type == MeasureType::subsidy) {
        return;
    }
    io("tension_jump", m.tension_jump, Bounds{-8, 8});
    if (m.type == MeasureType::relief) {
        return;
    }
    io("duration_weeks", m.duration_weeks, "to the end",
       Bounds{0, longest_run, "weeks"});
    io("visibility", m.visibility, share);
    list_keys(io, m.exit);
}

/// Keys of a row of a compliance table.
template <class Io>
void list_keys(Io& io, ComplianceRow& row) {
    io("alpha", row.alpha, Bounds{0.05, 10000});
    io("beta", row.beta, Bounds{0.05, 10000});
    io("lag_weeks", row.lag_weeks, start_range);
    io("visibility", row.visibility, share);
}

/// Keys of [[compliance]]: a built-in table, then what is said otherwise.
template <class Io>
void list_keys(Io& io, ComplianceSpec& c) {
    if (io.reading()) {
        c.row = compliance_of(c.country);
        c.like = c.country;
    }
    io("like", c.like);
    if (io.reading() && c.like != c.country) {
        c.row = built_in_compliance(c.like, c.location);
    }
    for (std::size_t k = 0; k < compliance_kinds; ++k) {
        io.table(compliance_names()[k].c_str(), c.row[k]);
    }
}
}  // namespace chokepoint
