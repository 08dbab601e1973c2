/// \file control_test.cpp
/// What bans, quotas and leaks do to one buyer: oracles E11 and E14, and the
/// corrections that made controls bind (order ceiling, alternates under the
/// same ban).
#include <cmath>

#include "tests/support/both.hpp"
#include "tests/support/network_builder.hpp"

namespace chokepoint::test {
namespace {
Shocks measure(std::vector<std::uint32_t> const& links,
               double pass,
               double leak_ceiling = 0) {
    Measure m;
    m.links = links;
    m.pass = pass;
    m.leak_ceiling = leak_ceiling;
    Shocks shocks;
    shocks.measures = {m};
    return shocks;
}

/// C (node 2) buys 60 from A (link 0) and 40 from B (link 1), who has slack.
SupplyNetwork two_sources(double caution) {
    NetworkBuilder build;
    auto const abroad = build.country("AAA");
    auto const home = build.country("CCC");
    auto const part = build.product("part");
    auto const good = build.product("good");
    auto const a = build.node(abroad, part, 60);
    auto const b = build.node(home, part, 40);
    auto const c = build.node(home, good, 100);
    build.network.nodes[b].spare_capacity = 0.25;
    auto const row = build.input(c, part, InputClass::critical, 4, 4);
    build.network.inputs[row].caution = caution;
    build.link(a, c, 60);
    build.link(b, c, 40);
    build.sale(c, home, 200);
    return build.network;
}

class Control : public Both {};

TEST_P(Control, BanOfALargeSupplierLeavesTheSlackOfTheOther) {
    auto const path = march(two_sources(0), measure({0}, 0), 104);
    EXPECT_NEAR(path.output[7][2], 1, rounding());
    EXPECT_NEAR(path.output[8][2], 0.86, rounding());
    EXPECT_NEAR(path.output[9][2], 0.5, rounding());
    EXPECT_NEAR(path.output[103][2], (1 - 0.6) * (1 + 0.25), rounding());
    // 95 weeks of half output and .14 in week 8.
    EXPECT_NEAR(lost_output(path, 2), 47.64, 1e-3);
}

TEST_P(Control, CautionUnderABanCostsTheUnusedStock) {
    auto const path = march(two_sources(0.8), measure({0}, 0), 104);
    // At .5 a cautious buyer holds K x = 2 weeks, the other .5: 1.5 more.
    EXPECT_NEAR(lost_output(path, 2), 49.14, 1e-3);
    EXPECT_NEAR(path.output[103][2], 0.5, rounding());
}

/// B buys all of its critical input from A.
TEST_P(Control, QuotaOnASoleSupplierCostsTheBlockedShareWhateverTheCover) {
    for (double cover : {0., 4., 8., 12.}) {
        auto const path = march(chain(cover, 5), measure({0}, 0.3), 260);
        EXPECT_NEAR(path.output[259][1], 0.3, rounding()) << cover;
    }
}

TEST(ControlReference, WithoutTheOrderCeilingCoverDefeatsTheQuota) {
    Flaws flaws;
    flaws.ignore_order_ceiling = true;
    double const expected[][2] = {{0, 0.34}, {4, 0.57}, {8, 0.79}, {12, 1}};
    for (auto const& [cover, output] : expected) {
        auto network = chain(cover, 5);
        network.nodes[0].spare_capacity = 0.25;
        auto const path =
            march_reference(network, measure({0}, 0.3), {}, 260, flaws);
        EXPECT_NEAR(path[259].output[1], output, 5e-3) << cover;
    }
}

TEST_P(Control, NonQuantityMeasureLetsOrdersGrowThroughTheFilter) {
    // LOGISTIC and TARIFF take a share of the orders, not of the volume.
    auto shocks = measure({0}, 0.3);
    shocks.measures[0].quantity = false;
    auto network = chain(12, 5);
    network.nodes[0].spare_capacity = 0.25;
    EXPECT_NEAR(march(network, shocks, 260).output[259][1], 1, rounding());
}

/// B's input comes from A; X is a qualified alternate with ample slack.
SupplyNetwork with_alternate() {
    NetworkBuilder build;
    auto const a_land = build.country("AAA");
    auto const b_land = build.country("BBB");
    auto const x_land = build.country("XXX");
    auto const part = build.product("part");
    auto const good = build.product("good");
    auto const a = build.node(a_land, part, 50);
    auto const x = build.node(x_land, part, 50);
    auto const b = build.node(b_land, good, 50);
    build.network.nodes[x].spare_capacity = 9;
    auto& in = build.network.inputs[build.input(b, part, InputClass::critical)];
    in.qualification_delay_weeks = 0;
    in.qualification_ramp_weeks = 1;
    in.resourcing_ceiling = 1;
    build.link(a, b, 100);
    build.link(x, b, 0, 10);
    build.sale(x, x_land, 100);
    build.sale(b, b_land, 200);
    return build.network;
}

TEST_P(Control, QualifiedAlternateReplacesABannedSupplier) {
    auto const path = march(with_alternate(), measure({0}, 0), 260);
    EXPECT_NEAR(path.output[259][2], 1, rounding());
}

TEST_P(Control, CoalitionBanWithTenPercentLeakLeavesTenPercent) {
    // X sold nothing, so a tenth of its usual sales is nothing either.
    auto const path = march(with_alternate(), measure({0, 1}, 0.1), 260);
    EXPECT_NEAR(path.receipts[259][0], 0.1, rounding());
    EXPECT_NEAR(path.output[259][2], 0.1, rounding());
}

/// As with_alternate(), but A is on the list of alternates too, as the rows
/// of a network say by default, and has spare capacity.
SupplyNetwork with_itself_as_alternate() {
    auto network = with_alternate();
    network.nodes[0].spare_capacity = 9;
    network.links[0].alternate_weight = network.links[0].flow;
    network.links[1].alternate_weight = 0;
    return network;
}

TEST_P(Control, QuotaIsAllThatASupplierDeliversWhoIsItsOwnAlternate) {
    for (double const quota : {0.1, 0.3, 0.7}) {
        auto const path =
            march(with_itself_as_alternate(), measure({0}, quota), 260);
        for (int week = 0; week < 260; ++week) {
            ASSERT_LE(path.receipts[week][0], quota + rounding()) << week;
        }
        EXPECT_NEAR(path.receipts[259][0], quota, rounding());
        EXPECT_NEAR(path.output[259][2], quota, rounding());
    }
}

TEST_P(Control, LeakIsAllThatPassesABanOfASupplierWhoIsItsOwnAlternate) {
    // The leak of w = 26 weeks: l(t) = .1 (1 - (25/26)^t).
    auto const path =
        march(with_itself_as_alternate(), measure({0}, 0, 0.1), 260);
    for (int week = 1; week < 260; ++week) {
        ASSERT_NEAR(path.receipts[week][0],
                    0.1 * (1 - std::pow(25. / 26, week)), 1e-6)
            << week;
    }
}

TEST(ControlReference, WithExtraOrdersAQuotaDeliversMoreThanItSays) {
    // z M P min(O, 1) on top of P: .3 + .7 * .3.
    Flaws flaws;
    flaws.quota_stretches = true;
    auto const path = march_reference(with_itself_as_alternate(),
                                      measure({0}, 0.3), {}, 260, flaws);
    EXPECT_NEAR(path[259].receipts[0], 0.51, 1e-9);
}

TEST_P(Control, OthersTakeOverWhatAQuotaKeepsBackAndItsHolderDoesNot) {
    // Half of C's 60 from A is gone; B sends 40 and can send 90 at most.
    auto network = two_sources(0);
    network.nodes[1].spare_capacity = 1.25;
    network.nodes[0].spare_capacity = 9;
    for (auto& link : network.links) {
        link.alternate_weight = link.to_final_demand ? 0 : link.flow;
    }
    auto& in = network.inputs[0];
    in.qualification_delay_weeks = 0;
    in.qualification_ramp_weeks = 1;
    in.resourcing_ceiling = 1;
    auto const path = march(network, measure({0}, 0.5), 260);
    EXPECT_NEAR(path.output[259][0], 0.5, rounding());
    EXPECT_NEAR(path.output[259][1], 70. / 40, rounding());
    EXPECT_NEAR(path.receipts[259][0], 1, rounding());
}

TEST_P(Control, TariffedSupplierMayStillTakeExtraOrders) {
    // P = .3 of the orders, not of the volume: .3 + .7 * .3 and more by stock.
    auto shocks = measure({0}, 0.3);
    shocks.measures[0].quantity = false;
    auto network = with_itself_as_alternate();
    network.inputs[0].cover_weeks = 0;
    auto const path = march(network, shocks, 260);
    EXPECT_GT(path.receipts[259][0], 0.51 - rounding());
}

TEST_P(Control, LeakOpensABanExponentially) {
    // B without stock beyond the week uses what came the week before.
    auto const path = march(chain(0, 5), measure({0}, 0, 0.1), 60);
    EXPECT_NEAR(path.receipts[26][0], 0.1 * (1 - std::pow(25. / 26, 26)), 1e-6);
    EXPECT_NEAR(path.receipts[26][0], 0.063931, 1e-6);
    EXPECT_NEAR(path.output[27][1], 0.063931, 1e-6);
}

INSTANTIATE_TEST_SUITE_P(, Control, reference_and_engine(), who_name);
}  // namespace
}  // namespace chokepoint::test
