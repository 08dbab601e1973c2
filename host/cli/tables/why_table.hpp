/// \file why_table.hpp
/// The events of a replayed world by what goes with them, as replay shows it.
#pragma once

#include <cstddef>
#include <string>

#include "host/cli/tables/answer_sheet.hpp"
#include "host/study/replay/why.hpp"

namespace chokepoint {
/// \param whose  "all countries", "BET, GAM"
/// \param most   rows; the others are summed up in a note
AnswerTable why_table(Why const& why,
                      std::string const& whose,
                      std::int32_t horizon_weeks,
                      std::size_t most);
}  // namespace chokepoint
