/// \file reactions.hpp
/// Who answers whose measures (model B6), said plainly: understood by the
/// reference model and, through the reaction builder, by the engine.
///
/// Measures are rows of Shocks::measures. One that never starts by itself
/// (`start = never`) waits for an answer to start it.
#pragma once

#include <cstdint>
#include <vector>

#include "tests/support/mechanisms.hpp"

namespace chokepoint::test {
inline constexpr int never = 1 << 20;  ///< weeks

/// Weeks drawn evenly between two values.
struct EvenWeeks {
    double least = 0, most = 0;
};

/// One choice on a menu: measures that start together.
struct Answer {
    Rows32 measures;
    double pass = 0;    ///< what each of them lets through, 0-1
    double weight = 1;  ///< relative to the others of the menu
};

/// A measure of the actor: it arms the pair that it hurts.
struct Stake {
    std::uint32_t measure = 0;
    double share = 0;  ///< E: of the reactor's value added, 0-1
};

/// An ordered pair: the reactor answers measures of the actor.
struct Reaction {
    std::vector<Answer> menu;
    std::vector<Stake> stakes;
    double base = 0, by_loss = 0, by_tension = 0;  ///< h_0, h_1, h_2 a week
    double most = 1;                               ///< h_max
    double restraint = 0;                          ///< 0-1
    double tension_jump = 0;                       ///< at full bite
    EvenWeeks lag, duration;
};

struct Reactions {
    std::vector<Reaction> pairs;  ///< address of the luck: row + 1
    double hazard_scale = 1;      ///< openness of the package
    double persistence = 1;       ///< rho of the tension
    std::uint64_t seed = 1, scenario = 0;
};
}  // namespace chokepoint::test
