/// \file quantile_difference.hpp
/// Is a quantile under one package larger than under another?
#pragma once

#include <vector>

#include "host/statistics/sample.hpp"

namespace chokepoint {
/// VaR_level(A) - VaR_level(B) with a paired bootstrap interval: world i takes
/// part Poisson(1) times in resample r, for A and B alike, a pure function of
/// (seed, r, i). Weighted: from the differences of 20 replicates.
/// \param level      in (0, 1)
/// \param resamples  >= 20
Estimate quantile_difference(std::vector<float> const& a,
                             std::vector<float> const& b,
                             double level,
                             std::vector<double> const& weights = {},
                             std::uint64_t seed = 1,
                             std::uint32_t resamples = 200);
}  // namespace chokepoint
