/// \file market_test.cpp
/// Prices that clear a market: oracle E12, and the buyer-side check of
/// model B8 (a ban and a damage raise the price alike, slack lowers
/// it, and it comes back).
#include <algorithm>
#include <cmath>

#include "tests/support/both.hpp"
#include "tests/support/network_builder.hpp"
#include "tests/support/world_end.hpp"

namespace chokepoint::test {
namespace {
class MarketPrice : public Both {
  protected:
    double price_after(SupplyNetwork const& network,
                       Shocks const& shocks,
                       int weeks,
                       CoreRules const& rules = {}) const {
        return last_price(GetParam(), network, shocks, rules, weeks);
    }
};

/// One mine sells 10 to final demand; half of it is lost for good.
SupplyNetwork mine() {
    NetworkBuilder build;
    auto const home = build.country("AAA");
    auto const ore = build.product("ore");
    build.sale(build.node(home, ore, 10), home, 10);
    return build.network;
}

Shocks half_lost() {
    Shocks shocks;
    shocks.capacity = {{0, 0, 1e6, 0, 0.5, 0}};
    PricedMarket market;
    market.groups = {0};
    market.nodes = {0};
    market.demand_elasticity = 0.3;
    market.supply_elasticity = 0.2;
    shocks.markets = {market};
    return shocks;
}

TEST_P(MarketPrice, IsolatedMarketClearsAtTheIsoelasticEquilibrium) {
    auto const path = march(mine(), half_lost(), 260);
    EXPECT_NEAR(price_after(mine(), half_lost(), 260), 4, 2e-3);
    EXPECT_NEAR(path.receipts[259][0], std::pow(4, -0.3), 1e-4);
    EXPECT_NEAR(path.receipts[259][0], 0.65975, 1e-4);
    EXPECT_NEAR(path.wanted[259][0], 0.65975, 1e-4);
}

TEST_P(MarketPrice, MovesToItAsPublished) {
    EXPECT_NEAR(
        march_to_end(GetParam(), mine(), half_lost(), {}, {1}).price_peak[0],
        1.0779, 5e-5);
    EXPECT_NEAR(
        march_to_end(GetParam(), mine(), half_lost(), {}, {26}).price_peak[0],
        3.3938, 5e-5);
}

TEST_P(MarketPrice, IsLimitedAndSoIsItsPullOnSupply) {
    auto shocks = half_lost();
    shocks.capacity[0].severity = 1;
    CoreRules rules;
    rules.price_limit = std::log(5);
    EXPECT_NEAR(price_after(mine(), shocks, 60, rules), 5, 1e-3);
    // Supply at .5 with a boost of at most 1.1: q = .55 P = .55^(-1/.3).
    shocks.capacity[0].severity = 0.5;
    CoreRules weak;
    weak.boost_limit = 1.1;
    EXPECT_NEAR(price_after(mine(), shocks, 400, weak),
                std::pow(0.55, -1 / 0.3), 5e-3);
}

TEST_P(MarketPrice, SupplyBeyondDemandLowersIt) {
    // Demand falls to .8; the mine offers 1 at the old price: P falls until
    // P^-.3 * .8 = P^.2.
    auto shocks = half_lost();
    shocks.capacity.clear();
    shocks.demand = {{0, 0, 1e6, -0.2}};
    EXPECT_NEAR(price_after(mine(), shocks, 400), std::pow(0.8, 2), 1e-3);
}

/// Five mines and five countries that all buy from all, odd flows.
SupplyNetwork many_mines() {
    NetworkBuilder build;
    auto const ore = build.product("ore");
    Rows32 country, mines;
    for (int k = 0; k < 5; ++k) {
        country.push_back(build.country("C" + std::to_string(k)));
        mines.push_back(build.node(country.back(), ore, 10));
    }
    double flow = 1.1;
    for (auto i : mines) {
        for (auto c : country) {
            build.sale(i, c, flow);
            flow = std::fmod(1.7 * flow + 0.37, 13) + 0.1;
        }
    }
    return build.network;
}

TEST_P(MarketPrice, FallsThoughRoundingSaysThatAHairIsMissing) {
    // All demand is met: D = X up to rounding, while S is what would be.
    PricedMarket market;
    market.groups = market.nodes = {0, 1, 2, 3, 4};
    Shocks shocks;
    shocks.markets = {market};
    for (std::uint32_t j = 0; j < 5; ++j) {
        shocks.demand.push_back({j, 0, 1e6, -0.2});
    }
    // S = P^.2 and D = .8 P^-.3 until they meet.
    double log_price = 0;
    for (int t = 0; t < 10; ++t) {
        double const wanted = 0.8 * std::exp(-0.3 * log_price);
        double const offered = std::exp(0.2 * log_price);
        log_price += 0.15 * (wanted - offered) / offered;
    }
    EXPECT_NEAR(price_after(many_mines(), shocks, 10), std::exp(log_price),
                1e-4);
    EXPECT_NEAR(price_after(many_mines(), shocks, 400), 0.64, 1e-3);
}

/// C (node 2) takes half its parts from each of A (link 0) and B (link 1).
SupplyNetwork two_halves(double slack) {
    NetworkBuilder build;
    auto const home = build.country("AAA"), abroad = build.country("BBB");
    auto const part = build.product("part"), good = build.product("good");
    auto const a = build.node(abroad, part, 50), b = build.node(home, part, 50);
    auto const c = build.node(home, good, 100);
    build.network.nodes[b].spare_capacity = slack;
    build.network.nodes[a].spare_capacity = slack;
    // Orders may grow to 1 + (1 + n)/tau = 3.5 times the use, so that the half
    // that is left can be asked for all of it.
    build.input(c, part, InputClass::critical, 4, 2);
    build.link(a, c, 50);
    build.link(b, c, 50);
    build.sale(c, home, 200);
    return build.network;
}

Shocks priced_parts() {
    PricedMarket market;
    market.groups = {0};
    market.nodes = {0, 1};
    Shocks shocks;
    shocks.markets = {market};
    return shocks;
}

Shocks banned_half(int end = 1 << 20) {
    auto shocks = priced_parts();
    Measure ban;
    ban.links = {0};
    ban.end = end;
    shocks.measures = {ban};
    return shocks;
}

Shocks damaged_half(double hold = 1e6) {
    auto shocks = priced_parts();
    shocks.capacity = {{0, 0, hold, 0, 1, 0}};
    return shocks;
}

TEST_P(MarketPrice, BanAndDamageRaiseItAlike) {
    EXPECT_NEAR(price_after(two_halves(0), banned_half(), 520), 4, 5e-3);
    EXPECT_NEAR(price_after(two_halves(0), damaged_half(), 520), 4, 5e-3);
}

TEST_P(MarketPrice, SlackOfTheOtherSupplierLowersTheRise) {
    double const expected = std::pow(1 - 0.375, -1 / 0.5);
    EXPECT_NEAR(expected, 2.560, 1e-3);
    EXPECT_NEAR(price_after(two_halves(0.25), banned_half(), 520), expected,
                5e-3);
    EXPECT_NEAR(price_after(two_halves(0.25), damaged_half(), 520), expected,
                5e-3);
}

TEST_P(MarketPrice, ReturnsToOneWhenTheShortageEnds) {
    for (double slack : {0., 0.25}) {
        EXPECT_NEAR(price_after(two_halves(slack), banned_half(104), 1040), 1,
                    5e-3);
        EXPECT_NEAR(price_after(two_halves(slack), damaged_half(104), 1040), 1,
                    5e-3);
    }
}

/// Half of the parts is lost; `tau` weeks to fill the stock of C.
SupplyNetwork patient_halves() {
    auto network = two_halves(0.25);
    network.inputs[0].adjustment_weeks = 5;
    return network;
}

TEST_P(MarketPrice, RiseDoesNotCostTheHealthySupplierItsSales) {
    auto const path = march(patient_halves(), damaged_half(), 260);
    for (std::size_t week = 0; week < 260; ++week) {
        EXPECT_GE(path.output[week][1], 1 - rounding()) << week;
    }
}

TEST(MarketPriceReference, ThriftThatLowersTheTargetCostsSales) {
    Flaws flaws;
    flaws.thrift_scales_target = flaws.price_against_receipts = true;
    auto const path =
        march_reference(patient_halves(), damaged_half(), {}, 260, flaws);
    double least = 1;
    for (auto const& week : path) {
        least = std::min(least, week.output[1]);
    }
    EXPECT_LT(least, 0.99);
}

TEST_P(MarketPrice, ThriftLetsThePlantRunOnLess) {
    // q = 4^-.3 of parts and the boosted half make all the goods.
    auto const path = march(two_halves(0), banned_half(), 520);
    EXPECT_NEAR(path.output[519][2], 1, 1e-4);
    EXPECT_NEAR(path.receipts[519][0], std::pow(4, -0.3), 1e-4);
}

TEST(MarketPriceReference, SeenFromTheSuppliersABanRaisesNoPrice) {
    Flaws flaws;
    flaws.supplier_side_prices = true;
    auto const network = mine();
    auto const path = march_reference(network, half_lost(), {}, 260, flaws);
    EXPECT_NEAR(std::exp(path[259].log_price[0]), 4, 1e-2)
        << "the isolated market does not tell the two apart";
    auto const other =
        march_reference(two_halves(0), banned_half(), {}, 520, flaws);
    EXPECT_GT(std::fabs(std::exp(other[519].log_price[0]) - 4), 0.1);
}

INSTANTIATE_TEST_SUITE_P(, MarketPrice, reference_and_engine(), who_name);
}  // namespace
}  // namespace chokepoint::test
