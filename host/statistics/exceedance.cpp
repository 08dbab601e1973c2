#include "host/statistics/exceedance.hpp"

#include <cmath>
#include <stdexcept>

#include "host/statistics/risk.hpp"

namespace chokepoint {
namespace {
double const weeks_per_year = 52;
}  // namespace

double level_of(double return_period) {
    if (!(return_period > 1)) {
        throw std::invalid_argument{"a return period is greater than 1"};
    }
    return 1 - 1 / return_period;
}

double annualised_level(double return_period_years, double horizon_weeks) {
    return std::pow(level_of(return_period_years),
                    horizon_weeks / weeks_per_year);
}

std::vector<Estimate> exceedance_curve(
    Sample const& sample, std::vector<double> const& return_period) {
    std::vector<Estimate> curve;
    for (auto const period : return_period) {
        curve.push_back(value_at_risk(sample, level_of(period)));
    }
    return curve;
}
}  // namespace chokepoint
