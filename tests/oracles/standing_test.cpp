/// \file standing_test.cpp
/// Competitiveness chi: lost markets do not all come back, and not at once
/// (model B7.4).
#include <cmath>

#include "tests/support/both.hpp"
#include "tests/support/network_builder.hpp"
#include "tests/support/world_end.hpp"

namespace chokepoint::test {
namespace {
class Standing : public Both {
  protected:
    /// chi of country `c` after each of `weeks`.
    std::vector<double> standing(SupplyNetwork const& network,
                                 Shocks const& shocks,
                                 std::uint32_t c,
                                 std::vector<int> const& weeks,
                                 CoreRules const& rules) const {
        return march_to_end(GetParam(), network, shocks, rules, weeks)
            .standing.at(c);
    }
};

CoreRules eroding() {
    CoreRules rules;
    rules.erosion = 0.003;
    rules.regain = 0.002;
    return rules;
}

/// A (country 0) sells all its parts to B (country 1).
SupplyNetwork exporter() {
    auto network = chain(4, 5);
    NetworkBuilder build;
    build.network = network;
    build.network.nodes[1].country = build.country("BBB");
    build.network.links[1].buyer = 1;
    build.network.final_demand[0].country = 1;
    return build.network;
}

Shocks ban(int end, double pass = 0) {
    Measure m;
    m.links = {0};
    m.end = end;
    m.pass = pass;
    Shocks shocks;
    shocks.measures = {m};
    return shocks;
}

TEST_P(Standing, HalfAYearWithoutSalesIsFeltForTwentyYears) {
    auto const chi =
        standing(exporter(), ban(26), 0, {26, 260, 1040}, eroding());
    EXPECT_NEAR(chi[0], 1 / (1 + 26 * 0.003), 1e-3) << "dchi = -.003 chi^2";
    EXPECT_NEAR(chi[0], .93, 5e-3);
    EXPECT_NEAR(chi[1], .95, 5e-3);
    EXPECT_NEAR(chi[2], .99, 5e-3);
    // Once sales are back, 1 - chi shrinks by .002 a week.
    EXPECT_NEAR(1 - chi[2], (1 - chi[1]) * std::pow(1 - 0.002, 780), 1e-4);
}

TEST_P(Standing, SalesThatNeverFallErodeNothing) {
    auto shocks = ban(26, 1);
    for (double chi : standing(exporter(), shocks, 0, {52, 260}, eroding())) {
        EXPECT_EQ(chi, 1);
    }
}

/// C (node 2) buys its parts from A (60, country 0) and B (40, country 1),
/// who has slack; B is also a qualified alternate.
SupplyNetwork rivals() {
    NetworkBuilder build;
    auto const a_land = build.country("AAA"), b_land = build.country("BBB");
    auto const c_land = build.country("CCC");
    auto const part = build.product("part"), good = build.product("good");
    auto const a = build.node(a_land, part, 60),
               b = build.node(b_land, part, 40);
    auto const c = build.node(c_land, good, 100);
    build.network.nodes[b].spare_capacity = 3;
    auto& need =
        build.network.inputs[build.input(c, part, InputClass::critical)];
    need.qualification_delay_weeks = 0;
    need.qualification_ramp_weeks = 1;
    need.resourcing_ceiling = 1;
    build.link(a, c, 60);
    build.link(b, c, 40, 10);
    build.sale(c, c_land, 200);
    return build.network;
}

TEST_P(Standing, RivalKeepsWhatTheSenderLost) {
    // After the ban M = .6 (1 - chi) of the orders goes to B.
    auto const network = rivals();
    auto const chi = standing(network, ban(104), 0, {104, 114}, eroding())[1];
    auto const path = march(network, ban(104), 115, eroding());
    EXPECT_LT(chi, 0.8);
    EXPECT_NEAR(path.output[114][0], chi, 2e-3);
    EXPECT_NEAR(path.output[114][1], 1 + 0.6 * (1 - chi) / 0.4, 5e-3);
    EXPECT_NEAR(path.output[114][2], 1, 1e-5);
}

TEST(StandingReference, LossesThatChiExplainsMustNotErodeItAgain) {
    Flaws flaws;
    flaws.erosion_from_one = true;
    auto const right = march_reference(rivals(), ban(26), eroding(), 1040);
    auto const wrong =
        march_reference(rivals(), ban(26), eroding(), 1040, flaws);
    EXPECT_GT(right[1039].standing[0], 0.98);
    EXPECT_LT(wrong[1039].standing[0], 0.5);
}

/// A's standing costs it what others take: nothing where there are none, and
/// nobody goes short for it.
TEST_P(Standing, WithoutRivalsNoOrderIsLost) {
    auto const path = march(exporter(), ban(26), 300, eroding());
    EXPECT_NEAR(path.standing[299][0], .95, 1e-2);
    EXPECT_NEAR(path.output[299][0], 1, 1e-4);
    EXPECT_NEAR(path.output[299][1], 1, 1e-4);
}

/// Rivals take up to half: the other half of lost standing costs nothing.
TEST_P(Standing, RivalsTakeWhatTheyAreReadyFor) {
    auto network = rivals();
    network.inputs[0].resourcing_ceiling = 0.5;
    auto const path = march(network, ban(104), 300, eroding());
    double const chi = path.standing[299][0];
    EXPECT_LT(chi, 0.9);
    EXPECT_NEAR(path.output[299][0], 1 - 0.5 * (1 - chi), 5e-3);
    EXPECT_NEAR(path.output[299][1], 1 + 0.5 * 0.6 * (1 - chi) / 0.4, 5e-3);
    EXPECT_NEAR(path.output[299][2], 1, 1e-4);
}

TEST_P(Standing, RestrictedPeopleSpeedErosionUpByTheBite) {
    auto shocks = ban(26);
    Measure personnel;
    personnel.pass = 0.5;
    shocks.measures.push_back(personnel);
    KnowledgeEffect effect;
    effect.measure = 1;
    effect.nodes = {0};
    effect.erosion = 0.2;
    shocks.effects = {effect};
    auto const chi = standing(exporter(), shocks, 0, {26}, eroding());
    EXPECT_NEAR(chi[0], 1 / (1 + 26 * 0.003 * 1.1), 1e-3);
    auto const plain = standing(exporter(), ban(26), 0, {26}, eroding());
    EXPECT_GT(plain[0] - chi[0], 3e-3);
}

INSTANTIATE_TEST_SUITE_P(, Standing, reference_and_engine(), who_name);
}  // namespace
}  // namespace chokepoint::test
