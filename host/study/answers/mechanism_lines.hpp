/// \file mechanism_lines.hpp
/// Lines about reserves, prices, leverage and so on, from a results file.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "host/statistics/sample.hpp"
#include "host/storage/results/results_reader.hpp"

namespace chokepoint {
/// A mean over all worlds.
struct MechanismLine {
    std::string of;    ///< reserve, market, parties, country
    std::string what;  ///< "highest price, 1 = baseline"
    Estimate mean;
};

/// Reserves, prices, flows, denial, costs and slow states that differ from
/// the baseline; of countries the few that differ most.
std::vector<MechanismLine> mechanism_lines(ResultsReader const& reader,
                                           std::uint32_t package,
                                           std::uint32_t horizon,
                                           std::size_t most_countries);

/// Power of A over B at a date.
struct LeverageLine {
    std::string pair;
    std::int32_t week;
    Estimate inputs, market;  ///< million USD/week
    Estimate eroded;          ///< share of the power through inputs that is
                              ///< gone; NaN: there was none
    Estimate half_gone;       ///< share of worlds
};
/// A line for each pair and date, by pair; none if the run names no pairs. At
/// the first date nothing can be eroded yet: `eroded` and `half_gone` are NaN.
std::vector<LeverageLine> leverage_lines(ResultsReader const& reader,
                                         std::uint32_t package);

/// How often a package is answered, and how long the chains of answers get.
struct RetaliationSummary {
    Estimate answers;   ///< mean number in a world
    Estimate any;       ///< share of worlds with one
    Estimate chain;     ///< mean longest chain
    int longest_chain;  ///< of all worlds
};
/// \return empty if nobody could answer
std::optional<RetaliationSummary> retaliation_summary(
    ResultsReader const& reader, std::uint32_t package);

/// Who loses on which side of a package.
struct SideLines {
    std::vector<Estimate> difference;  ///< as side_names, million USD
    std::vector<Estimate> ratio;       ///< as side_ratio_names
};
/// \return empty if the package names no sides
std::optional<SideLines> side_lines(ResultsReader const& reader,
                                    std::uint32_t package,
                                    std::uint32_t horizon);
}  // namespace chokepoint
