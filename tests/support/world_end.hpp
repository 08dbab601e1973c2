/// \file world_end.hpp
/// Slow states, prices and reserves of a world at horizons, by the reference
/// or by the engine, in one shape.
#pragma once

#include <vector>

#include "tests/support/world_path.hpp"

namespace chokepoint::test {
struct WorldEnd {
    /// [countries][horizons] kappa and chi after that many weeks, means
    /// weighted by value added.
    std::vector<std::vector<double>> capacity, standing;
    std::vector<double> price_peak, price_mean;  ///< [markets] 1 = base
    std::vector<double> reserve_minimum, reserve_released;  ///< weeks
    std::vector<int> reserve_empty_weeks;                   ///< [stockpiles]
};

/// March `horizons.back()` weeks. \param horizons  ascending, at most 8
WorldEnd march_to_end(Who who,
                      SupplyNetwork const& network,
                      Shocks const& shocks,
                      CoreRules const& rules,
                      std::vector<int> const& horizons);

/// What the reference's path says of the same rows.
WorldEnd end_of(SupplyNetwork const& network,
                Shocks const& shocks,
                std::vector<ReferenceWeek> const& path,
                std::vector<int> const& horizons);

/// The engine's rows. \param losses  of one scenario
WorldEnd end_of(CompiledModel const& model, ChunkLosses const& losses);

/// Price of market 0 in the last of `weeks` weeks, 1 = baseline, from the
/// means over `weeks` and one week less.
double last_price(Who who,
                  SupplyNetwork const& network,
                  Shocks const& shocks,
                  CoreRules const& rules,
                  int weeks);

/// Largest difference of any row; relative above 1.
Deviation largest_deviation(WorldEnd const& a, WorldEnd const& b);
}  // namespace chokepoint::test
