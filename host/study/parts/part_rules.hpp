/// \file part_rules.hpp
/// Which worlds a part of a run has, and which file it may replace.
#pragma once

#include <string>

#include "host/storage/chunks/part_file.hpp"
#include "host/study/plan/run_plan.hpp"
#include "host/study/run/output_rules.hpp"

namespace chokepoint {
/// Worlds of a part: all parts together have each world once, and no part has
/// two more than another.
/// \param scenarios  worlds of the run, at least as many as parts
ScenarioRange scenarios_of(RunPart part, std::uint64_t scenarios);

/// "part 2 of 7"
std::string words_of(RunPart part);

/// \return how a part differs from another one of its run in what all parts
///         have in common, "has results of ..."; empty: it does not
std::string part_difference(PartDescription const& part,
                            PartDescription const& other);

/// The same part of the same run may be replaced unasked, any other part if
/// the user says so; nothing else ever.
WhyNot part_rule(PartDescription const& wanted, Overwrite overwrite);
}  // namespace chokepoint
