/// \file package_comparison.hpp
/// Two packages of a results file, world by world.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "host/statistics/comparison.hpp"
#include "host/storage/results/results_reader.hpp"

namespace chokepoint {
/// Loss under package A less loss under package B, million USD.
struct ComparisonLine {
    std::string country;
    double mean_a, mean_b;
    PairedComparison paired;
    Estimate one_in_20, one_in_100;  ///< differences of VaR .95 and .99
    Estimate ratio;  ///< of the means, A over B; ends infinite: unbounded
};

/// Compare lost value added until a horizon. The first line is all countries
/// together, then the countries, largest mean difference (either way) first.
/// \param countries  indices; empty: all of them
/// \throw InputError if the file holds one world only
std::vector<ComparisonLine> compare_packages(
    ResultsReader const& reader,
    std::uint32_t a,
    std::uint32_t b,
    std::uint32_t horizon,
    std::vector<std::uint32_t> const& countries,
    std::size_t most_countries);
}  // namespace chokepoint
