/// \file reference_shortages.hpp
/// Who runs short first, from the path of the reference (B9.10).
#pragma once

#include <vector>

#include "tests/support/reference/reference_model.hpp"

namespace chokepoint::test {
/// A node makes less than 99 % of what it is asked for, a normal week at most.
struct ReferenceShortage {
    std::uint32_t node = 0;
    int week = 0;
    int product = -1;  ///< that holds it back; -1: its own capacity
};

struct ReferenceShortages {
    std::vector<ReferenceShortage> any;      ///< the first three nodes
    std::vector<ReferenceShortage> lacking;  ///< that an input holds back
    /// Distance of the closest decision from its border: of 0.99, of the value
    /// of another node, of another input's limit.
    double margin = 1e300;
};

/// \param path  of a world without prices
ReferenceShortages reference_shortages(SupplyNetwork const& network,
                                       std::vector<ReferenceWeek> const& path);
}  // namespace chokepoint::test
