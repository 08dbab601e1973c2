/// \file reference_model.hpp
/// The weekly dynamics of one world in double precision, as the equations
/// read: the judge of the engine, which shares no code with it.
#pragma once

#include <array>
#include <vector>

#include "host/network/supply_network.hpp"
#include "tests/support/shocks.hpp"

namespace chokepoint::test {
/// Deliberate mistakes: a comparison that does not see them is worthless.
struct Flaws {
    bool ignore_order_ceiling = false;  ///< V = infinity
    double adjustment_shift = 0;        ///< tau off by this many weeks
    bool new_stock_late = false;        ///< orders read last week's stock
    bool deaf_to_priority = false;      ///< mu = 0
    bool instant_transit = false;       ///< arrivals = receipts
};

/// One value for each priority class.
using ByPriority = std::array<double, 2>;

/// State after a week; ratios to baseline. Groups: rows of `inputs`, then
/// rows of `final_demand` (sinks).
struct ReferenceWeek {
    std::vector<double> damage_factor;    ///< [nodes] k
    std::vector<double> capacity;         ///< [nodes] cap
    std::vector<double> demand;           ///< [nodes] d
    std::vector<double> output;           ///< [nodes] x
    std::vector<ByPriority> fill;         ///< [nodes] phi
    std::vector<ByPriority> reliability;  ///< [nodes] f
    std::vector<double> overtime;         ///< [nodes] alpha
    std::vector<double> stock;            ///< [groups] s, weeks
    std::vector<double> order;            ///< [groups] O; sinks: fd
    std::vector<double> effort;           ///< [groups] y, weeks
    std::vector<double> extra_order;      ///< [groups] e
    std::vector<double> transit;          ///< [groups] v, weeks
    std::vector<double> shipped;          ///< [groups] R/Rbar before transit
    std::vector<double> receipts;         ///< [groups] r
    std::vector<double> use;              ///< [groups] u; sinks: 0
    std::vector<double> pass;             ///< [links] P
    std::vector<double> link_order;       ///< [links] o_l, money
    std::vector<double> unmet;            ///< [sinks] of this week
    std::vector<double> lost;             ///< [sinks] unmet less backlog served
    std::vector<double> backlog;          ///< [sinks]
    std::vector<double> customers;        ///< [sinks] a
    std::vector<double> leak;             ///< [measures] l after the week
};

/// March `weeks` weeks. \param network indices in range, Dbar, Rbar > 0
std::vector<ReferenceWeek> march_reference(SupplyNetwork const& network,
                                           Shocks const& shocks,
                                           CoreRules const& rules,
                                           int weeks,
                                           Flaws const& flaws = {});

/// Priority rationing (B5.3). \param demand d_0, d_1 of the two classes
/// \return share of each class's orders that output `x` serves
ByPriority ration(double x, ByPriority demand, double priority_share);
}  // namespace chokepoint::test
