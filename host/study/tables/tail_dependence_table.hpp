/// \file tail_dependence_table.hpp
/// Do the bad worlds of two countries coincide (model M46)?
#pragma once

#include <vector>

#include "host/statistics/tail_dependence.hpp"
#include "host/study/tables/number_table.hpp"

namespace chokepoint {
inline constexpr char tail_dependence_path[] = "/summary/tail_dependence";

/// The table [package, country, other_country, level, bound] of lost value
/// added within the last horizon. Keeps a number for each world beyond a
/// level, a quarter of a byte for each world, package and country.
class TailDependenceTable {
  public:
    /// Nothing is known yet. \param description  its packages and countries
    explicit TailDependenceTable(ResultsDescription const& description);

    /// \param sample  of the same losses and weights
    void add(std::uint32_t package,
             std::uint32_t country,
             Sample const& sample,
             std::vector<float> const& losses,
             std::vector<double> const& weights);

    /// Write the table and its second axis of countries.
    void write(ResultsFile& results, std::vector<double> const& weights) const;

  private:
    std::vector<std::string> countries_;
    /// [package][country][level] without rows: nothing may be said.
    std::vector<std::vector<std::vector<Exceedances>>> tails_;
};
}  // namespace chokepoint
