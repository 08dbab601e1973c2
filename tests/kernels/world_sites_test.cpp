/// \file world_sites_test.cpp
/// Model C2.2: accidents hit sites. How the plants of an industry are cut into
/// nodes does not change what accidents are expected to cost it.
#include <cmath>

#include "host/campaign/compile/compile.hpp"
#include "host/campaign/toml/load_campaign.hpp"
#include "tests/kernels/world_statistics.hpp"
#include "tests/support/network_builder.hpp"

namespace chokepoint::test {
namespace {
constexpr int weeks = 260, worlds = 2000;
constexpr double rate = 0.05;

/// Ten plants as `nodes` nodes; every accident stops a plant for four weeks.
CompiledModel plants(std::uint32_t nodes, char const* type) {
    NetworkBuilder build;
    auto const home = build.country("AAA");
    auto const good = build.product("good");
    for (std::uint32_t i = 0; i < nodes; ++i) {
        auto const node = build.node(home, good, 1);
        build.network.nodes[node].sites = 10 / nodes;
        build.sale(node, home, 1);
    }
    build.network.countries[0].hazard_regions = 4;
    return compile(
        parse_campaign(
            "[campaign]\nnetwork = \"n\"\nweeks = " + std::to_string(weeks) +
                "\n" + fixed_world("calm") + "[[family]]\ntype = \"" + type +
                "\"\nrate = 0.05\nseverity = 0.5\n"
                "hold_weeks = 4\nrecovery_weeks = 0\n",
            "try.toml"),
        build.network);
}

/// Weeks of the industry's output that a world loses.
Sample losses(CompiledModel const& model) {
    Sample sample;
    for (std::uint64_t world = 0; world < worlds; ++world) {
        double lost = 0;
        for (auto const& week : tell_world(model, world).weeks) {
            for (auto const capacity : week.capacity) {
                lost += (1 - double{capacity}) /
                        static_cast<double>(week.capacity.size());
            }
        }
        sample.add(lost);
    }
    return sample;
}

/// Ten plants with .05 accidents a year each, which take .5 for four weeks:
/// 5 x 10 x .05 accidents, a tenth of the industry each. With the rate of S
/// plants alone a node would lose S times that, with their share alone 1/S.
/// Accidents that meet at a plant, or run beyond the end, take some 1 % away,
/// one standard error.
TEST(Sites, LetAccidentsCostTheSameHoweverPlantsAreCutIntoNodes) {
    double const promised = weeks / 52.0 * rate * 0.5 * 4;
    for (std::uint32_t const nodes : {1u, 2u, 5u, 10u}) {
        SCOPED_TRACE(nodes);
        auto const sample = losses(plants(nodes, "plant_accident"));
        double const sites = 10.0 / nodes;
        if (nodes == 10) {
            EXPECT_LT(std::fabs(sample.deviation(promised)), 4);
        } else {
            EXPECT_TRUE(mean_is(sample, promised, promised * sites));
            EXPECT_TRUE(mean_is(sample, promised, promised / sites));
        }
    }
}

/// One node of ten plants loses its output in small pieces.
TEST(Sites, MakeAccidentsSmallAndFrequent) {
    auto const model = plants(1, "plant_accident");
    std::size_t events = 0;
    for (auto const& event : all_events(model, worlds)) {
        if (!event.took_effect) {
            continue;
        }
        ++events;
        ASSERT_EQ(event.hits.size(), 1u);
        ASSERT_FLOAT_EQ(event.hits[0].severity, 0.05f);
    }
    double const promised = worlds * weeks / 52.0 * 10 * rate;
    EXPECT_NEAR(static_cast<double>(events), promised, 4 * std::sqrt(promised));
}

/// A natural hazard is in one of four regions; a cyber outage is everywhere.
TEST(Sites, ShareNaturalHazardsByRegionAndOutagesNotAtAll) {
    auto const severity = [](CompiledModel const& model) {
        for (auto const& event : all_events(model, worlds)) {
            if (event.took_effect) {
                return event.hits.at(0).severity;
            }
        }
        return 0.0f;
    };
    EXPECT_NEAR(severity(plants(1, "natural_hazard")), 0.5 / 4, 1e-6);
    EXPECT_NEAR(severity(plants(5, "natural_hazard")), 0.5 / 2, 1e-6);
    EXPECT_NEAR(severity(plants(10, "natural_hazard")), 0.5, 1e-6);
    EXPECT_EQ(severity(plants(1, "cyber_outage")), 0.5f);
}
}  // namespace
}  // namespace chokepoint::test
