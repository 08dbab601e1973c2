/// \file supply_line_test.cpp
/// Buyers who remember what is under way do not order it twice (model B5.5,
/// Sterman 1989).
/// Oracle E33.
#include <algorithm>

#include "tests/support/both.hpp"
#include "tests/support/network_builder.hpp"

namespace chokepoint::test {
namespace {
/// A -> B over five weeks; B holds four weeks of cover.
SupplyNetwork long_way(double supply_line, double spare = 1) {
    auto network = chain(4, 5);
    network.nodes[0].spare_capacity = spare;
    network.inputs[0].lead_time_weeks = 5;
    network.inputs[0].supply_line = supply_line;
    return network;
}

Shocks three_weeks_off() {
    Shocks shocks;
    shocks.capacity = {{0, 0, 3, 0, 1, 0}};
    return shocks;
}

class SupplyLine : public Both {
  protected:
    /// Highest stock over 1 + n, less 1.
    double overshoot(double supply_line) const {
        auto const path = march(long_way(supply_line), three_weeks_off(), 260);
        double most = 0;
        for (auto const& week : path.stock) {
            most = std::max(most, week[0] / 5 - 1);
        }
        return most;
    }
};

TEST_P(SupplyLine, RememberedKeepsTheStockFromOvershooting) {
    EXPECT_LT(overshoot(1), 0.02);
    EXPECT_GT(overshoot(0), 0.05);
    EXPECT_LT(overshoot(1), overshoot(0.5));
    EXPECT_LT(overshoot(0.5), overshoot(0));
}

TEST_P(SupplyLine, OrdersWhatIsMissingOnTheWay) {
    // Nothing is shipped in week 0: 5/6 arrive, s = 5 - 1 + 5/6, and of the
    // five weeks under way 5 - 5/6 are left: both gaps are 1/6 and 5/6.
    for (double line : {0., 0.4, 1.}) {
        auto const path = march(long_way(line), three_weeks_off(), 1);
        EXPECT_NEAR(path.receipts[0][0], 5. / 6, rounding());
        EXPECT_NEAR(path.order[0][0], 1 + (1. / 6 + line * 5. / 6) / 5,
                    rounding())
            << line;
    }
}

TEST_P(SupplyLine, GrowsWithActivityThatStays) {
    // 1.1 for good: six tenths of stock and five of line more, then 1.1.
    auto network = long_way(1);
    network.nodes[1].spare_capacity = 0.25;
    Shocks shocks;
    shocks.demand = {{0, 0, 1e6, 0.1}};
    auto const path = march(network, shocks, 520);
    EXPECT_NEAR(path.output[519][1], 1.1, rounding());
    EXPECT_NEAR(path.order[519][0], 1.1, rounding());
    EXPECT_NEAR(path.stock[519][0], 4 + 1.1, 10 * rounding());
}

TEST(SupplyLineReference, ThatIgnoresTheGoodsUnderWayOvershootsLikeNone) {
    Flaws flaws;
    flaws.line_ignores_transit = true;
    auto const path =
        march_reference(long_way(1), three_weeks_off(), {}, 260, flaws);
    double most = 0;
    for (auto const& week : path) {
        most = std::max(most, week.stock[0] / 5 - 1);
    }
    EXPECT_GT(most, 0.05);
}

INSTANTIATE_TEST_SUITE_P(, SupplyLine, reference_and_engine(), who_name);
}  // namespace
}  // namespace chokepoint::test
