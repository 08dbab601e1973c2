/// \file mechanisms_in_use.hpp
/// Which mechanisms the tables of a network switch on, and which columns say
/// something that nothing reads.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "host/network/supply_network.hpp"

namespace chokepoint {
/// How many rows use each mechanism; 0: it is not there.
struct MechanismsInUse {
    std::size_t work_in_process;  ///< nodes with cycle_weeks > 0
    std::size_t idle_capacity;   ///< nodes with overtime in a time of their own
    std::size_t sites;           ///< nodes of more than one plant
    std::size_t hazard_regions;  ///< countries of more than one
    std::size_t supply_line;     ///< inputs with a supply line
    std::size_t shifting;        ///< inputs and sinks with shift_share > 0
    std::size_t savings;         ///< inputs with design_out_share > 0
    std::size_t bought_as_parts;  ///< inputs that have specific parts
    std::size_t specific_parts;   ///< inputs added by the split
    std::size_t first_served;     ///< products with `first_served_share` > 0
    std::size_t by_priority;      ///< products that makers ration by priority
};

/// Count them, in a network as loaded or with its parts split.
MechanismsInUse mechanisms_in_use(SupplyNetwork const& network);

/// Columns that are given and do nothing: scrap without work in process, a
/// time of overtime without overtime, delay and ramp of savings without
/// savings, breadth of parts without parts.
/// \param folder  of the network, as messages name it
/// \return a sentence for each such column
std::vector<std::string> idle_columns(SupplyNetwork const& network,
                                      std::string const& folder);
}  // namespace chokepoint
