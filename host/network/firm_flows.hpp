/// \file firm_flows.hpp
#pragma once

#include <vector>

#include "host/network/firm_topology.hpp"

namespace chokepoint {
/// Weekly flows on the links of a topology, million USD.
struct FirmFlows {
    std::vector<std::vector<double>> input;  ///< [nodes][suppliers]
    std::vector<std::vector<double>> final;  ///< [nodes][final_buyers]
    std::vector<double> value_added;         ///< [nodes] sales - inputs, > 0
};

/// Find flows that balance: final demand is drawn, every firm spends a fixed
/// share of its sales on its suppliers, sales follow (Leontief's open model).
FirmFlows balance_flows(FirmTopology const& topology,
                        GenerateOptions const& options);
}  // namespace chokepoint
