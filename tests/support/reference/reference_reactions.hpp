/// \file reference_reactions.hpp
/// S0 of the reference: which measures are in force, who answers them, what
/// that does to the tension (model B3, B4.5, B6.1-B6.3,
/// C3).
///
/// The text leaves open whose visibility counts while nothing of the actor
/// blocks anything yet; here, as in the engine's docstring, it is the largest
/// among the measures that armed the pair.
#pragma once

#include "tests/support/reference/reference_model.hpp"

namespace chokepoint::test {
class ReactionBook {
  public:
    ReactionBook(Shocks const& shocks, Flaws const& flaws);

    /// Measures that start in week `week`, then the answers, pair by pair.
    void act(int week, ReferenceWeek& w);
    /// Lambda, from this week's pass factors.
    void feel(ReferenceWeek& w) const;
    /// T of the next week, from this week's jumps.
    void move_tension(ReferenceWeek& w) const;

  private:
    /// What a pair remembers.
    struct Memory {
        int armed = 0;       ///< length of the chain that an answer would have
        double seen = 0;     ///< largest visibility of what armed it
        int fired = -never;  ///< week of the last answer
        // The answer under way.
        std::size_t answer = 0;
        int start = -1, end = -1, depth = 0;
    };

    /// p = min(p, new), end = max(end, new); arms whom it hurts. \return bite
    double begin(std::size_t measure,
                 double pass,
                 int end,
                 int depth,
                 int week,
                 ReferenceWeek& w);
    void consider(std::size_t pair, int week, ReferenceWeek& w);
    double hazard(std::size_t pair, ReferenceWeek const& w) const;
    double visibility(std::size_t pair, ReferenceWeek const& w) const;

    Shocks const& shocks_;
    Flaws const& flaws_;
    std::vector<Memory> memory_;  ///< [pairs]
    double jump_ = 0;             ///< of this week
};
}  // namespace chokepoint::test
