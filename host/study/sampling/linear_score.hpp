/// \file linear_score.hpp
/// A loss guessed from features that are known before a march.
#pragma once

#include <vector>

namespace chokepoint {
/// Ridge regression (Hoerl & Kennard 1970, Technometrics 12, 55) of losses on
/// standardised features, with a penalty of a thousandth of their variance:
/// so little that it only settles features that a pilot cannot tell apart.
class LinearScore {
  public:
    /// \param features  [worlds][k]
    /// \param losses    [worlds]
    /// \throw std::invalid_argument if there is no world, or sizes differ
    LinearScore(std::vector<std::vector<double>> const& features,
                std::vector<double> const& losses);

    /// The guessed loss, in the unit of the losses; may be negative.
    double operator()(std::vector<double> const& features) const;

  private:
    double mean_loss_;
    std::vector<double> mean_, slope_;  ///< [k], per unit of the feature
};
}  // namespace chokepoint
