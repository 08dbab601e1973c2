#include "host/statistics/comparison.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "host/statistics/quantile_difference.hpp"
#include "tests/statistics/known_losses.hpp"

namespace chokepoint::test {
TEST(PairedComparison, equals_the_hand_computed_example) {
    // Differences 1, 2, 3, -2, 0: mean .8, variance 3.7.
    auto const c = compare_pairs({2, 4, 6, 1, 5}, {1, 2, 3, 3, 5});
    EXPECT_NEAR(c.mean.value, .8, 1e-12);
    EXPECT_NEAR(c.deviation, std::sqrt(3.7), 1e-12);
    EXPECT_NEAR(c.t, .8 / std::sqrt(3.7 / 5), 1e-12);
    EXPECT_NEAR(c.mean.upper, .8 + 1.959964 * std::sqrt(3.7 / 5), 1e-6);
    EXPECT_NEAR(c.a_worse.value, .6, 1e-12);
    EXPECT_NEAR(c.b_worse.value, .2, 1e-12);
    EXPECT_NEAR(c.sign_p, 2 * (1 + 4) / 16.0, 1e-12);
}

TEST(PairedComparison, of_equal_packages_finds_nothing) {
    auto const c = compare_pairs({1, 2, 3}, {1, 2, 3});
    EXPECT_EQ(c.mean.value, 0);
    EXPECT_EQ(c.mean.lower, 0);
    EXPECT_EQ(c.mean.upper, 0);
    EXPECT_EQ(c.t, 0);
    EXPECT_EQ(c.sign_p, 1);
    EXPECT_EQ(c.a_worse.value, 0);
    EXPECT_NEAR(c.correlation, 1, 1e-12);
}

TEST(PairedComparison, swaps_signs_when_the_packages_swap) {
    std::vector<float> a, b;
    for (std::uint32_t i = 0; i < 5000; ++i) {
        auto const common = uniform(7, i, 0);
        a.push_back(static_cast<float>(common + .1 * uniform(7, i, 1)));
        b.push_back(static_cast<float>(common + .1 * uniform(7, i, 2)));
    }
    auto const ab = compare_pairs(a, b);
    auto const ba = compare_pairs(b, a);
    EXPECT_EQ(ab.mean.value, -ba.mean.value);
    EXPECT_EQ(ab.t, -ba.t);
    EXPECT_EQ(ab.a_worse.value, ba.b_worse.value);
    EXPECT_EQ(ab.sign_p, ba.sign_p);
}

TEST(PairedComparison, pairing_narrows_the_interval_by_the_correlation) {
    // Var(D) = 2 s2 (1 - rho) for equal variances s2.
    std::vector<float> a, b;
    for (std::uint32_t i = 0; i < 20000; ++i) {
        auto const common = uniform(8, i, 0);
        a.push_back(static_cast<float>(common + .2 * uniform(8, i, 1)));
        b.push_back(static_cast<float>(common + .2 * uniform(8, i, 2)));
    }
    auto const c = compare_pairs(a, b);
    double const variance = 1.04 / 12;
    EXPECT_NEAR(c.correlation, 1 / 1.04, .002);
    EXPECT_NEAR(c.deviation * c.deviation, 2 * variance * (1 - c.correlation),
                .02 * 2 * variance * (1 - c.correlation));
}

TEST(PairedComparison, worlds_that_weigh_twice_count_twice) {
    auto const weighted = compare_pairs({3, 5, 1}, {1, 1, 2}, {1, 2, 1});
    EXPECT_NEAR(weighted.mean.value, (2 + 4 + 4 - 1) / 4.0, 1e-12);
    EXPECT_NEAR(weighted.a_worse.value, .75, 1e-12);
    EXPECT_THROW(compare_pairs({1, 2}, {1}), std::invalid_argument);
    EXPECT_THROW(compare_pairs({1}, {1}), std::invalid_argument);
}

TEST(SignTest, equals_the_binomial_and_joins_the_normal_form) {
    EXPECT_NEAR(sign_test(8, 2), 2 * (1 + 10 + 45) / 1024.0, 1e-12);
    EXPECT_EQ(sign_test(5, 5), 1);
    EXPECT_EQ(sign_test(0, 0), 1);
    EXPECT_NEAR(sign_test(0, 1), 1, 1e-12);
    EXPECT_NEAR(sign_test(530, 470), sign_test(531, 471), .003);
    EXPECT_LT(sign_test(6000, 4000), 1e-80);
}

class QuantileDifferenceTest : public ::testing::Test {
  protected:
    QuantileDifferenceTest() {
        for (std::uint32_t i = 0; i < 4000; ++i) {
            auto const loss = -std::log(uniform(9, i, 0));
            b.push_back(static_cast<float>(loss));
            a.push_back(static_cast<float>(1.1 * loss));
        }
    }
    std::vector<float> a, b;
};

TEST_F(QuantileDifferenceTest, estimate_is_the_difference_of_the_quantiles) {
    auto const d = quantile_difference(a, b, .95);
    auto const quantile = [](std::vector<float> losses) {
        std::sort(losses.begin(), losses.end());
        return double{losses[3799]};
    };
    EXPECT_EQ(d.value, quantile(a) - quantile(b));
    // Truth: .1 ln 20 = .29957.
    EXPECT_LE(d.lower, .29957);
    EXPECT_GE(d.upper, .29957);
    EXPECT_GT(d.lower, 0);
}

TEST_F(QuantileDifferenceTest, resampling_pairs_beats_resampling_each_alone) {
    auto const paired = quantile_difference(a, b, .95);
    std::vector<float> strangers(b.rbegin(), b.rend());  // other worlds
    auto const alone = quantile_difference(a, strangers, .95);
    EXPECT_EQ(paired.value, alone.value);
    EXPECT_LT(3 * (paired.upper - paired.lower), alone.upper - alone.lower);
}

TEST_F(QuantileDifferenceTest, is_a_pure_function_of_its_seed) {
    auto const first = quantile_difference(a, b, .95, {}, 1);
    auto const again = quantile_difference(a, b, .95, {}, 1);
    auto const other = quantile_difference(a, b, .95, {}, 2);
    EXPECT_EQ(first.lower, again.lower);
    EXPECT_EQ(first.upper, again.upper);
    EXPECT_NE(first.lower, other.lower);
}

/// Replicates of a twentieth of the worlds and the bootstrap estimate one
/// spread: 19 degrees of freedom tell it within a factor of 1.6 (99 %).
TEST_F(QuantileDifferenceTest, equal_weights_change_the_interval_by_little) {
    auto const plain = quantile_difference(a, b, .95);
    auto const weighted =
        quantile_difference(a, b, .95, std::vector<double>(a.size(), 2));
    EXPECT_EQ(plain.value, weighted.value);
    auto const width =
        (weighted.upper - weighted.lower) / (plain.upper - plain.lower);
    EXPECT_GT(width, 0.5);
    EXPECT_LT(width, 2);
}

TEST_F(QuantileDifferenceTest, interval_covers_the_truth_as_often_as_it_says) {
    // A and B share most of their worlds' luck; the difference of their 90 %
    // quantiles is (1.5 - 1) ln 10.
    int covered = 0;
    int const studies = 100;
    for (std::uint32_t study = 0; study < studies; ++study) {
        std::vector<float> worse, better;
        for (std::uint32_t i = 0; i < 1000; ++i) {
            auto const u = uniform(10, study, i);
            bool const same = uniform(11, study, i) < .8;
            auto const v = same ? u : uniform(12, study, i);
            worse.push_back(static_cast<float>(-1.5 * std::log(u)));
            better.push_back(static_cast<float>(-std::log(v)));
        }
        auto const d = quantile_difference(worse, better, .9, {}, study, 100);
        auto const truth = .5 * std::log(10);
        covered += d.lower <= truth && truth <= d.upper;
    }
    EXPECT_GE(covered, 89);
}
}  // namespace chokepoint::test
