/// \file demand_rows.hpp
/// Which paths of final demand exist, so that every sink reads only one.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "host/campaign/selection/selection.hpp"

namespace chokepoint {
/// Families and events each raise a set of sinks. Sinks that are raised by
/// exactly the same ones share a row.
class DemandRows {
  public:
    /// \return handle of the set
    std::uint32_t add(Rows const& sinks);

    /// Make the rows. \param row_of_sink  [sinks] gets the row, or `none`
    /// \return number of rows
    std::uint32_t finish(std::vector<std::uint32_t>& row_of_sink);

    /// \return rows that a set covers, ascending; after `finish`
    Rows const& rows_of(std::uint32_t handle) const { return rows_[handle]; }

  private:
    std::vector<Rows> sets_;
    std::vector<Rows> rows_;
};
}  // namespace chokepoint
