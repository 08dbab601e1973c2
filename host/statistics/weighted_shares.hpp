/// \file weighted_shares.hpp
/// Shares of worlds that need not count alike.
#pragma once

#include <cstddef>
#include <vector>

#include "host/statistics/replicates.hpp"
#include "host/statistics/sample.hpp"

namespace chokepoint {
/// Share of the weight, with a Wilson interval for as many trials as would
/// vary like the shares of the replicates (Korn & Graubard 1998, Survey
/// Methodology 24, 193).
/// \param hits, trials  weight of each replicate
/// \param worlds        effective number, (sum w)^2 / sum w^2: the trials where
///                      the replicates do not differ, as at 0
Estimate share_of_weight(Replicates const& hits,
                         Replicates const& trials,
                         double worlds);

/// Counts in how many worlds each of several things holds.
class WeightedShares {
  public:
    /// \param weights  [n], must stay alive; empty: all the same, and the
    ///                 interval is Wilson's own
    WeightedShares(std::size_t things, std::vector<double> const& weights)
        : weights_{weights}, hits_(things, Replicates{}) {}

    /// A world is looked at. \param row  before sorting
    void world(std::size_t row);
    /// The thing holds in it.
    void hit(std::size_t thing, std::size_t row) {
        hits_.at(thing)[row % replicates] += weight(row);
    }
    /// \return NaN if no world was looked at
    Estimate share(std::size_t thing) const;

  private:
    double weight(std::size_t row) const {
        return weights_.empty() ? 1 : weights_.at(row);
    }

    std::vector<double> const& weights_;
    std::vector<Replicates> hits_;
    Replicates trials_{};
    double squares_ = 0;
};

/// Share of the worlds whose loss is above an amount.
Estimate share_above(std::vector<float> const& losses,
                     double amount,
                     std::vector<double> const& weights);
}  // namespace chokepoint
