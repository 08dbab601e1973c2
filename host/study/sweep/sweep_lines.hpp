/// \file sweep_lines.hpp
/// What the cells of a sweep lose, each against the first one.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "host/statistics/sample.hpp"
#include "host/storage/results/results_reader.hpp"

namespace chokepoint {
/// Lost value added in one cell under one package, million USD.
struct SweepLine {
    /// With one world, or where every world loses the same, without width.
    Estimate expected;
    /// VaR .95 and .99; NaN: fewer than one world lies beyond.
    Estimate one_in_20, one_in_100;
    /// Mean of this cell less that of the first, world by world. The pairing
    /// is by number and seed: both cells draw the same random numbers, so the
    /// interval holds whatever key was swept; it is narrow where the same
    /// numbers mean the same events.
    Estimate difference;
};

/// \param files      results of the cells: same seed, worlds, weeks, countries
/// \param countries  names; empty: all together
/// \param horizon_weeks  0: the longest
/// \return a line for each file
/// \throw InputError  no such package, country or horizon in a file
std::vector<SweepLine> sweep_lines(std::vector<std::string> const& files,
                                   std::string const& package,
                                   std::vector<std::string> const& countries,
                                   std::int32_t horizon_weeks);

/// \return packages that all files have, in the order of the first
std::vector<std::string> shared_packages(std::vector<std::string> const& files);
}  // namespace chokepoint
