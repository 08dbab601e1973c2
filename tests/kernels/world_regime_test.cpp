/// \file world_regime_test.cpp
/// Oracle E29, model C3.1 and the tension of model C3.
#include <algorithm>
#include <array>
#include <cmath>

#include "tests/kernels/world_statistics.hpp"

namespace chokepoint::test {
namespace {
using Shares = std::array<double, regimes>;
constexpr std::array<Shares, regimes> chain{{{.985, .014, .001, 0},
                                             {.012, .978, .010, 0},
                                             {.002, .046, .950, .002},
                                             {0, 0, .02, .98}}};
constexpr Shares competition{0, 1, 0, 0};

Shares next_week(Shares const& now, double stay_in_conflict = .98) {
    Shares next{};
    for (std::size_t from = 0; from < regimes; ++from) {
        for (std::size_t to = 0; to < regimes; ++to) {
            next[to] += now[from] * chain[from][to];
        }
    }
    next[2] += now[3] * (.98 - stay_in_conflict);
    next[3] -= now[3] * (.98 - stay_in_conflict);
    return next;
}

/// Regimes and tension are drawn only if a campaign has a family.
std::string const war =
    "[[family]]\ntype = \"blockade\"\ncountries = [\"CCC\"]\n"
    "tension_jump = 0\n";
std::string const calm_tension =
    "[world]\ntension_start = 0\ntension_noise = 0\n";

/// Weeks in a regime, one number a world.
Sample weeks_in(CompiledModel const& model,
                std::uint32_t regime,
                std::uint32_t worlds) {
    OutputLayout const rows{model.view()};
    Sample sample;
    for (auto const weeks :
         count_row(model, rows.regime_weeks(regime), worlds)) {
        sample.add(weeks);
    }
    return sample;
}

TEST(RegimeChain, SettlesInItsStationaryDistribution) {
    Shares stationary = competition, elsewhere = competition;
    for (int week = 0; week < 20000; ++week) {
        stationary = next_week(stationary);
        elsewhere = next_week(elsewhere, .96);
    }
    std::uint32_t const worlds = 1500;
    auto const early = world_model(600, calm_tension + war);
    auto const late = world_model(2600, calm_tension + war);
    OutputLayout const rows{late.view()};
    for (std::uint32_t r = 0; r < regimes; ++r) {
        SCOPED_TRACE(r);
        auto const a = count_row(early, rows.regime_weeks(r), worlds);
        auto const b = count_row(late, rows.regime_weeks(r), worlds);
        Sample share;
        for (std::uint32_t world = 0; world < worlds; ++world) {
            share.add((b[world] - a[world]) / 2000.0);
        }
        // Mistaken: a uniform distribution, and for conflict another exit.
        EXPECT_TRUE(mean_is(share, stationary[r], r < 3 ? 0.25 : elsewhere[r]));
    }
}

TEST(RegimeChain, TouchesConflictAsOftenAsItsFirstPassage) {
    for (auto const& [weeks, promised] :
         {std::pair{52, 0.0102}, std::pair{260, 0.0546}}) {
        SCOPED_TRACE(weeks);
        // First passage: conflict keeps what it got.
        Shares now = competition;
        double touched = 0;
        for (int week = 0; week < weeks; ++week) {
            now = next_week(now);
            touched += now[3];
            now[3] = 0;
        }
        EXPECT_NEAR(touched, promised, 5e-5);
        auto const model = world_model(weeks, calm_tension + war);
        OutputLayout const rows{model.view()};
        std::uint32_t const worlds = weeks == 52 ? 100000 : 30000;
        auto const conflict = count_row(model, rows.regime_weeks(3), worlds);
        auto const outbreaks = event_counts(model, worlds)[0];
        double hits = 0;
        for (std::uint32_t world = 0; world < worlds; ++world) {
            hits += conflict[world] > 0 ? 1 : 0;
            ASSERT_EQ(conflict[world] > 0, outbreaks[world] > 0);
        }
        // Mistaken: the chance of being in conflict at the end.
        Shares at_end = competition;
        for (int week = 0; week < weeks; ++week) {
            at_end = next_week(at_end);
        }
        EXPECT_TRUE(mean_is(Sample::share(hits, worlds), touched, at_end[3]));
    }
}

TEST(RegimeChain, MovesUpByTheTensionOfTheWeekOnly) {
    std::uint32_t const worlds = 400000;
    for (auto const& [tension, factor] :
         {std::pair{"-3", 0.2}, std::pair{"-1", 0.5}, std::pair{"2", 2.0},
          std::pair{"5", 3.5}}) {
        SCOPED_TRACE(tension);
        auto const model = world_model(
            1, std::string{"[world]\ntension_start = "} + tension + "\n" + war);
        EXPECT_TRUE(mean_is(weeks_in(model, 2, worlds), .010 * factor, .010));
        EXPECT_TRUE(mean_is(weeks_in(model, 0, worlds), .012, .012 * factor));
        EXPECT_EQ(weeks_in(model, 3, 1000).mean(), 0);
    }
}

/// Tension after week `week` of many worlds, and after a later week.
std::vector<std::array<double, 2>> tensions(std::string const& world,
                                            std::size_t week,
                                            std::size_t later) {
    auto const model = world_model(static_cast<int>(later) + 1, world + war);
    std::vector<std::array<double, 2>> pairs;
    for (std::uint64_t s = 0; s < 20000; ++s) {
        auto const story = tell_world(model, s);
        pairs.push_back({static_cast<double>(story.weeks[week].tension),
                         static_cast<double>(story.weeks[later].tension)});
    }
    return pairs;
}

TEST(Tension, IsAStationaryAutoregression) {
    Sample mean, variance, product;
    for (auto const& [a, b] : tensions("", 0, 13)) {
        mean.add(b);
        variance.add(b * b);
        product.add(a * b);
    }
    EXPECT_TRUE(mean_is(mean, 0, 0.05));
    // Mistaken: only the start is random.
    EXPECT_TRUE(mean_is(variance, 1, std::pow(0.97, 2 * 14)));
    EXPECT_TRUE(mean_is(product, std::pow(0.97, 13), std::pow(0.97, 20)));
}

TEST(Tension, FadesFromItsStartWithAHalfLifeOf23Weeks) {
    Sample start, mean, variance;
    for (auto const& [a, b] :
         tensions("[world]\ntension_start = 1.5\n", 0, 22)) {
        start.add(a);
        mean.add(b);
        double const fade = 1.5 * std::pow(0.97, 23);
        variance.add((b - fade) * (b - fade));
    }
    EXPECT_TRUE(mean_is(start, 1.5 * 0.97, 1.5));
    EXPECT_TRUE(
        mean_is(mean, 1.5 * std::pow(0.97, 23), 1.5 * std::pow(.97, 26)));
    EXPECT_TRUE(mean_is(variance, 1 - std::pow(0.97, 46), 1));
}

TEST(Tension, PeaksAtTheHighestWeek) {
    auto const model = world_model(30, war);
    OutputLayout const rows{model.view()};
    Sample peak;
    for (std::uint64_t world = 0; world < 300; ++world) {
        float highest = -3, last = 0;
        auto const losses = trace_world(
            model.view(), 0, world,
            [&](TraceWeek const& week) {
                highest = std::max(highest, week.tension);
                last = week.tension;
            },
            nullptr);
        auto const stored = losses.value[rows.maximum_tension()];
        ASSERT_GE(stored, highest);  // the start may be higher still
        peak.add(static_cast<double>(stored - last));
    }
    EXPECT_GT(peak.deviation(0), 6);
}
}  // namespace
}  // namespace chokepoint::test
