/// \file rivals.hpp
/// Two countries that answer each other's measures, by hand: a model whose
/// hazards and delays are constants, so that every week is known.
#pragma once

#include <vector>

#include "tests/support/model_builder.hpp"

namespace chokepoint::test {
/// One world as its reactions show it, week by week.
struct ReactionPath {
    std::vector<std::vector<float>> slot_pass;  ///< [weeks][slots]
    std::vector<std::vector<float>> pair_loss;  ///< [weeks][pairs] Lambda
    std::vector<float> tension;                 ///< [weeks]
    std::vector<int> retaliations;              ///< [weeks] so far
    int longest_chain = 0, overflow = 0;

    /// Weeks in which a slot lets less than all through.
    std::vector<int> weeks_in_force(std::uint32_t slot) const;
    /// Weeks in which a pair of this world answered.
    std::vector<int> answers() const;
};

/// Slots 0, 1, 2: measures of A (country 0), B (country 1), and A again, all
/// with pass 0; slot 0 starts in week `start` for good. Nobody reacts yet.
class Rivals {
  public:
    explicit Rivals(int weeks, int start = 10);

    /// `reactor` answers slots of the other country with one activation of
    /// `slot`, `lag` weeks later, for `duration` weeks; certain to fire once
    /// it is armed. \return the pair, to be changed
    Pair& add_pair(std::uint32_t reactor,
                   std::vector<std::uint32_t> const& slot,
                   int lag,
                   int duration);
    /// Share of the reactor's value added that a slot puts at stake, for the
    /// last pair.
    void add_exposure(std::uint32_t slot, float share);
    /// A further choice of the last pair.
    void add_counter(std::uint32_t slot, float weight, float pass = 0);

    ReactionPath run(std::uint64_t world = 0, std::uint32_t package = 1) const;

    CompiledModel model;

  private:
    std::uint32_t constant_table(float value);
    void link_pairs(CompiledModel& linked) const;

    std::vector<std::vector<std::uint32_t>> arming_;  ///< [pairs] slots
};
}  // namespace chokepoint::test
