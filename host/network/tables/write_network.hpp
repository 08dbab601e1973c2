/// \file write_network.hpp
/// A supply network becomes CSV tables.
#pragma once

#include <string>
#include <vector>

#include "host/network/supply_network.hpp"
#include "host/network/table_text.hpp"

namespace chokepoint {
/// All tables of a network. What load_network reads from them equals `network`
/// (if its inputs are sorted by buyer).
/// \param source  text of every `source` cell: where the numbers come from
/// \throw InputError if a name is not allowed
std::vector<TableText> network_texts(SupplyNetwork const& network,
                                     std::string const& source);
}  // namespace chokepoint
