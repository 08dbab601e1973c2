/// \file family_table.hpp
/// How much of the loss families of events have to do with, as rank shows it.
#pragma once

#include <string>

#include "host/cli/tables/answer_sheet.hpp"
#include "host/study/worlds/family_shares.hpp"

namespace chokepoint {
/// \param package  its name
/// \param whose    "all countries", "BET, GAM"
AnswerTable family_table(FamilyShares const& shares,
                         std::string const& package,
                         std::string const& whose,
                         std::int32_t horizon_weeks);
}  // namespace chokepoint
