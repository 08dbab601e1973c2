/// \file world_damage_test.cpp
/// Model B5.2: the damage of an event adds up to a (H + R / 3) weeks,
/// because events keep the fraction of their start week.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include "tests/kernels/world_statistics.hpp"

namespace chokepoint::test {
namespace {
/// Damage over all weeks and nodes of worlds with a single event, which begins
/// in the first year.
Sample whole_damage(int weeks, std::string const& family) {
    auto const model =
        world_model(weeks, fixed_world("calm") +
                               "[[family]]\ntype = \"plant_accident\"\n"
                               "rate = 0.03\n" +
                               family);
    Sample sample;
    for (std::uint64_t world = 0; world < 6000; ++world) {
        auto const story = tell_world(model, world);
        if (story.events.size() != 1 || story.events[0].start >= 52) {
            continue;
        }
        double damage = 0;
        for (auto const& week : story.weeks) {
            for (auto const capacity : week.capacity) {
                damage += 1 - static_cast<double>(capacity);
            }
        }
        sample.add(damage);
    }
    return sample;
}

/// What whole weeks, age = t - start, would add up to.
double without_phase(double hold, double recovery) {
    double sum = 0;
    for (int age = 0; age < hold + recovery; ++age) {
        double const left = age < hold ? 1 : (hold + recovery - age) / recovery;
        sum += left * left;
    }
    return sum;
}

TEST(EventDamage, AddsUpToHoldAndAThirdOfRecovery) {
    auto const damage = whole_damage(
        80, "severity = 0.5\nhold_weeks = 2.5\nrecovery_weeks = 6\n");
    EXPECT_TRUE(
        mean_is(damage, 0.5 * (2.5 + 6 / 3.0), 0.5 * without_phase(2.5, 6)));
}

TEST(EventDamage, AddsUpForEventsShorterThanAWeek) {
    auto const damage = whole_damage(
        60, "severity = 0.5\nhold_weeks = 0.25\nrecovery_weeks = 0.3\n");
    EXPECT_TRUE(
        mean_is(damage, 0.5 * (0.25 + 0.1), 0.5 * without_phase(.25, .3)));
}

TEST(EventDamage, AddsUpOverTheTablesOfPlantAccidents) {
    double const severity = 6 / 7.5;
    double const hold = 4 * std::exp(0.5 * 0.5 / 2);
    double const recovery = 9.7 * std::exp(0.4 * 0.4 / 2);
    auto const damage = whole_damage(156, "");
    // A recovery that falls linearly instead of as a square counts half of R.
    EXPECT_TRUE(mean_is(damage, severity * (hold + recovery / 3),
                        severity * (hold + recovery / 2)));
}
/// Capacity of a node in a week, by all events of the world in their order, or
/// from the last to the first.
float capacity_by_list(std::vector<TraceEvent> const& events,
                       std::uint32_t node,
                       std::int32_t week,
                       bool backwards) {
    std::vector<float> factors;
    for (auto const& event : events) {
        auto const hit = std::find_if(
            event.hits.begin(), event.hits.end(),
            [&](TraceHit const& each) { return each.node == node; });
        if (!event.took_effect || event.start > week ||
            hit == event.hits.end()) {
            continue;
        }
        float const age = static_cast<float>(week - event.start) + event.phase;
        float const left =
            age < event.hold ? 1.0f
                             : std::clamp((event.hold + event.recovery - age) /
                                              event.recovery,
                                          0.0f, 1.0f);
        factors.push_back(1.0f - hit->severity * (left * left));
    }
    if (backwards) {
        std::reverse(factors.begin(), factors.end());
    }
    float capacity = 1;
    for (auto const factor : factors) {
        capacity *= factor;
    }
    return capacity;
}

TEST(EventDamage, IsTheProductOverTheEventsOfAWorldInTheirOrder) {
    auto const model = world_model(
        60, fixed_world("competition") +
                "[[family]]\ntype = \"plant_accident\"\nrate = 2\n"
                "[[family]]\nname = \"short\"\ntype = \"plant_accident\"\n"
                "rate = 1\nhold_weeks = 0.4\nrecovery_weeks = 0.1\n");
    std::size_t hit = 0, order_matters = 0;
    for (std::uint64_t world = 0; world < 40; ++world) {
        auto const story = tell_world(model, world);
        ASSERT_GT(story.events.size(), 20u);
        std::int32_t week = 0;
        for (auto const& told : story.weeks) {
            for (std::uint32_t node = 0; node < told.capacity.size(); ++node) {
                float const forwards =
                    capacity_by_list(story.events, node, week, false);
                ASSERT_EQ(told.capacity[node], forwards)
                    << "world " << world << ", week " << week << ", node "
                    << node;
                hit += forwards < 1;
                order_matters += forwards != capacity_by_list(story.events,
                                                              node, week, true);
            }
            ++week;
        }
    }
    EXPECT_GT(hit, 1000u);
    EXPECT_GT(order_matters, 100u);
}
}  // namespace
}  // namespace chokepoint::test
