#include "host/campaign/model/quantile_table.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "host/campaign/spec/special_functions.hpp"
#include "kernels/views/campaign_view.cuh"
#include "kernels/world/random.cuh"

namespace chokepoint::test {
constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double words = 4294967296.0;

std::vector<float> table_of(Distribution const& d, double low, double high) {
    return quantile_knots(
        [&](double p, double complement) { return d.quantile(p, complement); },
        low, high);
}

/// Words that visit every piece of both halves, inside and at its ends.
template <class F>
void visit_words(F&& f) {
    for (std::uint32_t j = 0; j + 1 < knots_per_half; ++j) {
        auto const from = static_cast<std::uint32_t>(knot_position(j));
        auto const to = static_cast<std::uint32_t>(knot_position(j + 1));
        for (auto const v :
             {from, from + (to - from) / 3, from + (to - from) / 2, to - 1}) {
            f(v);
            f(~v);
        }
    }
}

TEST(QuantileTableTest, knots_sit_where_model_C5_puts_them) {
    EXPECT_EQ(knot_position(0), 0);
    EXPECT_EQ(knot_position(1), 32);
    EXPECT_EQ(knot_position(2), 33);
    EXPECT_EQ(knot_position(33), 64);
    EXPECT_EQ(knot_position(34), 66);
    EXPECT_EQ(knot_position(knots_per_half - 1), 2147483648.0);
}

TEST(QuantileTableTest, ends_are_the_tail_and_the_median) {
    auto const t = table_of(Distribution::lognormal(4, 0.5), 0, infinity);
    ASSERT_EQ(t.size(), knots);
    EXPECT_FLOAT_EQ(t[0], 0.168186042550289f);  // Q(2^-33), scipy
    EXPECT_FLOAT_EQ(t[knots_per_half - 1], 4);
    EXPECT_FLOAT_EQ(t[2 * knots_per_half - 1], 4);
    EXPECT_FLOAT_EQ(t[knots_per_half], 16 / 0.168186042550289f);
}

TEST(QuantileTableTest, interpolation_error_is_below_one_in_ten_thousand) {
    // -log(1 - p), the exponential distribution in closed form.
    auto const exponential = quantile_knots(
        [](double, double complement) { return -std::log(complement); }, 0,
        infinity);
    auto const lognormal =
        table_of(Distribution::lognormal(1, 0.8), 0, infinity);
    auto const beta = table_of(Distribution::beta(1.2, 3), 0, 1);
    double worst = 0;
    visit_words([&](std::uint32_t word) {
        bool const upper = word >> 31;
        double const tail = (upper ? ~word : word) / words;
        if (tail < 32 / words) {
            return;  // the flat bin: 2^-27 of all words
        }
        double const p = upper ? 1 - tail : tail;
        double const complement = upper ? tail : 1 - tail;
        auto const error = [&](std::vector<float> const& t, double exact) {
            worst = std::max(
                worst, std::abs(read_quantile(t.data(), word) / exact - 1));
        };
        error(exponential, upper ? -std::log(complement) : -std::log1p(-p));
        error(lognormal, std::exp(0.8 * normal_quantile(p, complement)));
        error(beta, beta_quantile(p, complement, 1.2, 3));
    });
    EXPECT_LT(worst, 1e-4);
    EXPECT_GT(worst, 1e-6);  // it is an interpolation, not the function
}

TEST(QuantileTableTest, kernels_read_the_same_bits_and_never_decrease) {
    auto const t = table_of(Distribution::beta(6, 1.5), 0, 1);
    visit_words([&](std::uint32_t word) {
        EXPECT_EQ(read_quantile(t.data(), word), quantile(t.data(), word));
        if (word != 0xffffffffu) {
            EXPECT_LE(quantile(t.data(), word), quantile(t.data(), word + 1));
        }
    });
}

TEST(QuantileTableTest, values_are_cut_to_their_range) {
    auto const t = table_of(Distribution::lognormal(0.5, 2), 0, 1);
    EXPECT_EQ(read_quantile(t.data(), 0xfffffff0u), 1);
    EXPECT_LT(read_quantile(t.data(), 0x10000000u), 0.5f);
}

TEST(QuantileTableTest, chi_scale_increases_with_the_word) {
    auto const scale = inverse_chi_scale(4);
    // 1/sqrt(chi2/4), chi2 median 3.35669398003332 and 1 % 0.297109480506532.
    EXPECT_NEAR(scale(.5, .5), std::sqrt(4 / 3.35669398003332), 1e-12);
    EXPECT_NEAR(scale(.99, .01), std::sqrt(4 / 0.297109480506532), 1e-12);
    EXPECT_LT(scale(.01, .99), scale(.5, .5));
}

TEST(QuantileTableTest, latent_table_maps_t_or_normal_to_severity) {
    auto const severity = Distribution::beta(1.2, 3);
    auto const t4 = latent_knots_of(severity, 4, 0, 1);
    ASSERT_EQ(t4.size(), latent_knots);
    EXPECT_FLOAT_EQ(t4[0], 7.86221744e-04f);  // scipy, as the others
    EXPECT_FLOAT_EQ(t4[200], 4.38155830e-02f);
    EXPECT_FLOAT_EQ(t4[411], 8.55950340e-01f);
    EXPECT_FLOAT_EQ(t4[511], 9.21928878e-01f);
    auto const normal = latent_knots_of(severity, 0, 0, 1);
    EXPECT_FLOAT_EQ(normal[200], 0.0250958f);
    EXPECT_FLOAT_EQ(normal[311], 0.68642821f);
}

TEST(ThresholdTest, a_probability_becomes_the_first_word_above_it) {
    EXPECT_EQ(threshold_of(0), 0u);
    EXPECT_EQ(threshold_of(0.5), 0x80000000u);
    EXPECT_EQ(threshold_of(0x1p-32), 1u);
    EXPECT_EQ(threshold_of(0x1p-34), 1u);
    EXPECT_EQ(threshold_of(1), 0xffffffffu);
}

void expect_near_words(std::vector<std::uint32_t> const& list,
                       std::vector<double> const& expected) {
    ASSERT_GE(list.size(), expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
        EXPECT_NEAR(list[i], expected[i], 2) << i;
    }
}

TEST(ThresholdTest, poisson_thresholds_are_the_cumulative_probabilities) {
    // ceil(F(k) 2^32), scipy.stats.poisson(2.5).
    auto const list = poisson_thresholds(2.5);
    expect_near_words(list, {352552385, 1233933347, 2335659548, 3253764717,
                             3827580447, 4114488312});
    EXPECT_TRUE(std::is_sorted(list.begin(), list.end()));
    EXPECT_GT(list.back(), 0xfffffff0u);
    EXPECT_TRUE(poisson_thresholds(0).empty());
}

TEST(ThresholdTest, poisson_mean_is_what_was_asked_for) {
    for (double const mean : {0.01, 2.5, 120.0}) {
        double sum = 0;  // E[N] = sum of P(N > k)
        for (auto const threshold : poisson_thresholds(mean)) {
            sum += 1 - threshold / words;
        }
        EXPECT_NEAR(sum, mean, 1e-6 * std::max(1.0, mean));
    }
}

TEST(ThresholdTest, binomial_and_discrete_thresholds_are_cumulative) {
    // scipy.stats.binom(8, .72)
    expect_near_words(binomial_thresholds(8, 0.72),
                      {162265, 3500282, 33542437, 188044945, 684660150,
                       1706268572, 3019765114, 3984782982});
    EXPECT_EQ(binomial_thresholds(8, 0.72).size(), 8u);
    EXPECT_EQ(binomial_thresholds(2, 1),
              (std::vector<std::uint32_t>{0, 0}));  // always both
    EXPECT_EQ(discrete_thresholds({.25, .25, .5}),
              (std::vector<std::uint32_t>{0x40000000u, 0x80000000u}));
    EXPECT_TRUE(discrete_thresholds({1}).empty());
}
}  // namespace chokepoint::test
