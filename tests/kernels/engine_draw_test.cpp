/// \file engine_draw_test.cpp
/// What is drawn without a march against what the march tells.
#include "kernels/engine/engine_draw.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "tests/kernels/world_statistics.hpp"
#include "tests/support/kitchen_sink.hpp"

namespace chokepoint::test {
namespace {
/// Every way to arrive and to hit; regimes and tension move, and what
/// happens moves tension.
std::string const families = R"([world]
start_regime = "crisis"
transition = [[1,0,0,0],[0,1,0,0],[0,0,0.95,0.05],[0,0,0.1,0.9]]
[[family]]
type = "natural_hazard"
multiplier = [1, 2, 4, 8]
[[family]]
type = "plant_accident"
rate = 0.2
[[family]]
type = "blockade"
countries = ["AAA"]
[[family]]
name = "rounds"
type = "tariff"
rate = 0.5
arrival = "poisson"
[[family]]
name = "bans"
type = "export_ban"
rate = 0.5
arrival = "weekly"
)";

using Told = std::tuple<std::uint32_t, std::uint32_t, int, float, float>;

std::vector<Told> sorted(std::vector<Told> events) {
    std::sort(events.begin(), events.end());
    return events;
}

TEST(DrawnWorlds, HaveTheEventsThatTakeEffectInTheMarch) {
    auto const model = world_model(60, families);
    auto const view = model.view();
    WorldDraws draw{view, 0};
    std::vector<int> seen(view.family.size);
    for (std::uint64_t world = 0; world < 200; ++world) {
        std::vector<Told> drawn, marched;
        for (auto const& e : draw(world)) {
            drawn.push_back({e.family, e.entity, e.start, e.hold, e.level});
            ++seen[e.family];
        }
        for (auto const& e : tell_world(model, world).events) {
            if (e.took_effect) {
                auto const arc = view.family[e.family].fraction_table != none;
                marched.push_back(
                    {e.family, e.entity, e.start, e.hold, arc ? 0 : e.level});
            }
        }
        ASSERT_EQ(sorted(drawn), sorted(marched)) << world;
    }
    for (std::size_t f = 0; f < seen.size(); ++f) {
        EXPECT_GT(seen[f], 10) << model.family_name[f];
    }
}

TEST(DrawnWorlds, StopTheValueAddedOfTheNodesHit) {
    auto const model = world_model(60, families);
    auto const view = model.view();
    WorldDraws draw{view, 0};
    int compared = 0;
    for (std::uint64_t world = 0; world < 100; ++world) {
        double drawn = 0, marched = 0;
        for (auto const& e : draw(world)) {
            drawn += double{e.stopped};
        }
        for (auto const& e : tell_world(model, world).events) {
            for (auto const& hit : e.hits) {
                marched +=
                    e.took_effect
                        ? double{view.network.node[hit.node].value_added} *
                              double{hit.severity}
                        : 0;
            }
        }
        ASSERT_NEAR(drawn, marched, 1e-5 * marched + 1e-9) << world;
        compared += marched > 0 ? 1 : 0;
    }
    EXPECT_GT(compared, 50);
}

TEST(DrawnWorlds, DoNotDependOnWhatWasDrawnBefore) {
    auto const model = full_kitchen_sink(60);
    auto const view = model.view();
    auto const stopped = [](std::vector<DrawnEvent> const& events) {
        std::vector<float> all;
        for (auto const& e : events) {
            all.insert(all.end(), {float(e.start), e.hold, e.stopped});
        }
        return all;
    };
    WorldDraws used{view, 1};
    for (std::uint64_t world = 0; world < 40; ++world) {
        used(world);
    }
    std::size_t events = 0;
    for (std::uint64_t world = 0; world < 40; ++world) {
        WorldDraws fresh{view, 1};
        auto const of_world = stopped(fresh(world));
        EXPECT_EQ(stopped(used(world)), of_world) << world;
        events += of_world.size();
    }
    EXPECT_GT(events, 100u);
}
}  // namespace
}  // namespace chokepoint::test
