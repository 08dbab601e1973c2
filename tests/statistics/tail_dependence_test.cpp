#include "host/statistics/tail_dependence.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <stdexcept>

#include "tests/statistics/known_losses.hpp"

namespace chokepoint::test {
namespace {
using Losses = std::vector<float>;

double const pi = 3.14159265358979323846;
double const rho = .5;
std::uint32_t const worlds = 400000;

Exceedances beyond(Losses const& losses,
                   double level,
                   std::vector<double> const& weights = {}) {
    return find_exceedances(Sample{losses, weights}, losses, level, weights);
}

Estimate dependence(Losses const& a,
                    Losses const& b,
                    double level,
                    std::vector<double> const& weights = {}) {
    return tail_dependence(beyond(a, level, weights), beyond(b, level, weights),
                           weights);
}

struct Pair {
    Losses a, b;
};

/// Two losses with correlation .5: normal, or Student's t with 4 degrees of
/// freedom (normal / sqrt(chi2_4 / 4), chi2_4 = -2 ln(u v)).
enum class Copula { gaussian, student };
Pair simulated(Copula copula) {
    Pair pair;
    for (std::uint32_t i = 0; i < worlds; ++i) {
        auto const radius = std::sqrt(-2 * std::log(uniform(31, i, 0)));
        auto const angle = 2 * pi * uniform(31, i, 1);
        auto const x = radius * std::cos(angle);
        auto const y =
            rho * x + std::sqrt(1 - rho * rho) * radius * std::sin(angle);
        auto const chi2 = -2 * std::log(uniform(31, i, 2) * uniform(31, i, 3));
        auto const scale =
            copula == Copula::student ? 1 / std::sqrt(chi2 / 4) : 1.0;
        pair.a.push_back(static_cast<float>(x * scale));
        pair.b.push_back(static_cast<float>(y * scale));
    }
    return pair;
}

double normal_cdf(double x) {
    return std::erfc(-x / std::sqrt(2.0)) / 2;
}
double normal_density(double x) {
    return std::exp(-x * x / 2) / std::sqrt(2 * pi);
}
double t4_cdf(double x) {
    auto const s = x / std::sqrt(4 + x * x);
    return .5 + .75 * s * (1 - s * s / 3);
}
double t4_density(double x) {
    return .375 * std::pow(1 + x * x / 4, -2.5);
}
double t5_cdf(double x) {
    auto const root = std::sqrt(5.0);
    auto const c = 1 / (1 + x * x / 5);
    return .5 + (std::atan(x / root) + x / root * c * (1 + 2 * c / 3)) / pi;
}

/// Integral from `begin` to infinity, Simpson's rule over x = begin + u/(1-u).
double integral(double begin, std::function<double(double)> const& density) {
    int const steps = 20000;
    double sum = 0;
    for (int k = 0; k < steps; ++k) {  // nothing is left at u = 1
        auto const u = static_cast<double>(k) / steps;
        auto const weight = k == 0 ? 1 : k % 2 == 1 ? 4 : 2;
        sum += weight * density(begin + u / (1 - u)) / ((1 - u) * (1 - u));
    }
    return sum / (3 * steps);
}

double quantile(double (*cdf)(double), double level) {
    double low = -1000, high = 1000;
    for (int i = 0; i < 200; ++i) {
        auto const middle = (low + high) / 2;
        (cdf(middle) < level ? low : high) = middle;
    }
    return low;
}

/// lambda(q) from P(X > z, Y > z), the integral over x of the density of X
/// times P(Y > z | X = x).
double exact(Copula copula, double level) {
    auto const rest = std::sqrt(1 - rho * rho);
    if (copula == Copula::gaussian) {
        auto const z = quantile(normal_cdf, level);
        return integral(z,
                        [&](double x) {
                            return normal_density(x) *
                                   normal_cdf((rho * x - z) / rest);
                        }) /
               (1 - level);
    }
    // Y given X = x is t_5, shifted by rho x, scaled.
    auto const z = quantile(t4_cdf, level);
    return integral(z,
                    [&](double x) {
                        auto const scale = rest * std::sqrt((4 + x * x) / 5);
                        return t4_density(x) * t5_cdf((rho * x - z) / scale);
                    }) /
           (1 - level);
}

/// Of an estimate from the tail of `worlds` worlds (tail_dependence.hpp).
double standard_error(double lambda, double level) {
    return std::sqrt(lambda * (1 - lambda) * (1 - lambda / 2) /
                     (worlds * (1 - level)));
}
}  // namespace

TEST(TailDependence, is_the_share_of_the_worst_worlds_that_coincide) {
    // Ten worlds, level .6: VaR is the sixth smallest, four lie beyond it.
    Losses const a{1, 9, 2, 8, 3, 7, 4, 10, 5, 6};  // worlds 1, 3, 5, 7
    Losses const b{9, 10, 1, 2, 3, 8, 4, 5, 7, 6};  // worlds 0, 1, 5, 8
    EXPECT_EQ(beyond(a, .6).value_at_risk, 6);
    EXPECT_EQ(beyond(a, .6).row, (std::vector<std::uint32_t>{1, 3, 5, 7}));
    EXPECT_EQ(beyond(b, .6).row, (std::vector<std::uint32_t>{0, 1, 5, 8}));
    auto const both = dependence(a, b, .6);
    EXPECT_DOUBLE_EQ(both.value, 2. / 4);
    // Wilson, 2 of 4: (.5 + .4802 -+ 1.96 sqrt(.0625 + .0600)) / 1.9604.
    EXPECT_NEAR(both.lower, .1500, 1e-4);
    EXPECT_NEAR(both.upper, .8500, 1e-4);
    EXPECT_DOUBLE_EQ(dependence(b, a, .6).value, both.value);
}

TEST(TailDependence, weights_count_worlds_as_often_as_they_say) {
    // Weights sum to 10, level .6: a tail of weight 4. Sorted by a, world 3
    // (weight 2) and world 1 (weight 2) lie beyond VaR; by b, worlds 1 and 0.
    Losses const a{1, 4, 2, 3, 0};
    Losses const b{3, 4, 2, 1, 0};
    std::vector<double> const weights{2, 2, 3, 2, 1};
    EXPECT_EQ(beyond(a, .6, weights).row, (std::vector<std::uint32_t>{1, 3}));
    EXPECT_EQ(beyond(b, .6, weights).row, (std::vector<std::uint32_t>{0, 1}));
    EXPECT_DOUBLE_EQ(dependence(a, b, .6, weights).value, 2. / 4);
    // Equal weights say the same as none.
    Losses const x{1, 9, 2, 8, 3, 7, 4, 10, 5, 6};
    Losses const y{9, 10, 1, 2, 3, 8, 4, 5, 7, 6};
    EXPECT_DOUBLE_EQ(dependence(x, y, .6, std::vector<double>(10, 3.5)).value,
                     dependence(x, y, .6).value);
}

TEST(TailDependence, of_a_loss_that_depends_on_the_same_luck_is_one) {
    Losses a, b;
    for (std::uint32_t i = 0; i < 20000; ++i) {
        a.push_back(static_cast<float>(uniform(32, i, 0)));
        b.push_back(std::exp(7 * a.back()));
    }
    for (double const level : {.95, .99, .995}) {
        auto const same = dependence(a, b, level);
        EXPECT_EQ(same.value, 1) << level;
        EXPECT_EQ(same.upper, 1) << level;
        // The opposite luck never coincides.
        for (auto& x : b) {
            x = -x;
        }
        EXPECT_EQ(dependence(a, b, level).value, 0) << level;
        for (auto& x : b) {
            x = -x;
        }
    }
}

TEST(TailDependence, of_independent_losses_is_the_share_of_the_tail) {
    Losses a, b;
    for (std::uint32_t i = 0; i < worlds; ++i) {
        a.push_back(static_cast<float>(uniform(33, i, 0)));
        b.push_back(static_cast<float>(uniform(33, i, 1)));
    }
    for (double const level : {.95, .99}) {
        auto const found = dependence(a, b, level);
        // Given the ranks of a, the count is hypergeometric.
        auto const error =
            std::sqrt((1 - level) * level * level / (worlds * (1 - level)));
        EXPECT_NEAR(found.value, 1 - level, 4 * error) << level;
        EXPECT_LT(found.lower, 1 - level);
        EXPECT_GT(found.upper, 1 - level);
    }
}

TEST(TailDependence, of_a_t_copula_stays_where_that_of_a_gaussian_fades) {
    // 2 t_5(-sqrt(5 (1 - rho) / (1 + rho))), the limit: .2532.
    auto const limit = 2 * t5_cdf(-std::sqrt(5 * (1 - rho) / (1 + rho)));
    EXPECT_NEAR(limit, .2532, 5e-5);
    EXPECT_NEAR(exact(Copula::student, 1 - 1e-7), limit, 1e-3);
    auto const student = simulated(Copula::student);
    auto const gaussian = simulated(Copula::gaussian);
    double before = 1;
    for (double const level : {.95, .99, .995, .999}) {
        auto const t = exact(Copula::student, level);
        auto const normal = exact(Copula::gaussian, level);
        auto const found = dependence(student.a, student.b, level).value;
        auto const error = standard_error(t, level);
        EXPECT_NEAR(found, t, 4 * error) << level;
        EXPECT_NEAR(dependence(gaussian.a, gaussian.b, level).value, normal,
                    4 * standard_error(normal, level))
            << level;
        // The judge tells the two apart.
        EXPECT_GT(found, normal + 4 * error) << level;
        EXPECT_LT(std::abs(t - limit), std::abs(before - limit)) << level;
        before = t;
    }
}

TEST(TailDependence, interval_covers_the_truth_at_least_as_often_as_it_says) {
    auto const pair = simulated(Copula::student);
    auto const truth = exact(Copula::student, .95);
    int const studies = 40;
    std::ptrdiff_t const size = worlds / studies;
    int covered = 0;
    for (std::ptrdiff_t k = 0; k < studies; ++k) {
        Losses const a(pair.a.begin() + k * size,
                       pair.a.begin() + (k + 1) * size);
        Losses const b(pair.b.begin() + k * size,
                       pair.b.begin() + (k + 1) * size);
        auto const found = dependence(a, b, .95);
        covered += found.lower <= truth && truth <= found.upper;
    }
    // 38 expected of an exact interval, standard deviation 1.4.
    EXPECT_GE(covered, 34);
}

TEST(TailDependence, is_unknown_where_no_world_lies_beyond) {
    Losses const never(100, 0);
    Losses rises;
    for (int i = 0; i < 100; ++i) {
        rises.push_back(static_cast<float>(i));
    }
    EXPECT_TRUE(std::isnan(dependence(never, rises, .9).value));
    EXPECT_TRUE(std::isnan(dependence(rises, never, .9).upper));
    EXPECT_EQ(dependence(rises, rises, .9).value, 1);
}

TEST(TailDependence, cannot_reach_one_where_worlds_tie_at_value_at_risk) {
    // The largest loss of 4 worlds in 100 is beyond, of a tail of 10.
    Losses tied(100, 5);
    std::fill(tied.begin(), tied.begin() + 4, 6.f);
    EXPECT_DOUBLE_EQ(dependence(tied, tied, .9).value, .4);
}

TEST(TailDependence, refuses_a_sample_of_other_losses) {
    Losses const two{1, 2};
    EXPECT_THROW(find_exceedances(Sample{{1, 2, 3}}, two, .5),
                 std::invalid_argument);
    EXPECT_THROW(find_exceedances(Sample{two}, two, .5, {1, 1}),
                 std::invalid_argument);
    EXPECT_THROW(find_exceedances(Sample{two}, two, 1.5),
                 std::invalid_argument);
}
}  // namespace chokepoint::test
