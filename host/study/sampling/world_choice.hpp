/// \file world_choice.hpp
/// Which of many drawn worlds are marched, and what each stands for.
#pragma once

#include <cstdint>
#include <vector>

namespace chokepoint {
/// What a march of some worlds taught: their scores and losses.
struct PilotWorlds {
    std::vector<double> score, loss;  ///< [worlds], not empty
};

/// The worlds to march, in order of marching.
struct ScreenedWorlds {
    std::vector<std::uint64_t> scenario;
    /// Drawn worlds that each stands for, their mean scaled to 1.
    std::vector<double> weight;
};

/// Two-phase stratified sampling (Neyman 1938, J. Am. Stat. Assoc. 33, 101).
///
/// Strata hold the drawn worlds by score: the upper half, of it the upper
/// half, and so on until a quarter of a tail. Worlds are shared out by Neyman:
/// in proportion to the number of a stratum times the standard deviation,
/// among its worlds of the pilot, of the loss beyond VaR; for each of the
/// levels alike. A fifth is spread evenly, as a defence: a costly world that
/// the score missed shall not stand for thousands.
///
/// All of this is done in 20 groups of drawn worlds, each by itself: place i
/// of the choice is of group i mod 20. The groups repeat the whole design in
/// small, so the intervals from replicates (model D2) hold. Within stratum
/// and group the first scenarios are taken, which are as random as any.
/// \param score   [drawn] of scenarios first, first + 1, ...; finite
/// \param worlds  to choose, a multiple of 20, below `drawn`
/// \param levels  of the tails that are to be sharp, in (0, 1)
/// \throw std::invalid_argument if a condition does not hold
ScreenedWorlds choose_worlds(std::vector<double> const& score,
                             std::uint64_t first,
                             PilotWorlds const& pilot,
                             std::uint64_t worlds,
                             std::vector<double> const& levels);

/// Neyman's allocation: in proportion to number times spread; in proportion
/// to the numbers if nothing spreads.
/// \param number  [strata] drawn worlds in each
/// \param spread  [strata] standard deviations, >= 0
/// \return [strata] shares of the marched worlds, adding up to 1
std::vector<double> neyman_shares(std::vector<double> const& number,
                                  std::vector<double> const& spread);

/// \param share      [strata] > 0 where `available` is
/// \param available  [strata] worlds there are
/// \param worlds     to take in all, at most the sum of `available`
/// \return [strata] whole numbers in proportion to the shares, at least 1 and
///         at most what is available; what one cannot give, others do
std::vector<std::uint64_t> shared_out(
    std::vector<double> const& share,
    std::vector<std::uint64_t> const& available,
    std::uint64_t worlds);
}  // namespace chokepoint
