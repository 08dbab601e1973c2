/// \file world_trace_test.cpp
/// The events that a trace lists against what its weeks show: each explains
/// the other, for every type of family.
#include <algorithm>
#include <cmath>

#include "tests/kernels/world_statistics.hpp"

namespace chokepoint::test {
namespace {
std::string family(std::string const& text) {
    return "[[family]]\n" + text + "\n";
}

std::string const uneasy_world = R"([world]
start_regime = "crisis"
transition = [[1,0,0,0],[0,1,0,0],[0,0,0.98,0.02],[0,0,0.1,0.9]]
tension_start = 1
)";

/// Every type that damages nodes, at rates that overlap now and then. Rates
/// follow the regime, so that some of what is drawn does not happen.
std::vector<std::string> const damaging{
    "type = \"natural_hazard\"\nmultiplier = [1, 2, 4, 8]\n",
    "type = \"natural_hazard\"\ncopula_freedom = 0\nfraction = 1\n",
    "type = \"plant_accident\"\nrate = 0.2\nmultiplier = [1, 1, 2, 3]\n",
    "type = \"cyber_outage\"\nrate = 0.2\n",
    "type = \"cyber_outage\"\nrate = 0.2\nunit = \"firm\"\n",
    "type = \"blockade\"\ncountries = [\"AAA\"]\n",
};

/// Of an event that takes effect, by the week: 1 - severity w^2 at each node.
double left_by(TraceEvent const& event, std::uint32_t node, int week) {
    double const age = week - event.start + double{event.phase};
    double const fading = (double{event.hold} + double{event.recovery} - age) /
                          std::max(double{event.recovery}, 1e-9);
    double const w =
        age < double{event.hold} ? 1 : std::clamp(fading, 0.0, 1.0);
    double left = 1;
    for (auto const& hit : event.hits) {
        left *= hit.node == node ? 1 - double{hit.severity} * w * w : 1;
    }
    return event.took_effect && week >= event.start ? left : 1;
}

TEST(TracedEvents, SeveritiesAreTheDropsOfCapacity) {
    for (auto const& type : damaging) {
        SCOPED_TRACE(type);
        auto const model = world_model(
            60, uneasy_world + family(type + "hold_weeks = 100\n"
                                             "recovery_weeks = 0\n"));
        int single = 0, at_rest = 0;
        for (std::uint64_t world = 0; world < 300; ++world) {
            auto const story = tell_world(model, world);
            for (std::uint32_t node = 0; node < world_nodes; ++node) {
                std::vector<float> listed;
                for (auto const& event : story.events) {
                    for (auto const& hit : event.hits) {
                        if (event.took_effect && hit.node == node) {
                            listed.push_back(hit.severity);
                        }
                    }
                }
                auto const capacity = story.weeks.back().capacity[node];
                if (listed.empty()) {
                    ++at_rest;
                    ASSERT_EQ(capacity, 1) << world << ", " << node;
                } else if (listed.size() == 1) {
                    ++single;
                    ASSERT_GT(listed[0], 0);
                    ASSERT_LE(listed[0], 1);
                    ASSERT_EQ(capacity, 1 - listed[0]) << world << ", " << node;
                }
            }
        }
        EXPECT_GT(single, 100);
        EXPECT_GT(at_rest, 100);
    }
}

TEST(TracedEvents, TellTheCapacityOfEveryNodeAndWeek) {
    for (auto const& type : damaging) {
        SCOPED_TRACE(type);
        auto const model = world_model(80, uneasy_world + family(type));
        int damaged = 0;
        for (std::uint64_t world = 0; world < 150; ++world) {
            auto const story = tell_world(model, world);
            for (auto const& week : story.weeks) {
                for (std::uint32_t node = 0; node < world_nodes; ++node) {
                    double left = 1;
                    for (auto const& event : story.events) {
                        left *= left_by(event, node, week.week);
                    }
                    ASSERT_NEAR(double{week.capacity[node]}, left, 2e-5)
                        << "world " << world << ", node " << node << ", week "
                        << week.week;
                    damaged += left < 0.999 ? 1 : 0;
                }
            }
        }
        EXPECT_GT(damaged, 1000);
    }
}

/// Every type that works through a slot, in lists and week by week.
std::vector<std::string> const filtering{
    "type = \"logistic\"\nrate = 0.5\n",
    "type = \"blockade\"\ncountries = [\"AAA\"]\n",
    "type = \"export_ban\"\nrate = 0.3\narrival = \"poisson\"\n",
    "type = \"export_ban\"\nrate = 0.3\narrival = \"weekly\"\n",
    "type = \"import_ban\"\nrate = 0.3\narrival = \"poisson\"\n",
    "type = \"import_ban\"\nrate = 0.3\narrival = \"weekly\"\n",
    "type = \"licence\"\nrate = 0.3\narrival = \"poisson\"\n",
    "type = \"licence\"\nrate = 0.3\narrival = \"weekly\"\n",
    "type = \"licence\"\nrate = 0.3\narrival = \"weekly\"\napplications = 1\n",
    "type = \"tariff\"\nrate = 0.3\narrival = \"poisson\"\n",
    "type = \"tariff\"\nrate = 0.3\narrival = \"weekly\"\n",
    "type = \"entity_list\"\nrate = 1\narrival = \"weekly\"\n",
    "type = \"entity_list\"\nrate = 1\narrival = \"poisson\"\n",
};

/// Whether the event bears on a slot in a week: for its hold, less what had
/// passed when it began, in whole weeks.
bool in_force(CompiledModel const& model,
              TraceEvent const& event,
              std::uint32_t slot,
              int week) {
    auto const& entity = model.entity[event.entity];
    double const term = std::ceil(double{event.hold} - double{event.phase});
    return event.took_effect && slot >= entity.first_slot &&
           slot < entity.first_slot + entity.slots && week >= event.start &&
           week < event.start + std::max(1.0, term);
}

/// What a slot lets through under one event alone.
double pass_under(CompiledModel const& model,
                  TraceEvent const& event,
                  Slot const& slot,
                  int age) {
    double const level{event.level};
    switch (slot.type) {
        case SlotType::tariff:
            return double{slot.level_pass[static_cast<std::size_t>(level)]};
        case SlotType::entity_list:
            return level > 0 ? (1 - double{slot.strictness} * level) *
                                   (1 - double{slot.chill})
                             : 1;
        case SlotType::licence: {
            double const decision{event.licensed.value()};
            if (slot.applications == 1) {
                bool const granted = decision >= 0 && age >= decision;
                return granted ? double{slot.utilisation} : 0;
            }
            auto const decided = slot.first_wait + static_cast<unsigned>(age);
            return double{slot.utilisation} * decision *
                   double{model.wait_cdf[decided]};
        }
        default:
            return level;
    }
}

/// Whether no other event has renewed the slot until this week, or was renewed.
bool is_alone(CompiledModel const& model,
              WorldStory const& story,
              TraceEvent const& event,
              std::uint32_t slot,
              int week) {
    return std::all_of(story.events.begin(), story.events.end(),
                       [&](auto const& other) {
                           bool meets = false;
                           for (int w = event.start; w <= week; ++w) {
                               meets = meets || in_force(model, other, slot, w);
                           }
                           return &other == &event || !meets;
                       });
}

TEST(TracedEvents, ExplainEveryMoveOfAControlAndShowInIt) {
    for (auto const& type : filtering) {
        SCOPED_TRACE(type);
        auto const model = world_model(80, uneasy_world + family(type));
        int alone = 0, free = 0;
        for (std::uint64_t world = 0; world < 150; ++world) {
            auto const story = tell_world(model, world);
            for (auto const& week : story.weeks) {
                for (std::uint32_t s = 0; s < model.slot.size(); ++s) {
                    auto const pass = double{week.slot_pass[s]};
                    auto const event = std::find_if(
                        story.events.begin(), story.events.end(),
                        [&](auto const& e) {
                            return in_force(model, e, s, week.week);
                        });
                    if (event == story.events.end()) {
                        ++free;
                        ASSERT_EQ(pass, 1)
                            << "world " << world << ", week " << week.week;
                    } else if (is_alone(model, story, *event, s, week.week)) {
                        ++alone;
                        ASSERT_NEAR(pass,
                                    pass_under(model, *event, model.slot[s],
                                               week.week - event->start),
                                    1e-6)
                            << "world " << world << ", week " << week.week;
                    }
                }
            }
        }
        EXPECT_GT(alone, 200);
        EXPECT_GT(free, 200);
    }
}

TEST(TracedEvents, AreAsManyAsTheRunCounts) {
    auto types = damaging;
    types.insert(types.end(), filtering.begin(), filtering.end());
    types.push_back("type = \"demand_surge\"\nrate = 0.5\n");
    std::string all = uneasy_world;
    for (auto const& type : types) {
        all += family(type + "name = \"" + std::to_string(all.size()) + "\"");
    }
    auto const model = world_model(104, all);
    std::uint32_t constexpr worlds = 100;
    auto const counted = event_counts(model, worlds);
    for (std::uint32_t world = 0; world < worlds; ++world) {
        std::vector<int> listed(types.size());
        for (auto const& event : tell_world(model, world).events) {
            listed[event.family] += event.took_effect ? 1 : 0;
        }
        for (std::size_t f = 0; f < types.size(); ++f) {
            ASSERT_EQ(listed[f], counted[f][world]) << types[f] << world;
        }
    }
    for (std::size_t f = 0; f < types.size(); ++f) {
        EXPECT_GT(*std::max_element(counted[f].begin(), counted[f].end()), 0)
            << types[f];
    }
}

TEST(TracedEvents, SurgesAreTheRiseOfDemand) {
    auto const model =
        world_model(60, fixed_world("competition") +
                            family("type = \"demand_surge\"\nrate = 0.3\n"
                                   "hold_weeks = 100"));
    int seen = 0;
    for (std::uint64_t world = 0; world < 400; ++world) {
        auto const story = tell_world(model, world);
        auto const first = std::min_element(
            story.events.begin(), story.events.end(),
            [](auto const& a, auto const& b) { return a.start < b.start; });
        double expected = 1;
        int const start = first == story.events.end() ? 59 : first->start;
        for (auto const& event : story.events) {
            expected += event.start == start ? double{event.level} : 0;
        }
        for (int week = 0; week <= start; ++week) {
            for (auto const demand :
                 story.weeks[static_cast<std::size_t>(week)].demand) {
                ASSERT_NEAR(double{demand}, week < start ? 1 : expected, 1e-6)
                    << "world " << world << ", week " << week;
            }
        }
        seen += first == story.events.end() ? 0 : 1;
    }
    EXPECT_GT(seen, 50);
}
}  // namespace
}  // namespace chokepoint::test
