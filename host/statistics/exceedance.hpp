/// \file exceedance.hpp
/// Exceedance-probability curves: which loss is exceeded once in R worlds.
#pragma once

#include <vector>

#include "host/statistics/sample.hpp"

namespace chokepoint {
/// Level of the loss that one world in R exceeds: 1 - 1/R.
/// \param return_period  > 1
double level_of(double return_period);

/// The same for one *year* in R, read from losses over a horizon of several
/// years, if years are independent: (1 - 1/R)^(weeks/52).
double annualised_level(double return_period_years, double horizon_weeks);

/// Loss at each return period, with intervals. From total losses this is the
/// aggregate curve (AEP), from largest episodes the occurrence curve (OEP).
std::vector<Estimate> exceedance_curve(
    Sample const& sample, std::vector<double> const& return_period);
}  // namespace chokepoint
