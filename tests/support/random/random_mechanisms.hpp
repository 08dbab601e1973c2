/// \file random_mechanisms.hpp
/// Random slow dynamics, prices and reserves on top of random shocks.
#pragma once

#include "host/network/supply_network.hpp"
#include "tests/support/shocks.hpp"

namespace chokepoint::test {
/// A random world with every mechanism in use.
struct MechanismWorld {
    SupplyNetwork network;
    Shocks shocks;
    CoreRules rules;
};

/// Growth on denial, tools that wear, dated and waiting increments,
/// preparations, knowledge measures, two priced products, a pooled and a
/// priority reserve with refill sinks; for even seeds habits of buyers and
/// cycle times; parameters continuous.
MechanismWorld random_mechanism_world(std::uint64_t seed, int weeks);
}  // namespace chokepoint::test
