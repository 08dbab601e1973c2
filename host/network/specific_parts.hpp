/// \file specific_parts.hpp
/// Parts that only their maker makes: `specific_share` of inputs.csv becomes
/// inputs of their own (model B1.1).
#pragma once

#include <string>

#include "host/network/check.hpp"
#include "host/network/supply_network.hpp"

namespace chokepoint {
/// Makers below this share of an input's flow stay in what is bought of
/// anybody (judgement: it bounds the number of parts at 49 an input).
inline constexpr double smallest_maker_share = 0.02;

/// Split every input with `specific_share` s > 0: what is bought of anybody
/// keeps 1 - s of the flows and alternate weights of its makers (a firm, or a
/// node without firm; those at or below `smallest_maker_share` stay there
/// whole), and each maker's parts become an IMPORTANT input, importance
/// min(1, breadth x the maker's share), else as the row. Its links bring s of
/// the maker's flow; all other suppliers are alternates, s of their weight.
///
/// No row of nodes, inputs or links moves; new ones come after all others.
/// Flows between nodes are what they were, but for rounding. In the result
/// `specific_share` is 0: split again, nothing changes.
/// \param network  checked
SupplyNetwork split_specific_parts(SupplyNetwork const& network);

/// Check what the split needs: an input that limits output, and with a share
/// of 1 a second supplier.
/// \throw InputError that names the row of inputs.csv
void check_specific_parts(SupplyNetwork const& network,
                          RowName const& row_name);

/// \param part  as Input::part. \return "chip", or of parts "chip!MAKER"
std::string part_name(SupplyNetwork const& network,
                      std::uint32_t product,
                      std::uint32_t part);
}  // namespace chokepoint
