/// \file capacity_test.cpp
/// Capacity in time: recovery after damage (oracle E13) and overtime (E15).
#include <cmath>

#include "tests/support/both.hpp"
#include "tests/support/network_builder.hpp"

namespace chokepoint::test {
namespace {
class Capacity : public Both {};

TEST_P(Capacity, RecoversQuadraticallyAsAtRenesasIn2021) {
    // Days of the record are weeks here: fire day 0, restart 29, full 97.
    Shocks shocks;
    shocks.capacity = {{0, 0, 29, 68, 1, 0}};
    auto const path = march(chain(4, 5), shocks, 100);
    EXPECT_EQ(path.capacity[0][0], 0);
    EXPECT_EQ(path.capacity[29][0], 0);
    EXPECT_NEAR(path.capacity[30][0], 1 - std::pow(67. / 68, 2), 1e-6);
    EXPECT_NEAR(path.capacity[73][0], 0.875, 6e-4);
    EXPECT_EQ(path.capacity[97][0], 1);
    EXPECT_EQ(path.capacity[97][1], 1);
}

TEST_P(Capacity, SimultaneousDamagesMultiply) {
    Shocks shocks;
    shocks.capacity = {{0, 3, 5, 0, 0.5, 0}, {0, 4, 10, 0, 0.2, 0}};
    auto const path = march(chain(4, 5), shocks, 20);
    EXPECT_EQ(path.capacity[2][0], 1);
    EXPECT_EQ(path.capacity[3][0], 0.5);
    EXPECT_NEAR(path.capacity[4][0], 0.4, 1e-7);
    EXPECT_NEAR(path.capacity[8][0], 0.8, 1e-7);
    EXPECT_EQ(path.capacity[14][0], 1);
}

/// Final demand doubles for good.
Shocks doubled_demand() {
    Shocks shocks;
    shocks.demand = {{0, 0, 1e6, 1}};
    return shocks;
}

TEST_P(Capacity, OvertimeGrowsTowardsItsCeilingWhileAPlantIsShort) {
    // Off for 26 weeks the plant's scarcity is 1: alpha = the closed form; it
    // shows as output in week 26, when demand is still twice the capacity.
    auto network = chain(40, 5);
    network.nodes[1].overtime_max = 1.25;
    auto shocks = doubled_demand();
    shocks.capacity = {{1, 0, 26, 0, 1, 0}};
    auto const path = march(network, shocks, 27);
    EXPECT_EQ(path.output[25][1], 0);
    EXPECT_NEAR(path.output[26][1], 1.25 - 0.25 * std::pow(1 - 1. / 52, 26),
                1e-5);
}

/// B runs at .6 for lack of its input, while 2 are demanded, until A returns
/// with twice its capacity in week 30.
WorldPath starved_plant(Who who, CoreRules const& rules) {
    auto network = chain(0, 5);
    network.nodes[0].spare_capacity = 1;
    network.nodes[1].overtime_max = 1.25;
    auto shocks = doubled_demand();
    shocks.capacity = {{0, 0, 30, 0, 0.7, 0}};
    return march(who, network, shocks, rules, 32);
}

TEST_P(Capacity, InArioModeAnyScarcityBringsOvertime) {
    CoreRules rules;
    rules.overtime_any_limit = true;
    auto const path = starved_plant(GetParam(), rules);
    EXPECT_NEAR(path.output[30][1], 0.6, 1e-6);
    // Demand 2 against last week's output: scarcity (2 - 1) / 2 in weeks 0
    // and 1, (2 - .6) / 2 in weeks 2 to 31.
    double const left = std::pow(1 - 0.5 / 52, 2) * std::pow(1 - 0.7 / 52, 30);
    EXPECT_NEAR(path.output[31][1], 1.25 - 0.25 * left, 1e-5);
}

TEST_P(Capacity, PlantWithoutInputsGainsNoOvertime) {
    auto const path = starved_plant(GetParam(), {});
    // Only week 0 bound capacity; since then alpha went back to 1.
    double const gained = 0.25 * 0.5 / 52 * std::pow(1 - 1. / 52, 30);
    EXPECT_NEAR(path.output[31][1], 1 + gained, 1e-5);
}

INSTANTIATE_TEST_SUITE_P(, Capacity, reference_and_engine(), who_name);
}  // namespace
}  // namespace chokepoint::test
