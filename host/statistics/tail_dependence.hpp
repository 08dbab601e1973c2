/// \file tail_dependence.hpp
/// Do the worst worlds of two losses coincide (model M46)?
#pragma once

#include <cstdint>
#include <vector>

#include "host/statistics/sample.hpp"

namespace chokepoint {
/// The worlds that lose more than the value at risk of a level.
struct Exceedances {
    double value_at_risk;
    std::vector<std::uint32_t> row;  ///< worlds with L > VaR, ascending
    double tail_weight;  ///< (1 - level) times the weight of all worlds
    double worlds;       ///< as many equal worlds would tell as much
    /// [replicates] the tail weight of each; empty: worlds count alike
    std::vector<double> tail_of_replicate{};
};

/// \param sample   of the same losses and weights
/// \param losses   [n] in the order of worlds
/// \param level    in (0, 1)
/// \param weights  [n] or empty
Exceedances find_exceedances(Sample const& sample,
                             std::vector<float> const& losses,
                             double level,
                             std::vector<double> const& weights = {});

/// Tail dependence at one level; its limit for q to 1 is the coefficient of
/// tail dependence (Coles, Heffernan & Tawn 1999, Extremes 2, 339):
///
///     lambda(q) = P(L_a > VaR_q(a) and L_b > VaR_q(b)) / (1 - q)
///
/// the share of the worst worlds of one loss that are among the worst ones of
/// the other. Independent losses have 1 - q, comonotone ones 1. Where worlds
/// tie at a value at risk, less than 1 - q of the weight lies beyond it and
/// lambda cannot reach 1.
///
/// Interval: Wilson with as many trials as worlds in the tail (weighted: as the
/// replicates vary). That the values
/// at risk are estimated too makes it wider than needed: the variance of the
/// estimate is lambda (1 - lambda)(1 - lambda / 2) per world of the tail, if
/// tails are symmetric (Schmidt & Stadtmueller 2006, Scand. J. Stat. 33, 307).
/// \param a,b      exceedances of the same worlds at the same level
/// \param weights  as of the two
/// \return NaN if no world of `a`, or of `b`, lies beyond its value at risk
Estimate tail_dependence(Exceedances const& a,
                         Exceedances const& b,
                         std::vector<double> const& weights = {});
}  // namespace chokepoint
