#include "host/campaign/spec/distribution.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "host/campaign/spec/special_functions.hpp"

namespace chokepoint::test {
using D = Distribution;

// Expected values in this file: SciPy 1.10, scipy.stats, printed to 15 digits.
constexpr double probabilities[] = {0x1p-33, 1e-6, .01, .25,
                                    .5,      .75,  .99, 1 - 0x1p-20};

void expect_quantiles(D const& d, std::vector<double> const& expected) {
    for (std::size_t i = 0; i < expected.size(); ++i) {
        double const p = probabilities[i];
        EXPECT_NEAR(d.quantile(p, 1 - p), expected[i],
                    1e-12 * std::abs(expected[i]))
            << "p = " << p;
    }
}

TEST(DistributionTest, beta_quantiles_agree_with_scipy_in_both_tails) {
    expect_quantiles(D::beta(1.2, 3),
                     {1.84596261113233e-09, 3.50387951326647e-06,
                      0.00760128130013609, 0.123872113653864, 0.249633524055777,
                      0.415300434458637, 0.805741417526859, 0.991214012226348});
    expect_quantiles(D::beta(6, 1.5),
                     {0.0184942823842584, 0.0841071956469207, 0.401907263718881,
                      0.719307350436423, 0.827248592727997, 0.907407670254713,
                      0.990843101052918, 0.999981232513399});
    expect_quantiles(D::beta(.5, .5),
                     {3.34395204163549e-20, 2.46740110027031e-12,
                      0.000246719817134221, 0.146446609406726, 0.5,
                      0.853553390593274, 0.999753280182866, 0.999999999997756});
}

TEST(DistributionTest, beta_quantiles_keep_their_digits_at_extreme_shapes) {
    // x^a and 1 - (1 - x)^b, in closed form.
    auto const near_zero = D::beta(0.001, 1), near_one = D::beta(1, 0.001);
    EXPECT_NEAR(near_zero.quantile(0.98, 0.02) / std::pow(0.98, 1000), 1,
                1e-11);
    EXPECT_EQ(near_one.quantile(0.5, 0.5), 1);
    // Symmetric: the median needs no search, whatever the shape.
    for (double const a : {1e-3, 0.7, 1.0, 5.0, 5.5, 64.0, 1e4}) {
        EXPECT_EQ(D::beta(a, a).quantile(0.5, 0.5), 0.5) << a;
    }
}

TEST(DistributionTest, beta_quantiles_that_no_iteration_finds_are_halved) {
    // Near 0, I_x(a, b) = x^a / (a B(a, b)) up to 1 + O(x).
    double const a = 3.2796761824128726, b = 0.05;
    double const whole =
        std::exp(std::lgamma(a) + std::lgamma(b) - std::lgamma(a + b));
    for (double const p : {1.3877787807814457e-17, 8.6736173798840355e-19}) {
        EXPECT_NEAR(
            D::beta(a, b).quantile(p, 1) / std::pow(p * a * whole, 1 / a), 1,
            1e-4)
            << p;
        EXPECT_NEAR(
            (1 - D::beta(b, a).quantile(1, p)) / std::pow(p * a * whole, 1 / a),
            1, 1e-4)
            << p;
    }
}

TEST(DistributionTest,
     probabilities_that_miss_the_ends_by_a_rounding_are_ends) {
    double const over = 1 + 0x1p-52, under = -0x1p-52;
    EXPECT_EQ(D::beta(2, 3).quantile(over, under), 1);
    EXPECT_EQ(D::beta(2, 3).quantile(under, over), 0);
    EXPECT_EQ(D::lognormal(2, 1).quantile(under, over), 0);
    EXPECT_TRUE(std::isinf(D::lognormal(2, 1).quantile(over, under)));
}

TEST(DistributionTest, lognormal_quantiles_agree_with_scipy) {
    expect_quantiles(D::lognormal(4, 0.5),
                     {0.168186042550289, 0.371421481198306, 1.24997109131587,
                      2.85493617123263, 4, 5.60432844741742, 12.8002960317718,
                      43.2845119031746});
}

TEST(DistributionTest, normal_quantile_keeps_the_far_upper_tail) {
    EXPECT_NEAR(normal_quantile(0x1p-33, 1 - 0x1p-33), -6.33795775455379,
                1e-13);
    EXPECT_EQ(normal_quantile(1 - 0x1p-33, 0x1p-33),
              -normal_quantile(0x1p-33, 1 - 0x1p-33));
    EXPECT_EQ(normal_quantile(0.5, 0.5), 0);
}

TEST(DistributionTest, chi_square_and_t_agree_with_scipy) {
    double const expected[] = {3.05177333465146e-05, 0.00282976132295869,
                               0.297109480506532,    1.92255752622955,
                               3.35669398003332,     5.38526905777939,
                               13.2767041359876,     33.4773836898818};
    for (int i = 0; i < 8; ++i) {
        double const p = probabilities[i];
        EXPECT_NEAR(chi_square_quantile(p, 1 - p, 4), expected[i],
                    1e-11 * expected[i]);
    }
    EXPECT_NEAR(student_upper_tail(0.5, 4), 0.32166498159093165, 1e-14);
    EXPECT_NEAR(student_upper_tail(2.5, 4), 0.03338327240599406, 1e-15);
    EXPECT_NEAR(student_upper_tail(8, 4), 0.0006619484546085838, 1e-16);
}

TEST(DistributionTest, negative_binomial_counts_agree_with_scipy) {
    auto const batch = D::negative_binomial(9.5, 1);
    double const p[] = {.05, .1, .5, .9, .99};
    double const expected[] = {0, 1, 6, 23, 46};
    for (int i = 0; i < 5; ++i) {
        EXPECT_EQ(batch.quantile(p[i], 1 - p[i]), expected[i]);
    }
}

TEST(DistributionTest, mixture_puts_its_atom_where_the_value_belongs) {
    auto const quota = D::mixture(0, 0.4, D::beta(2, 2));
    EXPECT_EQ(quota.quantile(0.1, 0.9), 0);
    EXPECT_EQ(quota.quantile(0.39, 0.61), 0);
    EXPECT_NEAR(quota.quantile(0.7, 0.3), 0.5, 1e-12);
    auto const middle = D::mixture(0.5, 0.2, D::uniform(0, 1));
    EXPECT_NEAR(middle.quantile(0.2, 0.8), 0.25, 1e-12);
    EXPECT_EQ(middle.quantile(0.5, 0.5), 0.5);
    EXPECT_NEAR(middle.quantile(0.8, 0.2), 0.75, 1e-12);
}

TEST(DistributionTest, discrete_and_empirical_follow_their_values) {
    D pick;
    pick.kind = D::Kind::discrete;
    pick.values = {1, 2, 5};
    pick.probabilities = {.25, .5, .25};
    EXPECT_EQ(pick.quantile(.2, .8), 1);
    EXPECT_EQ(pick.quantile(.5, .5), 2);
    EXPECT_EQ(pick.quantile(.9, .1), 5);
    D seen;
    seen.kind = D::Kind::empirical;
    seen.values = {0, 10, 30};
    EXPECT_DOUBLE_EQ(seen.quantile(.25, .75), 5);
    EXPECT_DOUBLE_EQ(seen.quantile(.75, .25), 20);
}

TEST(DistributionTest, cumulative_is_the_inverse_of_the_quantile) {
    auto const wait = D::lognormal(11.3, 0.383);
    EXPECT_EQ(wait.cumulative(0), 0);
    EXPECT_NEAR(wait.cumulative(8), 0.1836011315304042, 1e-12);
    EXPECT_NEAR(wait.cumulative(12), 0.5623497182896157, 1e-12);
    EXPECT_NEAR(wait.cumulative(26), 0.9852112194734056, 1e-12);
    EXPECT_EQ(D::constant(3).cumulative(2.9), 0);
    EXPECT_EQ(D::constant(3).cumulative(3), 1);
}
}  // namespace chokepoint::test
