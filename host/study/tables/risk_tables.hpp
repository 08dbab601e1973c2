/// \file risk_tables.hpp
/// Mean, VaR, TVaR and exceedance curve of one kind of loss, as tables.
#pragma once

#include <string>
#include <vector>

#include "host/study/tables/number_table.hpp"

namespace chokepoint {
/// Tables [..., bound] of the mean, [..., level, bound] of VaR and TVaR.
class RiskTables {
  public:
    /// \param group    path of the tables, "/summary/risk"
    /// \param what     the loss in words
    /// \param leading  axes before level and bound
    RiskTables(std::string const& group,
               std::string const& what,
               std::vector<Axis> const& leading);

    /// Compute and set the numbers of one loss; TVaR stays unknown where too
    /// few worlds are beyond the level.
    /// \param at  indices of the leading axes
    void add(Indices const& at, Sample const& sample);
    /// Write the three tables.
    void write(ResultsFile& results) const;

  private:
    NumberTable mean_, value_at_risk_, tail_mean_;
};

/// Loss at the return periods.
class CurveTable {
  public:
    /// \param path  of the table; the others as of RiskTables
    CurveTable(std::string const& path,
               std::string const& what,
               std::vector<Axis> const& leading);

    /// Compute and set the curve of one loss.
    /// \param at  indices of the leading axes
    void add(Indices const& at, Sample const& sample);
    void write(ResultsFile& results) const { loss_.write(results); }

  private:
    NumberTable loss_;
};
}  // namespace chokepoint
