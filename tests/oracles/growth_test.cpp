/// \file growth_test.cpp
/// Capacity that moves: indigenous growth of the denied (oracle E30), tools
/// that wear without parts, dated increments, drifts (model B7.2, B7.3).
#include <cmath>

#include "tests/support/both.hpp"
#include "tests/support/network_builder.hpp"
#include "tests/support/world_end.hpp"

namespace chokepoint::test {
namespace {
class Growth : public Both {
  protected:
    /// kappa of country `c` after each of `weeks` (ascending).
    std::vector<double> capacity(SupplyNetwork const& network,
                                 Shocks const& shocks,
                                 std::uint32_t c,
                                 std::vector<int> const& weeks,
                                 CoreRules const& rules = {}) const {
        return march_to_end(GetParam(), network, shocks, rules, weeks)
            .capacity.at(c);
    }
};

/// C (node 1, 100 a week) needs A (node 0); X (node 2) is latent: it sells
/// 5 at home and makes its goods from three inputs in ample supply.
struct DeniedCountry {
    SupplyNetwork network;
    Shocks shocks;

    DeniedCountry() {
        NetworkBuilder build;
        auto const abroad = build.country("AAA");
        auto const denied = build.country("CCC");
        auto const seed = build.country("XXX");
        auto const part = build.product("part"), good = build.product("good");
        auto const a = build.node(abroad, part, 50);
        auto const c = build.node(denied, good, 50);
        auto const x = build.node(seed, part, 1);
        build.network.nodes[x].spare_capacity = 0.1;
        auto& need =
            build.network.inputs[build.input(c, part, InputClass::critical)];
        need.qualification_delay_weeks = need.qualification_ramp_weeks = 8;
        need.resourcing_ceiling = 1;
        build.link(a, c, 100);
        build.link(x, c, 0, 1);
        build.sale(x, seed, 5);
        build.sale(c, denied, 200);
        for (auto input_class : {InputClass::critical, InputClass::important,
                                 InputClass::bundle}) {
            auto const p = build.product("input");
            auto const supplier = build.node(seed, p, 0);
            build.network.nodes[supplier].spare_capacity = 100;
            build.network.inputs[build.input(x, p, input_class, 2)].caution =
                0.8;
            build.link(supplier, x, 1);
        }
        network = build.network;

        Measure ban;
        ban.links = {0};
        ban.start = 4;
        shocks.measures = {ban};
        IndigenousGrowth growth;
        growth.node = x;
        growth.rate = 0.03;
        growth.ceiling = 30;
        growth.denied = {0};
        shocks.growth = {growth};
    }
};

TEST_P(Growth, DeniedCountryGrowsItsOwnSupplier) {
    DeniedCountry const world;
    auto const kappa =
        capacity(world.network, world.shocks, 2, {27, 53, 105, 157});
    EXPECT_NEAR(kappa[0], 1.913, 5e-4);
    EXPECT_NEAR(kappa[1], 3.850, 5e-4);
    EXPECT_NEAR(kappa[2], 12.275, 5e-3);
    EXPECT_NEAR(kappa[3], 23.040, 5e-3);
    auto const path = march(world.network, world.shocks, 520);
    EXPECT_NEAR(path.output[27][1], .0981, 1e-4);
    EXPECT_NEAR(path.output[53][1], .1986, 1e-4);
    EXPECT_NEAR(path.output[105][1], .6460, 2e-4);
    EXPECT_NEAR(path.output[157][1], 1, 1e-4);
    EXPECT_NEAR(path.output[519][1], 1, 1e-4);
    EXPECT_NEAR(path.output[519][2], 21, 5e-3);
}

TEST_P(Growth, NothingGrowsWhereNothingIsDenied) {
    DeniedCountry world;
    world.shocks.measures.clear();
    for (double kappa : capacity(world.network, world.shocks, 2, {52, 260})) {
        EXPECT_EQ(kappa, 1);
    }
}

/// A plant with one CAPITAL input: service (node 0) for fab (node 1).
SupplyNetwork fab_with_service() {
    auto network = chain(0, 5);
    network.inputs[0].input_class = InputClass::capital;
    return network;
}

TEST_P(Growth, ToolsWearByTheShareOfPartsThatIsMissing) {
    CoreRules rules;
    rules.tool_decay = 0.004;
    Shocks shocks;
    Measure ban;
    ban.links = {0};
    shocks.measures = {ban};
    auto const network = fab_with_service();
    // Both in one country of equal weight: the service keeps kappa 1.
    auto const fab = [&](std::vector<double> const& mean, std::size_t h) {
        return 2 * mean.at(h) - 1;
    };
    auto const none = capacity(network, shocks, 0, {52, 260}, rules);
    EXPECT_NEAR(fab(none, 0), std::pow(1 - 0.004, 52), 1e-5);
    EXPECT_NEAR(fab(none, 0), 1 - 0.19, 3e-3) << "about 19 % a year";
    EXPECT_NEAR(fab(none, 1), std::pow(1 - 0.004, 260), 1e-5);
    shocks.measures[0].pass = 0.6;
    auto const some = capacity(network, shocks, 0, {52, 260}, rules);
    // Parts for .6 keep .6 of the tools: eta - .6 halves every 173 weeks.
    double const kept = 0.6 + 0.4 * std::pow(1 - 0.004, 260);
    EXPECT_NEAR(fab(some, 1), kept, 1e-5);
    EXPECT_NEAR(march(network, shocks, 261, rules).output[260][1], kept, 1e-5);
}

TEST_P(Growth, ToolsComeBackWithTheirParts) {
    CoreRules rules;
    rules.tool_decay = 0.004;
    Shocks shocks;
    Measure ban;
    ban.links = {0};
    ban.end = 52;
    shocks.measures = {ban};
    auto const path = march(fab_with_service(), shocks, 157, rules);
    double const lost = 1 - std::pow(1 - 0.004, 52);
    EXPECT_NEAR(path.upkeep[51][1], 1 - lost, 1e-6);
    EXPECT_NEAR(path.upkeep[155][1], 1 - lost * std::pow(1 - 0.004, 104), 1e-6);
    EXPECT_NEAR(path.output[156][1], path.upkeep[155][1], 1e-6);
    EXPECT_EQ(path.upkeep[155][0], 1) << "the maker of parts has no tools";
}

TEST_P(Growth, LineRunsAsItsWorstServedKindOfTool) {
    // Three kinds of tools: 0 parts for one, .3 for another, all for a third.
    NetworkBuilder build;
    auto const country = build.country("AAA");
    auto const fab = build.node(country, build.product("chips"), 50);
    std::vector<std::uint32_t> links;
    for (auto const* name : {"etch", "lithography", "metrology"}) {
        auto const product = build.product(name);
        auto const maker = build.node(country, product, 10);
        build.input(fab, product, InputClass::capital);
        links.push_back(build.link(maker, fab, 10));
    }
    build.sale(fab, country, 100);
    CoreRules rules;
    rules.tool_decay = 0.01;
    Shocks shocks;
    Measure ban, quota;
    ban.links = {links[0]};
    quota.links = {links[1]};
    quota.pass = 0.3;
    shocks.measures = {ban, quota};
    auto const both = march(build.network, shocks, 104, rules);
    EXPECT_NEAR(both.upkeep[103][fab], std::pow(0.99, 104), 1e-5);
    shocks.measures = {quota};
    auto const one = march(build.network, shocks, 104, rules);
    EXPECT_NEAR(one.upkeep[103][fab], 0.3 + 0.7 * std::pow(0.99, 104), 1e-5);
}

TEST_P(Growth, SlumpOfDemandDoesNotWearTools) {
    CoreRules rules;
    rules.tool_decay = 0.004;
    Shocks shocks;
    shocks.demand = {{0, 0, 1e6, -0.4}};
    auto const network = fab_with_service();
    EXPECT_EQ(capacity(network, shocks, 0, {104}, rules)[0], 1);
    EXPECT_NEAR(march(network, shocks, 104, rules).output[103][1], 0.6, 1e-6);
}

TEST_P(Growth, GrownPlantNeedsPartsForAllItsTools) {
    // kappa 2 and parts for 1: half is missing. kappa stays, eta falls.
    CoreRules rules;
    rules.tool_decay = 0.01;
    Shocks shocks;
    shocks.steps = {{0, 1, 1, 0}};
    auto const network = fab_with_service();
    auto const kappa = capacity(network, shocks, 0, {1, 2, 3}, rules);
    EXPECT_NEAR(2 * kappa[0] - 1, 2, 1e-6);
    // Week 1 still answers the order of week 0; it asked for 1 of 2.
    EXPECT_NEAR(2 * kappa[1] - 1, 2 * (1 - 0.01 * 0.5), 1e-6);
}

TEST_P(Growth, IncrementIsThereTheWeekAfterItsDate) {
    Shocks shocks;
    shocks.demand = {{0, 0, 1e6, 1}};
    shocks.steps = {{9, 1, -0.5, 0}, {5, 1, 0.25, 0}};
    auto const path = march(chain(40, 5), shocks, 12);
    double const expected[] = {1, 1.25, 1.25, 0.75};
    std::size_t const weeks[] = {5, 6, 9, 10};
    for (int k = 0; k < 4; ++k) {
        EXPECT_NEAR(path.output[weeks[k]][1], expected[k], 1e-6) << weeks[k];
    }
}

TEST_P(Growth, IncrementWaitsForDemand) {
    Shocks shocks;
    shocks.demand = {{0, 20, 1e6, 0.4}};
    shocks.steps = {{5, 1, 0.25, 1.2}};
    auto const network = chain(4, 5);
    auto const kappa = capacity(network, shocks, 0, {20, 21, 40});
    EXPECT_EQ(kappa[0], 1);
    EXPECT_NEAR(kappa[1], 1.125, 1e-6);
    EXPECT_NEAR(kappa[2], 1.125, 1e-6) << "once";
}

TEST_P(Growth, RelocationDriftsCapacityWhileItsMeasureIsInForce) {
    // B loses .1 / 52 a week from week 10 to 61.
    Shocks shocks;
    Measure policy;
    policy.start = 10;
    policy.end = 62;
    shocks.measures = {policy};
    KnowledgeEffect effect;
    effect.nodes = {1};
    effect.drift = -0.1 / 52;
    shocks.effects = {effect};
    auto const kappa = capacity(chain(4, 5), shocks, 0, {10, 36, 62, 104});
    EXPECT_EQ(kappa[0], 1);
    EXPECT_NEAR(2 * kappa[1] - 1, 0.95, 1e-5);
    EXPECT_NEAR(2 * kappa[2] - 1, 0.9, 1e-5);
    EXPECT_NEAR(2 * kappa[3] - 1, 0.9, 1e-5);
}

TEST_P(Growth, KnowledgeMeasuresSlowItByTheirBite) {
    DeniedCountry world;
    Measure deemed_export;
    deemed_export.pass = 0.25;
    world.shocks.measures.push_back(deemed_export);
    KnowledgeEffect effect;
    effect.measure = 1;
    effect.nodes = {2};
    effect.growth = -0.2;
    world.shocks.effects = {effect};
    auto const slowed = capacity(world.network, world.shocks, 2, {53});
    auto slower = DeniedCountry{};
    slower.shocks.growth[0].rate = 0.03 * (1 - 0.2 * 0.75);
    auto const expected = capacity(slower.network, slower.shocks, 2, {53});
    EXPECT_NEAR(slowed[0], expected[0], 1e-5);
    EXPECT_LT(slowed[0], 3.4);
}

TEST_P(Growth, PreclusiveBuyingLastsAsLongAsItsMeasure) {
    // A third country buys half of A's sales on top, from week 5 to 14.
    NetworkBuilder build;
    build.network = chain(4, 5);
    build.network.nodes[0].spare_capacity = 1;
    auto const sink =
        build.added_sink(SinkKind::purchase, build.country("ZZZ"), 0);
    build.fill_sink(0, sink, 100);
    Measure buying;
    buying.start = 5;
    buying.end = 15;
    Shocks shocks;
    shocks.measures = {buying};
    shocks.purchases = {{0, sink, 0.5}};
    auto const path = march(build.network, shocks, 20);
    double const expected[] = {1, 1.5, 1.5, 1};
    std::size_t const weeks[] = {4, 5, 14, 15};
    for (int k = 0; k < 4; ++k) {
        EXPECT_NEAR(path.output[weeks[k]][0], expected[k], 1e-6) << weeks[k];
        EXPECT_NEAR(path.output[weeks[k]][1], 1, 1e-6);
    }
}

INSTANTIATE_TEST_SUITE_P(, Growth, reference_and_engine(), who_name);
}  // namespace
}  // namespace chokepoint::test
