#include "host/statistics/weighted_shares.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "host/statistics/normal.hpp"
#include "host/statistics/proportion.hpp"
#include "tests/statistics/known_losses.hpp"

namespace chokepoint::test {
namespace {
TEST(WeightedShares, without_weights_are_wilsons) {
    std::vector<float> const losses{3, 0, 5, 0, 0, 2, 9};
    auto const share = share_above(losses, 1, {});
    auto const wilson = wilson_interval(4, 7);
    EXPECT_EQ(share.value, wilson.value);
    EXPECT_EQ(share.lower, wilson.lower);
    EXPECT_EQ(share.upper, wilson.upper);
}

TEST(WeightedShares, count_worlds_by_their_weight) {
    std::vector<double> const weights{5, 1, 1, 3};
    WeightedShares shares{2, weights};
    for (std::size_t row = 0; row < 4; ++row) {
        shares.world(row);
    }
    shares.hit(0, 0);
    shares.hit(0, 2);
    EXPECT_NEAR(shares.share(0).value, .6, 1e-15);
    EXPECT_EQ(shares.share(1).value, 0);
    EXPECT_EQ(shares.share(1).lower, 0);
    // No hit: as many trials as equal worlds would be, 100 / 36.
    EXPECT_NEAR(shares.share(1).upper, wilson_interval(0, 100.0 / 36).upper,
                1e-12);
}

TEST(WeightedShares, of_no_world_are_unknown) {
    std::vector<double> const weights{1, 1};
    EXPECT_TRUE(std::isnan(WeightedShares(1, weights).share(0).value));
}

/// Two strata: one world in ten is of the costly kind, drawn half the time.
/// Weighted 0.2 and 1.8, 2,000 worlds; the cheap kind hits with probability
/// .02, the costly one with .4. Share .058; its variance by strata is
/// (.9^2 .02 .98 + .1^2 .4 .6) / 1000. As many equal worlds as
/// (sum w)^2 / sum w^2 = 1220 would give intervals 1.56 times as wide.
TEST(WeightedShares, intervals_cover_as_often_as_they_say_and_are_no_wider) {
    int const samples = 400;
    int covered = 0;
    double width = 0;
    for (std::uint32_t sample = 0; sample < samples; ++sample) {
        std::vector<double> weights;
        std::vector<float> losses;
        for (std::uint32_t i = 0; i < 2000; ++i) {
            bool const costly = i >= 1000;  // each replicate has both
            weights.push_back(costly ? .2 : 1.8);
            losses.push_back(uniform(77, sample, i) < (costly ? .4 : .02) ? 1
                                                                          : 0);
        }
        auto const share = share_above(losses, .5, weights);
        covered += share.lower <= .058 && .058 <= share.upper ? 1 : 0;
        width += (share.upper - share.lower) / samples;
    }
    // 95 % of 400 with a standard deviation of 4.4.
    EXPECT_GT(covered, 380 - 18);
    EXPECT_LT(covered, 380 + 18);
    auto const exact =
        2 * normal_975 * std::sqrt((.81 * .02 * .98 + .01 * .4 * .6) / 1000);
    EXPECT_GT(width, exact);
    EXPECT_LT(width, 1.2 * exact);
}
}  // namespace
}  // namespace chokepoint::test
