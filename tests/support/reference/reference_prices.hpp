/// \file reference_prices.hpp
/// Prices of the reference (model B8).
#pragma once

#include <vector>

#include "tests/support/reference/reference_baseline.hpp"

namespace chokepoint::test {
/// Which rows see which market, and how prices move.
class PriceBook {
  public:
    PriceBook(Baseline const& base, Shocks const& shocks);

    /// q of the group's market; 1 if it has none.
    double thrift(std::size_t group, ReferenceWeek const& w) const;
    /// pf of the node's market; 1 if it has none.
    double boost(std::size_t node,
                 CoreRules const& rules,
                 ReferenceWeek const& w) const;
    /// S5: next log prices from this week's D, X and S.
    void move(CoreRules const& rules,
              Flaws const& flaws,
              ReferenceWeek& w) const;

  private:
    Baseline const& base_;
    std::vector<PricedMarket> const& market_;
    std::vector<std::size_t> market_of_group_, market_of_node_;
};
}  // namespace chokepoint::test
