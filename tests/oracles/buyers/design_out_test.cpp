/// \file design_out_test.cpp
/// Saving and designing out a missing input (model B5.4).
/// Oracle E35.
#include "tests/support/both.hpp"
#include "tests/support/network_builder.hpp"

namespace chokepoint::test {
namespace {
/// A -> B; B can do without the share `saved` of its input at once.
SupplyNetwork thrifty_plant(double saved, double shift = 1) {
    auto network = chain(4, 5);
    auto& in = network.inputs[0];
    in.design_out_share = saved;
    in.design_out_delay_weeks = 0;
    in.design_out_ramp_weeks = 1;
    in.shift_share = shift;
    return network;
}

/// A makes .7 for good.
Shocks three_tenths_lost() {
    Shocks shocks;
    shocks.capacity = {{0, 0, 1e6, 0, 0.3, 0}};
    return shocks;
}

class DesignOut : public Both {};

TEST_P(DesignOut, SavesWhatIsMissingAndNoMore) {
    auto const path = march(thrifty_plant(0.5), three_tenths_lost(), 260);
    for (auto const& week : path.output) {
        EXPECT_NEAR(week[1], 1, rounding());
    }
    // q = s / (1 + n) and q = .7.
    EXPECT_NEAR(path.stock[103][0], 0.7 * 5, 1e-3);
    EXPECT_NEAR(path.order[103][0], 0.7, 1e-3);
}

TEST_P(DesignOut, StretchesWhatIsLeft) {
    auto const path = march(thrifty_plant(0.2), three_tenths_lost(), 260);
    EXPECT_NEAR(path.output[259][1], 0.7 / 0.8, rounding());
    auto const none = march(thrifty_plant(0), three_tenths_lost(), 260);
    EXPECT_NEAR(none.output[259][1], 0.7, rounding());
}

TEST_P(DesignOut, TakesItsTime) {
    // A is banned for ever; no shift: M' = M = 1. Delay 2, ramp 4: y = 1, 2,
    // 3 .. in weeks 0, 1, 2 .., so that q = 1, 1, .95, .9, .85, .8, .8 ..
    auto network = thrifty_plant(0.2, 0);
    network.inputs[0].design_out_delay_weeks = 2;
    network.inputs[0].design_out_ramp_weeks = 4;
    network.inputs[0].cover_weeks = 9;
    Measure ban;
    ban.links = {0};
    Shocks shocks;
    shocks.measures = {ban};
    auto const path = march(network, shocks, 9);
    double stock = 10;
    double const use[] = {1, 1, 0.95, 0.9, 0.85, 0.8, 0.8, 0.8, 0.8};
    for (int week = 0; week < 9; ++week) {
        stock -= use[week];
        EXPECT_NEAR(path.stock[week][0], stock, 10 * rounding()) << week;
        // Order: q + (10 q - s) / 5.
        EXPECT_NEAR(path.order[week][0],
                    use[week] + (10 * use[week] - stock) / 5, 10 * rounding())
            << week;
    }
}

TEST_P(DesignOut, ClockRunsAsLongAsItsRamp) {
    // Qualified in one week: y would stop there, long before week 20.
    auto network = thrifty_plant(0.2, 0);
    auto& in = network.inputs[0];
    in.qualification_delay_weeks = 0;
    in.qualification_ramp_weeks = 1;
    in.design_out_ramp_weeks = 20;
    in.cover_weeks = 30;
    Measure ban;
    ban.links = {0};
    Shocks shocks;
    shocks.measures = {ban};
    auto const path = march(network, shocks, 26);
    EXPECT_NEAR(path.stock[23][0] - path.stock[24][0], 0.8, 10 * rounding());
}

TEST(DesignOutReference, TargetThatKeepsWhatIsSavedIsOrderedFor) {
    Flaws flaws;
    flaws.target_keeps_savings = true;
    auto const right =
        march_reference(thrifty_plant(0.5), three_tenths_lost(), {}, 104);
    auto const wrong = march_reference(thrifty_plant(0.5), three_tenths_lost(),
                                       {}, 104, flaws);
    EXPECT_NEAR(right[103].order[0], 0.7, 1e-3);
    EXPECT_GT(wrong[103].order[0], 0.9);
}

INSTANTIATE_TEST_SUITE_P(, DesignOut, reference_and_engine(), who_name);
}  // namespace
}  // namespace chokepoint::test
