/// \file rare_event_test.cpp
/// A 1-in-30,000 event from 100,000 worlds by tilting (oracle E23): the
/// program's Philox words and quantile-table reader, weights, and weighted
/// exceedance together.
#include <gtest/gtest.h>

#include <cmath>

#include "host/statistics/sample.hpp"
#include "kernels/world/random.cuh"

namespace chokepoint::test {
namespace {
int constexpr worlds = 100000;
double constexpr threshold = 4;

double upper_tail(double x) {
    return 0.5 * std::erfc(x / std::sqrt(2.0));
}

/// x with P(Z <= x) = p, 0 < p <= 1/2, by bisection.
double lower_quantile(double p) {
    double low = -40, high = 0;
    for (int step = 0; step < 200; ++step) {
        double const middle = (low + high) / 2;
        (upper_tail(-middle) < p ? low : high) = middle;
    }
    return low;
}

/// N(0, 1) at the knots of model C5: v = 0, then 32 steps an octave from
/// v = 32 to 2^31, p = v / 2^32; the first knot stands for 2^-33.
std::vector<float> normal_table() {
    std::vector<float> table;
    for (int half = 0; half < 2; ++half) {
        for (std::uint32_t j = 0; j < knots_per_half; ++j) {
            double const v = j == 0
                                 ? 0.5
                                 : std::ldexp(32 + (j - 1) % 32,
                                              static_cast<int>((j - 1) / 32));
            double const x = lower_quantile(std::ldexp(v, -32));
            table.push_back(static_cast<float>(half == 0 ? x : -x));
        }
    }
    return table;
}

/// World i's standard normal number.
float normal_of(std::vector<float> const& table, int world) {
    auto const words = draw_words(20260729, static_cast<std::uint64_t>(world),
                                  world_stream, 0);
    return quantile(table.data(), words.a);
}

TEST(RareEvent, tilting_finds_its_probability_within_one_percent) {
    auto const table = normal_table();
    double const mu = threshold;
    std::vector<float> tilted;
    std::vector<double> weight;
    for (int i = 0; i < worlds; ++i) {
        auto const xi = static_cast<double>(normal_of(table, i)) + mu;
        tilted.push_back(static_cast<float>(xi));
        weight.push_back(std::exp(-mu * xi + mu * mu / 2));
    }
    double sum = 0;
    for (double w : weight) {
        sum += w;
    }
    // Sample normalises the weights; their own sum is known to be n.
    Sample const sample{tilted, weight};
    double const estimate = sample.probability_above(threshold) * sum / worlds;
    double const exact = upper_tail(threshold);
    EXPECT_NEAR(exact, 3.167124e-5, 1e-11);
    EXPECT_NEAR(estimate / exact, 1, 0.01);
}

TEST(RareEvent, plain_worlds_do_not_find_it) {
    auto const table = normal_table();
    std::vector<float> plain;
    for (int i = 0; i < worlds; ++i) {
        plain.push_back(normal_of(table, i));
    }
    double const estimate = Sample{plain}.probability_above(threshold);
    double const exact = upper_tail(threshold);
    // Three hits are expected: 1 % cannot even be said.
    EXPECT_GT(std::fabs(estimate / exact - 1), 0.01);
    EXPECT_LT(estimate * worlds, 12);
    // The bulk is right: the miss is the tail's rarity.
    EXPECT_NEAR(Sample{plain}.probability_above(1), upper_tail(1),
                4 * std::sqrt(0.16 * 0.84 / worlds));
}

TEST(RareEvent, forgotten_weights_are_seen) {
    auto const table = normal_table();
    std::vector<float> tilted;
    for (int i = 0; i < worlds; ++i) {
        tilted.push_back(normal_of(table, i) + 4);
    }
    EXPECT_GT(Sample{tilted}.probability_above(threshold), 0.4);
}
}  // namespace
}  // namespace chokepoint::test
