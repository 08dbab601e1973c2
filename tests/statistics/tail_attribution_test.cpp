#include "host/statistics/tail_attribution.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "host/statistics/risk.hpp"
#include "tests/statistics/known_losses.hpp"

namespace chokepoint::test {
TEST(TailContribution, of_two_correlated_normal_lines_is_eulers) {
    // Lines of deviation 1 and 2, correlation .25, on a grid of two
    // independent normal variables: TVaR.99 6.528415 = 1.632104 + 4.896311.
    std::vector<float> first, second, whole;
    std::vector<double> weights;
    for (double x = -7; x < 7; x += .02) {
        for (double y = -7; y < 7; y += .02) {
            auto const one = static_cast<float>(x);
            auto const two =
                static_cast<float>(2 * (.25 * x + std::sqrt(1 - .0625) * y));
            first.push_back(one);
            second.push_back(two);
            whole.push_back(one + two);
            weights.push_back(std::exp(-(x * x + y * y) / 2));
        }
    }
    auto const tail = find_tail(whole, .99, weights);
    auto const of_first = tail_contribution(tail, first);
    auto const of_second = tail_contribution(tail, second);
    EXPECT_NEAR(tail_contribution(tail, whole), 6.528415, 2e-3);
    EXPECT_NEAR(of_first, 1.632104, 2e-3);
    EXPECT_NEAR(of_second, 4.896311, 2e-3);
    // Additive to the rounding of float losses.
    EXPECT_NEAR(of_first + of_second, tail_contribution(tail, whole), 1e-6);
}

TEST(TailContribution, of_parts_adds_up_to_the_tail_mean_with_an_atom) {
    // Most worlds lose nothing: VaR is in the atom at 0 or at 1.
    std::vector<float> part_a, part_b, whole;
    for (std::uint32_t i = 0; i < 1000; ++i) {
        auto const year = simulated_year(13, i);
        part_a.push_back(year.largest);
        part_b.push_back(year.total - year.largest);
        whole.push_back(year.total);
    }
    Sample const sample{whole};
    for (double const level : {.05, .2, .5, .9, .99}) {
        auto const tail = find_tail(whole, level);
        EXPECT_NEAR(std::accumulate(tail.share.begin(), tail.share.end(), 0.0),
                    1, 1e-12);
        EXPECT_NEAR(
            tail_contribution(tail, part_a) + tail_contribution(tail, part_b),
            tail_value_at_risk(sample, level).value, 1e-9)
            << level;
    }
}

TEST(TailLift, tells_what_is_met_more_often_in_the_tail) {
    // 1000 worlds; the 50 worst all have bit 0, as have 50 others; bit 1 is
    // in every second world; bit 2 never occurs.
    std::vector<float> losses;
    std::vector<std::uint32_t> mask;
    for (std::uint32_t i = 0; i < 1000; ++i) {
        losses.push_back(static_cast<float>(i));
        bool const cause = i >= 950 || i < 50;
        mask.push_back((cause ? 1u : 0u) | (i % 2 ? 2u : 0u) |
                       (i >= 950 ? 0x80000000u : 0u));
    }
    auto const tail = find_tail(losses, .951);
    ASSERT_EQ(tail.row.size(), 50u);
    auto const lift = tail_lift(tail, mask, 32);
    EXPECT_EQ(lift[0].in_tail.value, 1);
    EXPECT_NEAR(lift[0].in_tail.lower, 50 / (50 + 3.841459), 1e-6);
    EXPECT_NEAR(lift[0].overall.value, .1, 1e-12);
    EXPECT_NEAR(lift[0].lift, 10, 1e-9);
    EXPECT_NEAR(lift[1].lift, 1, 1e-9);
    EXPECT_EQ(lift[2].overall.value, 0);
    EXPECT_TRUE(std::isnan(lift[2].lift));
    EXPECT_NEAR(lift[31].lift, 20, 1e-9);
}

TEST(TailLift, weights_count_worlds_by_their_probability) {
    std::vector<float> const losses{1, 2, 3, 4};
    std::vector<std::uint32_t> const mask{0, 1, 1, 0};
    std::vector<double> const weights{5, 2, 2, 1};
    auto const tail = find_tail(losses, .7, weights);
    ASSERT_EQ(tail.row.size(), 3u);
    auto const lift = tail_lift(tail, mask, 1, weights);
    EXPECT_NEAR(lift[0].in_tail.value, .8, 1e-12);
    EXPECT_NEAR(lift[0].overall.value, .4, 1e-12);
    EXPECT_NEAR(lift[0].lift, 2, 1e-12);
}
}  // namespace chokepoint::test
