#include "host/statistics/ratio.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/statistics/known_losses.hpp"

namespace chokepoint::test {
TEST(MeanRatio, equals_the_hand_computed_example) {
    // Means 4 and 2; (co)variances of a: 20/3, of both: 10/3, of b: 2; of the
    // means a fourth of that. With k = 1.96^2 = 3.841459:
    // p = 4 - k/2 = 2.079271, q = 8 - k 5/6 = 4.798784,
    // s = 16 - k 5/3 = 9.597569, root = sqrt(q^2 - p s) = 1.752823.
    auto const r = mean_ratio({1, 3, 5, 7}, {1, 1, 2, 4});
    EXPECT_NEAR(r.value, 2, 1e-12);
    EXPECT_NEAR(r.lower, (4.798784 - 1.752823) / 2.079271, 2e-6);
    EXPECT_NEAR(r.upper, (4.798784 + 1.752823) / 2.079271, 2e-6);
}

TEST(MeanRatio, ends_are_where_the_difference_is_just_not_significant) {
    std::vector<float> const a{3, 5, 4, 9, 6, 7}, b{2, 4, 4, 5, 3, 3};
    auto const r = mean_ratio(a, b);
    for (auto const end : {r.lower, r.upper}) {
        double mean = 0, squares = 0;
        for (std::size_t i = 0; i < a.size(); ++i) {
            mean += (a[i] - end * b[i]) / 6;
        }
        for (std::size_t i = 0; i < a.size(); ++i) {
            squares += std::pow(a[i] - end * b[i] - mean, 2);
        }
        EXPECT_NEAR(std::abs(mean) / std::sqrt(squares / 5 / 6), 1.959964,
                    1e-6);
    }
}

TEST(MeanRatio, is_unbounded_where_the_base_may_lose_nothing) {
    auto const r = mean_ratio({1, 2, 3, 2}, {0, 0, 0, 1});
    EXPECT_NEAR(r.value, 8, 1e-12);
    EXPECT_EQ(r.lower, -std::numeric_limits<double>::infinity());
    EXPECT_EQ(r.upper, std::numeric_limits<double>::infinity());
    EXPECT_TRUE(std::isnan(mean_ratio({1, 2}, {0, 0}).value));
}

TEST(MeanRatio, of_proportional_losses_is_exact) {
    auto const r = mean_ratio({2, 6, 10, 4}, {1, 3, 5, 2});
    EXPECT_NEAR(r.lower, 2, 1e-7);
    EXPECT_NEAR(r.upper, 2, 1e-7);
}

TEST(MeanRatio, equal_weights_change_the_value_by_nothing) {
    std::vector<float> a, b;
    for (std::uint32_t i = 0; i < 400; ++i) {
        b.push_back(static_cast<float>(1 + uniform(21, i, 0)));
        a.push_back(b.back() + static_cast<float>(uniform(21, i, 1)));
    }
    auto const plain = mean_ratio(a, b);
    auto const weighted = mean_ratio(a, b, std::vector<double>(400, 3));
    EXPECT_NEAR(plain.value, weighted.value, 1e-12);
    EXPECT_NEAR((weighted.upper - weighted.lower) / (plain.upper - plain.lower),
                1, .5);
    EXPECT_THROW(mean_ratio({1, 2}, {1}), std::invalid_argument);
    EXPECT_THROW(mean_ratio({1}, {1}), std::invalid_argument);
}

TEST(MeanRatio, interval_covers_the_truth_as_often_as_it_says) {
    // B = exponential with mean 1, A = .5 B + an exponential with mean 1: 1.5.
    int covered = 0;
    int const studies = 1000;
    for (std::uint32_t study = 0; study < studies; ++study) {
        std::vector<float> a, b;
        for (std::uint32_t i = 0; i < 400; ++i) {
            auto const common = -std::log(uniform(22, study, i));
            auto const own = -std::log(uniform(23, study, i));
            b.push_back(static_cast<float>(common));
            a.push_back(static_cast<float>(.5 * common + own));
        }
        auto const r = mean_ratio(a, b);
        covered += r.lower <= 1.5 && 1.5 <= r.upper;
    }
    // 950 expected, standard deviation 7.
    EXPECT_GE(covered, 925);
    EXPECT_LE(covered, 975);
}
}  // namespace chokepoint::test
