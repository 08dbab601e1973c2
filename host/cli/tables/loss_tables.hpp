/// \file loss_tables.hpp
/// Losses by country and package, as run and report show them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "host/cli/tables/answer_sheet.hpp"
#include "host/storage/results/results_reader.hpp"

namespace chokepoint {
/// Which countries a table shows.
struct ShownCountries {
    /// Empty: the ones with the largest expected loss.
    std::vector<std::string> named;
    bool all = false;
};

/// Makes tables of the losses of some packages until a horizon, all in one
/// unit.
class LossTables {
  public:
    /// Reads the largest loss of them all, to choose the unit.
    /// \param reader   must stay alive
    /// \param horizon  index
    LossTables(ResultsReader const& reader,
               std::vector<std::uint32_t> const& packages,
               std::uint32_t horizon);

    /// What the tables below hold: horizon, unit, worlds, intervals.
    AnswerTable head() const;

    /// Expected loss and losses of 1 in 20, 100, 200 worlds of one package;
    /// where every world is the same, the loss and when it comes.
    AnswerTable losses(std::uint32_t package,
                       ShownCountries const& shown = {}) const;

    /// Each package against the one without measures.
    AnswerTable differences(ShownCountries const& shown = {}) const;

    /// The same by country, for programs.
    AnswerTable country_differences(ShownCountries const& shown = {}) const;

    /// Is every world of the package the same?
    bool certain(std::uint32_t package) const { return certain_[package]; }

  private:
    std::vector<std::uint32_t> indices(ShownCountries const& shown) const;
    void distribution(AnswerTable& table,
                      std::uint32_t package,
                      ShownCountries const& shown) const;
    void course(AnswerTable& table,
                std::uint32_t package,
                ShownCountries const& shown) const;
    bool quotes_worst_hundredth() const;

    ResultsReader const& reader_;
    std::vector<std::uint32_t> packages_;
    std::uint32_t horizon_;
    std::vector<bool> certain_;
    std::vector<double> normal_;  ///< value added: all, then countries
    MoneyUnit unit_;
};
}  // namespace chokepoint
