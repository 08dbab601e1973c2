/// \file load_network.hpp
/// A folder of CSV tables becomes a supply network
/// (configs/networks/README.md).
#pragma once

#include <string>

#include "host/network/supply_network.hpp"

namespace chokepoint {
/// Read and check a network. `inputs` holds one row for every (buyer, product)
/// that links name, sorted by buyer, then as the rows of inputs.csv.
/// \param folder  as the user gave it: messages repeat it
/// \throw InputError "FOLDER/links.csv:17: column 'flow' = '-3': must be ..."
SupplyNetwork load_network(std::string const& folder);
}  // namespace chokepoint
