/// \file course_lines.hpp
/// Losses where every world is the same, and losses beside the value added of
/// a normal week.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "host/storage/results/results_reader.hpp"
#include "host/study/answers/compared_package.hpp"

namespace chokepoint {
/// \return value added of all countries, then of each, from week 0 to the
///         horizon at baseline, million USD; empty: an older file
std::vector<double> normal_value_added(ResultsReader const& reader,
                                       std::uint32_t horizon);

/// What one country loses, and when.
struct CourseLine {
    std::string country;
    double loss;           ///< until the horizon, million USD
    double share;          ///< of its value added; NaN: not known
    std::int32_t onset;    ///< first week with a loss, -1: none or not known
    std::int32_t deepest;  ///< week of the largest loss, -1: as above
    double depth;          ///< that loss, share of a normal week; NaN
};

/// Of a package under which every world is the same. The first line is all
/// countries together, then the countries, largest loss first.
std::vector<CourseLine> course_lines(ResultsReader const& reader,
                                     std::uint32_t package,
                                     std::uint32_t horizon);

/// What a country loses under two such packages.
struct CourseDifference {
    std::string country;
    double a, b;      ///< until the horizon, million USD
    double relative;  ///< (a - b) / b; NaN: b is 0
};

/// The first line is all countries together, then the countries, largest
/// difference (either way) first.
/// \param countries  indices; empty: the `most` that differ most
std::vector<CourseDifference> course_differences(
    ComparedPackage const& a,
    ComparedPackage const& b,
    std::vector<std::uint32_t> const& countries,
    std::size_t most);
}  // namespace chokepoint
