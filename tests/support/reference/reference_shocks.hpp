/// \file reference_shocks.hpp
/// S0 and S1 of the reference: what events and measures do in a week.
#pragma once

#include <vector>

#include "tests/support/reference/reference_baseline.hpp"

namespace chokepoint::test {
inline double constexpr no_limit = 1e300;

inline double clamp01(double v) {
    return v < 0 ? 0 : v > 1 ? 1 : v;
}

/// k_i = prod (1 - delta_e), delta = a w^2 (B5.2). \return [nodes]
std::vector<double> damage_factors(Baseline const& base,
                                   Shocks const& shocks,
                                   int week);

/// A, the scenario's path of final demand. \return [sinks]
std::vector<double> demand_paths(Baseline const& base,
                                 Shocks const& shocks,
                                 int week);

/// lambda_g and what events on its routes add (model B5.5).
std::vector<double> lead_times(Baseline const& base,
                               Shocks const& shocks,
                               int week);

/// What measures let through (B4).
struct ControlFilter {
    std::vector<double> pass;          ///< [links] P
    std::vector<double> ceiling;       ///< [links] V
    std::vector<double> measure_pass;  ///< [measures] 1 if not in force
    std::vector<double> duty;          ///< [links] sum of tariff rates
};

/// \param term  [measures] which are in force
/// \param leak  [measures] l
ControlFilter control_filter(Baseline const& base,
                             Shocks const& shocks,
                             std::vector<MeasureTerm> const& term,
                             std::vector<double> const& leak,
                             int week);

/// B7.5: l moves to its ceiling while the measure is in force, else to 0.
void move_leak(Shocks const& shocks,
               std::vector<MeasureTerm> const& term,
               int week,
               std::vector<double>& leak);
}  // namespace chokepoint::test
