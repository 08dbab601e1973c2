/// \file random_network.hpp
/// Random networks with every feature of the tables, and random shocks.
#pragma once

#include "host/network/supply_network.hpp"
#include "tests/support/shocks.hpp"

namespace chokepoint::test {
struct RandomNetworkSize {
    std::uint32_t countries = 4, products = 6, nodes = 24;
};

/// All input classes, alternates used and latent, both priority classes,
/// transit, routes, overtime, caution, loops. Stocks, slacks and weights are
/// continuous, so that no two limits tie by construction.
SupplyNetwork random_network(std::uint64_t seed,
                             RandomNetworkSize const& size = {});

/// Capacity events, bans, quotas, leaking and logistic measures, surges,
/// delays; all start before `weeks` * 3/4.
Shocks random_shocks(std::uint64_t seed,
                     SupplyNetwork const& network,
                     int weeks);
}  // namespace chokepoint::test
