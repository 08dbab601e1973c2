/// \file mechanism_datasets.hpp
/// The datasets of reserves, prices, flows, denial, costs, slow states,
/// leverage and retaliation. Private to this room.
#pragma once

#include <string>
#include <vector>

#include "host/storage/results/loss_datasets.hpp"

namespace chokepoint {
/// A dataset, and by which word a campaign asks for it.
struct GroupedDataset {
    std::string group;  ///< as [metrics] losses names it, or "world"
    LossDataset dataset;
};

/// Those without rows too: the caller drops them.
std::vector<GroupedDataset> mechanism_datasets(
    ResultsDescription const& description);
}  // namespace chokepoint
