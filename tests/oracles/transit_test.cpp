/// \file transit_test.cpp
/// Goods in transit: a longer way delays goods but neither makes nor loses
/// any (model B5.5).
#include "tests/support/both.hpp"
#include "tests/support/network_builder.hpp"

namespace chokepoint::test {
namespace {
/// A -> B over a strait that takes `lead_time` weeks.
SupplyNetwork chain_over_strait(double lead_time) {
    auto network = chain(12, 5);
    network.routes = {{"strait", "strait"}};
    network.links[0].routes = {0};
    network.inputs[0].lead_time_weeks = lead_time;
    return network;
}

Shocks delay(double weeks, double hold) {
    Shocks shocks;
    shocks.delays = {{0, 5, hold, weeks}};
    return shocks;
}

double sum(std::vector<std::vector<double>> const& rows,
           std::uint32_t row,
           std::size_t until) {
    double sum = 0;
    for (std::size_t week = 0; week < until; ++week) {
        sum += rows[week][row];
    }
    return sum;
}

class Transit : public Both {};

TEST_P(Transit, DelayWithholdsGoodsAndGivesAllOfThemBack) {
    auto network = chain_over_strait(0);
    network.nodes[0].spare_capacity = 0.5;
    auto const path = march(network, delay(3, 10), 40);
    EXPECT_EQ(path.receipts[4][0], 1);
    // v = 0: of the first week's goods a quarter arrives.
    EXPECT_NEAR(path.receipts[5][0], 0.25, 1e-6);
    // B needs no more than A ships: A's output is what left A.
    EXPECT_LT(sum(path.receipts, 0, 10), sum(path.output, 0, 10) - 2);
    EXPECT_NEAR(sum(path.receipts, 0, 40), sum(path.output, 0, 40), 1e-5);
}

TEST_P(Transit, DelayOnTopOfALeadTimeConservesGoods) {
    auto network = chain_over_strait(2.5);
    auto const path = march(network, delay(4, 12), 120);
    EXPECT_NEAR(path.receipts[5][0], 3.5 / 7.5, 1e-6);
    EXPECT_LT(sum(path.receipts, 0, 15), sum(path.output, 0, 15) - 2);
    EXPECT_NEAR(sum(path.receipts, 0, 120), sum(path.output, 0, 120), 1e-3);
}

TEST_P(Transit, OutageReachesTheBuyerGraduallyOverALongWay) {
    // Receipts after A stops: v shrinks by lambda / (1 + lambda) a week.
    Shocks shocks;
    shocks.capacity = {{0, 0, 100, 0, 1, 0}};
    auto const path = march(chain_over_strait(3), shocks, 4);
    double in_transit = 3;
    for (int week = 0; week < 4; ++week) {
        EXPECT_NEAR(path.receipts[week][0], in_transit / 4, 1e-6) << week;
        in_transit -= in_transit / 4;
    }
}

TEST_P(Transit, DelayCountsOnlyTheShareOfTheFlowOnItsRoute) {
    NetworkBuilder build;
    auto const home = build.country("AAA");
    auto const part = build.product("part");
    auto const good = build.product("good");
    auto const strait = build.route("strait");
    auto const near = build.node(home, part, 1);
    auto const far = build.node(home, part, 1);
    auto const user = build.node(home, good, 1);
    build.input(user, part, InputClass::critical, 12);
    build.link(near, user, 75);
    build.network.links[build.link(far, user, 25)].routes = {strait};
    build.sale(user, home, 200);
    auto const path = march(build.network, delay(4, 10), 6);
    EXPECT_NEAR(path.receipts[5][0], 1 / (1 + 4 * 0.25), 1e-6);
}

TEST_P(Transit, DelayToFinalDemandIsUnmetDemandFirst) {
    auto network = chain_over_strait(0);
    network.links[0].routes.clear();
    network.links[1].routes = {0};
    auto const path = march(network, delay(1, 10), 30);
    EXPECT_NEAR(path.receipts[5][1], 0.5, 1e-6);
    EXPECT_NEAR(path.receipts[6][1], 0.75, 1e-6);
    EXPECT_NEAR(sum(path.receipts, 1, 30), sum(path.output, 1, 30), 1e-5);
}

INSTANTIATE_TEST_SUITE_P(, Transit, reference_and_engine(), who_name);
}  // namespace
}  // namespace chokepoint::test
