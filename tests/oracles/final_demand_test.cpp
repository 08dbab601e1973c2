/// \file final_demand_test.cpp
/// Unmet final demand: lost, postponed, or gone for good (B5.6).
#include <algorithm>

#include "tests/support/both.hpp"
#include "tests/support/network_builder.hpp"

namespace chokepoint::test {
namespace {
/// One plant that sells 100 to final demand, with slack.
SupplyNetwork shop(double postponed) {
    NetworkBuilder build;
    auto const home = build.country("AAA");
    auto const good = build.product("good");
    auto const plant = build.node(home, good, 50);
    build.network.nodes[plant].spare_capacity = 1;
    build.sale(plant, home, 100);
    build.network.final_demand[0].postponed_share = postponed;
    return build.network;
}

Shocks closed(double weeks) {
    Shocks shocks;
    shocks.capacity = {{0, 2, weeks, 0, 1, 0}};
    return shocks;
}

class FinalDemandMarch : public Both {};

TEST_P(FinalDemandMarch, LostDemandDoesNotComeBack) {
    auto const path = march(shop(0), closed(2), 12);
    for (int week = 0; week < 12; ++week) {
        bool const open = week < 2 || week > 3;
        EXPECT_EQ(path.receipts[week][0], open ? 1 : 0) << week;
        EXPECT_EQ(path.wanted[week][0], 1) << week;
    }
}

TEST_P(FinalDemandMarch, PostponedDemandHalvesItsBacklogEachWeek) {
    auto const path = march(shop(1), closed(2), 30);
    // Two weeks wait: a backlog of 2, half of it is asked for every week. In
    // week 3 the half of the first week's backlog is asked for in vain.
    EXPECT_EQ(path.wanted[3][0], 1.5);
    EXPECT_EQ(path.wanted[4][0], 2);
    EXPECT_EQ(path.receipts[4][0], 2);
    EXPECT_EQ(path.wanted[5][0], 1.5);
    EXPECT_EQ(path.wanted[6][0], 1.25);
    double served = 0;
    for (auto const& week : path.receipts) {
        served += week[0];
    }
    EXPECT_NEAR(served, 30, 1e-5);
}

TEST_P(FinalDemandMarch, LongUnmetDemandDestroysCustomers) {
    CoreRules rules;
    rules.demand_destruction = 0.01;
    rules.demand_floor = 0.2;
    auto const path = march(shop(0), closed(8), 40, rules);
    double customers = 1;
    for (int week = 0; week < 40; ++week) {
        EXPECT_NEAR(path.wanted[week][0], customers, 1e-6) << week;
        double const unmet = week >= 2 && week < 10 ? customers : 0;
        customers += (1 - customers) / 52 - 0.01 * std::max(0.0, unmet - 0.05);
    }
    EXPECT_LT(customers, 0.97);
}

TEST_P(FinalDemandMarch, CustomersDoNotFallBelowTheFloor) {
    CoreRules rules;
    rules.demand_destruction = 0.5;
    rules.demand_floor = 0.75;
    auto const path = march(shop(0), closed(30), 20, rules);
    EXPECT_EQ(path.wanted[3][0], 0.75);
    EXPECT_EQ(path.wanted[19][0], 0.75);
}

INSTANTIATE_TEST_SUITE_P(, FinalDemandMarch, reference_and_engine(), who_name);
}  // namespace
}  // namespace chokepoint::test
