/// \file ratio.hpp
/// Ratio of two means over the same worlds.
#pragma once

#include <vector>

#include "host/statistics/sample.hpp"

namespace chokepoint {
/// Mean of A over mean of B with Fieller's 95 % interval (1954, J. R. Stat.
/// Soc. B 16, 175): all r for which the mean of A - r B may be 0.
///
/// These r are an interval only where the mean of B is told apart from 0;
/// otherwise both ends are infinite: such worlds bound the ratio on neither
/// side. Value NaN: the mean of B is 0.
/// \param a,b      [n] losses of the same worlds, n > 1
/// \param weights  [n] or empty; weighted: covariances from 20 replicates
/// \throw std::invalid_argument if the sizes differ
Estimate mean_ratio(std::vector<float> const& a,
                    std::vector<float> const& b,
                    std::vector<double> const& weights = {});

/// Means of a pair, the covariance of these means, and how many standard
/// errors an interval reaches.
struct PairedMeans {
    double a, b;
    double aa, ab, bb;  ///< (co)variances of the means
    double reach;       ///< 1.96, or Student's t
};

/// The same from moments.
Estimate fieller_ratio(PairedMeans const& means);
}  // namespace chokepoint
