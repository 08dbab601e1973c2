/// \file adjusted_network.hpp
/// The network as a campaign adjusts it: stocks of another year, idle capacity
/// that a policy pays for. Flows and sales stay, so the baseline does.
#pragma once

#include <cstddef>

#include "host/campaign/spec/adjustment.hpp"
#include "host/network/supply_network.hpp"

namespace chokepoint {
/// What an [[adjust]] did.
struct AdjustedRows {
    std::size_t rows = 0;  ///< >= 1
    double mean_before = 0, mean_now = 0;
    char const* unit = "";
};

/// Change the rows that match.
/// \throw InputError through `adjustment.location`: an unknown name (with the
///        nearest), no row that matches, `inputs` with a column of producers,
///        or a value outside the column's range
AdjustedRows adjust(Adjustment const& adjustment, SupplyNetwork& network);
}  // namespace chokepoint
