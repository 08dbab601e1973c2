/// \file shifted_orders_test.cpp
/// Orders follow who delivers (model B5.4): from suppliers that fail, and from
/// a quota, to those that can.
/// Oracle E34.
#include <algorithm>

#include "tests/support/both.hpp"
#include "tests/support/network_builder.hpp"

namespace chokepoint::test {
namespace {
/// C (node 2) takes half its parts from each of A (link 0) and B (link 1); B
/// can make twice as much and a little more, to fill stocks.
SupplyNetwork two_halves(double shift, InputClass input_class) {
    NetworkBuilder build;
    auto const abroad = build.country("AAA"), home = build.country("BBB");
    auto const part = build.product("part"), good = build.product("good");
    auto const a = build.node(abroad, part, 50), b = build.node(home, part, 50);
    auto const c = build.node(home, good, 100);
    build.network.nodes[b].spare_capacity = 1.25;
    auto const row = build.input(c, part, input_class, 4, 5);
    build.network.inputs[row].shift_share = shift;
    build.link(a, c, 50);
    build.link(b, c, 50);
    build.sale(c, home, 200);
    return build.network;
}

SupplyNetwork two_halves(double shift) {
    return two_halves(shift, InputClass::critical);
}

Shocks dead_half() {
    Shocks shocks;
    shocks.capacity = {{0, 0, 1e6, 0, 1, 0}};
    return shocks;
}

Shocks quota(double pass, bool quantity = true) {
    Measure m;
    m.links = {0};
    m.pass = pass;
    m.quantity = quantity;
    Shocks shocks;
    shocks.measures = {m};
    return shocks;
}

class ShiftedOrders : public Both {};

TEST_P(ShiftedOrders, GoToTheSupplierThatIsLeft) {
    auto const path = march(two_halves(1), dead_half(), 260);
    for (int week = 12; week < 260; ++week) {
        EXPECT_GT(path.receipts[week][0], 0.95) << week;
    }
    EXPECT_NEAR(path.order[259][0], 1, 0.01);
    EXPECT_NEAR(path.output[259][1], 2, 0.01);
    EXPECT_NEAR(path.output[259][2], 1, rounding());
    // Without room above the use the stock is never filled again, and orders
    // stay above 1 (they ask B for what it cannot make).
    auto full = two_halves(1);
    full.nodes[1].spare_capacity = 1;
    auto const held = march(full, dead_half(), 260);
    for (int week = 12; week < 260; ++week) {
        EXPECT_GT(held.receipts[week][0], 0.95) << week;
    }
    EXPECT_GT(held.order[259][0], 1.1);
    // Who does not shift must order more than twice the use for ever.
    auto const loyal = march(two_halves(0), dead_half(), 260);
    EXPECT_GT(loyal.order[259][0], 1.5);
}

TEST_P(ShiftedOrders, FollowTheMemoryOfDeliveries) {
    // Week 0: f is 1 on both, A ships nothing. f_A = 3/4 in week 1, so that
    // U = .875 and F_B = 1 / .875; B ships half of O F_B.
    auto const path = march(two_halves(1), dead_half(), 2);
    EXPECT_NEAR(path.receipts[0][0], 0.5, rounding());
    EXPECT_NEAR(path.order[0][0], 1.1, rounding());
    EXPECT_NEAR(path.output[1][1], 1.1 / 0.875, rounding());
    auto const half = march(two_halves(0.5), dead_half(), 2);
    EXPECT_NEAR(half.output[1][1], 1.1 * (0.5 + 0.5 / 0.875), rounding());
}

TEST_P(ShiftedOrders, StayWhereLessThanAThousandthIsBlocked) {
    // A small A dies: f_A = 3/4 in week 1, M = w / 4. C orders 1 + w / 5.
    auto const b_makes = [&](double w) {
        auto network = two_halves(1);
        network.links[0].flow = 100 * w;
        network.links[1].flow = 100 * (1 - w);
        return march(network, dead_half(), 2).output[1][1];
    };
    EXPECT_NEAR(b_makes(0.0036), 1 + 0.0036 / 5, rounding());  // M = .0009
    EXPECT_NEAR(b_makes(0.0044), (1 + 0.0044 / 5) / (1 - 0.0011), rounding());
}

TEST_P(ShiftedOrders, LeaveAQuotaWhatItLetsThroughAndNoMore) {
    for (double pass : {0., 0.4, 0.9}) {
        auto const path = march(two_halves(1), quota(pass), 260);
        for (int week = 0; week < 260; ++week) {
            EXPECT_NEAR(path.output[week][0], pass, rounding()) << week;
            EXPECT_NEAR(path.output[week][1], 2 - pass, rounding()) << week;
            EXPECT_NEAR(path.output[week][2], 1, rounding()) << week;
        }
    }
}

TEST_P(ShiftedOrders, DoNotUndoATariffOnAll) {
    // P of a tariff stays out of U: what it cuts, nobody gives back.
    auto shocks = quota(0.8, false);
    shocks.measures[0].links = {0, 1};
    auto const path = march(two_halves(1), shocks, 1);
    EXPECT_NEAR(path.output[0][0], 0.8, rounding());
    EXPECT_NEAR(path.output[0][1], 0.8, rounding());
}

TEST_P(ShiftedOrders, AreAtMostEightTimesTheUsual) {
    // B alone is left by a ban and has 1 % of the flow.
    auto network = two_halves(1);
    network.nodes[1].spare_capacity = 99;
    network.links[0].flow = 99;
    network.links[1].flow = 1;
    auto const path = march(network, quota(0), 1);
    EXPECT_NEAR(path.output[0][1], 8, 10 * rounding());
}

TEST_P(ShiftedOrders, OfFinalDemandShiftAsWell) {
    NetworkBuilder build;
    auto const home = build.country("AAA");
    auto const good = build.product("good");
    auto const a = build.node(home, good, 50), b = build.node(home, good, 50);
    build.network.nodes[b].spare_capacity = 1;
    build.sale(a, home, 50);
    build.sale(b, home, 50);
    build.network.final_demand[0].shift_share = 1;
    auto const path = march(build.network, dead_half(), 104);
    EXPECT_NEAR(path.receipts[0][0], 0.5, rounding());
    EXPECT_NEAR(path.receipts[103][0], 1, 0.01);
    build.network.final_demand[0].shift_share = 0;
    EXPECT_NEAR(march(build.network, dead_half(), 104).receipts[103][0], 0.5,
                rounding());
}

TEST_P(ShiftedOrders, ChangeNoBitOfBuyersThatDoNotShift) {
    // The same world once more beside it, whose buyer does.
    auto const alone = march(two_halves(0), dead_half(), 104);
    NetworkBuilder build;
    build.network = two_halves(0);
    auto const land = build.country("CCC");
    auto const part = build.product("part2"), good = build.product("good2");
    auto const a = build.node(land, part, 50), b = build.node(land, part, 50);
    auto const c = build.node(land, good, 100);
    auto const row = build.input(c, part, InputClass::critical, 4, 5);
    build.network.inputs[row].shift_share = 1;
    build.link(a, c, 50);
    build.link(b, c, 50);
    build.sale(c, land, 200);
    auto shocks = dead_half();
    shocks.capacity.push_back({a, 0, 1e6, 0, 1, 0});
    auto const both = march(build.network, shocks, 104);
    for (std::size_t week = 0; week < 104; ++week) {
        for (std::size_t i = 0; i < 3; ++i) {
            ASSERT_EQ(both.output[week][i], alone.output[week][i]) << week;
        }
        ASSERT_EQ(both.order[week][0], alone.order[week][0]) << week;
        ASSERT_EQ(both.stock[week][0], alone.stock[week][0]) << week;
    }
}

TEST(ShiftedOrdersReference, WrongVariantsDiffer) {
    Flaws stay, limited;
    stay.orders_do_not_shift = true;
    limited.limited_links_shift = true;
    auto const loyal =
        march_reference(two_halves(1), dead_half(), {}, 60, stay);
    EXPECT_LT(loyal[12].receipts[0], 0.95);
    auto const stretched =
        march_reference(two_halves(1), quota(0.4), {}, 4, limited);
    EXPECT_GT(stretched[0].output[0], 0.5);
}

INSTANTIATE_TEST_SUITE_P(, ShiftedOrders, reference_and_engine(), who_name);
}  // namespace
}  // namespace chokepoint::test
