/// \file campaign_view.cuh
/// A compiled campaign as kernels read it: what may happen, how it is drawn,
/// what each policy package does, what is counted. Flat, read-only.
///
/// Times are whole weeks from 0; `forever` never comes. Probabilities that
/// are compared with random words are thresholds: word < threshold, where
/// threshold = ceil(p * 2^32), and 2^32 itself is stored as 0xffffffff.
#pragma once

#include "kernels/portable/platform.cuh"
#include "kernels/views/mechanism_view.cuh"
#include "kernels/views/network_view.cuh"

namespace chokepoint {
inline constexpr std::int32_t forever = 0x7fffffff;
inline constexpr std::uint32_t regimes = 4;  ///< calm ... conflict
inline constexpr std::uint32_t max_slots = 512;
inline constexpr std::uint32_t max_families = 30;

// ---------------------------------------------------------------- rules ---

/// Which variant of the production core runs (model B5, B11).
struct Rules {
    float reliability_weeks;    ///< tau_f >= 1: memory of supplier reliability
    float overtime_weeks;       ///< tau_alpha >= 1
    float target_adaptation;    ///< theta, 0-1: stock target follows activity
    std::uint32_t overtime_on;  ///< some node has alpha_max > 1
    std::uint32_t order_actual_use;    ///< ARIO: order what was used
    std::uint32_t clip_gap;            ///< ARIO: never order less than the use
    std::uint32_t overtime_any_limit;  ///< ARIO: scarcity of any cause
    std::uint32_t orders_by_capacity;  ///< ARIO: f is a supplier's capacity
    std::uint32_t fixed_shares;  ///< ESRI-down: R = sum flow * x, no stocks
    float demand_destruction;    ///< eps_dd, B5.6; 0.01
    float demand_floor;          ///< A_min, B5.6

    // --- mechanisms that a campaign may use (model B5.7-B8) ----------
    /// Some flag below is 1, or some array of ModelView that only they use is
    /// not empty: the extended march runs. Else the core march, as fast as if
    /// none of this existed.
    std::uint32_t extended;
    std::uint32_t capacity_moves;    ///< kappa has a row
    std::uint32_t sales_erode;       ///< chi has a row
    std::uint32_t costs_on;          ///< duties, premiums, price uplift booked
    std::uint32_t exits_on;          ///< some slot ends by hazard on losses
    std::uint32_t preparation_kept;  ///< prepared groups keep a clock floor
    float tool_decay;                ///< delta_tool a week, B7.2; 0.004
    float erosion;                   ///< e_R a week, B7.4; 0.003
    float regain;                    ///< e_C a week, B7.4; 0.002
    float precaution;                ///< h_p: extra cover by tension, B5.5
    float precaution_tension;        ///< T_hi
    float price_speed;               ///< eta a week, B8; 0.15
    float price_limit;               ///< l_max, log price; ln 20
    float boost_limit;               ///< cap_max of the price factor; 1.5
    float switching_premium;         ///< c_new: extra cost of extra orders

