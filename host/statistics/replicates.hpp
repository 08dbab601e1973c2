/// \file replicates.hpp
/// Intervals of weighted samples from the spread of 20 replicates. Private to
/// this room.
#pragma once

#include <array>
#include <functional>

#include "host/statistics/sample.hpp"

namespace chokepoint {
using Replicates = std::array<double, replicates>;

/// t interval (19 degrees of freedom) around an estimate; infinite if a
/// replicate has no value (NaN: it holds no weight).
Estimate replicate_interval(double estimate, Replicates const& values);

/// Standard error of the mean of the replicates; NaN if one has no value.
double replicate_error(Replicates const& values);

/// Mean, VaR and TVaR of each replicate by itself.
Replicates replicate_means(Sample const& sample);
Replicates replicate_quantiles(Sample const& sample, double level);
Replicates replicate_tail_means(Sample const& sample, double level);
}  // namespace chokepoint
