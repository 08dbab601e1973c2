/// \file reserve_test.cpp
/// Reserves of a country or coalition: oracle E5, who gets what, what bounds
/// a release, and that the books balance.
#include <cmath>

#include "tests/support/both.hpp"
#include "tests/support/network_builder.hpp"
#include "tests/support/world_end.hpp"

namespace chokepoint::test {
namespace {
class Reserves : public Both {
  protected:
    WorldEnd end(SupplyNetwork const& network,
                 Shocks const& shocks,
                 int weeks,
                 CoreRules const& rules = {}) const {
        return march_to_end(GetParam(), network, shocks, rules, {weeks});
    }
};

/// A is off for 20 weeks; B's input has a reserve.
Shocks outage(Stockpile reserve) {
    reserve.users = {0};
    Shocks shocks;
    shocks.capacity = {{0, 0, 20, 0, 1, 0}};
    shocks.stockpiles = {reserve};
    return shocks;
}

Stockpile filled(double weeks, double rate = 1) {
    Stockpile h;
    h.start = h.target = weeks;
    h.rate = rate;
    return h;
}

TEST_P(Reserves, EveryWeekInTheReserveIsAWeekLessOfLoss) {
    double constexpr outage_weeks = 20, cover = 4;
    for (double z : {0., 3., 6., 15.}) {
        auto const path = march(chain(cover, 5), outage(filled(z)), 104);
        EXPECT_NEAR(lost_output(path, 1), outage_weeks - cover - z, 1e-4) << z;
    }
}

TEST_P(Reserves, RateBoundsTheRelease) {
    // The shortage of week 0 opens the reserve in week 1: 20 releases until
    // week 20, of which the last meets the returning supplier.
    auto const shocks = outage(filled(6, 0.2));
    auto const path = march(chain(4, 5), shocks, 104);
    EXPECT_NEAR(lost_output(path, 1), 20 - 4 - 19 * 0.2, 1e-4);
    auto const books = end(chain(4, 5), shocks, 21);
    EXPECT_NEAR(books.reserve_released[0], 20 * 0.2, 1e-4);
    EXPECT_NEAR(books.reserve_minimum[0], 6 - 20 * 0.2, 1e-4);
    EXPECT_EQ(books.reserve_empty_weeks[0], 0);
}

TEST_P(Reserves, EmptyReserveIsCountedUntilTheEnd) {
    auto const books = end(chain(4, 5), outage(filled(6)), 104);
    EXPECT_EQ(books.reserve_minimum[0], 0);
    EXPECT_NEAR(books.reserve_released[0], 6, 1e-5);
    // Weeks 1 to 6 empty it; empty after week 6, for 98 weeks.
    EXPECT_EQ(books.reserve_empty_weeks[0], 98);
}

TEST_P(Reserves, StaysClosedAboveItsThreshold) {
    auto shocks = outage(filled(6));
    // One week of F = .95; the gap that it left is ordered at 1 / 1.01.
    shocks.capacity[0].severity = 0.05;
    shocks.capacity[0].hold = 1;
    EXPECT_EQ(end(chain(4, 5), shocks, 20).reserve_released[0], 0);
    shocks.stockpiles[0].release_below = 0.99;
    EXPECT_NEAR(end(chain(4, 5), shocks, 20).reserve_released[0], 0.05, 1e-6);
}

TEST_P(Reserves, OffMeansOff) {
    auto shocks = outage(filled(6));
    shocks.stockpiles[0].trigger = ReserveTrigger::off;
    EXPECT_EQ(end(chain(4, 5), shocks, 60).reserve_released[0], 0);
    EXPECT_NEAR(lost_output(march(chain(4, 5), shocks, 60), 1), 16, 1e-4);
}

/// Part makers A and D each deliver all parts of one plant: B (100) and
/// C (50). Inputs 0 and 1, links 0 and 1.
SupplyNetwork two_plants() {
    NetworkBuilder build;
    auto const home = build.country("AAA");
    auto const part = build.product("part");
    auto const good = build.product("good");
    auto const a = build.node(home, part, 50), d = build.node(home, part, 25);
    auto const b = build.node(home, good, 50), c = build.node(home, good, 25);
    build.input(b, part, InputClass::critical);
    build.input(c, part, InputClass::critical);
    build.link(a, b, 100);
    build.link(d, c, 50);
    build.sale(b, home, 200);
    build.sale(c, home, 100);
    return build.network;
}

Shocks pooled_outage(double of_a, double of_d) {
    Shocks shocks;
    shocks.capacity = {{0, 0, 20, 0, of_a, 0}, {1, 0, 20, 0, of_d, 0}};
    auto h = filled(100);
    h.users = {0, 1};
    shocks.stockpiles = {h};
    return shocks;
}

TEST_P(Reserves, PoolServesWhoeverIsShort) {
    auto const only_c = march(two_plants(), pooled_outage(0, 1), 30);
    EXPECT_NEAR(lost_output(only_c, 3), 0, 1e-4);
    EXPECT_NEAR(only_c.receipts[1][0], 1, 1e-6);
    EXPECT_GE(only_c.receipts[1][1], 1 - 1e-5);
}

TEST_P(Reserves, ReleaseIsSplitByTheGaps) {
    // Week 0: A delivers .5 (gap 50), D 0 (gap 50), F = 1/3: 100 are released
    // in week 1, half to each.
    auto const path = march(two_plants(), pooled_outage(0.5, 1), 3);
    EXPECT_NEAR(path.receipts[1][0], 0.5 + 50. / 100, 1e-5);
    EXPECT_NEAR(path.receipts[1][1], 50. / 50, 1e-5);
}

TEST_P(Reserves, OnlyPriorityUsersDraw) {
    auto shocks = pooled_outage(1, 1);
    shocks.stockpiles[0].drawing = {1};
    auto const path = march(two_plants(), shocks, 40);
    EXPECT_EQ(path.receipts[1][0], 0);
    EXPECT_NEAR(path.receipts[1][1], 1, 1e-5) << "and no more than they lack";
    EXPECT_NEAR(lost_output(path, 2), 16, 1e-4);
    EXPECT_NEAR(lost_output(path, 3), 0, 1e-4);
}

/// chain() whose reserve buys back from A, which has slack, through the sink
/// in row 1 of final demand.
SupplyNetwork refilling_chain() {
    auto network = chain(4, 5);
    NetworkBuilder build;
    build.network = network;
    build.network.nodes[0].spare_capacity = 0.5;
    build.fill_sink(0, build.added_sink(SinkKind::reserve, 0, 0), 100);
    return build.network;
}

Shocks refilled(double rate, double tension_limit = 1) {
    auto h = filled(6);
    h.refill = rate;
    h.refill_sink = 1;
    h.refill_tension = tension_limit;
    return outage(h);
}

TEST_P(Reserves, RefillBringsTheReserveBackAndNoFurther) {
    auto const network = refilling_chain();
    auto const shocks = refilled(0.25);
    auto const path = march(network, shocks, 120);
    auto const books = end(network, shocks, 120);
    EXPECT_NEAR(lost_output(path, 1), 10, 1e-4);
    double bought = 0;
    for (auto const& week : path.receipts) {
        EXPECT_LE(week[2], 0.25 * (1 + 1e-6));
        bought += week[2];
    }
    EXPECT_NEAR(bought, books.reserve_released[0], 1e-4);
    EXPECT_NEAR(bought, 6, 1e-4);
    EXPECT_EQ(path.receipts[10][2], 0) << "not while the input is short";
}

TEST_P(Reserves, TenseTimesForbidRefills) {
    CoreRules tense;
    tense.tension = 2;
    auto const network = refilling_chain();
    for (auto const& week :
         march(network, refilled(0.25), 60, tense).receipts) {
        ASSERT_EQ(week[2], 0);
    }
}

TEST_P(Reserves, RefillDoesNotMoveTheBaseline) {
    auto const network = refilling_chain();
    auto shocks = refilled(0.25);
    shocks.capacity.clear();
    for (auto const& week : march(network, shocks, 60).output) {
        ASSERT_EQ(week[0], 1);
        ASSERT_EQ(week[1], 1);
    }
}

TEST_P(Reserves, DearGoodsOpenAReserveByPrice) {
    // A price of 1.2 needs a few weeks of shortage at .075 a week.
    auto shocks = outage(filled(6));
    shocks.capacity[0].severity = 0.5;
    PricedMarket market;
    market.groups = {0};
    market.nodes = {0};
    shocks.markets = {market};
    auto& h = shocks.stockpiles[0];
    h.trigger = ReserveTrigger::price;
    h.market = 0;
    h.release_price = std::log(1.2);
    EXPECT_GT(end(chain(4, 5), shocks, 20).reserve_released[0], 0.5);
    EXPECT_EQ(end(chain(4, 5), shocks, 3).reserve_released[0], 0);
    h.release_price = std::log(15.);
    EXPECT_EQ(end(chain(4, 5), shocks, 20).reserve_released[0], 0);
}

TEST(ReservePackage, HasNoReserveThatItDoesNotName) {
    auto model = build_model(chain(4, 5), outage(filled(6)), {}, 60, {60});
    OutputLayout const rows{model.view()};
    auto const released = [&](std::uint32_t package) {
        return run_engine(model, package).value[rows.reserve_released(0)];
    };
    EXPECT_EQ(released(shock_package), 6);
    model.package[shock_package].reserve_mask = 0;
    EXPECT_EQ(released(shock_package), 0);
    EXPECT_EQ(released(0), 6);
}

INSTANTIATE_TEST_SUITE_P(, Reserves, reference_and_engine(), who_name);
}  // namespace
}  // namespace chokepoint::test
