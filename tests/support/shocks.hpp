/// \file shocks.hpp
/// What happens to a world, said plainly: understood by the reference model
/// and, through the model builder, by the engine.
#pragma once

#include <cstdint>
#include <vector>

#include "tests/support/mechanisms.hpp"
#include "tests/support/reactions.hpp"

namespace chokepoint::test {
/// A plant loses `severity` of its capacity for `hold` weeks, then recovers.
struct CapacityEvent {
    std::uint32_t node = 0;
    int start = 0;        ///< week
    double hold = 0;      ///< weeks of full effect
    double recovery = 0;  ///< weeks until all is back
    double severity = 0;  ///< share of capacity lost, 0-1
    double phase = 0;     ///< fraction of the start week already gone
};

/// A measure lets `pass` of the links in its scope through.
struct Measure {
    std::vector<std::uint32_t> links;  ///< rows of SupplyNetwork::links
    int start = 0, end = never;        ///< weeks, end exclusive
    double pass = 0;                   ///< p, 0-1
    bool quantity = true;              ///< bounds the order volume too
    double leak_ceiling = 0;           ///< l_inf, 0-1
    double leak_weeks = 26;            ///< tau_l, >= 1
    double duty = 0;                   ///< tariff rate on what passes
    double visibility = 1;             ///< v: what reactions see of it
    double tension_jump = 0;           ///< when it starts, at full bite
};

/// Final demand rises (or falls) by `surge` of its baseline.
struct DemandSurge {
    std::uint32_t sink = 0;  ///< row of SupplyNetwork::final_demand
    int start = 0;
    double hold = 0, surge = 0;
};

/// Goods on a route take `delay` weeks longer.
struct RouteDelay {
    std::uint32_t route = 0;
    int start = 0;
    double hold = 0, delay = 0;
};

struct Shocks {
    std::vector<CapacityEvent> capacity;
    std::vector<Measure> measures;
    std::vector<DemandSurge> demand;
    std::vector<RouteDelay> delays;

    std::vector<IndigenousGrowth> growth;
    std::vector<CapacityStep> steps;
    std::vector<PreparedInput> prepared;
    std::vector<KnowledgeEffect> effects;
    std::vector<PricedMarket> markets;
    std::vector<Stockpile> stockpiles;
    std::vector<PreclusivePurchase> purchases;
    Reactions reactions;
};

/// Which variant of the production core (model B5, B11).
struct CoreRules {
    double reliability_weeks = 4;     ///< tau_f
    double overtime_weeks = 52;       ///< tau_alpha
    double target_adaptation = 0;     ///< theta
    bool order_actual_use = false;    ///< ARIO: order what was used
    bool clip_gap = false;            ///< ARIO: no order below the use
    bool overtime_any_limit = false;  ///< ARIO: scarcity of any cause
    bool orders_by_capacity = false;  ///< ARIO: order_rule "capacity"
    bool fixed_shares = false;        ///< ESRI-down
    double demand_destruction = 0;    ///< eps_dd
    double demand_floor = 0;          ///< A_min

    double tool_decay = 0;          ///< delta_tool a week
    double erosion = 0;             ///< e_R a week
    double regain = 0;              ///< e_C a week
    double precaution = 0;          ///< h_p: cover by tension
    double precaution_tension = 1;  ///< T_hi
    double tension = 0;             ///< T at the start
    double price_speed = 0.15;      ///< eta a week
    double price_limit = std::log(20.0);
    double boost_limit = 1.5;        ///< cap_max
    double switching_premium = 0.1;  ///< c_new
    /// Run the extended march even if nothing above is used.
    bool extended = false;
};

/// ARIO-psi as in Hallegatte (2014), Risk Analysis 34: theta = 1, orders
/// follow use, a full store orders nothing back, overtime whatever binds.
inline CoreRules ario_rules() {
    CoreRules rules;
    rules.target_adaptation = 1;
    rules.order_actual_use = rules.clip_gap = rules.overtime_any_limit = true;
    return rules;
}

/// The downstream half of Diem et al. (2022), Sci. Rep. 12: 7719.
inline CoreRules esri_rules() {
    CoreRules rules;
    rules.fixed_shares = true;
    return rules;
}
}  // namespace chokepoint::test
