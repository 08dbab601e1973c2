/// \file idle_capacity_test.cpp
/// Capacity above the baseline can be used for good, without stock as with it
/// (model B5.5), and overtime comes at each node's own pace (B7.1).
/// Oracle E36.
#include <cmath>

#include "tests/support/both.hpp"
#include "tests/support/network_builder.hpp"

namespace chokepoint::test {
namespace {
/// A -> B, both with a quarter idle.
SupplyNetwork idle_chain(InputClass input_class, double cover) {
    auto network = chain(cover, 5);
    network.inputs[0].input_class = input_class;
    network.nodes[0].spare_capacity = 0.25;
    network.nodes[1].spare_capacity = 0.25;
    return network;
}

class IdleCapacity : public Both {};

TEST_P(IdleCapacity, ServesDemandThatGrowsForGood) {
    for (auto input_class :
         {InputClass::critical, InputClass::important, InputClass::bundle}) {
        for (double cover : {0., 4.}) {
            auto const network = idle_chain(input_class, cover);
            auto const path = march(network, more_demand(0.1), 260);
            EXPECT_NEAR(path.output[259][1], 1.1, rounding());
            EXPECT_NEAR(path.order[259][0], 1.1, rounding());
            EXPECT_NEAR(path.stock[259][0], cover + 1.1, 10 * rounding());
        }
    }
}

TEST_P(IdleCapacity, StandsStillWhereDemandFalls) {
    auto const path =
        march(idle_chain(InputClass::critical, 4), more_demand(-0.5), 260);
    EXPECT_NEAR(path.output[259][1], 0.5, rounding());
    EXPECT_NEAR(path.stock[259][0], 4 + 0.5, 10 * rounding());
}

/// Two plants without inputs, each asked for 2 for good.
SupplyNetwork two_plants() {
    NetworkBuilder build;
    auto const good = build.product("good");
    for (auto const* name : {"AAA", "BBB"}) {
        auto const land = build.country(name);
        auto const plant = build.node(land, good, 50);
        build.network.nodes[plant].overtime_max = 10;
        build.sale(plant, land, 100);
    }
    build.network.nodes[0].overtime_weeks = 13;
    return build.network;
}

TEST_P(IdleCapacity, OvertimeComesAtThePaceOfThePlant) {
    auto shocks = more_demand(1);
    shocks.demand.push_back({1, 0, 1e6, 1});
    auto const path = march(two_plants(), shocks, 4);
    // alpha += (10 - alpha) (1 - alpha / 2) / 13, and / 52:
    // 1 + 9 / 26; + 8.653846 * .326923 / 13; ..
    double const quick[] = {1, 1.346154, 1.563780, 1.705320};
    double const slow[] = {1, 1.086538, 1.164828, 1.235779};
    for (int week = 0; week < 4; ++week) {
        EXPECT_NEAR(path.output[week][0], quick[week], 2e-6) << week;
        EXPECT_NEAR(path.output[week][1], slow[week], 2e-6) << week;
    }
    CoreRules rules;
    rules.overtime_weeks = 13;
    auto const campaign = march(two_plants(), shocks, 4, rules);
    EXPECT_EQ(campaign.output[3][0], path.output[3][0]);
    EXPECT_EQ(campaign.output[3][1], path.output[3][0]);
}

TEST(IdleCapacityReference, WorkingWeekThatStaysAtOneHoldsItsBuyerBack) {
    // O = 1.1 + (1 - s) / 5 = s without cover: 1.3 / 1.2.
    Flaws flaws;
    flaws.rigid_working_week = true;
    auto const path = march_reference(idle_chain(InputClass::critical, 0),
                                      more_demand(0.1), {}, 260, flaws);
    EXPECT_NEAR(path[259].output[1], 1.3 / 1.2, 1e-6);
}

INSTANTIATE_TEST_SUITE_P(, IdleCapacity, reference_and_engine(), who_name);
}  // namespace
}  // namespace chokepoint::test
