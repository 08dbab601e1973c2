/// \file random_habits.hpp
/// Random habits of buyers and cycle times of plants, for a network that has
/// none.
#pragma once

#include <cstdint>

#include "host/network/supply_network.hpp"

namespace chokepoint::test {
/// Plants keep work in process and have a pace of overtime of their own,
/// buyers remember what is under way, shift their orders and learn to do
/// without: each a part of the rows, weakly and strongly, some in full.
void add_random_habits(std::uint64_t seed, SupplyNetwork& network);
}  // namespace chokepoint::test
