/// \file world_coupling_test.cpp
/// Common random numbers: no random number of a world depends on
/// the package, on other families, or on what else a campaign contains.
#include <algorithm>
#include <cmath>
#include <cstring>
#include <tuple>

#include "tests/kernels/world_statistics.hpp"

namespace chokepoint::test {
namespace {
std::string const families = R"(
[[family]]
name = "quakes"
type = "natural_hazard"
[[family]]
name = "fires"
type = "plant_accident"
rate = 0.1
[[family]]
name = "bans"
type = "export_ban"
rate = 0.2
arrival = "poisson"
[[family]]
name = "permits"
type = "licence"
rate = 0.3
arrival = "poisson"
applications = 1
)";

std::string const measures = R"(
[[measure]]
name = "embargo"
type = "ban"
exporters = ["AAA"]
start_week = 3
[[measure]]
name = "permit"
type = "licence"
exporters = ["BBB"]
start_week = 5
tension_jump = 0
[[package]]
name = "embargo-and-permit"
measures = ["embargo", "permit"]
)";

std::string const more = R"(
[[measure]]
name = "tariff"
type = "tariff"
exporters = ["CCC"]
start_week = 1
[[measure]]
name = "other-permit"
type = "licence"
exporters = ["CCC"]
start_week = 1
)";

/// What an event is, without what became of it.
auto primitive(TraceEvent const& e) {
    return std::tuple(e.family, e.entity, e.start, e.hold, e.recovery,
                      e.severity, e.level, e.delay, e.first_member, e.members);
}

bool same_events(std::vector<TraceEvent> const& a,
                 std::vector<TraceEvent> const& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](TraceEvent const& x, TraceEvent const& y) {
                          return primitive(x) == primitive(y);
                      });
}

/// Pass factors of a slot, by its name and week.
std::vector<float> pass_of(CompiledModel const& model,
                           WorldStory const& story,
                           std::string const& slot) {
    auto const& names = model.slot_name;
    auto const place = std::find(names.begin(), names.end(), slot);
    EXPECT_NE(place, names.end()) << slot;
    std::vector<float> pass;
    for (auto const& week : story.weeks) {
        pass.push_back(
            week.slot_pass.at(static_cast<std::size_t>(place - names.begin())));
    }
    return pass;
}

constexpr std::uint64_t worlds = 300;

TEST(CommonLuck, PackagesShareTheirCandidateEvents) {
    auto const model = world_model(104, families + measures);
    std::size_t events = 0;
    for (std::uint64_t world = 0; world < worlds; ++world) {
        auto const none = tell_world(model, world, 0).events;
        auto const embargo = tell_world(model, world, 1).events;
        ASSERT_TRUE(same_events(none, embargo)) << world;
        events += none.size();
        // Another world is another list.
        ASSERT_FALSE(!none.empty() &&
                     same_events(none, tell_world(model, world + 1).events));
    }
    EXPECT_GT(events, 1000u);
}

/// Thinning is monotone in tension and regime.
TEST(CommonLuck, MoreTensionAddsPolicyEventsAndLeavesNatureAlone) {
    auto const model = world_model(52, families + measures);
    std::size_t added = 0;
    for (std::uint64_t world = 0; world < worlds; ++world) {
        auto const none = tell_world(model, world, 0).events;
        auto const embargo = tell_world(model, world, 1).events;
        for (std::size_t e = 0; e < none.size(); ++e) {
            if (model.family[none[e].family].tension_slope == 0) {
                ASSERT_EQ(none[e].took_effect, embargo[e].took_effect);
            } else {
                ASSERT_LE(none[e].took_effect, embargo[e].took_effect);
                added += embargo[e].took_effect != none[e].took_effect ? 1 : 0;
            }
        }
    }
    EXPECT_GT(added, 0u);
}

TEST(CommonLuck, AnotherMeasureShiftsNoOtherDraw) {
    auto const usual = world_model(52, families + measures);
    auto const wider = world_model(
        52, families + measures + more +
                "[[package]]\nname = \"all\"\nmeasures = "
                "[\"embargo\", \"permit\", \"tariff\", \"other-permit\"]\n");
    for (std::uint64_t world = 0; world < worlds; ++world) {
        for (std::uint32_t package = 0; package < 2; ++package) {
            auto const a = tell_world(usual, world, package);
            auto const b = tell_world(wider, world, package);
            ASSERT_TRUE(same_events(a.events, b.events));
            for (auto const& slot : usual.slot_name) {
                ASSERT_EQ(pass_of(usual, a, slot), pass_of(wider, b, slot))
                    << slot << " in world " << world;
            }
        }
        // The licence of the measure is decided alike in a larger package.
        auto const two = tell_world(wider, world, 1);
        auto const four = tell_world(wider, world, 2);
        ASSERT_TRUE(same_events(two.events, four.events));
        ASSERT_EQ(pass_of(wider, two, "permit"),
                  pass_of(wider, four, "permit"));
    }
}

TEST(CommonLuck, PackageWithoutAFamilyKeepsTheLuckOfTheOthers) {
    auto const model =
        world_model(52, families +
                            "[[package]]\nname = \"no-fires\"\n"
                            "families = [\"quakes\", \"bans\", \"permits\"]\n");
    std::size_t fires = 0;
    for (std::uint64_t world = 0; world < worlds; ++world) {
        auto all = tell_world(model, world, 0).events;
        auto const fewer = tell_world(model, world, 1).events;
        auto const gone =
            std::remove_if(all.begin(), all.end(),
                           [](TraceEvent const& e) { return e.family == 1; });
        fires += static_cast<std::size_t>(all.end() - gone);
        all.erase(gone, all.end());
        ASSERT_TRUE(same_events(all, fewer)) << world;
    }
    EXPECT_GT(fires, 200u);
}

TEST(CommonLuck, LongerRunBeginsAsTheShorterOne) {
    auto const year = world_model(52, families + measures);
    auto const two = world_model(104, families + measures);
    for (std::uint64_t world = 0; world < worlds; ++world) {
        auto const a = tell_world(year, world, 1);
        auto const b = tell_world(two, world, 1);
        for (std::size_t week = 0; week < 52; ++week) {
            ASSERT_EQ(a.weeks[week].capacity, b.weeks[week].capacity);
            ASSERT_EQ(a.weeks[week].slot_pass, b.weeks[week].slot_pass);
            ASSERT_EQ(a.weeks[week].tension, b.weeks[week].tension);
            ASSERT_EQ(a.weeks[week].regime, b.weeks[week].regime);
        }
    }
}

TEST(CommonLuck, AnotherSeedIsOtherLuck) {
    auto model = world_model(52, families);
    auto const first = tell_world(model, 1).events;
    model.seed = 8;
    auto const second = tell_world(model, 1).events;
    ASSERT_FALSE(first.empty());
    EXPECT_FALSE(same_events(first, second));
}
}  // namespace
}  // namespace chokepoint::test
