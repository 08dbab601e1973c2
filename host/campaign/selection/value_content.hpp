/// \file value_content.hpp
/// How much of a good comes from a controller: de minimis and direct-product
/// rules (model B4.3).
#pragma once

#include <cstdint>
#include <vector>

#include "host/campaign/selection/selection.hpp"
#include "host/network/supply_network.hpp"

namespace chokepoint {
/// Value that controllers added to a dollar of each node's output, at any
/// stage: theta solves
///
///     theta_i = v_i + sum_j A_ji theta_j
///
/// with v_i = VA_i / Dbar_i for nodes of the controllers, else 0, and A_ji =
/// flow from j to i / Dbar_i. Jacobi iteration in table order, to 1e-14.
/// \param controllers  [countries]
/// \return [nodes] 0-1 where inputs and value added are within sales
/// \throw InputError if inputs cost more than they sell for, without end
std::vector<double> controller_content(SupplyNetwork const& network,
                                       Mask const& controllers);

/// Nodes with a tool of the controllers among their inputs or those of their
/// suppliers, up to `depth` stages: a CAPITAL input, or one of `tools`.
/// \param tools  [products]
/// \return [nodes]
Mask direct_product_reach(SupplyNetwork const& network,
                          Mask const& controllers,
                          Mask const& tools,
                          std::uint32_t depth);
}  // namespace chokepoint
