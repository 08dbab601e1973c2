/// \file chosen_risk.hpp
/// Risk figures that a file does not hold ready: any level, the chance of a
/// loss above an amount, the spread, single years. Read from the losses of
/// every world.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "host/statistics/sample.hpp"
#include "host/storage/results/results_reader.hpp"

namespace chokepoint {
/// What is asked.
struct RiskQuestion {
    std::vector<double> levels;  ///< in (0, 1); 1 in T: 1 - 1/T
    std::vector<double> above;   ///< million USD, >= 0
};

/// Weeks over which losses add up: `from` to `to` - 1.
struct LossPeriod {
    std::int32_t from, to;
};

/// Lost value added of a country, or of all, in a period, million USD.
struct RiskLine {
    std::string country;
    Estimate expected;
    double deviation;             ///< standard deviation; NaN: one world
    Estimate any;                 ///< P(loss > 0), Wilson interval
    std::vector<Estimate> loss;   ///< [levels] VaR; NaN: fewer than one world
                                  ///< lies beyond
    std::vector<Estimate> tail;   ///< [levels] TVaR; NaN: fewer than 200 do
    std::vector<Estimate> above;  ///< [above] P(loss > amount)
};

/// \return the years that the horizons of the file tell apart: 0 to 52, and
///         each further one whose both ends are horizons, up to `horizon`
std::vector<LossPeriod> years_within(ResultsDescription const& d,
                                     std::uint32_t horizon);

/// \param periods    0 and horizons of the file as ends
/// \param countries  indices
/// \return [period] a line for each country as given, then all together
std::vector<std::vector<RiskLine>> risk_lines(
    ResultsReader const& reader,
    std::uint32_t package,
    std::vector<LossPeriod> const& periods,
    std::vector<std::uint32_t> const& countries,
    RiskQuestion const& question);
}  // namespace chokepoint
