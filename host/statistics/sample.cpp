#include "host/statistics/sample.hpp"

#include <thrust/binary_search.h>
#include <thrust/execution_policy.h>
#include <thrust/gather.h>
#include <thrust/logical.h>
#include <thrust/scan.h>
#include <thrust/sequence.h>
#include <thrust/sort.h>

#include <cmath>
#include <stdexcept>

#include "host/statistics/fixed_order.hpp"
#include "host/statistics/weights.hpp"

namespace chokepoint {
Sample::Sample(std::vector<float> losses, std::vector<double> const& weights)
    : loss_{std::move(losses)} {
    if (loss_.empty()) {
        throw std::invalid_argument{"a sample needs at least one loss"};
    }
    if (!thrust::all_of(thrust::seq, loss_.begin(), loss_.end(),
                        [](float x) { return std::isfinite(x); })) {
        throw std::invalid_argument{"a loss is infinite or not a number"};
    }
    if (weights.empty()) {
        thrust::sort(thrust::seq, loss_.begin(), loss_.end());
        return;
    }
    auto const total = checked_total(weights, loss_.size());
    row_.resize(loss_.size());
    thrust::sequence(thrust::seq, row_.begin(), row_.end());
    thrust::stable_sort_by_key(thrust::seq, loss_.begin(), loss_.end(),
                               row_.begin());
    cumulative_.resize(loss_.size());
    weight_.resize(loss_.size());
    for (std::size_t k = 0; k < weight_.size(); ++k) {
        weight_[k] = weights[row_[k]] / total;
    }
    thrust::inclusive_scan(thrust::seq, weight_.begin(), weight_.end(),
                           cumulative_.begin());
}

double Sample::weight(std::size_t k) const {
    return weighted() ? weight_[k] : 1.0 / static_cast<double>(size());
}

double Sample::cumulative(std::size_t k) const {
    return weighted()
               ? cumulative_[k]
               : static_cast<double>(k + 1) / static_cast<double>(size());
}

std::size_t Sample::quantile_row(double level) const {
    auto const reach = level - level_slack;
    std::size_t row = 0;
    if (weighted()) {
        row = static_cast<std::size_t>(
            thrust::lower_bound(thrust::seq, cumulative_.begin(),
                                cumulative_.end(), reach) -
            cumulative_.begin());
    } else {
        auto const rank = std::ceil(reach * static_cast<double>(size()));
        row = rank > 1 ? static_cast<std::size_t>(rank) - 1 : 0;
    }
    return std::min(row, size() - 1);
}

std::size_t Sample::first_above(double loss) const {
    auto const above =
        thrust::upper_bound(thrust::seq, loss_.begin(), loss_.end(), loss,
                            [](double limit, double x) { return limit < x; });
    return static_cast<std::size_t>(above - loss_.begin());
}

double Sample::probability_above(double loss) const {
    auto const row = first_above(loss);
    if (!weighted()) {
        return static_cast<double>(size() - row) / static_cast<double>(size());
    }
    return fixed_order_sum(size() - row,
                           [&](std::size_t i) { return weight_[row + i]; });
}

double Sample::effective_size() const {
    if (!weighted()) {
        return static_cast<double>(size());
    }
    return 1 / fixed_order_sum(size(), [&](std::size_t k) {
               return weight_[k] * weight_[k];
           });
}
}  // namespace chokepoint
