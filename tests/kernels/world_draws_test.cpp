/// \file world_draws_test.cpp
/// What events are like (model C2.1, C5): start week,
/// target, severity, times, level, and the arc of a natural hazard.
#include <array>
#include <cmath>
#include <map>

#include "tests/kernels/world_statistics.hpp"

namespace chokepoint::test {
namespace {
/// One number of each event.
std::vector<double> column(std::vector<TraceEvent> const& events,
                           float TraceEvent::*what) {
    std::vector<double> values;
    for (auto const& event : events) {
        values.push_back(static_cast<double>(event.*what));
    }
    return values;
}

std::vector<TraceEvent> events_of(std::string const& family,
                                  std::uint64_t worlds = 2000) {
    return all_events(
        world_model(52, fixed_world("competition") + "[[family]]\n" + family),
        worlds);
}

Cdf lognormal(double median, double log_sd) {
    return [=](double x) { return lognormal_cdf(x, median, log_sd); };
}

Cdf beta(double a, int b) {
    return [=](double x) { return beta_cdf(x, a, b); };
}

TEST(EventDraws, StartInEveryWeekAlike) {
    auto const events = events_of("type = \"plant_accident\"\nrate = 2");
    std::array<double, 52> starts{};
    for (auto const& event : events) {
        starts.at(static_cast<std::size_t>(event.start)) += 1;
    }
    auto const n = static_cast<double>(events.size());
    double chi2 = 0;
    for (auto const count : starts) {
        chi2 += (count - n / 52) * (count - n / 52) / (n / 52);
    }
    // 51 degrees of freedom: mean 51, sd sqrt(102), skewed to the right.
    EXPECT_LT(std::abs(chi2 - 51), 4 * std::sqrt(102.0));
    // A week that is never used would add n / 52.
    EXPECT_GT(n / 52, 6 * std::sqrt(102.0));
    // Both halves of the year are alike; half a week less would show.
    double early = 0;
    for (std::size_t week = 0; week < 26; ++week) {
        early += starts[week];
    }
    EXPECT_TRUE(mean_is(Sample::share(early, n), 0.5, 25.0 / 52));
}

TEST(EventDraws, ChooseTargetsByTheirRates) {
    auto const events =
        events_of("type = \"natural_hazard\"\nmultiplier = [9, 9, 9, 9]", 2000);
    std::map<std::uint32_t, double> hits;
    for (auto const& event : events) {
        hits[event.entity] += 1;
    }
    auto const n = static_cast<double>(events.size());
    EXPECT_TRUE(mean_is(Sample::share(hits[0], n), 0.1, 1 / 3.0));
    EXPECT_TRUE(mean_is(Sample::share(hits[1], n), 0.3, 1 / 3.0));
    EXPECT_TRUE(mean_is(Sample::share(hits[2], n), 0.6, 1 / 3.0));
}

TEST(EventDraws, FollowTheTablesOfPlantAccidents) {
    auto const events = events_of("type = \"plant_accident\"\nrate = 2");
    EXPECT_TRUE(distribution_is(
        column(events, &TraceEvent::severity),
        [](double x) {  // Beta(6, 1.5), mirrored
            return 1 - beta_cdf(1 - x, 1.5, 6);
        },
        beta(6, 2)));
    EXPECT_TRUE(distribution_is(column(events, &TraceEvent::hold),
                                lognormal(4, 0.5), lognormal(4.1, 0.5)));
    EXPECT_TRUE(distribution_is(column(events, &TraceEvent::recovery),
                                lognormal(9.7, 0.4), lognormal(9.7, 0.44)));
}

TEST(EventDraws, FollowTheTablesOfLogisticEvents) {
    auto const events = events_of("type = \"logistic\"\nrate = 20");
    EXPECT_TRUE(distribution_is(column(events, &TraceEvent::level), beta(2, 2),
                                beta(2.1, 2)));
    EXPECT_TRUE(distribution_is(
        column(events, &TraceEvent::delay),
        [](double x) { return (x - 1) / 2; }, [](double x) { return x / 3; }));
    EXPECT_TRUE(distribution_is(column(events, &TraceEvent::hold),
                                lognormal(2, 1.2), lognormal(2, 1.1)));
}

TEST(EventDraws, FollowTheTablesOfExportBans) {
    auto const events = events_of(
        "type = \"export_ban\"\nrate = 4\narrival = \"poisson\"", 1000);
    std::vector<double> quotas;
    for (auto const& event : events) {
        if (event.level > 0) {
            quotas.push_back(static_cast<double>(event.level));
        }
    }
    auto const n = static_cast<double>(events.size());
    auto const bans = n - static_cast<double>(quotas.size());
    EXPECT_TRUE(mean_is(Sample::share(bans, n), 0.4, 0.42));
    EXPECT_TRUE(distribution_is(quotas, beta(2, 2), beta(2.2, 2)));
    EXPECT_TRUE(distribution_is(column(events, &TraceEvent::hold),
                                lognormal(70, 0.7), lognormal(72, 0.7)));
}

TEST(EventDraws, HaveAttributesThatAreIndependent) {
    auto const events = events_of("type = \"plant_accident\"\nrate = 2");
    Sample both;  // above their medians: 1/4; 1/2 if one word served both
    for (auto const& event : events) {
        both.add(event.hold > 4 && event.recovery > 9.7F ? 1 : 0);
    }
    EXPECT_TRUE(mean_is(both, 0.25, 0.5));
}

TEST(EventDraws, TakeTariffLevelsWithTheirProbabilities) {
    auto const events = events_of(
        "type = \"tariff\"\nrate = 2\narrival = \"poisson\"\n"
        "tariffs = [0.1, 0.2, 0.4]\n"
        "tariff_probabilities = [0.2, 0.5, 0.3]");
    std::array<double, 3> hits{};
    for (auto const& event : events) {
        hits.at(static_cast<std::size_t>(event.level)) += 1;
    }
    auto const n = static_cast<double>(events.size());
    EXPECT_TRUE(mean_is(Sample::share(hits[0], n), 0.2, 1 / 3.0));
    EXPECT_TRUE(mean_is(Sample::share(hits[1], n), 0.5, 1 / 3.0));
    EXPECT_TRUE(mean_is(Sample::share(hits[2], n), 0.3, 1 / 3.0));
}

/// P(max(1, ceil(8 F)) = k), F ~ Beta(1, 4): differences of 1 - (1 - f)^4.
double arc_of(int k) {
    return beta_cdf(k / 8.0, 1, 4) - beta_cdf((k - 1) / 8.0, 1, 4);
}

TEST(NaturalHazards, HitTheRoundedUpFractionOfACountry) {
    auto const events = events_of(
        "type = \"natural_hazard\"\ncountries = [\"AAA\"]\n"
        "multiplier = [100, 100, 100, 100]",
        6000);
    std::array<double, first_country_nodes + 1> hits{};
    std::array<double, first_country_nodes> first{};
    for (auto const& event : events) {
        hits.at(event.members) += 1;
        first.at(event.first_member) += 1;
    }
    auto const n = static_cast<double>(events.size());
    ASSERT_EQ(hits[0], 0);
    for (int k = 1; k <= 3; ++k) {
        // Rounding to nearest would shift the bounds by half a node.
        double const nearest = beta_cdf((k + 0.5) / 8, 1, 4) -
                               (k == 1 ? 0 : beta_cdf((k - 0.5) / 8, 1, 4));
        EXPECT_TRUE(mean_is(Sample::share(hits[static_cast<std::size_t>(k)], n),
                            arc_of(k), nearest))
            << k;
    }
    for (auto const count : first) {
        EXPECT_TRUE(mean_is(Sample::share(count, n), 1 / 8.0, 1 / 7.0));
    }
}

TEST(NaturalHazards, DamageOneArcOfNeighboursAroundTheTable) {
    auto const model =
        world_model(52, fixed_world("calm") +
                            "[[family]]\ntype = \"natural_hazard\"\n"
                            "countries = [\"AAA\"]\nhold_weeks = 100\n");
    int wrapped = 0, seen = 0;
    for (std::uint64_t world = 0; world < 3000; ++world) {
        auto const story = tell_world(model, world);
        if (story.events.size() != 1) {
            continue;
        }
        ++seen;
        auto const& event = story.events[0];
        auto const last = event.first_member + event.members - 1;
        wrapped += last >= first_country_nodes ? 1 : 0;
        for (std::uint32_t node = 0; node < world_nodes; ++node) {
            auto const place =
                (node + first_country_nodes - event.first_member) %
                first_country_nodes;
            bool const hit =
                node < first_country_nodes && place < event.members;
            EXPECT_EQ(story.weeks.back().capacity[node] < 1, hit)
                << "world " << world << ", node " << node;
        }
    }
    EXPECT_GT(seen, 100);
    EXPECT_GT(wrapped, 0);
}
}  // namespace
}  // namespace chokepoint::test
