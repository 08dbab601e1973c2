/// \file preparation_test.cpp
/// Alternates qualified in advance, and measures that make qualification
/// faster or slack scarcer (model B4.4, B5.4; M2, M45, M52).
#include <cmath>

#include "tests/support/both.hpp"
#include "tests/support/network_builder.hpp"

namespace chokepoint::test {
namespace {
class Preparation : public Both {};

/// C (node 2) buys from A (link 0); B is an alternate with ample slack,
/// qualified after 8 weeks of search and a ramp of 20. C holds no cover, so
/// that its output shows what arrived the week before.
SupplyNetwork with_alternate() {
    NetworkBuilder build;
    auto const a_land = build.country("AAA"), c_land = build.country("CCC");
    auto const part = build.product("part"), good = build.product("good");
    auto const a = build.node(a_land, part, 50),
               b = build.node(c_land, part, 50);
    auto const c = build.node(c_land, good, 50);
    build.network.nodes[b].spare_capacity = 9;
    auto& in =
        build.network.inputs[build.input(c, part, InputClass::critical, 0)];
    in.qualification_delay_weeks = 8;
    in.qualification_ramp_weeks = 20;
    in.resourcing_ceiling = 1;
    build.link(a, c, 100);
    build.link(b, c, 0, 10);
    build.sale(b, c_land, 100);
    build.sale(c, c_land, 200);
    return build.network;
}

Shocks ban(int start, int end = 1 << 20) {
    Measure m;
    m.links = {0};
    m.start = start;
    m.end = end;
    Shocks shocks;
    shocks.measures = {m};
    return shocks;
}

TEST_P(Preparation, ReadyAlternatesDeliverFromTheFirstWeek) {
    auto shocks = ban(10);
    shocks.prepared = {{0, 28, true}};
    auto const path = march(with_alternate(), shocks, 60);
    for (double r : {path.receipts[10][0], path.receipts[59][0]}) {
        EXPECT_NEAR(r, 1, 1e-6);
    }
}

TEST_P(Preparation, KnownAlternatesSkipTheDelayButNotTheRamp) {
    auto shocks = ban(10);
    shocks.prepared = {{0, 8, true}};
    auto const path = march(with_alternate(), shocks, 60);
    EXPECT_NEAR(path.receipts[10][0], 1. / 20, 1e-6);
    auto const unprepared = march(with_alternate(), ban(10), 60);
    EXPECT_EQ(unprepared.receipts[17][0], 0);
    EXPECT_NEAR(unprepared.receipts[18][0] / unprepared.order[17][0], 1. / 20,
                1e-6);
}

TEST_P(Preparation, IsForgottenUnlessKept) {
    // Unblocked for 40 weeks, y falls from 28 by 10: z = (18 + 1 - 8) / 20.
    auto shocks = ban(40);
    shocks.prepared = {{0, 28, false}};
    EXPECT_NEAR(march(with_alternate(), shocks, 41).receipts[40][0],
                (28 - 10 + 1 - 8) / 20., 1e-6);
    shocks.prepared[0].kept = true;
    EXPECT_NEAR(march(with_alternate(), shocks, 41).receipts[40][0], 1, 1e-6);
}

TEST_P(Preparation, CollaborationShortensTheRampByItsBite) {
    auto shocks = ban(0);
    Measure research;
    research.pass = 0.5;
    shocks.measures.push_back(research);
    KnowledgeEffect effect;
    effect.measure = 1;
    effect.nodes = {2};
    effect.ramp = -0.4;  // half of it: T_r = 16
    shocks.effects = {effect};
    auto const path = march(with_alternate(), shocks, 60);
    EXPECT_NEAR(path.receipts[11][0] / path.order[10][0], 4. / 16, 1e-6);
    EXPECT_GE(path.receipts[23][0] / path.order[22][0], 1 - 1e-6);
}

TEST_P(Preparation, ShorterRampOfAMeasureTakesNoKeptReadinessAway) {
    auto shocks = ban(0);
    Measure research;
    research.end = 20;
    shocks.measures.push_back(research);
    KnowledgeEffect effect;
    effect.measure = 1;
    effect.nodes = {2};
    effect.ramp = -0.5;
    shocks.effects = {effect};
    shocks.prepared = {{0, 28, true}};
    auto const path = march(with_alternate(), shocks, 30);
    for (std::size_t t = 1; t < 30; ++t) {
        EXPECT_NEAR(path.receipts[t][0], 1, 1e-5) << t;
    }
}

TEST_P(Preparation, DecouplingTakesSlackAndReadinessAway) {
    // Slack and ceiling halve: z = .5 of what A no longer delivers.
    auto shocks = ban(0);
    Measure decoupling;
    shocks.measures.push_back(decoupling);
    KnowledgeEffect effect;
    effect.measure = 1;
    effect.nodes = {1, 2};
    effect.slack = -0.5;
    shocks.effects = {effect};
    shocks.prepared = {{0, 28, true}};
    auto network = with_alternate();
    auto const path = march(network, shocks, 3);
    EXPECT_NEAR(path.receipts[0][0], 0.5, 1e-6);
    // B: demand of 1.5 times its sales meets 1 + .4 / 2 of capacity.
    network.nodes[1].spare_capacity = 0.4;
    EXPECT_NEAR(march(network, shocks, 3).output[0][1], 1.2, 1e-6);
}

INSTANTIATE_TEST_SUITE_P(, Preparation, reference_and_engine(), who_name);
}  // namespace
}  // namespace chokepoint::test
