/// \file world_statistics_test.cpp
/// How many events come (model C1-C3, C3.3, C5): Poisson counts
/// a year, thinned by regime and tension; weekly tests of frequent families.
#include "tests/kernels/world_statistics.hpp"

#include <cmath>

namespace chokepoint::test {
namespace {
Sample mean_of(std::vector<int> const& counts) {
    Sample sample;
    for (auto const count : counts) {
        sample.add(count);
    }
    return sample;
}

/// Squares about a known mean: their mean is the variance.
Sample squares_of(std::vector<int> const& counts, double about) {
    Sample sample;
    for (auto const count : counts) {
        sample.add((count - about) * (count - about));
    }
    return sample;
}

std::string accidents(double rate) {
    return fixed_world("competition") +
           "[[family]]\ntype = \"plant_accident\"\nrate = " +
           std::to_string(rate) + "\n";
}

std::string const tariffs =
    "[[family]]\ntype = \"tariff\"\narrival = \"poisson\"\nrate = 0.5\n"
    "tension_jump = 0\n";

TEST(EventCounts, ArePoissonOverWholeAndBrokenYears) {
    double const yearly = 0.5 * world_nodes;
    for (int const weeks : {52, 78, 156}) {
        SCOPED_TRACE(weeks);
        double const mean = yearly * weeks / 52.0;
        auto const counts = event_counts(world_model(weeks, accidents(0.5)),
                                         2'000'000 / weeks)[0];
        // A mistake of one week in the length of a year.
        EXPECT_TRUE(mean_is(mean_of(counts), mean, yearly * weeks / 51.0));
        // At most one event a week would make the variance smaller.
        EXPECT_TRUE(
            mean_is(squares_of(counts, mean), mean, mean * (1 - yearly / 52)));
    }
}

TEST(EventCounts, OfAYearDoNotDependOnTheYearsThatFollow) {
    std::uint32_t const worlds = 2000;
    auto const one = event_counts(world_model(52, accidents(0.5)), worlds)[0];
    auto const half = world_model(78, accidents(0.5));
    for (std::uint32_t world = 0; world < 200; ++world) {
        int first_year = 0;
        for (auto const& event : tell_world(half, world).events) {
            first_year += event.start < 52 ? 1 : 0;
        }
        EXPECT_EQ(first_year, one[world]) << world;
    }
    // The years themselves are independent.
    auto const two = event_counts(world_model(104, accidents(0.5)), worlds)[0];
    Sample covariance;
    for (std::uint32_t world = 0; world < worlds; ++world) {
        covariance.add((one[world] - 6.0) * (two[world] - one[world] - 6.0));
    }
    EXPECT_TRUE(mean_is(covariance, 0, 6));
}

TEST(EventCounts, HaveTheRateOfEachFamilyAndAreIndependent) {
    auto const text = fixed_world("competition") + R"(
[[family]]
name = "quakes"
type = "natural_hazard"
[[family]]
name = "fires"
type = "plant_accident"
rate = 0.1
[[family]]
name = "outages"
type = "cyber_outage"
rate = 0.1
[[family]]
name = "straits"
type = "logistic"
rate = 1.5
[[family]]
name = "surges"
type = "demand_surge"
rate = 0.7
[[family]]
name = "bans"
type = "export_ban"
rate = 0.2
)";
    auto const counts = event_counts(world_model(52, text), 60000);
    // AAA .1, BBB .3, CCC .6 | 12 nodes | 12 nodes | 1 route | 1 product |
    // 3 pairs of countries.
    std::vector<double> const mean{1, 1.2, 1.2, 1.5, 0.7, 0.6};
    ASSERT_EQ(counts.size(), mean.size());
    for (std::size_t f = 0; f < mean.size(); ++f) {
        SCOPED_TRACE(f);
        EXPECT_TRUE(mean_is(mean_of(counts[f]), mean[f], 1.05 * mean[f]));
        EXPECT_TRUE(
            mean_is(squares_of(counts[f], mean[f]), mean[f], 1.1 * mean[f]));
    }
    Sample covariance;
    for (std::size_t world = 0; world < counts[1].size(); ++world) {
        covariance.add((counts[1][world] - 1.2) * (counts[2][world] - 1.2));
    }
    EXPECT_TRUE(mean_is(covariance, 0, 1.2));  // one stream for both
}

TEST(EventCounts, AreThinnedByTheRegime) {
    std::vector<std::string> const regime{"calm", "competition", "crisis",
                                          "conflict"};
    std::vector<double> const multiplier{0.3, 1, 3, 5};
    for (std::size_t r = 0; r < regime.size(); ++r) {
        SCOPED_TRACE(regime[r]);
        auto const model = world_model(52, fixed_world(regime[r]) + tariffs);
        auto const counts = event_counts(model, 20000)[0];
        double const mean = 0.5 * 3 * multiplier[r];
        double const other = 0.5 * 3 * multiplier[(r + 1) % 4];
        EXPECT_TRUE(mean_is(mean_of(counts), mean, other));
        EXPECT_TRUE(mean_is(squares_of(counts, mean), mean, 1.15 * mean));
    }
}

TEST(EventCounts, FollowTensionOfTheSameWeek) {
    // T_t = 4 * .9^t, slope 1: the wrong week moves the mean by 4 %.
    auto const model = world_model(52, fixed_world("competition", "4", "0.9") +
                                           tariffs + "tension_slope = 1\n");
    double same = 0, next = 0;
    for (int week = 0; week < 52; ++week) {
        same += 0.5 * 3 / 52 * (1 + 4 * std::pow(0.9, week));
        next += 0.5 * 3 / 52 * (1 + 4 * std::pow(0.9, week + 1));
    }
    EXPECT_TRUE(mean_is(mean_of(event_counts(model, 30000)[0]), same, next));
}

TEST(EventCounts, StopWhereDetenteTakesTheWholeRate) {
    auto const slope = tariffs + "tension_slope = 0.5\n";
    auto const rest =
        world_model(52, fixed_world("competition", "-3", "0.9999") + slope);
    auto const usual = world_model(52, fixed_world("competition") + slope);
    EXPECT_EQ(mean_of(event_counts(rest, 20000)[0]).mean(), 0);
    EXPECT_TRUE(mean_is(mean_of(event_counts(usual, 20000)[0]), 1.5, 1.4));
}

TEST(WeeklyTests, AreOneCoinAWeekAndTarget) {
    auto const listing =
        "[[family]]\ntype = \"entity_list\"\nrate = 12\ntension_jump = 0\n";
    auto const model =
        world_model(52, fixed_world("competition", "2", "0.95") + listing);
    ASSERT_EQ(model.family[0].arrival, Arrival::weekly);
    double mean = 0, variance = 0, next = 0;
    for (int week = 0; week < 52; ++week) {
        double const tension = 2 * std::pow(0.95, week);
        double const p = 12 / 52.0 * (1 + 0.25 * tension);
        mean += 3 * p;
        variance += 3 * p * (1 - p);
        next += 3 * 12 / 52.0 * (1 + 0.25 * 0.95 * tension);
    }
    auto const counts = event_counts(model, 60000)[0];
    EXPECT_TRUE(mean_is(mean_of(counts), mean, next));
    EXPECT_TRUE(mean_is(squares_of(counts, mean), variance, mean));
}

TEST(WeeklyTests, NeverHaveMoreThanEvenOdds) {
    auto const often =
        "[[family]]\ntype = \"entity_list\"\nrate = 20\ntension_jump = 0\n";
    auto const counts = event_counts(
        world_model(26, fixed_world("competition") + often), 20000)[0];
    EXPECT_TRUE(mean_is(mean_of(counts), 30, 39));  // 3 * 26 * 20/52
    auto const crowded =
        event_counts(world_model(26, fixed_world("crisis") + often), 20000)[0];
    EXPECT_TRUE(mean_is(mean_of(crowded), 39, 90));  // 3 * 26 / 2
}
}  // namespace
}  // namespace chokepoint::test
