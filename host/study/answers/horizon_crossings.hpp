/// \file horizon_crossings.hpp
/// Policies that help now and hurt later, or the other way (M62).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "host/storage/results/results_reader.hpp"

namespace chokepoint {
/// Between two horizons the mean difference to the base changes its sign, and
/// at both its interval leaves 0 out.
struct HorizonCrossing {
    std::string who;             ///< country, "All countries", or side
    std::int32_t before, after;  ///< weeks
    double difference_before, difference_after;  ///< million USD
    double week;  ///< where a straight line between them crosses 0
};

/// Losses of all countries, of each, and of the sides of the package if it
/// names them (net, and only against "none").
std::vector<HorizonCrossing> horizon_crossings(ResultsReader const& reader,
                                               std::uint32_t package,
                                               std::uint32_t base);
}  // namespace chokepoint