    // Filled by the engine (packed_network.hpp).
    Divisor reliability_divisor;
};

// -------------------------------------------------------------- sampling ---

/// Continuous distribution as 2 x 834 knots of its quantile function
/// (model C5): half h = top bit of the word; see random.cuh for the map.
inline constexpr std::uint32_t knots_per_half = 834;
inline constexpr std::uint32_t knots = 2 * knots_per_half;

/// Latent normal (or t) value -> severity, 512 knots linear on [-8, 8].
inline constexpr std::uint32_t latent_knots = 512;

/// Regimes and tension (model C3).
struct WorldProcess {
    /// Row r: probabilities of moving from r to 0..3.
    float transition[regimes][regimes];
    std::uint32_t start_regime;
    float tension_start;                 ///< used if tension_start_random is 0
    std::uint32_t tension_start_random;  ///< 1: T_0 ~ N(0,1)
    float tension_persistence;           ///< rho
    float tension_noise;                 ///< sigma_T
    std::uint32_t normal_table;          ///< index of the N(0,1) quantile table
    std::uint32_t world_active;  ///< 0: no family depends on regime or tension
};

/// How the events of a family arrive.
enum class Arrival : std::uint32_t {
    /// Poisson number a year of the whole family, entity by cumulative rate,
    /// start uniform in the year, thinned by regime and tension.
    poisson,
    /// One Bernoulli test a week and entity (entity lists, frequent ones).
    weekly,
    /// All entities, when the regime enters CONFLICT (blockade, war).
    conflict
};

/// How the `level` of an event is drawn: pass factor of a measure, surge of
/// demand, newly listed share, or (discrete) index of a tariff level.
enum class LevelDraw : std::uint32_t { absent, continuous, discrete };

/// One random event family. Table fields are indices of quantile tables or
/// `none`, then the value is 0.
struct Family {
    std::uint32_t id;  ///< 1..30: stream = id << 24 | entity; mask bit id - 1
    Arrival arrival;
    std::uint32_t first_entity, entities;
    /// poisson: thresholds of the count in one year, `count_thresholds` of
    /// them from `first_count`: count = number of thresholds <= word.
    std::uint32_t first_count, count_thresholds;
    std::uint32_t severity_table;  ///< share of capacity lost, 0-1
    std::uint32_t hold_table;      ///< weeks of full effect
    std::uint32_t recovery_table;  ///< weeks of recovery
    std::uint32_t delay_table;     ///< extra lead time on the route, weeks
    LevelDraw level_draw;
    std::uint32_t level_table;          ///< quantile table (continuous)
    std::uint32_t first_level, levels;  ///< thresholds (discrete), as counts
    /// An event hits a consecutive arc of its node set (natural hazards):
    /// fraction table, or `none`: the whole set with one severity.
    std::uint32_t fraction_table;
    std::uint32_t latent_table;  ///< severity by latent value, with fraction
    float common_share;          ///< sqrt(rho_f)
    float own_share;             ///< sqrt(1 - rho_f)
    std::uint32_t chi_table;     ///< 1/sqrt(chi2_nu/nu), or `none` (Gaussian)
    float multiplier[regimes];   ///< rate multiplier by regime
    float tension_slope;         ///< b_f
    /// poisson: 1/mult_max, the count's rate already contains mult_max.
    /// weekly: rate per week at multiplier 1 is in Entity::weekly_rate.
    float keep_scale;
    float tension_jump;  ///< added to T, times the bite 1 - p
};

/// What an event can hit; any part may be `none`.
struct Entity {
    std::uint32_t cumulative;  ///< poisson: threshold, chosen if word < it
    float weekly_rate;         ///< weekly: lambda/52
    std::uint32_t node_set;    ///< nodes damaged
    std::uint32_t first_slot, slots;  ///< measure slots activated
    std::uint32_t route;              ///< route delayed
    std::uint32_t demand_row;         ///< demand path raised
};

/// A deterministic event of the campaign, the same in every world and
/// package. Age = week - start, no phase.
struct ScheduledEvent {
    std::int32_t start;
    float hold, recovery;  ///< weeks
    float severity;        ///< share of capacity lost, 0-1
    float surge;           ///< added to the demand path
    float delay;           ///< weeks on the route
    std::uint32_t node_set, route, demand_row;
};

// -------------------------------------------------------------- controls ---

enum class SlotType : std::uint32_t {
    /// Pass factor given: BAN, QUOTA, IMPORT_BAN (quantity), LOGISTIC (not).
    fixed,
    tariff,       ///< level is an index into level_pass
    entity_list,  ///< listed share y grows: p = (1 - strict y)(1 - chill)
    licence       ///< waiting time and approval, B4.2
};

inline constexpr std::uint32_t tariff_levels = 8;

/// One measure slot: (instrument, dyad, product tag) of model B4.
struct Slot {
    SlotType type;
    std::uint32_t quantity;           ///< 1: bounds the order volume too
    std::uint32_t mask_bit;           ///< bit 0-31 of the measure mask
    float strictness;                 ///< entity_list
    float chill;                      ///< entity_list
    float level_pass[tariff_levels];  ///< tariff: (1+tau)^-sigma by level
    // licence
    float utilisation;             ///< upsilon
    float value_share[2];          ///< of ordinary and large applications
    std::uint32_t applications;    ///< J; 1: own waiting time from wait_table
    std::uint32_t first_approval;  ///< thresholds [2][J] of Binomial(J, p_v)
    std::uint32_t first_wait;      ///< offset in wait_cdf: [weeks + 1] F_W(age)
    std::uint32_t wait_table;      ///< quantile table of W
    // leakage (B7.5)
    float leak_ceiling;  ///< l_inf (1 - enforce); 0: none
    float leak_weeks;    ///< tau_l

