/// \file sample.hpp
/// Losses of many worlds, sorted once, asked often.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace chokepoint {
/// A number with the ends of its 95 % interval; an end that does not exist is
/// infinite, a number that should not be quoted is NaN.
struct Estimate {
    double value, lower, upper;
};

/// Slack of comparisons of cumulative weights with a level: 0.95 * 1000 must
/// be rank 950, whatever the last bit of the product (model D2).
inline constexpr double level_slack = 1e-9;

/// Intervals of weighted samples come from this many replicates: scenario i
/// belongs to replicate i mod 20 (model D2).
inline constexpr std::uint32_t replicates = 20;

/// A sorted sample with weights that sum to 1.
///
/// Takes 4 bytes a row without weights and 24 with. Every sum has one fixed
/// order, whatever the number of threads: results are the same to the bit.
class Sample {
  public:
    /// \param losses   [n], n > 0, finite
    /// \param weights  [n] >= 0, not all 0; empty: all the same
    /// \throw std::invalid_argument if a condition does not hold
    explicit Sample(std::vector<float> losses,
                    std::vector<double> const& weights = {});

    std::size_t size() const { return loss_.size(); }
    bool weighted() const { return !cumulative_.empty(); }
    std::vector<float> const& sorted() const { return loss_; }

    /// Weight of row k of the sorted sample.
    double weight(std::size_t k) const;
    /// Sum of the weights of rows 0 to k of the sorted sample.
    double cumulative(std::size_t k) const;
    /// Replicate of row k of the sorted sample; only if weighted.
    std::uint32_t replicate(std::size_t k) const {
        return row_[k] % replicates;
    }

    /// Row of the quantile: the smallest k with cumulative(k) >= level - slack.
    /// \param level  0 to 1
    std::size_t quantile_row(double level) const;
    /// First row with a loss above `loss`; `size()` if there is none.
    std::size_t first_above(double loss) const;
    /// P(L > loss).
    double probability_above(double loss) const;
    /// (sum w)^2 / sum w^2: as many equal rows would tell as much.
    double effective_size() const;

  private:
    std::vector<float> loss_;
    std::vector<double> cumulative_, weight_;
    std::vector<std::uint32_t> row_;  ///< row before sorting
};
}  // namespace chokepoint
