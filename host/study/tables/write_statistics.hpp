/// \file write_statistics.hpp
/// Everything in a results file that is computed from its losses: /summary,
/// /attribution and /policy.
#pragma once

#include <array>

#include "host/storage/results/results_file.hpp"

namespace chokepoint {
/// Levels of VaR and TVaR: the loss of 1 in 20, 1 in 100, 1 in 200 worlds.
inline constexpr std::array<double, 3> risk_levels{.95, .99, .995};

/// Exceedance curves: the loss that one world in so many exceeds.
inline constexpr std::array<double, 10> return_periods{
    2, 5, 10, 20, 50, 100, 200, 500, 1000, 10000};

/// The tail that /attribution explains: the worst 1 in 20 worlds.
inline constexpr double attribution_level = .95;

/// Compute and write all tables. All losses must have been written. Takes
/// memory for some columns of all packages, whatever the number of worlds.
/// \param threads  0: one for each usable CPU; no number depends on it
/// \throw StorageError if it cannot be read or written
void write_statistics(ResultsFile& results, unsigned threads = 0);
}  // namespace chokepoint
