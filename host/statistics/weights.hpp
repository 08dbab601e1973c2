/// \file weights.hpp
/// Checks that every function with weights makes. Private to this room.
#pragma once

#include <cmath>
#include <cstddef>
#include <stdexcept>
#include <vector>

#include "host/statistics/fixed_order.hpp"

namespace chokepoint {
/// \return sum of the weights
/// \throw std::invalid_argument unless there are n of them, >= 0, not all 0
inline double checked_total(std::vector<double> const& weights, std::size_t n) {
    if (weights.size() != n) {
        throw std::invalid_argument{"there must be one weight for each loss"};
    }
    for (auto const weight : weights) {
        if (!(weight >= 0) || !std::isfinite(weight)) {
            throw std::invalid_argument{"a weight is negative or not finite"};
        }
    }
    auto const total =
        fixed_order_sum(n, [&](std::size_t i) { return weights[i]; });
    if (!(total > 0)) {
        throw std::invalid_argument{"all weights are 0"};
    }
    return total;
}
}  // namespace chokepoint
