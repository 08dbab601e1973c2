/// \file sweep_table.hpp
/// Losses in each cell of a sweep, as sweep shows them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "host/cli/tables/answer_sheet.hpp"
#include "host/study/sweep/sweep_cells.hpp"
#include "host/study/sweep/sweep_lines.hpp"

namespace chokepoint {
/// What all tables of a sweep are about.
struct SweepScope {
    std::string whose;  ///< "all countries", "BET, GAM"
    std::int32_t horizon_weeks;
    std::uint64_t scenarios;
};

/// \param cells, lines  [cells]
AnswerTable sweep_table(std::vector<SweptKey> const& keys,
                        std::vector<SweepCell> const& cells,
                        std::vector<SweepLine> const& lines,
                        std::string const& package,
                        SweepScope const& scope);
}  // namespace chokepoint
