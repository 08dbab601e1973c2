/// \file balance.hpp
/// Do the accounts of a node close: what it adds and buys against what it
/// sells?
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "host/network/supply_network.hpp"

namespace chokepoint {
/// Weekly accounts of one node, million USD.
struct NodeAccount {
    std::uint32_t node;
    double value_added, purchases, sales;
};

/// Nodes whose value added and purchases are more than what their links sell,
/// beyond 0.1 %, which is what sums in the tables may be rounded by. Latent
/// nodes are seeds: their accounts may be anything.
/// \param network  nodes and links in range
std::vector<NodeAccount> overspent_nodes(SupplyNetwork const& network);

/// "value added 39 and purchases 15 are more than its sales of 40 (...)".
std::string in_words(NodeAccount const& account);
}  // namespace chokepoint
