/// \file tail_view.hpp
/// What drives the worst worlds, of any countries and any horizon.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "host/statistics/tail_attribution.hpp"
#include "host/study/answers/report_lines.hpp"
#include "host/study/answers/shortage_lines.hpp"

namespace chokepoint {
/// Whose worst worlds, and by the losses until when.
struct TailScope {
    std::uint32_t horizon;                 ///< index
    std::vector<std::uint32_t> countries;  ///< together; empty: all
};

/// The worst 1 in 20 worlds of a package by the loss of some countries. Of all
/// countries at the last horizon the file has the tables; for others the
/// losses of every world are read.
class TailView {
  public:
    /// \param reader  must stay alive
    TailView(ResultsReader const& reader,
             std::uint32_t package,
             TailScope scope);

    /// As cause_lines.
    std::vector<FrequencyLine> causes(std::string const& axis) const;
    /// As contribution_lines; shares are of the loss of all countries in these
    /// worlds.
    std::vector<ContributionLine> contributions(Part part) const;
    /// As chokepoint_lines, of shortages before the horizon; losses are those
    /// of the countries of the scope. Empty for files before 1.3.
    std::vector<ChokepointLine> chokepoints() const;

    /// "all countries", "CHN and JPN".
    std::string whose() const;
    /// Horizon in weeks.
    std::int32_t weeks() const;
    /// The file.
    ResultsReader const& reader() const { return reader_; }
    /// Index of the package.
    std::uint32_t package() const { return package_; }

  private:
    bool stored() const;

    ResultsReader const& reader_;
    std::uint32_t package_;
    TailScope scope_;
    Tail tail_;                 ///< no rows where `stored`
    std::vector<double> loss_;  ///< [tail_.row] of the scope, million USD
    double all_loss_ = 0;       ///< mean of all countries in these worlds
};
}  // namespace chokepoint
