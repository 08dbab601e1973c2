/// \file chokepoint_tables.hpp
/// Tables of what drives the worst worlds; report and rank show them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "host/cli/tables/answer_sheet.hpp"
#include "host/study/answers/tail_view.hpp"

namespace chokepoint {
/// Who runs short first in the worst worlds, of what, from whom that usually
/// comes; by the loss of the worst worlds that begin so.
AnswerTable chokepoint_table(TailView const& view, std::size_t most);

/// Who stops first within the horizon, when and why, where every world is the
/// same; of all countries.
AnswerTable first_stop_table(TailView const& view);

/// Countries, or products and groups, by their part of the worst losses.
AnswerTable contribution_table(TailView const& view,
                               Part part,
                               std::size_t most);

/// Families or measures by how much more often the worst worlds meet them.
/// \param axis  "family", "measure"
AnswerTable cause_table(TailView const& view,
                        std::string const& axis,
                        std::size_t most);
}  // namespace chokepoint
