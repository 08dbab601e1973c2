/// \file chosen_risk_tables.hpp
/// Levels, amounts and years that report is asked for.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "host/cli/tables/loss_tables.hpp"
#include "host/study/answers/chosen_risk.hpp"

namespace chokepoint {
/// What the command line says of it.
struct RiskOptions {
    std::vector<double> return_periods;  ///< --return-period: 1 in so many
    std::vector<double> levels;          ///< --level
    std::vector<std::string> above;      ///< --above: "100bn"
    bool annual = false;                 ///< --annual

    /// Is anything asked for?
    bool asked() const {
        return annual || !return_periods.empty() || !levels.empty() ||
               !above.empty();
    }
};

/// \return million USD of "100bn", "1.5 bn", "250m"
/// \throw InputError naming the option if it is no amount with a unit
double amount_of(std::string const& text, std::string const& option);

/// Losses of the horizon at the levels asked for, chances of losses above the
/// amounts, spread; with --annual the same of each year that the file tells
/// apart, and what it does not.
/// \throw InputError naming the option that does not fit
std::vector<AnswerTable> chosen_risk_tables(ResultsReader const& reader,
                                            std::uint32_t package,
                                            std::uint32_t horizon,
                                            RiskOptions const& options,
                                            ShownCountries const& shown);
}  // namespace chokepoint
