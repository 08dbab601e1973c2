#include "host/study/sampling/world_choice.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>
#include <stdexcept>

#include "host/statistics/risk.hpp"
#include "kernels/world/random.cuh"

namespace chokepoint::test {
namespace {
using testing::DoubleNear;
using testing::ElementsAre;

/// Uniform in (0, 1) by seed, stream and number.
double uniform(std::uint64_t seed, std::uint32_t stream, std::uint64_t i) {
    return (draw_words(seed, i, stream, 0).a + 0.5) / 4294967296.0;
}

TEST(NeymanShares, AreNumberTimesSpread) {
    EXPECT_THAT(neyman_shares({60, 30, 10}, {1, 2, 8}),
                ElementsAre(DoubleNear(.3, 1e-15), DoubleNear(.3, 1e-15),
                            DoubleNear(.4, 1e-15)));
}

TEST(NeymanShares, OfStrataThatDoNotSpreadAreTheirNumbers) {
    EXPECT_THAT(neyman_shares({3, 1}, {0, 0}), ElementsAre(.75, .25));
}

TEST(SharedOut, TakesWholeWorldsInProportion) {
    EXPECT_THAT(shared_out({.5, .3, .2}, {100, 100, 100}, 10),
                ElementsAre(5u, 3u, 2u));
    EXPECT_THAT(shared_out({.55, .33, .12}, {100, 100, 100}, 10),
                ElementsAre(6u, 3u, 1u));
}

TEST(SharedOut, LetsOthersGiveWhatAStratumLacks) {
    EXPECT_THAT(shared_out({.25, .25, .5}, {100, 100, 2}, 10),
                ElementsAre(4u, 4u, 2u));
}

TEST(SharedOut, LeavesNoStratumOutThatHasWorlds) {
    EXPECT_THAT(shared_out({.999, .001, .0}, {100, 100, 0}, 10),
                ElementsAre(9u, 1u, 0u));
}

/// A population in which the loss is the score and some noise: exponential,
/// so that the VaR of 1 - 1/R is ln R and the TVaR one more.
struct Drawn {
    std::vector<double> score, loss;
};

Drawn drawn(std::uint64_t seed, std::size_t worlds) {
    Drawn all;
    for (std::size_t i = 0; i < worlds; ++i) {
        auto const u = uniform(seed, 1, i);
        all.loss.push_back(-std::log(u));
        // The score sees a part of the loss, and noise of its own.
        all.score.push_back(all.loss.back() + .3 * uniform(seed, 2, i));
    }
    return all;
}

PilotWorlds pilot(std::uint64_t seed) {
    auto const all = drawn(seed + 1000, 2000);
    return {all.score, all.loss};
}

std::vector<double> const levels{.95, .995};

TEST(ScreenedWorlds, WeightsAddUpToTheDrawnWorldsOfEachStratumAndGroup) {
    auto const all = drawn(3, 32000);
    auto const choice = choose_worlds(all.score, 500, pilot(3), 1000, levels);
    ASSERT_EQ(choice.scenario.size(), 1000u);
    EXPECT_EQ(
        std::set<std::uint64_t>(choice.scenario.begin(), choice.scenario.end())
            .size(),
        1000u);
    std::vector<double> of_group(20);
    for (std::size_t i = 0; i < 1000; ++i) {
        EXPECT_GE(choice.scenario[i], 500u);
        EXPECT_LT(choice.scenario[i], 32500u);
        EXPECT_EQ((choice.scenario[i] - 500) % 20, i % 20);
        of_group[i % 20] += choice.weight[i];
    }
    for (auto const sum : of_group) {
        EXPECT_NEAR(sum, 50, 1e-9);  // a twentieth of mean weights of 1
    }
}

TEST(ScreenedWorlds, TakesMoreOfTheCostlyOnesAndSomeOfAll) {
    auto const all = drawn(4, 32000);
    auto const choice = choose_worlds(all.score, 0, pilot(4), 1000, levels);
    int tail = 0, lower_half = 0;
    for (auto const i : choice.scenario) {
        tail += all.loss[i] > std::log(200.0) ? 1 : 0;
        lower_half += all.loss[i] < std::log(2.0) ? 1 : 0;
    }
    EXPECT_GT(tail, 50);        // 5 of 1,000 plain ones
    EXPECT_GT(lower_half, 80);  // half of the fifth that is spread evenly
    EXPECT_LT(lower_half, 300);
}

/// 60 repeats: mean, VaR and TVaR without bias; the intervals of TVaR cover
/// the truth; a plain sample of the same size varies at least ten times more.
TEST(ScreenedWorlds, EstimatesAreUnbiasedAndSharp) {
    int const repeats = 60;
    double const truth[] = {1, std::log(200.0), 1 + std::log(200.0)};
    double sum[3] = {}, squares[3] = {};
    int covered = 0;
    double plain_squares = 0;
    for (int repeat = 0; repeat < repeats; ++repeat) {
        auto const seed = static_cast<std::uint64_t>(repeat + 10);
        auto const all = drawn(seed, 16000);
        auto const choice =
            choose_worlds(all.score, 0, pilot(seed), 500, levels);
        std::vector<float> losses, plain;
        for (std::size_t i = 0; i < 500; ++i) {
            losses.push_back(static_cast<float>(all.loss[choice.scenario[i]]));
            plain.push_back(static_cast<float>(all.loss[i]));
        }
        Sample const sample{losses, choice.weight};
        auto const tail = tail_value_at_risk(sample, .995);
        double const found[] = {mean(sample).value,
                                value_at_risk(sample, .995).value, tail.value};
        for (int k = 0; k < 3; ++k) {
            sum[k] += found[k] - truth[k];
            squares[k] += (found[k] - truth[k]) * (found[k] - truth[k]);
        }
        covered += tail.lower <= truth[2] && truth[2] <= tail.upper ? 1 : 0;
        auto const off =
            tail_value_at_risk(Sample{plain}, .995).value - truth[2];
        plain_squares += off * off;
    }
    for (int k = 0; k < 3; ++k) {
        auto const bias = sum[k] / repeats;
        auto const error =
            std::sqrt((squares[k] / repeats - bias * bias) / (repeats - 1));
        EXPECT_LT(std::abs(bias), 4 * error) << k;
    }
    EXPECT_GT(covered, 50);  // 57 expected, with a deviation of 1.7
    EXPECT_GT(plain_squares, 10 * squares[2]);
}

TEST(ScreenedWorlds, OfImpossibleNumbersIsRefused) {
    auto const all = drawn(5, 400);
    EXPECT_THROW(choose_worlds(all.score, 0, pilot(5), 400, levels),
                 std::invalid_argument);
    EXPECT_THROW(choose_worlds(all.score, 0, pilot(5), 30, levels),
                 std::invalid_argument);
    EXPECT_THROW(choose_worlds(all.score, 0, {}, 20, levels),
                 std::invalid_argument);
}
}  // namespace
}  // namespace chokepoint::test
