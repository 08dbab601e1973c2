/// \file mechanism_view.cuh
/// What the extended mechanisms of a campaign are made of, as kernels read it:
/// slow states, prices, reserves, retaliation (model B5.7, B6-B8).
#pragma once

#include "kernels/portable/platform.cuh"

namespace chokepoint {
// ----------------------------------------------------------- slow states ---

/// What moves the capacity of a node (model B7.2, B7.3); [nodes] if
/// capacity_moves or an influence exists.
struct SlowNode {
    float growth;               ///< g a week at denial 1
    float ceiling;              ///< kappa_max > 0; FLT_MAX: none
    std::uint32_t denial_cell;  ///< drives the growth, or `none`
    std::uint32_t influence;    ///< influence class, 0: none
};

/// Effect of an active slot on the nodes of an influence class, at full bite
/// (slot pass 0); scaled by 1 - pass. Measures on knowledge, capital and
/// people act here, not on goods (model B4.4).
struct Influence {
    std::uint32_t slot;
    float growth;   ///< g times (1 + growth * bite), >= -1
    float erosion;  ///< e_R times (1 + erosion * bite), >= -1
    float ramp;     ///< T_r of the node's inputs times (1 + ramp * bite), > -1
    float slack;    ///< sigma and zeta times (1 + slack * bite), -1 ... 0
    float drift;    ///< added to kappa a week, times bite
};

/// Nodes with the same list of influences. Class 0 has none.
struct InfluenceClass {
    std::uint32_t first, last;  ///< into influence
};

/// A dated change of capacity in a package: a plant opens, moves, closes.
struct Increment {
    std::int32_t week;  ///< earliest week
    std::uint32_t node;
    float change;        ///< added to kappa
    float demand_floor;  ///< waits until d >= this (M55); 0: never waits
};

/// An input whose alternates a package has qualified before week 0.
struct Prepared {
    std::uint32_t group;
    float effort;        ///< y at the start, weeks
    std::uint32_t kept;  ///< 1: y does not fall below
};

// ---------------------------------------------------------------- prices ---

/// One market (model B8): buyer groups that see one price.
struct Market {
    std::uint32_t first, last;                   ///< into market_group
    float demand_elasticity, supply_elasticity;  ///< > 0
    float baseline;  ///< X: float sum of Rbar in list order
};

// ---------------------------------------------------------------- reserves --

enum class ReserveTrigger : std::uint32_t { off, shortage, price };

/// A stockpile of a country or coalition for one product (B5.7). Weeks are
/// weeks of the cell's baseline use.
struct Reserve {
    std::uint32_t first, last;            ///< into reserve_group: all users
    std::uint32_t first_user, last_user;  ///< same pool: who may draw
    ReserveTrigger trigger;
    float start, target;   ///< Z_0 and Z*, weeks
    float rate, refill;    ///< most released, most bought a week
    float release_below;   ///< theta_rel: releases while F < this
    float release_price;   ///< price trigger: log price above this
    float refill_tension;  ///< T_lo: refills while T < this
    float use;             ///< float sum of Rbar of all users, list order
    std::uint32_t sink;    ///< group of the refill sink, or `none`
    std::uint32_t market;  ///< of the product, or `none`
    std::uint32_t bit;     ///< 0-31: packages without it have it empty
};

/// Where a group draws from: [groups], both `none` if nowhere.
struct ReserveUser {
    std::uint32_t reserve;
    std::uint32_t entry;  ///< position in reserve_group, among all users
    std::uint32_t draws;  ///< 1: may draw; 0: only counted
};

// ----------------------------------------------------------- retaliation ---

/// One choice of a reacting country: activations that start together.
struct Counter {
    std::uint32_t first_activation, last_activation;
    float weight;  ///< (target loss / own loss)^rho, >= 0
    /// M9: available once the country's share of these nodes' output exceeds
    /// `share`; cells into counter_node: own nodes, all nodes of the product.
    std::uint32_t first_own, last_own, first_all, last_all;
    float share;  ///< 0: always available
};

/// `reactor` answers measures of `actor` (model B6).
struct Pair {
    std::uint32_t reactor, actor;  ///< countries
    std::uint32_t address;         ///< of its random numbers, 24 bits
    std::uint32_t first_counter, last_counter;
    std::uint32_t first_exposure, last_exposure;
    float base, by_loss, by_tension, most;  ///< h_0, h_1, h_2, h_max a week
    float restraint;                        ///< 0-1
    float tension_jump;
    std::uint32_t lag_table, duration_table;  ///< weeks
};

/// A slot of `actor` puts this share of the reactor's value added at stake.
struct Exposure {
    std::uint32_t slot;
    float share;  ///< E, 0-1
};

inline constexpr std::int32_t most_retaliations = 64;  ///< of one world
inline constexpr std::int32_t retaliation_gap = 26;    ///< weeks, of one pair
}  // namespace chokepoint
