/// \file retaliation_test.cpp
/// Answers to measures (model B3, B4.5, B6.1-B6.3): who
/// fires when, what it starts, and what holds it back. Hazards are 0 or 1
/// except where the test is about chance.
#include <gtest/gtest.h>

#include <cmath>

#include "tests/support/rivals.hpp"

namespace chokepoint::test {
namespace {
using Weeks = std::vector<int>;

Weeks from_to(int first, int end) {
    Weeks weeks;
    for (int t = first; t < end; ++t) {
        weeks.push_back(t);
    }
    return weeks;
}

/// Slot 0 starts anew in each of `weeks`, for two weeks.
void restart(Rivals& rivals, Weeks const& weeks) {
    auto& model = rivals.model;
    auto const first = static_cast<std::uint32_t>(model.activation.size());
    for (int t : weeks) {
        model.activation.push_back({0, t, t + 2, 0, 0});
    }
    model.package[shock_package].first_activation = first;
    model.package[shock_package].last_activation =
        static_cast<std::uint32_t>(model.activation.size());
}

TEST(Retaliation, FollowsAMeasureByItsLagAndEndsAfterItsTerm) {
    Rivals rivals{40};
    rivals.add_pair(1, {1}, 4, 12);
    auto const path = rivals.run();
    EXPECT_EQ(path.answers(), Weeks{10});
    EXPECT_EQ(path.weeks_in_force(0), from_to(10, 40));
    EXPECT_EQ(path.weeks_in_force(1), from_to(14, 26));
    EXPECT_EQ(path.weeks_in_force(2), Weeks{});
    EXPECT_EQ(path.longest_chain, 1);
    EXPECT_EQ(path.overflow, 0);
}

TEST(Retaliation, WithoutLagStartsTheSameWeek) {
    Rivals rivals{20};
    rivals.add_pair(1, {1}, 0, 3);
    EXPECT_EQ(rivals.run().weeks_in_force(1), from_to(10, 13));
}

TEST(Retaliation, NobodyAnswersWhereNothingStarted) {
    Rivals rivals{40};
    rivals.add_pair(1, {1}, 4, 12);
    EXPECT_EQ(rivals.run(0, 0).answers(), Weeks{});
    // A is not hurt by its own measure.
    Rivals same{40};
    same.add_pair(0, {2}, 4, 12);
    EXPECT_EQ(same.run().answers(), Weeks{});
}

TEST(Retaliation, MeasureWithoutBiteArmsNobody) {
    Rivals rivals{40};
    rivals.add_pair(1, {1}, 4, 12);
    rivals.model.activation[0].level = 1;
    EXPECT_EQ(rivals.run().answers(), Weeks{});
}

TEST(Retaliation, OnlyANewMeasureIsAnsweredAgain) {
    Rivals rivals{104};
    rivals.add_pair(1, {1}, 1, 5);
    restart(rivals, {10, 60});
    EXPECT_EQ(rivals.run().answers(), (Weeks{10, 60}));
}

TEST(Retaliation, OnePairWaitsTwentySixWeeksBetweenAnswers) {
    Rivals rivals{104};
    rivals.add_pair(1, {1}, 1, 5);
    restart(rivals, {10, 20, 30});
    EXPECT_EQ(rivals.run().answers(), (Weeks{10, 36}));
}

TEST(Retaliation, UnseenMeasuresAreNotAnswered) {
    for (bool const brief : {false, true}) {
        Rivals rivals{40};
        rivals.add_pair(1, {1}, 4, 12);
        rivals.add_exposure(0, 0.4f);
        rivals.model.slot[0].visibility = 0;
        if (brief) {
            restart(rivals, {10});
        }
        EXPECT_EQ(rivals.run().answers(), Weeks{})
            << (brief ? "after" : "during") << " the measure";
    }
}

TEST(Retaliation, MeasureWithoutBiteHidesNoOther) {
    Rivals rivals{40};
    rivals.add_pair(1, {1}, 4, 12);
    rivals.add_exposure(0, 0.1f);
    rivals.add_exposure(2, 0.9f);
    rivals.model.slot[2].visibility = 0;
    rivals.model.activation.push_back({2, 5, forever, 1, 0});
    rivals.model.activation.push_back({0, 10, forever, 0, 0});
    rivals.model.package[shock_package].first_activation = 2;
    rivals.model.package[shock_package].last_activation = 4;
    EXPECT_EQ(rivals.run().answers(), Weeks{10});
}

TEST(Retaliation, RestraintAndOpennessHoldItBack) {
    Rivals restrained{40};
    restrained.add_pair(1, {1}, 4, 12).restraint = 1;
    EXPECT_EQ(restrained.run().answers(), Weeks{});
    Rivals open{40};
    open.add_pair(1, {1}, 4, 12);
    open.model.package[shock_package].hazard_scale = 0;
    EXPECT_EQ(open.run().answers(), Weeks{});
}

TEST(Retaliation, EmptyMenuDisarmsWithoutEffect) {
    Rivals rivals{40};
    rivals.add_pair(1, {}, 4, 12);
    auto const path = rivals.run();
    EXPECT_EQ(path.answers(), Weeks{});
    EXPECT_EQ(path.longest_chain, 0);
    for (float t : path.tension) {
        ASSERT_EQ(t, 0);
    }
}

TEST(Retaliation, LossIsFeltByExposureBiteAndVisibilityOverEightWeeks) {
    Rivals rivals{60};
    auto& pair = rivals.add_pair(1, {1}, 4, 12);
    pair.base = 0;
    rivals.add_exposure(0, 0.4f);
    rivals.model.activation[0].level = 0.25f;
    rivals.model.slot[0].visibility = 0.5f;
    auto const path = rivals.run();
    for (int t = 0; t < 60; ++t) {
        double const felt = 0.4 * 0.75 * 0.5;
        double const expected =
            t < 10 ? 0 : felt * (1 - std::pow(7. / 8, t - 9));
        EXPECT_NEAR(path.pair_loss[static_cast<std::size_t>(t)][0], expected,
                    1e-6)
            << t;
    }
}

TEST(Retaliation, LossFiresItInTheWeekAfterItIsFelt) {
    Rivals rivals{40};
    auto& pair = rivals.add_pair(1, {1}, 4, 12);
    pair.base = 0;
    pair.by_loss = 1e6f;
    rivals.add_exposure(0, 0.4f);
    EXPECT_EQ(rivals.run().answers(), Weeks{11});
}

TEST(Retaliation, TensionFiresIt) {
    for (float tension : {0.f, 1.f}) {
        Rivals rivals{40};
        auto& pair = rivals.add_pair(1, {1}, 4, 12);
        pair.base = 0;
        pair.by_tension = 1;
        rivals.model.world.tension_start = tension;
        EXPECT_EQ(rivals.run().answers(), tension > 0 ? Weeks{10} : Weeks{});
    }
}

TEST(Retaliation, JumpOfTensionCountsAtTheDecisionByTheBite) {
    Rivals rivals{40};
    rivals.add_pair(1, {}, 8, 12).tension_jump = 0.3f;
    rivals.add_counter(1, 1, 0.25f);
    auto const path = rivals.run();
    EXPECT_EQ(path.tension[9], 0);
    EXPECT_NEAR(path.tension[10], 0.3 * 0.75, 1e-6) << "after the week";
    EXPECT_NEAR(path.tension[39], 0.3 * 0.75, 1e-6);
}

TEST(Retaliation, JumpIsFeltByOthersInTheNextWeek) {
    Rivals rivals{40};
    rivals.add_pair(1, {1}, 8, 12).tension_jump = 1;
    auto& follower = rivals.add_pair(1, {1}, 8, 12);
    follower.base = 0;
    follower.by_tension = 1;
    EXPECT_EQ(rivals.run().answers(), (Weeks{10, 11}));
}

TEST(Retaliation, TwoRivalsAnswerEachOtherAtMostTwiceAYear) {
    Rivals rivals{104};
    rivals.add_pair(1, {1}, 4, 10);
    rivals.add_pair(0, {2}, 4, 10);
    auto const path = rivals.run();
    // B answers week 10 by a measure in 14, A that one by one in 18; then each
    // is armed but has to let 26 weeks pass.
    EXPECT_EQ(path.answers(), (Weeks{10, 14, 36, 40, 62, 66, 88, 92}));
    EXPECT_EQ(path.longest_chain, 8);
    auto const of_b = path.weeks_in_force(1);
    EXPECT_EQ(of_b.front(), 14);
    EXPECT_EQ(of_b.size(), 40u);
}

TEST(Retaliation, BeyondTheLimitItIsCountedAsOverflow) {
    Rivals rivals{20};
    int const pairs = most_retaliations + 6;
    for (int k = 0; k < pairs; ++k) {
        rivals.add_pair(1, {1}, 1, 5);
    }
    auto const path = rivals.run();
    EXPECT_EQ(path.retaliations.back(), most_retaliations);
    EXPECT_EQ(path.overflow, 6);
}

TEST(Retaliation, ReverseChokepointOpensWithTheShareOfOutput) {
    // B's plant sells 200 of the 300 that maker and plant sell.
    for (bool const opens : {true, false}) {
        Rivals rivals{40};
        rivals.add_pair(1, {1}, 4, 12);
        rivals.model.counter_node = {1, 0, 1};
        auto& counter = rivals.model.counter[0];
        counter.first_own = 0, counter.last_own = 1;
        counter.first_all = 1, counter.last_all = 3;
        counter.share = opens ? 0.65f : 0.68f;
        EXPECT_EQ(rivals.run().answers(), opens ? Weeks{10} : Weeks{});
    }
}

/// Share of worlds that satisfy `f`, and its standard error.
template <class F>
std::pair<double, double> share_of_worlds(Rivals const& rivals,
                                          int worlds,
                                          F&& f) {
    double hits = 0;
    for (int w = 0; w < worlds; ++w) {
        hits += f(rivals.run(static_cast<std::uint64_t>(w))) ? 1 : 0;
    }
    double const p = hits / worlds;
    return {p, std::sqrt(p * (1 - p) / worlds)};
}

TEST(Retaliation, WaitsGeometrically) {
    Rivals rivals{30};
    auto& pair = rivals.add_pair(1, {1}, 0, 100);
    pair.base = 0.1f;
    pair.most = 1;
    auto const fired = [](ReactionPath const& path) {
        return path.retaliations[16] > 0;
    };
    auto const [p, error] = share_of_worlds(rivals, 4000, fired);
    double const expected = 1 - std::pow(0.9, 7);  // weeks 10 to 16
    EXPECT_NEAR(p, expected, 4 * error);
    EXPECT_GT(std::fabs(p - (1 - std::pow(0.9, 6))), 4 * error);
    EXPECT_GT(std::fabs(p - (1 - std::pow(0.9, 8))), 4 * error);
    // The ceiling h_max.
    rivals.model.pair[0].most = 0.05f;
    auto const [capped, error2] = share_of_worlds(rivals, 4000, fired);
    EXPECT_NEAR(capped, 1 - std::pow(0.95, 7), 4 * error2);
}

TEST(Retaliation, ChoosesByWeight) {
    Rivals rivals{14};
    rivals.add_pair(1, {}, 0, 100);
    rivals.add_counter(1, 3);
    rivals.add_counter(2, 1);
    auto const [p, error] = share_of_worlds(
        rivals, 4000,
        [](ReactionPath const& path) { return path.slot_pass[12][1] < 1; });
    EXPECT_NEAR(p, 0.75, 4 * error);
    EXPECT_GT(std::fabs(p - 0.5), 6 * error);
}

TEST(Retaliation, LuckDoesNotDependOnOtherMeasuresAndHigherHazardsFireSooner) {
    Rivals low{60}, high{60}, other{60};
    low.add_pair(1, {1}, 2, 100).base = 0.05f;
    high.add_pair(1, {1}, 2, 100).base = 0.15f;
    other.add_pair(1, {1}, 2, 100).base = 0.05f;
    // The same package with one more measure, of B: A does not react.
    other.model.activation.insert(other.model.activation.begin() + 1,
                                  {1, 0, 5, 0.5f, 0});
    other.model.package[shock_package].last_activation = 2;
    other.model.counter[0].first_activation = 2;
    other.model.counter[0].last_activation = 3;
    int earlier = 0;
    for (std::uint64_t world = 0; world < 300; ++world) {
        auto const first = [&](Rivals const& rivals) {
            auto const answers = rivals.run(world).answers();
            return answers.empty() ? 1000 : answers.front();
        };
        int const slow = first(low);
        EXPECT_EQ(slow, first(other)) << world;
        EXPECT_LE(first(high), slow) << world;
        earlier += first(high) < slow;
    }
    EXPECT_GT(earlier, 100);
}
}  // namespace
}  // namespace chokepoint::test
