/// \file reference_stocks.hpp
/// S4 of the reference after the sums over links: use, stocks and next orders
/// of inputs (model B5.5), final demand and its patience (B5.6).
#pragma once

#include "tests/support/reference/reference_prices.hpp"

namespace chokepoint::test {
/// Keeps the stocks of a world's buyers.
class StockBook {
  public:
    StockBook(Baseline const& base,
              PriceBook const& prices,
              CoreRules const& rules,
              Flaws const& flaws);

    /// u, s and the next O of input `group`, from r and v of this week.
    /// \param lead  lambda of this week, weeks
    void restock(std::size_t group, double lead, ReferenceWeek& w) const;

    /// unmet, lost, backlog and patience of `sink`, from its r.
    void serve(std::size_t sink, ReferenceWeek& w) const;

  private:
    double target(std::size_t group, ReferenceWeek const& w) const;
    double supply_line(std::size_t group,
                       double lead,
                       ReferenceWeek const& w) const;
    /// kappa+: what targets of a plant that has grown rise to.
    double scale(std::size_t node, ReferenceWeek const& w) const;
    /// xi: activity that the cover follows.
    double followed(std::size_t node, ReferenceWeek const& w) const;

    Baseline const& base_;
    PriceBook const& prices_;
    CoreRules const& rules_;
    Flaws const& flaws_;
};
}  // namespace chokepoint::test
