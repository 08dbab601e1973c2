/// \file network_facts.hpp
/// A network in a few numbers.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "host/network/supply_network.hpp"

namespace chokepoint {
/// The producers of one stage.
struct StageFacts {
    std::string name;
    std::size_t nodes;
    double value_added;  ///< million USD/week
};

/// Sizes and weekly totals of a network.
struct NetworkFacts {
    std::size_t countries, products, firms, routes;
    std::size_t nodes, inputs, sinks, links;
    std::size_t spare_links;           ///< without a flow today
    double value_added, final_demand;  ///< million USD/week
    std::vector<StageFacts> stages;    ///< in the order of products
};

/// Count and sum in one pass over the tables.
NetworkFacts network_facts(SupplyNetwork const& network);
}  // namespace chokepoint
