/// \file package_choice.hpp
/// Which package a country chooses if it also cares for relative gains
/// (model M12).
#pragma once

#include <cstdint>
#include <vector>

#include "host/statistics/sample.hpp"
#include "host/storage/results/results_reader.hpp"

namespace chokepoint {
/// Who chooses, and by what.
struct ChoiceRule {
    std::uint32_t country;
    std::vector<std::uint32_t> rivals;  ///< without the country, none twice
    double relative_weight;             ///< omega, >= 0
    std::uint32_t horizon;              ///< index
};

/// A package against none of them, in the same worlds, million USD.
struct PackageScore {
    std::uint32_t package;
    Estimate own;     ///< mean net loss of the country less that under none
    Estimate rivals;  ///< the same of its rivals together
    Estimate score;   ///< mean of -own + omega rivals
    Estimate ahead;   ///< score less that of the package ranked first
};

/// Above a weight another package is chosen.
struct ChoiceChange {
    Estimate weight;  ///< Fieller's interval; infinite ends: unbounded
    std::uint32_t chosen;
};

/// The ranking, and the weights at which another package is chosen.
struct PackageChoice {
    std::vector<PackageScore> ranking;  ///< best first, ties as in the file
    std::uint32_t without_rivals;       ///< chosen at weight 0
    std::vector<ChoiceChange> changes;  ///< ascending weights
};

/// Rank packages by the score of one country,
///
///     S_p = mean over worlds of -(L_own,p - L_own,0)
///                               + omega sum over rivals (L_r,p - L_r,0)
///
/// with L net losses of value added and 0 the package "none", which is always
/// among the choices. omega = 0 counts absolute gains only; omega = 1 is the
/// zero-sum view, in which a dollar that a rival loses is worth one's own. The
/// utility V - k (W - V) of Grieco (1988, International Organization 42, 485)
/// ranks as omega = k / (1 + k) does. S_p is linear in omega: the choice
/// changes where the upper envelope of these lines has a corner, at the ratio
/// of mean differences of own and of rivals' losses between two packages.
/// \param packages  indices; empty: all
/// \throw InputError if the file holds one world only, or no net losses
PackageChoice choose_package(ResultsReader const& reader,
                             ChoiceRule const& rule,
                             std::vector<std::uint32_t> const& packages);
}  // namespace chokepoint
