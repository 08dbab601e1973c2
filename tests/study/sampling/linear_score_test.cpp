#include "host/study/sampling/linear_score.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

#include "host/study/sampling/event_features.hpp"

namespace chokepoint::test {
namespace {
/// Losses are 5 + 3 x - 2 y; the third feature never moves, the fourth is x
/// again: the penalty of a thousandth shares the slope out between them.
TEST(LinearScore, FindsTheSlopes) {
    std::vector<std::vector<double>> features;
    std::vector<double> losses;
    for (int i = 0; i < 50; ++i) {
        double const x = i % 7, y = i % 5;
        features.push_back({x, y, 4, x});
        losses.push_back(5 + 3 * x - 2 * y);
    }
    LinearScore const score{features, losses};
    EXPECT_NEAR(score({2, 3, 4, 2}), 5 + 6 - 6, .02);
    EXPECT_NEAR(score({6, 0, 4, 6}), 5 + 18, .02);
    EXPECT_NEAR(score({6, 0, 9, 6}), score({6, 0, 4, 6}), 1e-9);
}

TEST(LinearScore, OfNoWorldsIsRefused) {
    EXPECT_THROW(LinearScore({}, {}), std::invalid_argument);
    EXPECT_THROW(LinearScore({{1}}, {1, 2}), std::invalid_argument);
}

DrawnEvent event(std::int32_t start, float hold, float recovery) {
    return {0, 0, start, .5f, hold, recovery, 0, 0, 2};
}

TEST(EventFeatures, AnEventActsForItsHoldAndAThirdOfItsRecovery) {
    EXPECT_NEAR(weeks_of_effect(event(10, 4, 9), 104), 4 + 3, 1e-12);
    EXPECT_NEAR(weeks_of_effect(event(10, 4, 0), 104), 4, 1e-12);
}

TEST(EventFeatures, NothingActsAfterTheEnd) {
    // 3.5 weeks are left.
    EXPECT_NEAR(weeks_of_effect(event(100, 20, 9), 104), 3.5, 1e-12);
    // 1.5 hold, 2 of 8 weeks of recovery: 8/3 (1 - .75^3).
    EXPECT_NEAR(weeks_of_effect(event(100, 1.5f, 8), 104),
                1.5 + 8. / 3 * (1 - .421875), 1e-12);
    EXPECT_EQ(weeks_of_effect(event(200, 4, 9), 104), 0);
}

TEST(EventFeatures, AreCountWeeksAndWhatIsStopped) {
    EventFeatures const features{2, 104};
    auto second = event(20, 2, 0);
    second.family = 1;
    auto const found = features({event(10, 4, 9), event(30, 1, 0), second});
    EXPECT_EQ(found, (std::vector<double>{2, 8, 16, 1, 2, 4}));
}
}  // namespace
}  // namespace chokepoint::test
