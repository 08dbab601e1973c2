/// \file chokepoint_tables.hpp
/// Tables of what drives the worst worlds; report and rank show them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "host/cli/tables/answer_sheet.hpp"
#include "host/study/answers/report_lines.hpp"

namespace chokepoint {
/// Who runs short first in the worst worlds, of what, from whom that usually
/// comes; by the loss of the worst worlds that begin so.
AnswerTable chokepoint_table(ResultsReader const& reader,
                             std::uint32_t package,
                             std::size_t most);

/// Who stops first, when and why, where every world is the same.
AnswerTable first_stop_table(ResultsReader const& reader,
                             std::uint32_t package);

/// Countries, or products and groups, by their part of the worst losses.
AnswerTable contribution_table(ResultsReader const& reader,
                               std::uint32_t package,
                               Part part,
                               std::size_t most);

/// Families or measures by how much more often the worst worlds meet them.
/// \param axis  "family", "measure"
AnswerTable cause_table(ResultsReader const& reader,
                        std::uint32_t package,
                        std::string const& axis,
                        std::size_t most);
}  // namespace chokepoint
