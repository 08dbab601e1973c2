/// \file chokepoint_tables.hpp
/// Tables of what drives the worst worlds; report and rank print them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "host/study/report_lines.hpp"

namespace chokepoint {
/// Nodes most often among the first to run short.
void print_first_shortages(ResultsReader const& reader,
                           std::uint32_t package,
                           std::size_t most);

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
