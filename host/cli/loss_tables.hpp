/// \file loss_tables.hpp
/// Losses by country, as run and report print them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "host/storage/results_reader.hpp"

namespace chokepoint {
/// Which countries a table shows.
struct ShownCountries {
    /// Empty: the ones with the largest expected loss.
    std::vector<std::string> named;
    bool all = false;
};

/// What the tables below hold: horizon, unit, worlds, intervals.
void print_loss_head(ResultsReader const& reader, std::uint32_t horizon);

/// Expected loss and losses of 1 in 20, 100, 200 worlds of one package.
void print_losses(ResultsReader const& reader,
                  std::uint32_t package,
                  std::uint32_t horizon,
                  ShownCountries const& shown = {});
}  // namespace chokepoint
