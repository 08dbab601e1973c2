/// \file quantile_table.hpp
/// What the host prepares so that kernels draw without libm (model C5):
/// quantile functions at knots, and cumulative thresholds of 32-bit words.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "host/campaign/spec/distribution.hpp"

namespace chokepoint {
/// x(p, complement = 1 - p), increasing in p.
using QuantileFunction = std::function<double(double, double)>;

/// Position of knot j in a half, 0 to 2^31: 0, then 32 steps an octave.
double knot_position(std::uint32_t j);

/// Knots of a quantile function for words r: lower half (r < 2^31, v = r)
/// first, then the upper half (v = ~r), 834 each.
///
/// Lower: Q(v / 2^32), upper: Q(1 - v / 2^32); knot 0 is at 2^-33, the last
/// one is the median (model C5).
/// \return [knots] values, clamped to [low, high]
std::vector<float> quantile_knots(QuantileFunction const& quantile,
                                  double low,
                                  double high);

/// What kernels read from a table for word r; for tests and reports.
float read_quantile(float const* table, std::uint32_t word);

/// 1/sqrt(chi2_nu / nu), increasing in the word.
QuantileFunction inverse_chi_scale(double freedom);

/// Severity by latent value, 512 knots linear on [-8, 8]: Q(F(x)), F normal
/// (freedom 0) or Student's t.
std::vector<float> latent_knots_of(Distribution const& severity,
                                   double freedom,
                                   double low,
                                   double high);

/// \return ceil(p 2^32), 2^32 stored as 0xffffffff: word < it with chance p
std::uint32_t threshold_of(double p);

/// Thresholds of a count: count = number of thresholds <= word.
std::vector<std::uint32_t> poisson_thresholds(double mean);
std::vector<std::uint32_t> binomial_thresholds(std::uint32_t n, double p);
/// n probabilities give n - 1 thresholds, the count is the index drawn.
std::vector<std::uint32_t> discrete_thresholds(
    std::vector<double> const& probabilities);
}  // namespace chokepoint
