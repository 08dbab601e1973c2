/// \file fixed_order.hpp
/// Sums that always round in the same way. Private to this room.
#pragma once

#include <algorithm>
#include <cstddef>

namespace chokepoint {
/// \return sum of term(0) ... term(n - 1): blocks of 4096, each in index order,
///         then the blocks in order, which rounds less than one long sum
template <class Term>
double fixed_order_sum(std::size_t n, Term term) {
    std::size_t const block = 4096;
    auto const sum_block = [&](std::size_t begin) {
        double sum = 0;
        for (auto i = begin; i < std::min(n, begin + block); ++i) {
            sum += term(i);
        }
        return sum;
    };
    double total = 0;
    for (std::size_t begin = 0; begin < n; begin += block) {
        total += sum_block(begin);
    }
    return total;
}
}  // namespace chokepoint
