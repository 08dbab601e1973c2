/// \file random_reactions_test.cpp
/// The engine against the double-precision reference where countries answer
/// each other's measures, on top of every mechanism of
/// random_mechanisms_test.cpp (model B3, B6.1-B6.3).
///
/// Decisions (who fires, what, when, how long) are compared exactly, states
/// within the tolerance of the other random worlds. A decision could differ
/// between float and double where a uniform falls within rounding of a hazard
/// of Lambda and T. The reference notes how close its closest decision came:
/// in the worlds below no decision is that close, which is asserted, so that
/// none has to be excused.
#include <gtest/gtest.h>

#include <cmath>
#include <iostream>

#include "tests/support/dice.hpp"
#include "tests/support/mistake.hpp"
#include "tests/support/near_tie.hpp"
#include "tests/support/random/random_reactions.hpp"
#include "tests/support/reference/reference_metrics.hpp"
#include "tests/support/world_path.hpp"

namespace chokepoint::test {
namespace {
int constexpr worlds = 40;
int constexpr weeks = 104;
/// As in random_mechanisms_test.cpp.
double constexpr tolerance = 1e-4, tolerance_of_ties = 1e-3;
/// Hazards are sums of a few floats of order .1: rounding moves them by some
/// 1e-8, Lambda's own error by at most 1e-6 of itself.
double constexpr near_tie = 1e-6;

std::vector<ReferenceWeek> reference(MechanismWorld const& w,
                                     Flaws const& flaws = {}) {
    return march_reference(w.network, w.shocks, w.rules, weeks, flaws);
}

double closest_decision(std::vector<ReferenceWeek> const& path) {
    double margin = 1;
    for (auto const& week : path) {
        margin = std::min(margin, week.margin);
    }
    return margin;
}

TEST(RandomReactions, EngineDecidesAndMovesAsTheReference) {
    Deviation worst;
    double closest = 1, highest = -3, felt = 0;
    int answers = 0, longest = 0, renewed = 0, ties = 0;
    for (std::uint64_t seed = 1; seed <= worlds; ++seed) {
        auto const w = random_reaction_world(seed, weeks);
        auto const truth = reference(w);
        auto const margin = closest_decision(truth);
        EXPECT_GT(margin, near_tie) << "world " << seed << ": choose another";
        auto const run = trace_engine(w.network, w.shocks, w.rules, weeks);
        auto const path = as_path(w.network, truth);
        auto const engine = as_path(w.network, run.weeks);
        EXPECT_EQ(engine.retaliations, path.retaliations) << "world " << seed;
        OutputLayout const rows{
            build_model(w.network, w.shocks, w.rules, weeks, {weeks}).view()};
        EXPECT_EQ(run.losses.count.at(rows.longest_chain()),
                  truth.back().longest_chain)
            << "world " << seed;
        auto const deviation = largest_deviation(path, engine);
        bool const tied = has_near_tie(truth);
        EXPECT_LT(deviation.size, tied ? tolerance_of_ties : tolerance)
            << "world " << seed << ": " << deviation;
        ties += tied;
        worst = deviation.size > worst.size ? deviation : worst;
        closest = std::min(closest, margin);
        answers += truth.back().retaliations;
        longest = std::max(longest, truth.back().longest_chain);
        for (auto const& week : truth) {
            highest = std::max(highest, week.tension);
            felt = std::max(felt, week.pair_loss[0]);
        }
        for (std::size_t m = 0; m < 4; ++m) {
            auto const end = w.shocks.measures[m].end;
            renewed += truth.back().term[m].end > end;
        }
    }
    EXPECT_LE(ties, 4);
    EXPECT_GT(answers, 4 * worlds);
    EXPECT_GE(longest, 4);
    EXPECT_GT(renewed, 5) << "answers must also extend scheduled measures";
    EXPECT_EQ(highest, 5) << "the clamp of tension must be reached";
    EXPECT_GT(felt, 0.1);
    std::cout << answers << " answers, longest chain " << longest
              << ", closest decision " << closest << ", largest deviation "
              << worst << '\n';
}

TEST(RandomReactions, WorldsOfOneTileDecideEachByItself) {
    for (std::uint64_t seed = 1; seed <= 4; ++seed) {
        auto w = random_reaction_world(seed, weeks);
        std::vector<int> const horizons{26, weeks};
        auto const model =
            build_model(w.network, w.shocks, w.rules, weeks, horizons);
        std::uint32_t constexpr lanes = 20;
        auto const losses = run_engine(model, shock_package, lanes);
        OutputLayout const rows{model.view()};
        int different = 0;
        for (std::uint32_t lane = 0; lane < lanes; ++lane) {
            w.shocks.reactions.scenario = lane;
            auto const truth = reference(w);
            if (closest_decision(truth) < near_tie) {
                ADD_FAILURE() << "world " << seed << " has a tie in " << lane;
            }
            auto const count =
                losses.count.at(rows.retaliations() * lanes + lane);
            EXPECT_EQ(count, truth.back().retaliations) << seed << ' ' << lane;
            different += count != losses.count.at(rows.retaliations() * lanes);
            auto const lost = reference_losses(w.network, truth, horizons);
            for (std::uint32_t c = 0; c < rows.countries; ++c) {
                for (std::uint32_t h = 0; h < 2; ++h) {
                    double const value = static_cast<double>(
                        losses.value.at(rows.value_added(c, h) * lanes + lane));
                    double const expected = lost[c].value_added[h];
                    EXPECT_NEAR(value, expected,
                                tolerance * std::max(1.0, expected))
                        << seed << ' ' << lane;
                }
            }
        }
        EXPECT_GT(different, 5) << "world " << seed;
    }
}

TEST(RandomReactions, AreNotChaotic) {
    double worst = 0;
    for (std::uint64_t seed = 1; seed <= worlds; ++seed) {
        auto const w = random_reaction_world(seed, weeks);
        auto disturbed = w;
        Dice dice{seed};
        for (auto& l : disturbed.network.links) {
            l.flow *= 1 + dice.between(-0x1p-24, 0x1p-24);
        }
        for (auto& pair : disturbed.shocks.reactions.pairs) {
            pair.by_loss *= 1 + dice.between(-0x1p-24, 0x1p-24);
            pair.by_tension *= 1 + dice.between(-0x1p-24, 0x1p-24);
            for (auto& stake : pair.stakes) {
                stake.share *= 1 + dice.between(-0x1p-24, 0x1p-24);
            }
        }
        auto const moved =
            largest_deviation(as_path(w.network, reference(w)),
                              as_path(w.network, reference(disturbed)));
        worst = std::max(worst, moved.size);
        EXPECT_LT(moved.size, tolerance / 10) << "world " << seed << moved;
    }
    std::cout << "moved by " << worst << '\n';
}

/// Model B4.5: the only measures that start by themselves take nothing away.
TEST(RandomReactions, NobodyAnswersWhatDoesNotBite) {
    Flaws flaws;
    flaws.arms_without_bite = true;
    int seen = 0;
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        auto w = random_reaction_world(seed, weeks);
        for (auto& measure : w.shocks.measures) {
            measure.pass = 1;
        }
        EXPECT_EQ(reference(w).back().retaliations, 0) << seed;
        auto const run = trace_engine(w.network, w.shocks, w.rules, weeks);
        EXPECT_EQ(run.weeks.back().retaliations, 0) << seed;
        seen += reference(w, flaws).back().retaliations > 0;
    }
    EXPECT_GE(seen, 15) << "worlds in which the mistake would show";
}

class RandomReactionsJudge : public testing::TestWithParam<Mistake> {};

TEST_P(RandomReactionsJudge, SeesTheDeliberateMistake) {
    Flaws flaws;
    flaws.*GetParam().flaw = true;
    int seen = 0;
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        auto const w = random_reaction_world(seed, weeks);
        auto const wrong = as_path(w.network, reference(w, flaws));
        auto const engine =
            march(Who::engine, w.network, w.shocks, w.rules, weeks);
        seen += largest_deviation(wrong, engine).size > 10 * tolerance;
    }
    EXPECT_GE(seen, GetParam().worlds_that_show_it);
}

INSTANTIATE_TEST_SUITE_P(
    ,
    RandomReactionsJudge,
    testing::Values(
        Mistake{"answers_without_gap", &Flaws::answers_without_gap, 12},
        Mistake{"stays_armed", &Flaws::stays_armed, 6},
        Mistake{"feels_at_once", &Flaws::feels_at_once, 15},
        Mistake{"sees_everything", &Flaws::sees_everything, 10},
        Mistake{"weights_ignored", &Flaws::weights_ignored, 10},
        Mistake{"jump_without_bite", &Flaws::jump_without_bite, 15}),
    [](auto const& info) { return std::string{info.param.name}; });
}  // namespace
}  // namespace chokepoint::test
