/// \file work_in_process_test.cpp
/// Plants that finish only weeks after they start (model B5.2): a stopped one
/// keeps its work, a starved one finishes it, an event spoils part of it.
/// Oracle E32.
#include <cmath>

#include "tests/support/both.hpp"
#include "tests/support/network_builder.hpp"

namespace chokepoint::test {
namespace {
int constexpr cycle = 4;

/// A -> B; B has a cycle time of four weeks.
SupplyNetwork slow_plant(double cover, double scrap = 0, double spare = 0) {
    auto network = chain(cover, 5);
    network.nodes[1].cycle_weeks = cycle;
    network.nodes[1].scrap_share = scrap;
    network.nodes[1].spare_capacity = spare;
    return network;
}

Shocks stop(std::uint32_t node, double weeks, double severity = 1) {
    Shocks shocks;
    shocks.capacity = {{node, 0, weeks, 0, severity, 0}};
    return shocks;
}

class WorkInProcess : public Both {};

TEST_P(WorkInProcess, WaitsWhileThePlantIsStopped) {
    auto const path = march(slow_plant(4), stop(1, 3), 20);
    for (int week = 0; week < 20; ++week) {
        EXPECT_EQ(path.output[week][1], week < 3 ? 0 : 1) << week;
    }
    auto const weeks = march_reference(slow_plant(4), stop(1, 3), {}, 20);
    for (auto const& w : weeks) {
        EXPECT_EQ(w.work[1], cycle);
    }
}

TEST_P(WorkInProcess, IsFinishedWhenAnInputIsMissing) {
    // Week 0 has its week of stock; then a fifth of what is left a week.
    auto const path = march(slow_plant(0), stop(0, 1e6), 12);
    double expected = 1;
    for (int week = 0; week < 12; ++week) {
        EXPECT_NEAR(path.output[week][1], expected, rounding()) << week;
        expected *= 0.8;
    }
    EXPECT_EQ(march(chain(0, 5), stop(0, 1e6), 12).output[1][1], 0)
        << "without a cycle time the plant stops at once";
}

TEST_P(WorkInProcess, ThatIsScrappedIsBuiltUpAgain) {
    auto const path = march(slow_plant(4, 1), stop(1, 1), 60);
    EXPECT_EQ(path.output[0][1], 0);
    for (int week = 1; week < 60; ++week) {
        EXPECT_NEAR(path.output[week][1], 1 - std::pow(0.8, week), rounding())
            << week;
    }
    EXPECT_NEAR(path.output[1][1], 0.2, 1e-6);
    EXPECT_NEAR(path.output[3][1], 0.488, 1e-6);
}

TEST_P(WorkInProcess, IsScrappedOnceByTheShareTimesTheSeverity) {
    // A quarter of half: 4 * .875 = 3.5 left. The plant runs at .5 for two
    // weeks: full work is 4 max(1, .5), so it starts .5 a week and finishes
    // min(.5, (3.5 + .5) / 5); then (3.5 + 1) / 5, (3.6 + 1) / 5.
    auto const path = march(slow_plant(4, 0.25), stop(1, 2, 0.5), 6);
    double const expected[] = {0.5, 0.5, 0.9, 0.92, 0.936};
    for (int week = 0; week < 5; ++week) {
        EXPECT_NEAR(path.output[week][1], expected[week], rounding()) << week;
    }
}

TEST_P(WorkInProcess, GrowsWithDemandThatStays) {
    // Starts at 1.25: (4 + 1.25) / 5 first, 1.2 and work for it in the end.
    auto network = slow_plant(4, 0, 0.25);
    network.nodes[0].spare_capacity = 1;
    auto const fed = march(network, more_demand(0.2), 300);
    EXPECT_NEAR(fed.output[0][1], 1.05, rounding());
    EXPECT_NEAR(fed.output[1][1], (0.8 * 5.25 + 1.25) / 5, rounding());
    EXPECT_NEAR(fed.output[299][1], 1.2, rounding());
    network.nodes[1].spare_capacity = 0.1;
    EXPECT_NEAR(march(network, more_demand(0.2), 300).output[299][1], 1.1,
                rounding());
}

TEST(WorkInProcessReference, WrongVariantsDiffer) {
    Flaws no_scrap, at_output;
    no_scrap.no_scrap = true;
    at_output.inputs_follow_output = true;
    auto const scrapped =
        march_reference(slow_plant(4, 1), stop(1, 1), {}, 3, no_scrap);
    EXPECT_EQ(scrapped[1].output[1], 1);
    // B has 6 weeks of stock after week 0 and starts 1 in week 1, of which it
    // finishes .2.
    auto const right = march_reference(slow_plant(4, 1), stop(1, 1), {}, 2);
    EXPECT_NEAR(right[1].stock[0], 5, 1e-9);
    auto const wrong =
        march_reference(slow_plant(4, 1), stop(1, 1), {}, 2, at_output);
    EXPECT_NEAR(wrong[1].stock[0], 5.8, 1e-9);
}

INSTANTIATE_TEST_SUITE_P(, WorkInProcess, reference_and_engine(), who_name);
}  // namespace
}  // namespace chokepoint::test
