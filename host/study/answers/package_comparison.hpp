/// \file package_comparison.hpp
/// Two packages, of one results file or of two, world by world.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "host/statistics/comparison.hpp"
#include "host/study/answers/compared_package.hpp"

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
/// \pre  a and b hold the same worlds (same_worlds.hpp)
/// \param countries  indices; empty: the `most_countries` that differ most
/// \throw InputError if the files hold one world only
std::vector<ComparisonLine> compare_packages(
    ComparedPackage const& a,
    ComparedPackage const& b,
    std::vector<std::uint32_t> const& countries,
    std::size_t most_countries);
}  // namespace chokepoint
