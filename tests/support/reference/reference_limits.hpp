/// \file reference_limits.hpp
/// What inputs let a node start (model B5.2), for the reference.
#pragma once

#include <vector>

#include "tests/support/reference/reference_baseline.hpp"

namespace chokepoint::test {
/// Activity of a node, input class by input class; ratios to baseline.
struct Activity {
    double before_bundle = 0;  ///< x'
    double starts = 0;         ///< a
};

/// c: what a stock of `stock` weeks allows where a normal week's use is scaled
/// by `use`, theta q. \return ratio to baseline
double stock_limit(Input const& input, double stock, double use);

/// rho - gamma (rho - c)+ of an important input at activity `rho` >= 1.
double important_limit(Input const& input, double rho, double cover);

/// rho' - (1 - beta) sum of omega (rho' - c)+ over the bundle of `node`.
/// \param cover  [inputs] c
double bundle_limit(Baseline const& base,
                    std::size_t node,
                    double rho,
                    std::vector<double> const& cover);

/// \param want  activity that orders and capacity ask for
/// \param cover  [inputs] c
Activity limited_activity(Baseline const& base,
                          std::size_t node,
                          double want,
                          std::vector<double> const& cover,
                          Flaws const& flaws);
}  // namespace chokepoint::test
