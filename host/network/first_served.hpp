/// \file first_served.hpp
/// Who is served first when a product is scarce: `first_served_share` of
/// products.csv becomes priorities of links (model B5.3).
#pragma once

#include "host/network/check.hpp"
#include "host/network/supply_network.hpp"

namespace chokepoint {
/// Rank the buyers of every product with `first_served_share` > 0 by value
/// added per dollar that they buy of it; final demand comes last, ties are in
/// table order. A buyer is of class 0 if the middle of what it buys lies
/// before that share of the product's flow, else of class 1. Suppliers then
/// ration wholly by priority (`priority_share` 1).
///
/// In the result `first_served_share` is 0: serve again, nothing changes.
/// \param network  checked
SupplyNetwork serve_first(SupplyNetwork network);

/// Check that no product has both `first_served_share` and priorities of its
/// own.
/// \throw InputError that names the row of links.csv or nodes.csv
void check_first_served(SupplyNetwork const& network, RowName const& row_name);
}  // namespace chokepoint
