/// \file same_worlds.hpp
/// Do two results files hold the same worlds?
#pragma once

#include <vector>

#include "host/campaign/toml/effective_keys.hpp"
#include "host/storage/results/results_reader.hpp"

namespace chokepoint {
/// World i of both files is the same world: whatever chance and the campaign
/// do to it before anybody acts. That needs
///
/// - the same seed, number of worlds and weeks: luck is a function of (seed,
///   world), and losses must add up over the same time;
/// - the same [world] and [[family]] blocks in the same order: they say what
///   the draws mean, and the place of a family numbers its random stream;
/// - the same [[event]] blocks: they happen in every world;
/// - the same tables of the network and the same weights: they say who can be
///   hit. Where a family splits its targets by trade, also the same
///   [[measure]] and [[reserve]] blocks that add trade to the network
///   (engagement, preclusive buying, refill for several countries);
/// - the same version of the program: another one may draw otherwise.
///
/// Everything else may differ: what is done about these worlds (measures,
/// packages, reserves, retaliation, stocks by [[adjust]]) and how the network
/// takes it. Which events take effect may differ as between two packages of one
/// file: measures move tension, and tension decides.
///
/// Read from the effective campaigns in the files, without the network.
/// \return the keys that differ and may: what a difference comes from; without
///         names, descriptions, [metrics], [output] and [engine]
/// \throw InputError naming the first key that differs and may not, and both
///        values
std::vector<KeyDifference> require_same_worlds(ResultsReader const& a,
                                               ResultsReader const& b);
}  // namespace chokepoint