    std::uint32_t address;            ///< of its random numbers, 24 bits
    float level_duty[tariff_levels];  ///< tariff: tau by level
    float visibility = 1;             ///< v: retaliation sees this share, 0-1
    // how it ends besides its term (model B6.4)
    std::uint32_t sender = none;  ///< country whose losses count, or `none`
    float exit_hazard;            ///< a week, times (1 - T)+
    float exit_loss;              ///< a week per share of output lost
    float exit_tolerance;         ///< loss that the sender bears
    /// Ends `exit_lag` weeks after this slot has ended (M48), or `none`.
    std::uint32_t leader = none;
    std::int32_t exit_lag;
    /// M5: while active, adds surge * (1 - pass) to this demand row.
    std::uint32_t demand_row = none;
    float surge;
};

/// A control class: links with the same list of slots. Class 0 has none.
struct ControlClass {
    std::uint32_t first_slot, last_slot;  ///< into class_slot
};

/// A measure that a package starts (or lifts) at an announced week. What is
/// realised is drawn once a world, at addresses that no package changes:
/// start += lag, bite *= coverage * compliance.
struct Activation {
    std::uint32_t slot;
    std::int32_t start, end;  ///< weeks; end may be `forever`
    float level;              ///< as an event's level: p, y or level index
    float tension_jump;
    std::uint32_t lifts = 0;  ///< 1: ends the slot in week `start` instead
    /// Quantile tables, or `none`: 1 (coverage, compliance) and 0 (lag).
    std::uint32_t coverage_table = none, coverage_address = 0;  ///< M19
    std::uint32_t comply_table = none, comply_address = 0;      ///< A6
    float comply_scale = 1;  ///< 1 - blocking statute (M35)
    /// M58: all or nothing, u < compliance; address of u, or `none`.
    std::uint32_t obey_address = none;
    std::uint32_t lag_table = none, lag_address = 0;  ///< weeks
    std::uint32_t quorum = none;  ///< M40: only if enough members agree
};

/// M40: a measure that waits for k of n members.
struct Quorum {
    std::uint32_t first, last;  ///< into quorum_member
    std::uint32_t needed;
};
struct QuorumMember {
    std::uint32_t table, address;  ///< compliance: agrees if u < it
    float scale;
};

struct Package {
    std::uint32_t first_activation, last_activation;
    std::uint32_t family_mask;  ///< bit id - 1: this family is alive
    std::uint32_t first_increment = 0, last_increment = 0;  ///< week order
    std::uint32_t first_prepared = 0, last_prepared = 0;
    float leak_scale = 1;     ///< M8, M37: leak ceilings times this
    float hazard_scale = 1;   ///< restraint, openness: retaliation times this
    float erosion_scale = 1;  ///< openness: e_R times this
    std::uint32_t reserve_mask = 0xffffffffu;  ///< Reserve::bit
};

// --------------------------------------------------------------- metrics ---

/// Reported sets of rows: a cell is a list of nodes (or of sinks).
struct Cell {
    std::uint32_t first, last;
};

inline constexpr std::uint32_t max_horizons = 8;

/// Leverage of country A over country B.
struct LeveragePair {
    std::uint32_t first_input, last_input;    ///< into leverage_input
    std::uint32_t first_market, last_market;  ///< into leverage_market
};
/// An input of B with suppliers in A.
struct LeverageInput {
    std::uint32_t group;
    float stake;                          ///< VA * crit, million USD/week
    float alternates;                     ///< b-bar: float sum of b
    std::uint32_t first_link, last_link;  ///< into leverage_link: from A
};
/// An out-link of B to a buyer in A: stake = VA_i / Dbar_i.
struct LeverageMarket {
    std::uint32_t link;      ///< position of the out-link
    std::uint32_t fill_row;  ///< of its supplier
    float stake;
};
/// An out-link and its supplier's fill row.
struct FlowLink {
    std::uint32_t link, fill_row;
};

struct MetricsPlan {
    std::uint32_t horizons;
    std::int32_t horizon[max_horizons];  ///< weeks, ascending, <= weeks
    /// Cells of nodes: first the `countries` countries in order, then any.
    Span<Cell> node_cell;
    Span<std::uint32_t> cell_node;
    Span<double> cell_value_added;  ///< weekly, of each node cell
    Span<Cell> sink_cell;
    Span<std::uint32_t> cell_sink;  ///< group ids
    /// Groups owned by the nodes of country c, CRITICAL ones first.
    Span<Cell> country_critical;  ///< [countries]
    Span<std::uint32_t> critical_group;
    std::uint32_t shortages_on;  ///< 1: metrics 4 (shortage, stock-out weeks)

