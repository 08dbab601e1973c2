/// \file scarce_inputs_test.cpp
/// What a scarce input takes away, it takes from the activity that is wanted:
/// spare capacity and overtime make no inputs (model B5.2).
/// Oracle E31.
#include "tests/support/both.hpp"
#include "tests/support/network_builder.hpp"

namespace chokepoint::test {
namespace {
/// A -> B with idle capacity at B, whose one input has a class.
struct Plant {
    InputClass input_class = InputClass::important;
    double importance = 0.5;    ///< gamma
    double bundle_floor = 0.5;  ///< beta
    double spare_capacity = 0.25, overtime_max = 1.25;
    double cover_weeks = 4;

    SupplyNetwork network() const {
        auto chain_of_two = chain(cover_weeks, 5);
        auto& in = chain_of_two.inputs[0];
        in.input_class = input_class;
        in.importance = importance;
        auto& b = chain_of_two.nodes[1];
        b.bundle_floor = bundle_floor;
        b.spare_capacity = spare_capacity;
        b.overtime_max = overtime_max;
        return chain_of_two;
    }
};

/// A makes .3 for good.
Shocks third_left() {
    Shocks shocks;
    shocks.capacity = {{0, 0, 1e6, 0, 0.7, 0}};
    return shocks;
}

class ScarceInputs : public Both {
  protected:
    double left(Plant const& plant) const {
        return march(plant.network(), third_left(), 104).output[103][1];
    }
    /// Output where B is asked for 1.25 and A makes no more than 1.
    double above_one(Plant const& plant) const {
        return march(plant.network(), more_demand(0.25), 208).output[207][1];
    }
};

TEST_P(ScarceInputs, ImportantOneTakesItsShareWhateverIdles) {
    Plant plant;
    EXPECT_NEAR(left(plant), 1 - 0.5 * 0.7, rounding());
    plant.importance = 0.2;
    EXPECT_NEAR(left(plant), 1 - 0.2 * 0.7, rounding());
    plant.spare_capacity = 0, plant.overtime_max = 1;
    EXPECT_NEAR(left(plant), 1 - 0.2 * 0.7, rounding());
}

TEST_P(ScarceInputs, CriticalOneLeavesWhatItIs) {
    Plant plant;
    plant.input_class = InputClass::critical;
    EXPECT_NEAR(left(plant), 0.3, rounding());
}

TEST_P(ScarceInputs, BundleLosesItsShareDownToTheFloor) {
    Plant plant;
    plant.input_class = InputClass::bundle;
    EXPECT_NEAR(left(plant), 1 - 0.5 * 0.7, rounding());
    plant.bundle_floor = 0.8;
    EXPECT_NEAR(left(plant), 1 - 0.2 * 0.7, rounding());
    plant.spare_capacity = 0, plant.overtime_max = 1;
    EXPECT_NEAR(left(plant), 1 - 0.2 * 0.7, rounding());
}

TEST_P(ScarceInputs, AboveOneIsMeasuredAtTheActivityThatIsWanted) {
    // Of 1.25 the missing .25 of the input takes a half: 1.125.
    Plant plant;
    plant.overtime_max = 1;
    for (double cover : {0., 4.}) {
        plant.cover_weeks = cover;
        plant.input_class = InputClass::important;
        EXPECT_NEAR(above_one(plant), 1.125, rounding()) << cover;
        plant.input_class = InputClass::bundle;
        EXPECT_NEAR(above_one(plant), 1.125, rounding()) << cover;
        plant.input_class = InputClass::critical;
        EXPECT_NEAR(above_one(plant), 1, rounding()) << cover;
        plant.input_class = InputClass::none;
        EXPECT_NEAR(above_one(plant), 1.25, rounding()) << cover;
    }
}

TEST_P(ScarceInputs, CriticalOneSetsTheActivityOfTheOthers) {
    // A third plant's part is critical and at .6, the important input at .3:
    // 1 - .5 (1 - .3) = .65 allows more than .6; at .1 it is .55.
    Plant const plant;
    NetworkBuilder build;
    build.network = plant.network();
    auto const other = build.product("other");
    auto const c = build.node(0, other, 50);
    build.input(1, other, InputClass::critical, 4, 5);
    build.link(c, 1, 50);
    auto shocks = third_left();
    shocks.capacity.push_back({c, 0, 1e6, 0, 0.4, 0});
    EXPECT_NEAR(march(build.network, shocks, 104).output[103][1], 0.6,
                rounding());
    shocks.capacity[0].severity = 0.9;
    EXPECT_NEAR(march(build.network, shocks, 104).output[103][1], 0.55,
                rounding());
}

TEST(ScarceInputsReference, MeasuredAtOneAFullStockCapsOutput) {
    Flaws flaws;
    flaws.limits_at_one = true;
    Plant plant;
    plant.overtime_max = 1;
    auto const path =
        march_reference(plant.network(), more_demand(0.25), {}, 208, flaws);
    EXPECT_NEAR(path[207].output[1], 1, 1e-9);
}

INSTANTIATE_TEST_SUITE_P(, ScarceInputs, reference_and_engine(), who_name);
}  // namespace
}  // namespace chokepoint::test
