/// \file mechanisms.hpp
/// Slow dynamics, prices and reserves, said plainly: understood by the
/// reference model and, through the mechanism builder, by the engine.
///
/// Groups are named by their row: rows of SupplyNetwork::inputs, then rows of
/// SupplyNetwork::final_demand.
#pragma once

#include <cmath>
#include <cstdint>
#include <vector>

#include "kernels/views/campaign_view.cuh"

namespace chokepoint::test {
using Rows32 = std::vector<std::uint32_t>;
inline constexpr double no_ceiling = 3.402823466e38;  ///< FLT_MAX

/// A node that grows while the groups of `denied` are blocked (B7.3).
struct IndigenousGrowth {
    std::uint32_t node = 0;
    double rate = 0.01;  ///< g a week at denial 1
    double ceiling = no_ceiling;
    Rows32 denied;  ///< groups
};

/// A dated change of kappa (B7.2).
struct CapacityStep {
    int week = 0;
    std::uint32_t node = 0;
    double change = 0;
    double demand_floor = 0;  ///< waits for d >= this; 0: never waits
};

/// An input whose alternates are qualified before week 0.
struct PreparedInput {
    std::uint32_t group = 0;
    double effort = 0;  ///< y, weeks
    bool kept = false;  ///< y does not fall below
};

/// What a measure in force does to nodes at full bite (B4.4).
struct KnowledgeEffect {
    std::uint32_t measure = 0;  ///< row of Shocks::measures
    Rows32 nodes;
    double growth = 0, erosion = 0, ramp = 0, slack = 0, drift = 0;
};

/// Buyers that see one price, and suppliers that follow it (B8).
struct PricedMarket {
    Rows32 groups, nodes;
    double demand_elasticity = 0.3, supply_elasticity = 0.2;
};

/// A measure that buys goods away: `surge` times the baseline flow of a sink
/// of kind `purchase`, at full bite (M5).
struct PreclusivePurchase {
    std::uint32_t measure = 0;  ///< row of Shocks::measures
    std::uint32_t sink = 0;     ///< row of final_demand
    double surge = 0;
};

/// A reserve of several users of one product (B5.7). Weeks of their use.
struct Stockpile {
    Rows32 users;
    Rows32 drawing;  ///< who may draw; empty: all users
    ReserveTrigger trigger = ReserveTrigger::shortage;
    double start = 0, target = 0, rate = 1, refill = 0;
    double release_below = 0.9;
    double release_price = std::log(2.0);  ///< log price
    double refill_tension = 0;
    std::uint32_t market = none;       ///< row of Shocks::markets
    std::uint32_t refill_sink = none;  ///< row of final_demand that refills
};
}  // namespace chokepoint::test
