/// \file leverage_test.cpp
/// Leverage of one country over another, through inputs and through its
/// market, and how it wears off (model B9.6).
#include <gtest/gtest.h>

#include "tests/support/mechanism_builder.hpp"
#include "tests/support/model_builder.hpp"
#include "tests/support/network_builder.hpp"

namespace chokepoint::test {
namespace {
/// B's plant (node 1, VA 80) takes 60 of 100 parts from A (link 0), 40 from
/// home (link 1) and can qualify home; it sells 150 at home, 50 to A.
class LeverageOverB : public testing::Test {
  protected:
    LeverageOverB() {
        NetworkBuilder build;
        auto const a = build.country("AAA"), b = build.country("BBB");
        auto const part = build.product("part"), good = build.product("good");
        auto const maker = build.node(a, part, 60);
        auto const plant = build.node(b, good, 80);
        auto const home = build.node(b, part, 40);
        build.network.nodes[home].spare_capacity = 9;
        auto& in = build.network
                       .inputs[build.input(plant, part, InputClass::critical)];
        in.qualification_delay_weeks = 4;
        in.qualification_ramp_weeks = 10;
        in.resourcing_ceiling = 0.5;
        build.link(maker, plant, 60);
        build.link(home, plant, 40, 7);
        build.sale(plant, b, 150);
        build.sale(plant, a, 50);
        network = build.network;
    }

    CompiledModel model(Shocks const& shocks, CoreRules const& rules = {}) {
        auto m = build_model(network, shocks, rules, 60, {60});
        auto const& net = m.network;
        m.date = {0, 30, 60};
        m.leverage_pair = {{0, 1, 0, 1}};
        m.leverage_name = {"AAA>BBB"};
        m.leverage_input = {{0, 80, 7, 0, 1}};
        m.leverage_link = {net.in_position[0]};
        m.leverage_market = {
            {net.out_position[3], 1 * net.priority_classes, 80.f / 200}};
        m.rules.extended = 1;
        return m;
    }
    std::vector<float> through_inputs(CompiledModel const& m) {
        OutputLayout const rows{m.view()};
        auto const losses = run_engine(m);
        return {losses.value[rows.leverage(0, 0)],
                losses.value[rows.leverage(0, 1)],
                losses.value[rows.leverage(0, 2)]};
    }

    SupplyNetwork network;
};

TEST_F(LeverageOverB, IsTheValueAddedAtStakeInCriticalInputs) {
    for (float value : through_inputs(model({}))) {
        EXPECT_FLOAT_EQ(value, 80 * 0.6f);
    }
}

TEST_F(LeverageOverB, ThroughItsMarketIsTheShareSoldThere) {
    auto const m = model({});
    OutputLayout const rows{m.view()};
    EXPECT_FLOAT_EQ(run_engine(m).value[rows.market_leverage(0, 2)],
                    80 * 50 / 200.f);
}

TEST_F(LeverageOverB, WearsOffAsAlternatesQualify) {
    // A quota of .5 from week 0: after 30 weeks y is at its cap, z = .5.
    Measure quota;
    quota.links = {0};
    quota.pass = 0.5;
    Shocks shocks;
    shocks.measures = {quota};
    auto const values = through_inputs(model(shocks));
    EXPECT_FLOAT_EQ(values[0], 80 * 0.6f);
    EXPECT_NEAR(values[1], 80 * 0.6 * (1 - 0.5), 1e-3);
    EXPECT_NEAR(values[2], 80 * 0.6 * (1 - 0.5), 1e-3);
}

TEST_F(LeverageOverB, AlternatesThatCannotDeliverReplaceNothing) {
    Measure half;
    half.links = {0, 1};
    half.pass = 0.5;
    half.quantity = false;  // half of what is ordered comes: B / b-bar = .5
    Shocks shocks;
    shocks.measures = {half};
    EXPECT_NEAR(through_inputs(model(shocks))[2], 80 * 0.6 * (1 - 0.5 * 0.5),
                1e-3);
    shocks.measures[0].quantity = true;  // half of the usual, and no more
    EXPECT_NEAR(through_inputs(model(shocks))[2], 80 * 0.6, 1e-3);
}

TEST_F(LeverageOverB, LostStandingIsLostLeverageAsFarAsOthersAreReady) {
    Measure ban;
    ban.links = {0};
    Shocks shocks;
    shocks.measures = {ban};
    CoreRules rules;
    rules.erosion = 0.003;
    double const chi = 1 / (1 + 60 * 0.003);
    auto eroded = model(shocks, rules);
    EXPECT_NEAR(through_inputs(eroded)[2],
                80 * 0.6 * (1 - 0.5 * (1 - chi)) * 0.5, 80 * 2e-3);
    // Who has no rival keeps all of it.
    eroded.leverage_input[0].alternates = 0;
    EXPECT_NEAR(through_inputs(eroded)[2], 80 * 0.6, 80 * 1e-6);
}
}  // namespace
}  // namespace chokepoint::test