    /// Leverage of A over B (B9.6), at `dates` (weeks; 0: before the first).
    std::uint32_t dates;
    std::int32_t date[max_horizons];
    Span<LeveragePair> leverage_pair;
    Span<LeverageInput> leverage_input;
    Span<std::uint32_t> leverage_link;  ///< positions of in-links
    Span<LeverageMarket> leverage_market;
    /// Denied volume and technology delay (B9.9): deliveries to these groups.
    Span<Cell> denial_cell;
    Span<std::uint32_t> denial_group;
    Span<float> denial_flow;  ///< [cells] float sum of Rbar, list order
    /// Shipments between named parties: cells of out-link positions.
    Span<Cell> flow_cell;
    Span<FlowLink> flow_link;
    Span<double> flow_baseline;  ///< [cells] million USD/week
    /// Groups of importing country c whose costs are booked; [countries] or
    /// empty.
    Span<Cell> cost_cell;
    Span<std::uint32_t> cost_group;
};

/// Everything a march reads.
struct ModelView {
    NetworkView network;
    Rules rules;
    std::int32_t weeks;
    std::uint64_t seed;
    WorldProcess world;
    Span<float> quantile;           ///< [tables * knots]
    Span<float> latent;             ///< [latent tables * latent_knots]
    Span<std::uint32_t> threshold;  ///< pool of all threshold lists
    Span<Family> family;
    Span<Entity> entity;
    std::uint32_t event_capacity;   ///< candidate events kept per world
    Span<std::uint32_t> set_first;  ///< [sets + 1] node sets
    Span<std::uint32_t> set_node;
    /// [set_node] share of the node that an event hits (model C2.2); empty: 1.
    Span<float> set_share;
    Span<ScheduledEvent> scheduled;
    std::uint32_t demand_rows, routes;
    Span<Slot> slot;
    Span<float> wait_cdf;
    Span<ControlClass> control_class;  ///< [classes], 0 = untouched
    Span<std::uint32_t> class_slot;
    Span<Activation> activation;
    Span<Package> package;
    MetricsPlan metrics;

    // --- extended mechanisms; empty where a campaign does not use them ---
    Span<SlowNode> slow_node;  ///< [nodes] or empty
    Span<Influence> influence;
    Span<InfluenceClass> influence_class;  ///< 0 = none; empty: no influence
    Span<Cell> denial_index;               ///< Q cells of B7.3
    Span<std::uint32_t> denial_index_group;
    Span<float> denial_index_flow;  ///< [cells] sum of Rbar
    Span<Increment> increment;
    Span<Prepared> prepared;
    Span<Market> market;
    Span<std::uint32_t> market_group;
    Span<std::uint32_t> node_market;   ///< [nodes] or empty: market or `none`
    Span<std::uint32_t> group_market;  ///< [groups] or empty
    Span<Reserve> reserve;
    Span<std::uint32_t> reserve_group;
    Span<ReserveUser> reserve_user;  ///< [groups] or empty
    Span<Pair> pair;
    Span<Exposure> exposure;
    Span<Counter> counter;
    Span<std::uint32_t> counter_node;
    /// Pairs that slot s arms: slot_pair[slot_first_pair[s] ...).
    Span<std::uint32_t> slot_first_pair;  ///< [slots + 1] or empty
    Span<std::uint32_t> slot_pair;
    Span<Quorum> quorum;
    Span<QuorumMember> quorum_member;
    std::uint32_t most_activations;  ///< of any package
    Span<std::uint64_t> chosen;      ///< scenarios of a screened run, or empty
};

/// Apply `f` to every array of a view: the one place that lists them, used to
/// copy a model to a device.
template <class F>
void for_each_array(ModelView& m, F&& f) {
    auto& n = m.network;
    f(n.node), f(n.first_group), f(n.class_end), f(n.first_out);
    f(n.first_other), f(n.out_link), f(n.group), f(n.first_in);
    f(n.in_link), f(n.in_weight), f(n.sink), f(n.group_route);
    f(n.group_product);
    f(n.habit), f(n.packed_in), f(n.packed_group), f(n.demand_divisor);
    f(n.overtime_divisor);
    f(m.quantile), f(m.latent), f(m.threshold), f(m.family), f(m.entity);
    f(m.set_first), f(m.set_node), f(m.set_share), f(m.scheduled), f(m.slot),
        f(m.wait_cdf);
    f(m.control_class), f(m.class_slot), f(m.activation), f(m.package);
    auto& k = m.metrics;
    f(k.node_cell), f(k.cell_node), f(k.cell_value_added), f(k.sink_cell);
    f(k.cell_sink), f(k.country_critical), f(k.critical_group);
    f(k.leverage_pair), f(k.leverage_input), f(k.leverage_link);
    f(k.leverage_market), f(k.denial_cell), f(k.denial_group);
    f(k.denial_flow), f(k.flow_cell), f(k.flow_link);
    f(k.flow_baseline), f(k.cost_cell);
    f(k.cost_group);
    f(m.slow_node), f(m.influence), f(m.influence_class), f(m.denial_index);
    f(m.denial_index_group), f(m.denial_index_flow), f(m.increment);
    f(m.prepared), f(m.market), f(m.market_group), f(m.node_market);
    f(m.group_market), f(m.reserve), f(m.reserve_group), f(m.reserve_user);
    f(m.pair), f(m.exposure), f(m.counter), f(m.counter_node);
    f(m.slot_first_pair), f(m.slot_pair), f(m.quorum), f(m.quorum_member);
    f(m.chosen);
}
}  // namespace chokepoint
