/// \file fixed_order.hpp
/// Sums whose rounding does not depend on the number of threads. Private to
/// this room.
#pragma once

#include <thrust/execution_policy.h>
#include <thrust/iterator/counting_iterator.h>
#include <thrust/transform.h>

#include <algorithm>
#include <cstddef>
#include <vector>

namespace chokepoint {
/// \return sum of term(0) ... term(n - 1): blocks of 4096 in parallel, each in
///         index order, then the blocks in order
template <class Term>
double fixed_order_sum(std::size_t n, Term term) {
    std::size_t const block = 4096;
    std::vector<double> sums((n + block - 1) / block);
    auto const sum_block = [=](std::size_t b) {
        double sum = 0;
        auto const end = std::min(n, (b + 1) * block);
        for (auto i = b * block; i < end; ++i) {
            sum += term(i);
        }
        return sum;
    };
    if (sums.size() == 1) {  // not worth waking threads
        return sum_block(0);
    }
    thrust::transform(thrust::host, thrust::counting_iterator<std::size_t>(0),
                      thrust::counting_iterator<std::size_t>(sums.size()),
                      sums.begin(), sum_block);
    double total = 0;
    for (auto const sum : sums) {
        total += sum;
    }
    return total;
}
}  // namespace chokepoint
