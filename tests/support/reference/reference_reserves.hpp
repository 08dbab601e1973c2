/// \file reference_reserves.hpp
/// Reserves of the reference (model B5.7).
#pragma once

#include <vector>

#include "tests/support/reference/reference_baseline.hpp"

namespace chokepoint::test {
class ReserveBook {
  public:
    ReserveBook(Baseline const& base, Shocks const& shocks);

    /// S4: decide the release from last week's F, gaps and prices, take it
    /// from Z, and give `released` (money) to the groups.
    void release(Flaws const& flaws, ReferenceWeek& w) const;

    /// S5: F and gaps of this week, before release; refills enter Z; what the
    /// refill sinks order in the coming week.
    void settle(Flaws const& flaws, ReferenceWeek& w) const;

  private:
    /// a = min(Z, rate, gaps / use, 1 - F) if F or the price triggers it.
    double next_release(std::size_t k, ReferenceWeek const& w) const;
    /// Of those who may draw, money.
    double gaps(Stockpile const& h, ReferenceWeek const& w) const;
    double use(Stockpile const& h) const;

    Baseline const& base_;
    std::vector<Stockpile> const& stockpile_;
};
}  // namespace chokepoint::test
