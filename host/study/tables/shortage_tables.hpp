/// \file shortage_tables.hpp
/// Who runs short first in the worst worlds, and of what (model D4).
#pragma once

#include <vector>

#include "host/study/tables/attribution_tables.hpp"

namespace chokepoint {
/// Write /attribution/first_shortage_* and /attribution/first_lack_*.
/// \param tails  [package]
void write_shortage_tables(ResultsFile& results,
                           std::vector<PackageTails> const& tails);
}  // namespace chokepoint
