/// \file special_functions.hpp
/// Quantile functions of the normal, beta, chi-square and t families, by
/// Boost.Math.
///
/// Each asks Boost for the smaller of the two tails, so that 2^-33 is as exact
/// as 1/2.
#pragma once

namespace chokepoint {
/// \return x with Phi(x) = p; `complement` = 1 - p, without lost digits
double normal_quantile(double p, double complement);

/// \return x with P(Beta(a, b) <= x) = p; `complement` = 1 - p
double beta_quantile(double p, double complement, double a, double b);

/// \return x with P(chi2_nu <= x) = p
double chi_square_quantile(double p, double complement, double nu);

/// \return P(T > |x|) of Student's t with nu degrees of freedom
double student_upper_tail(double x, double nu);
/// \return P(Z > |x|) of the standard normal
double normal_upper_tail(double x);
}  // namespace chokepoint
