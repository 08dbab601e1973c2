/// \file distribution.hpp
/// A probability distribution of the campaign, by its quantile function.
#pragma once

#include <vector>

namespace chokepoint {
/// What a campaign may write for a random number (configs/README.md).
///
/// Two numbers and their meaning by kind:
/// constant: value · uniform: low, high · beta: a, b > 0 ·
/// lognormal: median > 0, log_sd >= 0 · negative_binomial: mean > 0, size > 0 ·
/// mixture: atom, atom_probability; otherwise a draw of `of` ·
/// discrete: values with probabilities · empirical: values, linear between
/// the sorted ones.
struct Distribution {
    /// In the order of distribution_names().
    enum class Kind {
        constant,
        uniform,
        beta,
        lognormal,
        negative_binomial,
        mixture,
        discrete,
        empirical
    };
    Kind kind = Kind::constant;
    double first = 0, second = 0;
    std::vector<double> values;         ///< ascending
    std::vector<double> probabilities;  ///< sums to 1, discrete only
    std::vector<Distribution> of;       ///< one element, mixture only

    /// One of a kind; its numbers are not checked (ranges: see above).
    static Distribution constant(double value);
    static Distribution uniform(double low, double high);
    static Distribution beta(double a, double b);
    static Distribution lognormal(double median, double log_sd);
    static Distribution negative_binomial(double mean, double size);
    /// `atom` with its probability, else a draw of `other`.
    static Distribution mixture(double atom,
                                double atom_probability,
                                Distribution other);

    /// \return x with P(X <= x) = p, and P(X > x) = complement = 1 - p.
    ///
    /// Both are given, so that neither tail loses digits. 0 < p < 1.
    double quantile(double p, double complement) const;

    /// \return P(X <= x), by bisection of the quantile function, +-1e-15
    double cumulative(double x) const;

    /// Lowest and highest value that can occur; infinite if unbounded.
    double lowest() const;
    double highest() const;

    /// The same kind with equal numbers.
    bool operator==(Distribution const& other) const;
};
}  // namespace chokepoint
