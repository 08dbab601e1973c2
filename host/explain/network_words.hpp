/// \file network_words.hpp
/// Which mechanisms a network uses, in words.
#pragma once

#include <string>
#include <vector>

#include "host/network/supply_network.hpp"

namespace chokepoint {
/// A phrase for each mechanism that the tables switch on; none if all rows
/// have the defaults.
std::vector<std::string> network_words(SupplyNetwork const& network);
}  // namespace chokepoint
