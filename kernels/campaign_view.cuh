/// \file campaign_view.cuh
/// A compiled campaign as kernels read it: what may happen, how it is drawn,
/// what each policy package does, what is counted. Flat, read-only.
///
/// Times are whole weeks from 0; `forever` never comes. Probabilities that
/// are compared with random words are thresholds: word < threshold, where
/// threshold = ceil(p * 2^32), and 2^32 itself is stored as 0xffffffff.
#pragma once

#include "kernels/network_view.cuh"
#include "kernels/platform.cuh"

namespace chokepoint {
inline constexpr std::int32_t forever = 0x7fffffff;
inline constexpr std::uint32_t regimes = 4;  ///< calm ... conflict
inline constexpr std::uint32_t max_slots = 512;
inline constexpr std::uint32_t max_families = 30;

// ---------------------------------------------------------------- rules ---

/// Which variant of the production core runs (model.md B5, B11).
struct Rules {
    float reliability_weeks;    ///< tau_f >= 1: memory of supplier reliability
    float overtime_weeks;       ///< tau_alpha >= 1
    float target_adaptation;    ///< theta, 0-1: stock target follows activity
    std::uint32_t overtime_on;  ///< some node has alpha_max > 1
    std::uint32_t order_actual_use;    ///< ARIO: order what was used
    std::uint32_t clip_gap;            ///< ARIO: never order less than the use
    std::uint32_t overtime_any_limit;  ///< ARIO: scarcity of any cause
    std::uint32_t fixed_shares;  ///< ESRI-down: R = sum flow * x, no stocks
    std::uint32_t unit_ceiling;  ///< PICHLER: kappa_hat = 1
    float demand_destruction;    ///< eps_dd, B5.6; 0.01
    float demand_floor;          ///< A_min, B5.6
};

// -------------------------------------------------------------- sampling ---

/// Continuous distribution as 2 x 834 knots of its quantile function
/// (model.md C5): half h = top bit of the word; see random.cuh for the map.
inline constexpr std::uint32_t knots_per_half = 834;
inline constexpr std::uint32_t knots = 2 * knots_per_half;

/// Latent normal (or t) value -> severity, 512 knots linear on [-8, 8].
inline constexpr std::uint32_t latent_knots = 512;

/// Regimes and tension (model.md C3).
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

/// One measure slot: (instrument, dyad, product tag) of model.md B4.
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
};

/// A control class: links with the same list of slots. Class 0 has none.
struct ControlClass {
    std::uint32_t first_slot, last_slot;  ///< into class_slot
};

/// A measure that a package starts at a known week.
struct Activation {
    std::uint32_t slot;
    std::int32_t start, end;  ///< weeks; end may be `forever`
    float level;              ///< as an event's level: p, y or level index
    float tension_jump;
};

struct Package {
    std::uint32_t first_activation, last_activation;
    std::uint32_t family_mask;  ///< bit id - 1: this family is alive
};

// --------------------------------------------------------------- metrics ---

/// Reported sets of rows: a cell is a list of nodes (or of sinks).
struct Cell {
    std::uint32_t first, last;
};

inline constexpr std::uint32_t max_horizons = 8;

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
    Span<ScheduledEvent> scheduled;
    std::uint32_t demand_rows, routes;
    Span<Slot> slot;
    Span<float> wait_cdf;
    Span<ControlClass> control_class;  ///< [classes], 0 = untouched
    Span<std::uint32_t> class_slot;
    Span<Activation> activation;
    Span<Package> package;
    MetricsPlan metrics;
};

/// Apply `f` to every array of a view: the one place that lists them, used to
/// copy a model to a device.
template <class F>
void for_each_array(ModelView& m, F&& f) {
    auto& n = m.network;
    f(n.node), f(n.first_group), f(n.class_end), f(n.first_out);
    f(n.first_other), f(n.out_link), f(n.group), f(n.first_in);
    f(n.in_link), f(n.in_weight), f(n.sink), f(n.group_route);
    f(m.quantile), f(m.latent), f(m.threshold), f(m.family), f(m.entity);
    f(m.set_first), f(m.set_node), f(m.scheduled), f(m.slot), f(m.wait_cdf);
    f(m.control_class), f(m.class_slot), f(m.activation), f(m.package);
    auto& k = m.metrics;
    f(k.node_cell), f(k.cell_node), f(k.cell_value_added), f(k.sink_cell);
    f(k.cell_sink), f(k.country_critical), f(k.critical_group);
}
}  // namespace chokepoint
