/// \file comparison.hpp
/// Two policy packages on the same worlds (model D5).
#pragma once

#include <cstdint>
#include <vector>

#include "host/statistics/sample.hpp"

namespace chokepoint {
/// Differences D_i = A_i - B_i world by world. Positive: A loses more.
struct PairedComparison {
    Estimate mean;       ///< of D, normal interval
    double deviation;    ///< standard deviation of D
    double t;            ///< mean / standard error; 0 if D is 0 everywhere
    Estimate a_worse;    ///< P(A > B), Wilson interval
    Estimate b_worse;    ///< P(A < B)
    double sign_p;       ///< two-sided sign test, ties left out
    double correlation;  ///< of A and B; NaN if one is constant
};

/// \param a,b      [n] losses of the same worlds, n > 1
/// \param weights  [n] or empty
/// \throw std::invalid_argument if the sizes differ
PairedComparison compare_pairs(std::vector<float> const& a,
                               std::vector<float> const& b,
                               std::vector<double> const& weights = {});

/// Two-sided sign test: P(a split as uneven as this, or more) if above and
/// below were equally likely. Exact up to 1,000 worlds, then normal.
double sign_test(double above, double below);

}  // namespace chokepoint
