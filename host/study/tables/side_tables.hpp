/// \file side_tables.hpp
/// The double-edged sword: what a package costs its sender, the target, the
/// allies and everybody else (model B9.7).
#pragma once

#include "host/storage/results/results_file.hpp"

namespace chokepoint {
/// For packages that name a sender and a target, at each horizon, from net
/// losses less those without any package in the same worlds:
///
///     /policy/side_difference  mean difference of each side, million USD
///     /policy/sword            sender / target, allies / target, and what
///                              third countries gain per loss of the others
///
/// Ratios of means, with Fieller's interval; not means of ratios.
void write_side_ratios(ResultsFile& results, ResultsReader const& reader);
}  // namespace chokepoint
