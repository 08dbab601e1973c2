/// \file risk.hpp
/// Mean, value at risk, tail value at risk, each with a 95 % interval
/// (model D2).
#pragma once

#include <cstdint>
#include <utility>

#include "host/statistics/sample.hpp"

namespace chokepoint {
/// Fewer worlds beyond the level than this: the tail mean is not printed
/// (model D3).
inline constexpr double least_tail_worlds = 200;

/// Order statistics that bracket the quantile whatever the distribution: ranks
/// (l, u), counted from 1, such that P(L_(l) <= quantile < L_(u)) >= 0.95, from
/// Binomial(n, level). l = 0 or u = n + 1: no such bound.
std::pair<std::uint64_t, std::uint64_t> quantile_ranks(std::uint64_t n,
                                                       double level);

/// Mean, with a normal interval (weighted: from replicates).
Estimate mean(Sample const& sample);

/// VaR: smallest loss L_(k) whose cumulative weight reaches the level.
/// Interval: ranks above (weighted: from replicates).
/// \param level  in (0, 1)
Estimate value_at_risk(Sample const& sample, double level);

/// TVaR = (1/(1-a)) [sum over L_i > VaR of w_i L_i + VaR (F(VaR) - a)]
///
/// the coherent version (Acerbi & Tasche 2002, J. Banking & Finance 26), which
/// takes of an atom at VaR only the part beyond the level. Standard error:
/// sqrt([s2_tail + a (TVaR - VaR)^2] / (n (1-a))) (weighted: replicates).
Estimate tail_value_at_risk(Sample const& sample, double level);

/// n (1 - level); weighted: the effective number of worlds beyond VaR.
double tail_worlds(Sample const& sample, double level);

/// Whether the tail mean at this level may be quoted.
inline bool enough_tail(Sample const& sample, double level) {
    return tail_worlds(sample, level) >= least_tail_worlds - level_slack;
}
}  // namespace chokepoint
