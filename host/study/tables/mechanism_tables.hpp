/// \file mechanism_tables.hpp
/// Statistics of reserves, prices, flows, denial, costs, slow states,
/// leverage and retaliation, and who loses on which side of a package.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "host/storage/results/results_file.hpp"
#include "kernels/engine/worker_team.hpp"

namespace chokepoint {
/// Sides of a package, and the ratios between their losses (model B9.7).
inline constexpr std::array<char const*, 4> side_names{"sender", "target",
                                                       "allies", "third"};
inline constexpr std::array<char const*, 3> side_ratio_names{
    "sender per target", "allies per target", "gain of third countries"};

/// Datasets of /losses and /world whose means are in /summary/NAME/mean.
std::vector<std::string> mechanism_paths(ResultsReader const& reader);

/// \return "/summary/price_peak/mean" of "/losses/price_peak"
std::string mean_path(std::string const& dataset);

/// Write /summary/NAME/mean for each of them, /summary/leverage/... (erosion
/// index, share of worlds where half of it is gone), /summary/retaliations/
/// any, and /policy/side_difference and /policy/sword for packages that name
/// their sides. What a file lacks has no table.
void write_mechanism_tables(ResultsFile& results, WorkerTeam& team);
}  // namespace chokepoint
