/// \file proportion.hpp
/// Shares of worlds with honest intervals.
#pragma once

#include "host/statistics/sample.hpp"

namespace chokepoint {
/// Share with its Wilson 95 % interval (Wilson 1927, JASA 22).
/// \param successes  0 to trials; not whole for weighted counts
/// \param trials     > 0
Estimate wilson_interval(double successes, double trials);
}  // namespace chokepoint
