/// \file package_choice.hpp
/// The choice of a country that cares for relative gains, as compare shows it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "host/cli/tables/answer_sheet.hpp"
#include "host/storage/results/results_reader.hpp"

namespace chokepoint {
/// What the command line says of the choice.
struct ChoiceOptions {
    std::vector<std::string> countries;  ///< --country: exactly one
    std::vector<std::string> rivals;
    std::vector<std::string> packages;  ///< empty: all
    std::optional<double> relative_weight;

    bool asked() const { return !rivals.empty() || relative_weight; }
};

/// The packages ranked, and the weights at which the choice changes.
/// \throw InputError naming the option that does not fit
std::vector<AnswerTable> package_choice_tables(ResultsReader const& reader,
                                               ChoiceOptions const& options,
                                               std::uint32_t horizon);
}  // namespace chokepoint
