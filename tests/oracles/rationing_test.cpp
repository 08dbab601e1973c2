/// \file rationing_test.cpp
/// Priority rationing gives away exactly what there is (model B5.3).
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "tests/support/dice.hpp"
#include "tests/support/network_builder.hpp"
#include "tests/support/world_path.hpp"

namespace chokepoint::test {
namespace {
TEST(Rationing, ReferenceConservesOutputInAMillionRandomCases) {
    Dice dice{7};
    double worst = 0;
    for (int k = 0; k < 1000000; ++k) {
        ByPriority const d{dice.chance(0.05) ? 0 : dice.between(0, 2),
                           dice.chance(0.05) ? 0 : dice.between(0, 2)};
        double const x = dice.between(0, 1) * (d[0] + d[1]);
        double const mu = dice.chance(0.1) ? 1 : dice.between(0, 1);
        auto const fill = ration(x, d, mu);
        worst = std::max(worst, std::fabs(fill[0] * d[0] + fill[1] * d[1] - x));
        ASSERT_GE(fill[0], fill[1] - 1e-12);
        ASSERT_GE(fill[1], 0);
        ASSERT_LE(fill[0], 1);
    }
    EXPECT_LT(worst, 1e-14);
}

TEST(Rationing, PriorityShareZeroIsProportionalAndOneIsStrict) {
    auto const proportional = ration(0.6, {0.5, 0.7}, 0);
    EXPECT_DOUBLE_EQ(proportional[0], 0.5);
    EXPECT_DOUBLE_EQ(proportional[1], 0.5);
    auto const strict = ration(0.6, {0.5, 0.7}, 1);
    EXPECT_DOUBLE_EQ(strict[0], 1);
    EXPECT_DOUBLE_EQ(strict[1], 0.1 / 0.7);
}

/// 1,000 plants that sell to a first and a second country, with demand that
/// waits (so that it differs every week) and slow recoveries from damage.
struct ManyPlants {
    static constexpr std::uint32_t plants = 1000;
    static constexpr int weeks = 1000;
    SupplyNetwork network;
    Shocks shocks;

    explicit ManyPlants(Dice dice) {
        NetworkBuilder build;
        std::uint32_t const country[] = {build.country("AAA"),
                                         build.country("BBB")};
        for (std::uint32_t i = 0; i < plants; ++i) {
            auto const product = build.product("p" + std::to_string(i));
            auto const node = build.node(country[0], product, 1);
            build.network.nodes[node].priority_share =
                dice.chance(0.1) ? 1 : dice.between(0.01, 1);
            for (std::uint32_t k : {0, 1}) {
                auto const l = build.sale(node, country[k], dice.between(1, 9));
                build.network.links[l].priority = k;
                build.network.final_demand[2 * i + k].postponed_share =
                    dice.between(0.2, 1);
            }
            for (int start = 0; start < weeks; start += 200) {
                shocks.capacity.push_back(
                    {node, start + static_cast<int>(dice.below(50)),
                     static_cast<double>(dice.below(100)),
                     static_cast<double>(dice.below(150)), dice.between(0.1, 1),
                     0});
                shocks.demand.push_back(
                    {2 * i + dice.below(2),
                     start + static_cast<int>(dice.below(50)),
                     static_cast<double>(dice.below(150)),
                     dice.between(-1, 1)});
            }
        }
        network = build.network;
    }
};

TEST(Rationing, EngineConservesOutputInAMillionNodeWeeks) {
    ManyPlants const world{Dice{8}};
    auto const model = build_model(world.network, world.shocks, {},
                                   ManyPlants::weeks, {ManyPlants::weeks});
    double worst = 0;
    std::size_t scarce = 0;
    for (auto const& week : trace_engine(model).weeks) {
        for (std::uint32_t i = 0; i < ManyPlants::plants; ++i) {
            double const w0 = world.network.links[2 * i].flow;
            double const w1 = world.network.links[2 * i + 1].flow;
            double const d0 = week.demand[2 * i] * w0 / (w0 + w1);
            double const d1 = week.demand[2 * i + 1] * w1 / (w0 + w1);
            double const phi0 = week.fill[2 * i];
            double const phi1 = week.fill[2 * i + 1];
            double const x = week.output[i];
            worst = std::max(worst, std::fabs(phi0 * d0 + phi1 * d1 - x) /
                                        std::max(1.0, d0 + d1));
            scarce += x < d0 + d1 - 1e-6;
            ASSERT_LE(phi0, 1);
            ASSERT_LE(phi1, 1);
            ASSERT_GE(phi1, 0);
            if (d0 > 0) {
                ASSERT_GE(phi0, phi1 - 1e-6);
            }
        }
    }
    // Outputs below 1e-6 are 0; else a few roundings of 6e-8.
    EXPECT_LT(worst, 2e-6);
    EXPECT_GT(scarce, std::size_t{200000});
}
}  // namespace
}  // namespace chokepoint::test
