/// \file ending_test.cpp
/// How measures end besides by their term: given up by the sender, left
/// behind by the leader, lifted by relief (model B6.4; M2, M36, M48).
#include <gtest/gtest.h>

#include <cmath>

#include "tests/support/rivals.hpp"

namespace chokepoint::test {
namespace {
using Weeks = std::vector<int>;

TEST(Ending, CalmSenderGivesUpByHazardAndATenseOneDoesNot) {
    Rivals rivals{30};
    rivals.model.rules.exits_on = 1;
    rivals.model.slot[0].exit_hazard = 2;
    EXPECT_EQ(rivals.run().weeks_in_force(0), Weeks{10});
    rivals.model.world.tension_start = 1;  // (1 - T)+ = 0
    EXPECT_EQ(rivals.run().weeks_in_force(0).size(), 20u);
}

TEST(Ending, HazardIsTheWeeklyShareOfWorldsThatGiveUp) {
    Rivals rivals{30};
    rivals.model.rules.exits_on = 1;
    rivals.model.slot[0].exit_hazard = 0.1f;
    rivals.model.world.tension_start = 0.5f;
    double const h = 0.1 * 0.5;
    int const worlds = 4000;
    double in_force = 0;
    for (std::uint64_t w = 0; w < worlds; ++w) {
        in_force += static_cast<double>(rivals.run(w).weeks_in_force(0).size());
    }
    // Week 10 for sure, each of the 19 others with (1 - h)^k.
    double expected = 0, squares = 0, p = 1;
    for (int k = 0; k < 20; ++k, p *= 1 - h) {
        expected += p;
        squares += (2 * k + 1) * p;
    }
    double const error = std::sqrt((squares - expected * expected) / worlds);
    EXPECT_NEAR(in_force / worlds, expected, 4 * error);
    EXPECT_GT(std::fabs(in_force / worlds - expected / (1 - h)), 4 * error);
}

TEST(Ending, SenderGivesUpOnceItsLossExceedsWhatItTolerates) {
    // A's only node sells to B alone: from week 10 all of its output is lost.
    // Smoothed over 8 weeks the share lost after k weeks is 1 - (7/8)^k.
    Rivals rivals{60};
    rivals.model.rules.exits_on = 1;
    auto& slot = rivals.model.slot[0];
    slot.exit_loss = 1e6f;
    slot.exit_tolerance = 0.5f;
    // .487 after 5 weeks (10 to 14), .551 after 6: given up in week 16.
    auto const path = rivals.run();
    EXPECT_EQ(path.weeks_in_force(0).front(), 10);
    EXPECT_EQ(path.weeks_in_force(0).back(), 15);
    rivals.model.slot[0].exit_tolerance = 1;
    EXPECT_EQ(rivals.run().weeks_in_force(0).size(), 50u);
}

TEST(Ending, FollowerLeavesAfterItsLeader) {
    Rivals rivals{60};
    rivals.model.activation[0].end = 30;
    rivals.model.activation.push_back({2, 12, forever, 0, 0});
    rivals.model.package[shock_package].last_activation = 2;
    rivals.model.slot[2].leader = 0;
    rivals.model.slot[2].exit_lag = 7;
    rivals.model.rules.exits_on = 1;
    auto const path = rivals.run();
    EXPECT_EQ(path.weeks_in_force(0).back(), 29);
    EXPECT_EQ(path.weeks_in_force(2).front(), 12);
    EXPECT_EQ(path.weeks_in_force(2).back(), 36);
}

TEST(Ending, FollowerStaysWhileItsLeaderStays) {
    Rivals rivals{60};
    rivals.model.activation.push_back({2, 12, forever, 0, 0});
    rivals.model.package[shock_package].last_activation = 2;
    rivals.model.slot[2].leader = 0;
    rivals.model.slot[2].exit_lag = 7;
    rivals.model.rules.exits_on = 1;
    EXPECT_EQ(rivals.run().weeks_in_force(2).back(), 59);
}

Activation relief(int week, float jump) {
    Activation lift{0, week, forever, 0, jump};
    lift.lifts = 1;
    return lift;
}

TEST(Ending, ReliefLiftsAMeasureAndCalms) {
    Rivals rivals{40};
    rivals.model.activation.push_back(relief(25, -0.3f));
    rivals.model.package[shock_package].last_activation = 2;
    auto const path = rivals.run();
    EXPECT_EQ(path.weeks_in_force(0).front(), 10);
    EXPECT_EQ(path.weeks_in_force(0).back(), 24);
    EXPECT_EQ(path.tension[24], 0);
    EXPECT_NEAR(path.tension[30], -0.3, 1e-6);
}

TEST(Ending, ReliefOfWhatIsNotInForceCalmsNobody) {
    Rivals rivals{40};
    rivals.model.activation.push_back(relief(5, -0.3f));
    rivals.model.package[shock_package].last_activation = 2;
    auto const path = rivals.run();
    EXPECT_EQ(path.weeks_in_force(0).front(), 10);
    EXPECT_EQ(path.tension[30], 0);
}

TEST(Ending, ReliefOfHalfAMeasureCalmsHalf) {
    Rivals rivals{40};
    rivals.model.activation[0].level = 0.5f;
    rivals.model.activation.push_back(relief(25, -0.3f));
    rivals.model.package[shock_package].last_activation = 2;
    EXPECT_NEAR(rivals.run().tension[30], -0.15, 1e-6);
}
}  // namespace
}  // namespace chokepoint::test
