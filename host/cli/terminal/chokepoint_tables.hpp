/// \file chokepoint_tables.hpp
/// Tables of what drives the worst worlds; report and rank print them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "host/study/answers/report_lines.hpp"

namespace chokepoint {
/// Who runs short first in the worst worlds, of what, from whom that usually
/// comes; by the loss of the worst worlds that begin so.
void print_chokepoints(ResultsReader const& reader,
                       std::uint32_t package,
                       std::size_t most);

/// Who stops first, when and why, where every world is the same.
void print_first_stops(ResultsReader const& reader, std::uint32_t package);

/// Countries, or products and groups, by their part of the worst losses.
void print_contributions(ResultsReader const& reader,
                         std::uint32_t package,
                         Part part,
                         std::size_t most);

/// Families or measures by how much more often the worst worlds meet them.
void print_causes(ResultsReader const& reader,
                  std::uint32_t package,
                  std::string const& axis,
                  std::size_t most);
}  // namespace chokepoint
