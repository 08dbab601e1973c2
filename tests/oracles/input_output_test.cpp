/// \file input_output_test.cpp
/// Two sectors, Z = [[150, 500], [200, 100]], y = (350, 1700), x = (1000,
/// 2000): Miller and Blair (2009), Input-Output Analysis, chapter 2. Oracles
/// E6 (Leontief) and E7 (ARIO-psi: Hallegatte 2014, numbers of BoARIO 0.7.2).
#include <algorithm>
#include <cmath>

#include "tests/support/both.hpp"
#include "tests/support/network_builder.hpp"

namespace chokepoint::test {
namespace {
struct Stocks {
    double cover, caution, adjustment;  ///< n weeks, psi, tau weeks
};

SupplyNetwork two_sectors(Stocks stocks, double slack, double overtime_max) {
    NetworkBuilder build;
    auto const home = build.country("AAA");
    auto const p1 = build.product("one");
    auto const p2 = build.product("two");
    auto const one = build.node(home, p1, 650);
    auto const two = build.node(home, p2, 1400);
    for (auto node : {one, two}) {
        build.network.nodes[node].spare_capacity = slack;
        build.network.nodes[node].overtime_max = overtime_max;
        for (auto product : {p1, p2}) {
            auto const row = build.input(node, product, InputClass::critical,
                                         stocks.cover, stocks.adjustment);
            build.network.inputs[row].caution = stocks.caution;
        }
    }
    build.link(one, one, 150);
    build.link(one, two, 500);
    build.link(two, one, 200);
    build.link(two, two, 100);
    build.sale(one, home, 350);
    build.sale(two, home, 1700);
    return build.network;
}

class InputOutput : public Both {};

TEST_P(InputOutput, SettlesAtTheLeontiefSolutionOfNewFinalDemand) {
    Shocks shocks;
    shocks.demand = {{0, 0, 1e6, 600. / 350 - 1},
                     {1, 0, 1e6, 1500. / 1700 - 1}};
    auto const path = march(two_sectors({4, 0.8, 5}, 0.5, 1), shocks, 105);
    // (I - A)^-1 (600, 1500), A = [[.15, .25], [.2, .05]], det = .7575.
    double const det = 0.85 * 0.95 - 0.25 * 0.2;
    double const one = (0.95 * 600 + 0.25 * 1500) / det;
    double const two = (0.2 * 600 + 0.85 * 1500) / det;
    EXPECT_NEAR(1000 * path.output[104][0], one, 2e-3);
    EXPECT_NEAR(2000 * path.output[104][1], two, 2e-3);
    EXPECT_NEAR(one, 1247.5248, 5e-5);
    EXPECT_NEAR(two, 1841.5842, 5e-5);
}

TEST_P(InputOutput, SettlesAboveTheBaselineWithoutStocksAsWithThem) {
    // (I - A)^-1 (800, 1500) and (1000, 1700), over (1000, 2000).
    struct Settled {
        double y1, y2, one, two;
    };
    for (auto const& e : {Settled{800, 1500, 1.498350, 0.947195},
                          {1000, 1700, 1.815182, 1.085809}}) {
        Shocks shocks;
        shocks.demand = {{0, 0, 1e6, e.y1 / 350 - 1},
                         {1, 0, 1e6, e.y2 / 1700 - 1}};
        for (double cover : {0., 4.}) {
            auto const path =
                march(two_sectors({cover, 0, 5}, 1, 1), shocks, 520);
            EXPECT_NEAR(path.output[519][0], e.one, 1e-5) << cover;
            EXPECT_NEAR(path.output[519][1], e.two, 1e-5) << cover;
        }
    }
}

WorldPath ario_world(Who who, CoreRules rules) {
    rules.overtime_weeks = 365. / 7;
    Shocks shocks;
    shocks.capacity = {{0, 2, 10, 0, 0.4, 0}};
    return march(who, two_sectors({12, 0.8, 60. / 7}, 0, 1.25), shocks, rules,
                 104);
}

TEST_P(InputOutput, ArioModeReproducesHallegatteWeekByWeek) {
    auto const path = ario_world(GetParam(), ario_rules());
    struct Expected {
        int week;
        double one, two;
    };
    for (auto const& e : {Expected{2, 600, 2000},
                          {5, 603.1315, 1916.2303},
                          {11, 609.7459, 1917.5890},
                          {12, 1018.1580, 1917.8286}}) {
        EXPECT_NEAR(1000 * path.output[e.week][0], e.one, 2e-3) << e.week;
        EXPECT_NEAR(2000 * path.output[e.week][1], e.two, 2e-3) << e.week;
    }
}

TEST_P(InputOutput, ArioModeReproducesTheTwoYearLosses) {
    auto const path = ario_world(GetParam(), ario_rules());
    double unmet = 0;
    for (std::size_t week = 0; week < path.output.size(); ++week) {
        unmet +=
            350 * std::max(0.0, path.wanted[week][0] - path.receipts[week][4]);
        unmet +=
            1700 * std::max(0.0, path.wanted[week][1] - path.receipts[week][5]);
    }
    // Relative error of the engine: 6e-5 (model E7).
    double const lost =
        1000 * lost_output(path, 0) + 2000 * lost_output(path, 1);
    EXPECT_NEAR(lost, 3639.648, 3639.648 * 6e-5);
    EXPECT_NEAR(unmet, 2508.028, 2508.028 * 6e-5);
}

TEST_P(InputOutput, WithoutAnyOneArioSwitchTheLossesAreOthers) {
    auto const change = [&](CoreRules const& rules) {
        auto const path = ario_world(GetParam(), rules);
        double const lost =
            1000 * lost_output(path, 0) + 2000 * lost_output(path, 1);
        return std::fabs(lost - 3639.648);
    };
    auto rules = ario_rules();
    rules.overtime_any_limit = false;
    EXPECT_GT(change(rules), 10);
    rules = ario_rules();
    rules.clip_gap = false;
    EXPECT_GT(change(rules), 1000);
    rules = ario_rules();
    rules.order_actual_use = false;
    EXPECT_GT(change(rules), 0.5);
}

INSTANTIATE_TEST_SUITE_P(, InputOutput, reference_and_engine(), who_name);
}  // namespace
}  // namespace chokepoint::test
