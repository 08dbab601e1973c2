/// \file policy_tables.hpp
/// Every package against every other one on the same worlds.
#pragma once

#include <string>
#include <vector>

#include "host/study/tables/number_table.hpp"
#include "host/study/tables/package_columns.hpp"

namespace chokepoint {
/// Tables [package, base, ..., bound]: the loss under `package` less that
/// under `base`, and how often it is worse (model D5).
class PolicyTables {
  public:
    /// \param prefix   path and start of the names, "/policy/" + prefix
    /// \param leading  axes after package and base, before the bound
    PolicyTables(std::string const& prefix,
                 std::size_t packages,
                 std::vector<Axis> const& leading);

    /// \param at  indices of the leading axes
    void add(Indices const& at,
             PackageColumns const& losses,
             std::vector<double> const& weights);
    /// Write mean differences, shares of worse worlds, and ratios.
    void write(ResultsFile& results) const;

  private:
    NumberTable difference_, worse_, ratio_;
};
}  // namespace chokepoint
