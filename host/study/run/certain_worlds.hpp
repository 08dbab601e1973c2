/// \file certain_worlds.hpp
/// Packages under which every world is the same: no chance, no intervals.
#pragma once

#include <vector>

#include "host/storage/results/results_file.hpp"
#include "host/study/plan/study.hpp"

namespace chokepoint {
/// \return [package] true: there is one world only, or no country's mean loss
///         has a spread. A package that loses nothing under random families
///         is not certain: its worlds may differ in luck.
std::vector<bool> certain_packages(ResultsReader const& reader);

/// Write what nobody needs a distribution for: /baseline/value_added, and
/// /course/lost_value_added of certain packages, marched once more. After
/// write_statistics.
/// \throw EngineError if there is no memory for a world
void write_course(ResultsFile& results, Study const& study);
}  // namespace chokepoint
