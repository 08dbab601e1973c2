/// \file measure_slots_test.cpp
/// A measure that is announced again while it is in force: the stricter pass
/// factor and the later end hold (model B4.5).
#include <gtest/gtest.h>

#include "tests/support/model_builder.hpp"
#include "tests/support/network_builder.hpp"

namespace chokepoint::test {
namespace {
/// One slot on A's delivery to B.
CompiledModel with_activations(std::vector<Activation> const& activations,
                               int weeks) {
    Measure measure;
    measure.links = {0};
    Shocks shocks;
    shocks.measures = {measure};
    auto model = build_model(chain(20, 5), shocks, {}, weeks, {weeks});
    model.activation = activations;
    model.package[shock_package] = {
        0, static_cast<std::uint32_t>(activations.size()), 0};
    return model;
}

std::vector<float> pass_by_week(CompiledModel const& model) {
    std::vector<float> pass;
    for (auto const& week : trace_engine(model).weeks) {
        pass.push_back(week.pass[1]);
    }
    return pass;
}

TEST(MeasureSlots, HoldFromStartToJustBeforeTheEnd) {
    auto const pass = pass_by_week(with_activations({{0, 2, 4, 0.5f, 0}}, 6));
    EXPECT_EQ(pass, (std::vector<float>{1, 1, 0.5, 0.5, 1, 1}));
}

TEST(MeasureSlots, OverlapTakesTheStricterPassAndTheLaterEnd) {
    auto const milder = pass_by_week(
        with_activations({{0, 1, 4, 0.25f, 0}, {0, 3, 6, 0.5f, 0}}, 8));
    EXPECT_EQ(milder,
              (std::vector<float>{1, 0.25, 0.25, 0.25, 0.25, 0.25, 1, 1}));
    auto const stricter = pass_by_week(
        with_activations({{0, 1, 7, 0.5f, 0}, {0, 3, 5, 0.25f, 0}}, 8));
    EXPECT_EQ(stricter,
              (std::vector<float>{1, 0.5, 0.5, 0.25, 0.25, 0.25, 0.25, 1}));
}

TEST(MeasureSlots, NewMeasureAfterTheEndStartsAfresh) {
    auto const pass = pass_by_week(
        with_activations({{0, 1, 3, 0.25f, 0}, {0, 3, 5, 0.5f, 0}}, 6));
    EXPECT_EQ(pass, (std::vector<float>{1, 0.25, 0.25, 0.5, 0.5, 1}));
}

TEST(MeasureSlots, MeasureWithoutEndLastsToTheHorizon) {
    auto const pass =
        pass_by_week(with_activations({{0, 1, forever, 0.5f, 0}}, 5));
    EXPECT_EQ(pass, (std::vector<float>{1, 0.5, 0.5, 0.5, 0.5}));
}

TEST(MeasureSlots, OverlappingMeasuresOnALinkMultiply) {
    Measure one, other;
    one.links = other.links = {0};
    one.pass = 0.5;
    other.pass = 0.25;
    other.start = 2;
    Shocks shocks;
    shocks.measures = {one, other};
    auto const run = trace_engine(chain(20, 5), shocks, {}, 4);
    EXPECT_EQ(run.weeks[1].pass[1], 0.5f);
    EXPECT_EQ(run.weeks[2].pass[1], 0.125f);
}

TEST(MeasureSlots, MaskShowsTheMeasuresThatBit) {
    auto const bitten = with_activations({{0, 1, 3, 0.25f, 0}}, 4);
    auto const empty = with_activations({{0, 1, 3, 1, 0}}, 4);
    OutputLayout const rows{bitten.view()};
    EXPECT_EQ(trace_engine(bitten).losses.count[rows.measure_mask()], 1);
    EXPECT_EQ(trace_engine(empty).losses.count[rows.measure_mask()], 0);
}
}  // namespace
}  // namespace chokepoint::test
