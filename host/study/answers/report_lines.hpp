/// \file report_lines.hpp
/// Lines of the tables that people read, taken from a results file.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "host/statistics/sample.hpp"
#include "host/storage/results/results_reader.hpp"

namespace chokepoint {
/// Lost value added of a country (or of all) until a horizon, million USD.
struct LossLine {
    std::string country;
    Estimate expected;
    Estimate one_in_20, one_in_100, one_in_200;  ///< VaR .95, .99, .995
    Estimate worst_hundredth;  ///< TVaR .99; NaN: fewer than 200 worlds
};

/// \return all countries together
LossLine world_line(ResultsReader const& reader,
                    std::uint32_t package,
                    std::uint32_t horizon);

/// \return a line for each country, largest expected loss first
std::vector<LossLine> country_lines(ResultsReader const& reader,
                                    std::uint32_t package,
                                    std::uint32_t horizon);

/// Share of the worst worlds (/attribution) against that of all worlds.
struct FrequencyLine {
    std::string name;
    Estimate in_tail, overall;
    double lift;  ///< ratio of the two; NaN: never
};

/// Families or measures, largest lift first. \param axis "family", "measure"
std::vector<FrequencyLine> cause_lines(ResultsReader const& reader,
                                       std::uint32_t package,
                                       std::string const& axis);

/// Mean loss in the worst worlds of all countries, million USD.
struct ContributionLine {
    std::string name;
    double loss;
    double share;  ///< of the loss of all countries in these worlds
};

/// Whose part of the losses: of countries, or of products and groups.
enum class Part { countries, cells };

/// Largest first. Cells (products, groups) overlap: shares need not add to 1.
std::vector<ContributionLine> contribution_lines(ResultsReader const& reader,
                                                 std::uint32_t package,
                                                 Part part);

/// Share of the worst worlds of a country that are among the worst ones of
/// another, last horizon.
struct TailPairLine {
    std::string a, b;
    Estimate one_in_20, one_in_100, one_in_200;  ///< NaN: not known
};

/// Pairs of which one is in `first` and the other in `second`, each pair once,
/// strongest first; pairs of which nothing is known are left out.
/// \param first,second  indices of countries
std::vector<TailPairLine> tail_pair_lines(
    ResultsReader const& reader,
    std::uint32_t package,
    std::vector<std::uint32_t> const& first,
    std::vector<std::uint32_t> const& second);
}  // namespace chokepoint
