/// \file reference_sourcing.hpp
/// S2 of the reference: what buyers miss, how they qualify, shift and save
/// (model B5.4), and the orders that follow (B5.1).
#pragma once

#include <vector>

#include "tests/support/reference/reference_slow.hpp"

namespace chokepoint::test {
/// Decides week by week what the buyers of a world do about what they miss.
class BuyerBook {
  public:
    BuyerBook(Baseline const& base,
              Shocks const& shocks,
              CoreRules const& rules,
              Flaws const& flaws);

    /// M, y, z, e, F, M' and q of this week, from f, chi, s and O of the last
    /// and P and V of this one.
    void source(NodeEffects const& effects, ReferenceWeek& w) const;

    /// o_l of every link. \return [nodes] d_0, d_1
    std::vector<ByPriority> order_on_links(ReferenceWeek& w) const;

  private:
    bool limited(std::size_t link, ReferenceWeek const& w) const;
    double reliability(std::size_t link, ReferenceWeek const& w) const;
    double alternate_weight(std::size_t link, ReferenceWeek const& w) const;
    double weight(std::size_t link) const;
    double shift_share(std::size_t group) const;
    double shifted_share(std::size_t link, ReferenceWeek const& w) const;
    double per_reach(double need, double reach) const;
    double most_shifted() const;
    double effort_floor(std::size_t group) const;
    void measure_blocked(ReferenceWeek& w) const;
    void shift(ReferenceWeek& w) const;
    void miss(ReferenceWeek& w) const;
    void qualify(NodeEffects const& effects, ReferenceWeek& w) const;
    void save(ReferenceWeek& w) const;
    void ask_alternates(ReferenceWeek& w) const;

    Baseline const& base_;
    Shocks const& shocks_;
    CoreRules const& rules_;
    Flaws const& flaws_;
};
}  // namespace chokepoint::test
