/// \file package_differences.hpp
/// Every package against the one without measures, as people read it.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "host/statistics/sample.hpp"
#include "host/storage/results/results_reader.hpp"

namespace chokepoint {
/// Mean loss under a package less that under the first one, the same worlds,
/// million USD. Without an interval where every world is the same.
struct PackageDifference {
    std::string package;
    Estimate all;     ///< all countries together
    double relative;  ///< of the mean loss under the first; NaN: that is 0
    Estimate worse;   ///< share of worlds that lose more; NaN: one world
    /// Largest difference, either way, first.
    std::vector<std::pair<std::string, Estimate>> country;
};

/// \param packages        indices; the first package, "none", is passed over
/// \param countries       indices of those in each line; empty: the ones with
///                        the largest difference, `most_countries` of them
std::vector<PackageDifference> package_differences(
    ResultsReader const& reader,
    std::vector<std::uint32_t> const& packages,
    std::uint32_t horizon,
    std::vector<std::uint32_t> const& countries,
    std::size_t most_countries);
}  // namespace chokepoint
