/// \file generate.hpp
/// Synthetic firm networks of any size, for tests and benchmarks.
#pragma once

#include <cstdint>

#include "host/network/supply_network.hpp"

namespace chokepoint {
/// May goods flow in circles (tools to make the ore that makes the tools)?
enum class Loops { none, allowed };

/// What a synthetic network is to be like; shares are 0-1.
struct GenerateOptions {
    std::uint32_t nodes = 1000;
    /// All links / nodes, those to final demand included; >= 2.
    double links_per_node = 7;
    std::uint32_t countries = 12;
    std::uint32_t products = 0;  ///< 0: about sqrt(nodes)
    std::uint64_t seed = 1;
    Loops loops = Loops::allowed;

    /// Suppliers of one input of one buyer, on average; >= 1.
    double suppliers_per_input = 2.5;
    /// Chance to choose any supplier instead of one in proportion to its
    /// customers, c: the number with k customers falls as k^-(1 + 1/(1-c)) in
    /// a product (D. Price 1976; H. Simon 1955); > 0, <= 1 (no heavy tail).
    double newcomer_share = 0.25;
    double size_spread = 1.5;  ///< sigma of the log-normal firm size, 0-3

    // Shares of inputs by class; the rest is NONE.
    double critical_share = 0.4, important_share = 0.3;
    double bundle_share = 0.15, capital_share = 0.1;
    double importance = 0.5;        ///< gamma of IMPORTANT inputs, 0-1
    double lead_time_share = 0.25;  ///< inputs that travel 1-8 weeks, 0-1
    double caution = 0;             ///< psi of all inputs, 0-0.99
    double priority_share = 0;      ///< mu; buyers at home come first, 0-1
    std::uint32_t routes = 4;       ///< used by links between countries
};

/// Make a network. Deterministic: a pure function of the options (counter-based
/// random numbers, no library engine).
///
/// Products come in tiers, raw ones first; each has a recipe of input products
/// (earlier ones only, if loops are not wanted). Firms enter one after another
/// and choose suppliers with a probability that grows with the customers these
/// have: customers per supplier get a heavy tail. Flows are then solved so that
/// inputs + value added = sales at every node; value added is positive, every
/// node reaches final demand, and weekly final demand is 20 million USD a node.
/// \throw InputError if an option is out of range or the links do not fit
SupplyNetwork generate_network(GenerateOptions const& options);
}  // namespace chokepoint
