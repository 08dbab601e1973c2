#include "host/statistics/weighted_shares.hpp"

#include <algorithm>
#include <limits>
#include <numeric>

#include "host/statistics/normal.hpp"
#include "host/statistics/proportion.hpp"

namespace chokepoint {
namespace {
double sum(Replicates const& values) {
    return std::accumulate(values.begin(), values.end(), 0.0);
}
}  // namespace

Estimate share_of_weight(Replicates const& hits,
                         Replicates const& trials,
                         double worlds) {
    auto const total = sum(trials);
    auto const share = std::min(1.0, sum(hits) / total);
    double squares = 0;
    for (std::uint32_t r = 0; r < replicates; ++r) {
        auto const off = hits[r] - share * trials[r];
        squares += off * off;
    }
    double const n = replicates;
    auto const variance = n / (n - 1) * squares / (total * total);
    auto as_many = worlds;
    if (variance > 0 && share > 0 && share < 1) {
        auto const stretch = normal_975 / student_975_19;
        as_many = share * (1 - share) / variance * stretch * stretch;
    }
    return wilson_interval(share * as_many, as_many);
}

void WeightedShares::world(std::size_t row) {
    auto const w = weight(row);
    trials_[row % replicates] += w;
    squares_ += w * w;
}

Estimate WeightedShares::share(std::size_t thing) const {
    auto const total = sum(trials_);
    if (!(total > 0)) {
        auto const nan = std::numeric_limits<double>::quiet_NaN();
        return {nan, nan, nan};
    }
    if (weights_.empty()) {
        return wilson_interval(sum(hits_.at(thing)), total);
    }
    return share_of_weight(hits_.at(thing), trials_, total * total / squares_);
}

Estimate share_above(std::vector<float> const& losses,
                     double amount,
                     std::vector<double> const& weights) {
    WeightedShares shares{1, weights};
    for (std::size_t row = 0; row < losses.size(); ++row) {
        shares.world(row);
        if (double{losses[row]} > amount) {
            shares.hit(0, row);
        }
    }
    return shares.share(0);
}
}  // namespace chokepoint
