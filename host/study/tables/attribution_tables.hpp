/// \file attribution_tables.hpp
/// What drives the worst worlds (model D4).
#pragma once

#include <vector>

#include "host/statistics/tail_attribution.hpp"
#include "host/storage/results/results_file.hpp"

namespace chokepoint {
/// Worst worlds of one package, at the last horizon.
struct PackageTails {
    Tail world;                      ///< of the loss of all countries together
    std::vector<double> world_loss;  ///< [world.row] that loss, million USD
    /// Of each country; no rows where fewer than 1 in 20 worlds lose.
    std::vector<Tail> country;
};

/// \return the tail, or one without rows if VaR is 0: then every world that
///         loses nothing would be in it
Tail lossy_tail(std::vector<float> const& losses,
                std::vector<double> const& weights);

/// Write /attribution. \param tails  [package]
void write_attribution(ResultsFile& results,
                       std::vector<PackageTails> const& tails);
}  // namespace chokepoint
