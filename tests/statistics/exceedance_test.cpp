#include "host/statistics/exceedance.hpp"

#include <gtest/gtest.h>

#include "host/statistics/proportion.hpp"
#include "tests/statistics/known_losses.hpp"

namespace chokepoint::test {
TEST(ExceedanceCurve, follows_the_exact_frequency_severity_model) {
    auto const atoms = compound_poisson();
    Sample const total{atoms.loss, atoms.weight};
    EXPECT_NEAR(total.probability_above(4), .406104, 1e-6);
    EXPECT_NEAR(total.probability_above(9), .093204, 1e-6);
    auto const curve = exceedance_curve(total, {20, 100, 200, 1000});
    EXPECT_EQ(curve[0].value, 11);
    EXPECT_EQ(curve[1].value, 15);
    EXPECT_EQ(curve[2].value, 17);
    EXPECT_EQ(curve[3].value, 21);

    // Largest loss of a year: P(max < x) = exp(-2 P(X >= x)).
    Sample const largest{{0, 1, 2, 5},
                         {std::exp(-2.0), std::exp(-1.0) - std::exp(-2.0),
                          std::exp(-.4) - std::exp(-1.0), 1 - std::exp(-.4)}};
    EXPECT_NEAR(largest.probability_above(4), .329680, 1e-6);
    EXPECT_NEAR(largest.probability_above(1), .632121, 1e-6);
}

TEST(ExceedanceCurve, of_largest_losses_never_exceeds_that_of_totals) {
    std::vector<float> total, largest;
    int equal = 0;
    for (std::uint32_t year = 0; year < 20000; ++year) {
        auto const y = simulated_year(5, year);
        total.push_back(y.total);
        largest.push_back(y.largest);
    }
    std::vector<double> const periods{1.1, 1.5, 2, 5, 10, 20, 50, 100, 500};
    auto const aggregate = exceedance_curve(Sample{total}, periods);
    auto const occurrence = exceedance_curve(Sample{largest}, periods);
    for (std::size_t i = 0; i < periods.size(); ++i) {
        EXPECT_LE(occurrence[i].value, aggregate[i].value) << periods[i];
        equal += occurrence[i].value == aggregate[i].value;
    }
    EXPECT_LT(equal, 5);  // they are not the same curve
}

TEST(ExceedanceCurve, simulated_years_reproduce_the_exact_shares) {
    int at_least_5 = 0;
    int largest_at_least_5 = 0;
    double const n = 100000;
    for (std::uint32_t year = 0; year < n; ++year) {
        auto const y = simulated_year(6, year);
        at_least_5 += y.total >= 5;
        largest_at_least_5 += y.largest >= 5;
    }
    EXPECT_NEAR(at_least_5 / n, .406104, 4 * std::sqrt(.25 / n));
    EXPECT_NEAR(largest_at_least_5 / n, .329680, 4 * std::sqrt(.25 / n));
}

TEST(ReturnPeriod, gives_its_level_and_refuses_one_or_less) {
    EXPECT_DOUBLE_EQ(level_of(20), .95);
    EXPECT_DOUBLE_EQ(level_of(200), .995);
    EXPECT_THROW(level_of(1), std::invalid_argument);
    EXPECT_DOUBLE_EQ(annualised_level(20, 52), .95);
    EXPECT_DOUBLE_EQ(annualised_level(20, 104), .95 * .95);
}

TEST(WilsonInterval, equals_published_licence_shares) {
    struct {
        double successes, trials, share, lower, upper;
    } const expected[] = {{113, 163, .6933, .619, .759},
                          {188, 206, .9126, .866, .944},
                          {192, 242, .7934, .738, .840},
                          {2641, 3934, .6713, .657, .686}};
    for (auto const& e : expected) {
        auto const wilson = wilson_interval(e.successes, e.trials);
        EXPECT_NEAR(wilson.value, e.share, 5e-5);
        EXPECT_NEAR(wilson.lower, e.lower, 6e-4);
        EXPECT_NEAR(wilson.upper, e.upper, 6e-4);
    }
    EXPECT_NEAR(wilson_interval(335, 880).value, .3807, 5e-5);
}

TEST(WilsonInterval, stays_within_0_and_1_and_says_something_at_the_ends) {
    auto const never = wilson_interval(0, 10);
    EXPECT_EQ(never.lower, 0);
    EXPECT_NEAR(never.upper, .2775, 1e-4);
    auto const always = wilson_interval(10, 10);
    EXPECT_NEAR(always.lower, .7225, 1e-4);
    EXPECT_EQ(always.upper, 1);
    EXPECT_THROW(wilson_interval(1, 0), std::invalid_argument);
    EXPECT_THROW(wilson_interval(3, 2), std::invalid_argument);
}
}  // namespace chokepoint::test
