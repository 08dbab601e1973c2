/// \file erosion_tables.hpp
/// How fast the use of leverage wears it out (model B9.6, M61).
#pragma once

#include "host/storage/results/results_file.hpp"

namespace chokepoint {
/// Leverage below this share of the weekly value added at stake is none:
/// what became of it is not told (model B9.6).
inline constexpr double least_leverage = 1e-6;

/// For leverage through inputs and through the market, at each date:
///
///     erosion index  EI = 1 - Lev(t) / Lev(0)
///
/// its mean over the worlds, and the share of worlds with Lev(t) < Lev(0)/2.
void write_erosion(ResultsFile& results, ResultsReader const& reader);
}  // namespace chokepoint
