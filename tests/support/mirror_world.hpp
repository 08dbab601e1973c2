/// \file mirror_world.hpp
/// Two identical countries with mirrored networks, and a third (oracle E27).
#pragma once

#include <vector>

#include "host/network/supply_network.hpp"

namespace chokepoint::test {
/// A and B each make parts, tools and goods and buy from each other; C buys
/// and sells with both. Every row of A is followed by its mirror of B, so
/// that sums keep their order when the names are swapped.
struct MirrorWorld {
    MirrorWorld();

    SupplyNetwork network;
    std::vector<std::uint32_t> exports[2];       ///< links A -> B, B -> A
    std::uint32_t parts[2], tools[2], goods[2];  ///< nodes
};
}  // namespace chokepoint::test
