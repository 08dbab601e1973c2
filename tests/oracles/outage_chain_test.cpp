/// \file outage_chain_test.cpp
/// A supplier stops for D weeks: how long stocks carry its buyer. Oracles E2,
/// E3 and E26 of the model, in exact dyadic numbers.
#include <algorithm>

#include "tests/support/both.hpp"
#include "tests/support/network_builder.hpp"

namespace chokepoint::test {
namespace {
Shocks outage(std::vector<std::uint32_t> const& nodes, double weeks) {
    Shocks shocks;
    for (auto node : nodes) {
        CapacityEvent e;
        e.node = node;
        e.hold = weeks;
        e.severity = 1;
        shocks.capacity.push_back(e);
    }
    return shocks;
}

class OutageChain : public Both {};

TEST_P(OutageChain, BuyerRunsUntilItsStockIsEmpty) {
    for (int duration : {1, 3, 4, 5, 8, 20}) {
        auto const path = march(chain(4, 5), outage({0}, duration), 104);
        for (int week = 0; week < 104; ++week) {
            bool const empty = week >= 5 && week <= duration;
            EXPECT_EQ(path.output[week][1], empty ? 0 : 1)
                << "outage of " << duration << " weeks, week " << week;
        }
        EXPECT_EQ(lost_output(path, 1), std::max(0, duration - 4));
    }
}

TEST_P(OutageChain, CautiousBuyerThrottlesByExactDyadicNumbers) {
    // K = psi (1 + n) = 4: x = s / 4 once the stock of 5 is below 4.
    auto const path = march(chain(4, 5, 0.8), outage({0}, 8), 104);
    double const expected[] = {1,           1,           0.75,
                               0.5625,      0.421875,    0.31640625,
                               0.237304688, 0.177978516, 0.133483887};
    for (int week = 0; week <= 8; ++week) {
        EXPECT_NEAR(path.output[week][1], expected[week], 1e-6) << week;
    }
    EXPECT_EQ(path.output[4][1], 27. / 64);
}

TEST_P(OutageChain, CautionCostsTheUnusedPartOfTheStock) {
    // D - [(1 + n) - max(1, psi (1 + n))] = D - 1, once the store is full.
    EXPECT_NEAR(lost_output(march(chain(4, 5, 0.8), outage({0}, 8), 208), 1), 7,
                rounding());
    EXPECT_NEAR(lost_output(march(chain(4, 5, 0.8), outage({0}, 3), 208), 1), 2,
                rounding());
}

/// C buys from S1 and S2: half of one critical input each, or two inputs.
SupplyNetwork two_suppliers(bool substitutes) {
    NetworkBuilder build;
    auto const home = build.country("AAA");
    auto const p1 = build.product("part1");
    auto const p2 = substitutes ? p1 : build.product("part2");
    auto const good = build.product("good");
    auto const s1 = build.node(home, p1, 10);
    auto const s2 = build.node(home, p2, 10);
    auto const c = build.node(home, good, 100);
    build.input(c, p1, InputClass::critical, 4, 5);
    if (!substitutes) {
        build.input(c, p2, InputClass::critical, 4, 5);
    }
    build.link(s1, c, 50);
    build.link(s2, c, 50);
    build.sale(c, home, 200);
    return build.network;
}

TEST_P(OutageChain, JointOutagesOfSubstitutesAreWorseThanTheirSum) {
    auto const network = two_suppliers(true);
    auto const one = lost_output(march(network, outage({0}, 8), 104), 2);
    auto const other = lost_output(march(network, outage({1}, 8), 104), 2);
    auto const joint = lost_output(march(network, outage({0, 1}, 8), 104), 2);
    EXPECT_EQ(joint, 4);
    EXPECT_LT(one + other, joint - 1);
}

TEST_P(OutageChain, JointOutagesOfComplementsCostLessThanTheirSum) {
    auto const network = two_suppliers(false);
    auto const one = lost_output(march(network, outage({0}, 8), 104), 2);
    auto const other = lost_output(march(network, outage({1}, 8), 104), 2);
    auto const joint = lost_output(march(network, outage({0, 1}, 8), 104), 2);
    EXPECT_EQ(joint, 4);
    EXPECT_GT(one + other, joint + 1);
}

INSTANTIATE_TEST_SUITE_P(, OutageChain, reference_and_engine(), who_name);
}  // namespace
}  // namespace chokepoint::test
