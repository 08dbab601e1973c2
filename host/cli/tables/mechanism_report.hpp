/// \file mechanism_report.hpp
/// Reserves, prices, leverage, retaliation and the double-edged sword, as
/// tables. A package that did not use a mechanism has none of it.
#pragma once

#include <cstdint>
#include <vector>

#include "host/cli/tables/answer_sheet.hpp"
#include "host/storage/results/results_reader.hpp"

namespace chokepoint {
/// Everything of one package that its campaign used.
std::vector<AnswerTable> mechanism_report(ResultsReader const& reader,
                                          std::uint32_t package,
                                          std::uint32_t horizon);

/// What a package costs its sender, target, allies and third countries, and
/// the ratios between these.
std::vector<AnswerTable> side_report(ResultsReader const& reader,
                                     std::uint32_t package,
                                     std::uint32_t horizon);

/// Who gains first and loses later, or the other way.
AnswerTable crossing_table(ResultsReader const& reader,
                           std::uint32_t package,
                           std::uint32_t base);
}  // namespace chokepoint
