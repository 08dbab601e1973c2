#include "host/statistics/risk.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <numeric>

#include "tests/statistics/known_losses.hpp"

namespace chokepoint::test {
namespace {
double const infinity = std::numeric_limits<double>::infinity();

/// 1, 2, ..., n in a mixed order.
std::vector<float> mixed_numbers(std::size_t n) {
    std::vector<float> numbers(n);
    for (std::size_t i = 0; i < n; ++i) {
        numbers[i] = static_cast<float>(i * 7919 % n + 1);
    }
    return numbers;
}

/// The tail mean that forgets to split the atom: E[L | L >= VaR].
double naive_tail_mean(Atoms const& atoms, double value_at_risk) {
    double sum = 0;
    double weight = 0;
    for (std::size_t i = 0; i < atoms.loss.size(); ++i) {
        if (atoms.loss[i] >= value_at_risk) {
            sum += atoms.weight[i] * double{atoms.loss[i]};
            weight += atoms.weight[i];
        }
    }
    return sum / weight;
}
}  // namespace

/// Weighted: 20 groups of 30, the place of a world mod 20; half of each weighs
/// a tenth, as worlds of a rare stratum do.
TEST(WeightedTail, a_loss_beyond_all_that_was_drawn_has_no_tail_and_no_bound) {
    auto const losses = mixed_numbers(600);
    std::vector<double> weights(600);
    for (std::size_t i = 0; i < 600; ++i) {
        weights[i] = losses[i] > 300 ? 0.1 : 1;
    }
    Sample const sample{losses, weights};
    // The total is 330, the worst world weighs .1: beyond 1 in 3,300 is none.
    EXPECT_EQ(tail_worlds(sample, 1 - 1 / 4000.0), 0);
    EXPECT_GT(tail_worlds(sample, 1 - 1 / 2000.0), 0);
    auto const rare = value_at_risk(sample, 1 - 1 / 4000.0);
    EXPECT_EQ(rare.value, 600);
    EXPECT_EQ(rare.upper, infinity);
    // A group's own worst is 1 in some 165: rarer losses are no quantile of
    // it, and the spread of groups says nothing of them.
    EXPECT_EQ(value_at_risk(sample, 1 - 1 / 1000.0).upper, infinity);
    auto const common = value_at_risk(sample, 0.9);
    EXPECT_LT(common.upper, infinity);
    EXPECT_LT(common.lower, common.value);
}

TEST(QuantileRanks, bracket_the_quantile_as_the_binomial_says) {
    using Ranks = std::pair<std::uint64_t, std::uint64_t>;
    EXPECT_EQ(quantile_ranks(1000, .95), Ranks(936, 964));
    EXPECT_EQ(quantile_ranks(10000, .99), Ranks(9880, 9920));
    EXPECT_EQ(quantile_ranks(100000, .999), Ranks(99880, 99920));
    // A median of 5: P(Bin(5, 1/2) <= 0) = 1/32 > .025.
    EXPECT_EQ(quantile_ranks(5, .5), Ranks(0, 6));
    // Ten million worlds, the normal form: 9,950,000 -+ 1.96 * 223.05.
    auto const [lower, upper] = quantile_ranks(10000000, .995);
    EXPECT_NEAR(static_cast<double>(lower), 9950000 - 437.2, 2);
    EXPECT_NEAR(static_cast<double>(upper), 9950000 + 437.2, 2);
}

TEST(ValueAtRisk, is_the_order_statistic_of_rank_n_times_level) {
    Sample const sample{mixed_numbers(1000)};
    auto const value = value_at_risk(sample, .95);
    EXPECT_EQ(value.value, 950);
    EXPECT_EQ(value.lower, 936);
    EXPECT_EQ(value.upper, 964);
    EXPECT_EQ(value_at_risk(sample, .9501).value, 951);
}

TEST(ValueAtRisk, rounding_of_the_level_does_not_move_the_rank) {
    for (std::size_t const n : {100u, 1000u, 10000u, 100000u}) {
        Sample const sample{mixed_numbers(n)};
        for (double const level : {.05, .1, .7, .9, .95, .99}) {
            EXPECT_EQ(value_at_risk(sample, level).value,
                      std::round(static_cast<double>(n) * level))
                << n << " worlds, level " << level;
        }
    }
}

TEST(ValueAtRisk, bounds_that_do_not_exist_are_infinite) {
    Sample const sample{{3, 1, 2}};
    auto const value = value_at_risk(sample, .99);
    EXPECT_EQ(value.value, 3);
    EXPECT_EQ(value.upper, infinity);
    EXPECT_EQ(value_at_risk(sample, .01).lower, -infinity);
}

TEST(ValueAtRisk, interval_covers_the_truth_as_often_as_it_says) {
    // 400 studies of 1000 simulated years; the 95 % quantile is 11 (E18).
    int covered = 0;
    for (std::uint32_t study = 0; study < 400; ++study) {
        std::vector<float> losses;
        for (std::uint32_t year = 0; year < 1000; ++year) {
            losses.push_back(simulated_year(1, study * 1000 + year).total);
        }
        auto const value = value_at_risk(Sample{losses}, .95);
        covered += value.lower <= 11 && 11 <= value.upper;
    }
    EXPECT_GE(covered, 372);  // .95 less two standard errors
}

TEST(TailValueAtRisk, equals_the_exact_compound_poisson) {
    auto const atoms = compound_poisson();
    EXPECT_NEAR(atoms.weight[0], .135335, 1e-6);
    EXPECT_NEAR(atoms.weight[5], .093156, 1e-6);
    Sample const sample{atoms.loss, atoms.weight};
    EXPECT_NEAR(mean(sample).value, 4.2, 1e-12);
    struct {
        double level, value_at_risk, tail;
    } const expected[] = {{.95, 11, 13.8021},
                          {.99, 15, 17.7153},
                          {.995, 17, 19.2168},
                          {.999, 21, 22.7231}};
    for (auto const& e : expected) {
        EXPECT_EQ(value_at_risk(sample, e.level).value, e.value_at_risk);
        auto const tail = tail_value_at_risk(sample, e.level).value;
        EXPECT_NEAR(tail, e.tail, 6e-5) << e.level;
        // The wrong version is far enough away to be told apart.
        EXPECT_GT(std::abs(naive_tail_mean(atoms, e.value_at_risk) - e.tail),
                  .01);
    }
}

TEST(TailValueAtRisk, takes_only_the_part_of_an_atom_beyond_the_level) {
    // 97 worlds without loss, losses of 10, 20 and 30: level .95.
    std::vector<float> losses(97, 0.0f);
    losses.insert(losses.end(), {20, 30, 10});
    Sample const sample{losses};
    EXPECT_EQ(value_at_risk(sample, .95).value, 0);
    EXPECT_NEAR(tail_value_at_risk(sample, .95).value, (10 + 20 + 30) / 5.0,
                1e-12);
}

TEST(TailValueAtRisk, equals_the_generalised_pareto_formula) {
    // P(L > 2) = .05; beyond, generalised Pareto with shape .25, scale 1, cut
    // into cells of equal weight that keep their exact mean.
    int const cells = 100000;
    double const shape = .25;
    std::vector<float> losses{0};
    std::vector<double> weights{.95};
    auto const integral = [&](double q) {  // of q^-shape from 0 to q
        return std::pow(q, 1 - shape) / (1 - shape);
    };
    for (int i = 0; i < cells; ++i) {
        double const high = (i + 1.0) / cells;
        double const low = static_cast<double>(i) / cells;
        auto const power = (integral(high) - integral(low)) * cells;
        losses.push_back(static_cast<float>(2 + (power - 1) / shape));
        weights.push_back(.05 / cells);
    }
    Sample const sample{losses, weights};
    EXPECT_NEAR(value_at_risk(sample, .99).value, 3.981395, 1e-4);
    EXPECT_NEAR(tail_value_at_risk(sample, .99).value, 5.975193, 1e-5);
}

TEST(TailValueAtRisk, standard_error_is_that_of_the_formula) {
    // 1..1000, level .9: VaR 900, tail 901..1000: mean 950.5, variance
    // (100^2 - 1)/12 = 833.25; error^2 = (833.25 + .9 * 50.5^2) / 100.
    Sample const sample{mixed_numbers(1000)};
    auto const tail = tail_value_at_risk(sample, .9);
    EXPECT_NEAR(tail.value, 950.5, 1e-9);
    auto const error = std::sqrt((833.25 + .9 * 50.5 * 50.5) / 100);
    EXPECT_NEAR(tail.upper - tail.value, 1.959964 * error, 1e-4);
    EXPECT_NEAR(tail.value - tail.lower, 1.959964 * error, 1e-4);
}

TEST(TailValueAtRisk, interval_covers_the_truth_about_as_often_as_it_says) {
    int covered = 0;
    for (std::uint32_t study = 0; study < 300; ++study) {
        std::vector<float> losses;
        for (std::uint32_t year = 0; year < 4000; ++year) {
            losses.push_back(simulated_year(2, study * 4000 + year).total);
        }
        auto const tail = tail_value_at_risk(Sample{losses}, .95);
        covered += tail.lower <= 13.8021 && 13.8021 <= tail.upper;
    }
    EXPECT_GE(covered, 277);  // .95 less two standard errors
    EXPECT_LE(covered, 297);  // and no wider than promised
}

TEST(TailValueAtRisk, is_not_quoted_from_fewer_than_200_worlds) {
    EXPECT_TRUE(enough_tail(Sample{mixed_numbers(20000)}, .99));
    EXPECT_FALSE(enough_tail(Sample{mixed_numbers(19999)}, .99));
    EXPECT_TRUE(enough_tail(Sample{mixed_numbers(4000)}, .95));
    EXPECT_FALSE(enough_tail(Sample{mixed_numbers(3999)}, .95));
    EXPECT_TRUE(enough_tail(Sample{mixed_numbers(40000)}, .995));
    // Weights: one heavy world does not make a tail.
    std::vector<double> weights(20000, 1.0);
    EXPECT_TRUE(enough_tail(Sample{mixed_numbers(20000), weights}, .99));
    weights[0] = 1e7;
    EXPECT_FALSE(enough_tail(Sample{mixed_numbers(20000), weights}, .99));
}

TEST(Mean, has_the_normal_interval) {
    Sample const sample{mixed_numbers(1000)};
    auto const average = mean(sample);
    EXPECT_NEAR(average.value, 500.5, 1e-9);
    auto const variance = 1000.0 * 1001 / 12;  // of 1..n, divisor n - 1
    EXPECT_NEAR(average.upper - average.value,
                1.959964 * std::sqrt(variance / 1000), 1e-4);
}

TEST(Weights, equal_ones_change_no_estimate) {
    auto const losses = mixed_numbers(2000);
    Sample const plain{losses};
    Sample const weighted{losses, std::vector<double>(2000, 3.5)};
    for (double const level : {.5, .9, .95, .99}) {
        EXPECT_EQ(value_at_risk(weighted, level).value,
                  value_at_risk(plain, level).value);
        EXPECT_NEAR(tail_value_at_risk(weighted, level).value,
                    tail_value_at_risk(plain, level).value, 1e-9);
    }
    EXPECT_NEAR(mean(weighted).value, mean(plain).value, 1e-9);
    EXPECT_NEAR(weighted.effective_size(), 2000, 1e-6);
}

TEST(Weights, a_world_of_weight_three_counts_like_three_worlds) {
    std::vector<float> const losses{5, 1, 9, 2, 7};
    std::vector<double> const weights{1, 3, 2, 1, 3};
    std::vector<float> repeated;
    for (std::size_t i = 0; i < losses.size(); ++i) {
        repeated.insert(repeated.end(), static_cast<std::size_t>(weights[i]),
                        losses[i]);
    }
    Sample const weighted{losses, weights};
    Sample const plain{repeated};
    for (double const level : {.1, .3, .35, .4, .5, .75, .8, .95}) {
        EXPECT_EQ(value_at_risk(weighted, level).value,
                  value_at_risk(plain, level).value)
            << level;
        EXPECT_NEAR(tail_value_at_risk(weighted, level).value,
                    tail_value_at_risk(plain, level).value, 1e-9)
            << level;
    }
    EXPECT_NEAR(weighted.probability_above(5), .5, 1e-12);
    EXPECT_DOUBLE_EQ(weighted.effective_size(), 100.0 / 24);
}

TEST(Weights, intervals_of_tilted_samples_cover_the_truth) {
    // Exponential losses drawn with half the rate, weight = density ratio:
    // mean 1, VaR.99 = ln 100, TVaR.99 = ln 100 + 1.
    int mean_covered = 0;
    int quantile_covered = 0;
    int tail_covered = 0;
    int const studies = 200;
    for (std::uint32_t study = 0; study < studies; ++study) {
        std::vector<float> losses;
        std::vector<double> weights;
        for (std::uint32_t i = 0; i < 4000; ++i) {
            auto const x = -2 * std::log(uniform(3, study, i));
            losses.push_back(static_cast<float>(x));
            weights.push_back(2 * std::exp(-x / 2));
        }
        Sample const sample{losses, weights};
        auto const covers = [](Estimate const& e, double truth) {
            return e.lower <= truth && truth <= e.upper;
        };
        mean_covered += covers(mean(sample), 1);
        quantile_covered += covers(value_at_risk(sample, .99), std::log(100));
        tail_covered +=
            covers(tail_value_at_risk(sample, .99), std::log(100) + 1);
    }
    EXPECT_GE(mean_covered, studies * .95 - 7);
    EXPECT_GE(quantile_covered, studies * .95 - 7);
    EXPECT_GE(tail_covered, studies * .95 - 12);  // small replicates are biased
}

TEST(Sample, nonsense_is_refused) {
    auto const nan = std::numeric_limits<float>::quiet_NaN();
    EXPECT_THROW((Sample{{}}), std::invalid_argument);
    EXPECT_THROW((Sample{{1, nan}}), std::invalid_argument);
    EXPECT_THROW((Sample{{1, 2}, {1}}), std::invalid_argument);
    EXPECT_THROW((Sample{{1, 2}, {1, -1}}), std::invalid_argument);
    EXPECT_THROW((Sample{{1, 2}, {0, 0}}), std::invalid_argument);
    EXPECT_THROW(value_at_risk(Sample{{1}}, 1), std::invalid_argument);
    EXPECT_THROW(tail_value_at_risk(Sample{{1}}, 0), std::invalid_argument);
}

TEST(Sample, one_world_is_its_own_distribution) {
    Sample const sample{{42}};
    EXPECT_EQ(mean(sample).value, 42);
    EXPECT_EQ(value_at_risk(sample, .95).value, 42);
    EXPECT_NEAR(tail_value_at_risk(sample, .95).value, 42, 1e-12);
    EXPECT_EQ(sample.probability_above(42), 0);
    EXPECT_EQ(sample.probability_above(41), 1);
}
}  // namespace chokepoint::test
