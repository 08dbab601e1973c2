/// \file tail_attribution.hpp
/// What drives the tail (model D4).
#pragma once

#include <cstdint>
#include <vector>

#include "host/statistics/sample.hpp"

namespace chokepoint {
/// The worlds at and beyond VaR, with what each counts in the tail mean.
struct Tail {
    double value_at_risk;
    std::vector<std::uint32_t> row;  ///< worlds with L >= VaR, ascending
    /// [row] sums to 1: w/(1-a) beyond VaR; at VaR the part of the atom that
    /// lies beyond the level, so that contributions add up to TVaR.
    std::vector<double> share;
};

/// \param losses   [n] of the whole (a country, the world)
/// \param level    in (0, 1)
/// \param weights  [n] or empty
Tail find_tail(std::vector<float> const& losses,
               double level,
               std::vector<double> const& weights = {});

/// Euler contribution of a part to the tail mean of the whole: E[L_j | tail].
/// Exactly additive over parts that add up to the whole.
/// \param part  [n] losses of the part in the same worlds
double tail_contribution(Tail const& tail, std::vector<float> const& part);

/// How much more often a cause is met in the tail than elsewhere.
struct TailLift {
    Estimate in_tail;  ///< P(bit | L >= VaR), Wilson interval
    Estimate overall;  ///< P(bit)
    double lift;       ///< ratio of the two; NaN if the bit never occurs
};

/// \param mask  [n] bits per world (families, measures)
/// \return one entry per bit, 0 to bits - 1
std::vector<TailLift> tail_lift(Tail const& tail,
                                std::vector<std::uint32_t> const& mask,
                                std::uint32_t bits,
                                std::vector<double> const& weights = {});
}  // namespace chokepoint
