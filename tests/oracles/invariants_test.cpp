/// \file invariants_test.cpp
/// What must hold to the bit (model B12): I3 time shift, I4 scale, I6 empty
/// measure, I7 disjoint networks; and that a trace is the run.
#include <gtest/gtest.h>

#include <cstring>

#include "tests/support/model_builder.hpp"
#include "tests/support/random/random_network.hpp"

namespace chokepoint::test {
namespace {
int constexpr weeks = 104;

/// Bits, so that NaN (no critical input) equals itself.
std::vector<std::uint32_t> bits(std::vector<float> const& values) {
    std::vector<std::uint32_t> words(values.size());
    std::memcpy(words.data(), values.data(), 4 * values.size());
    return words;
}

/// All state that does not depend on how measures are numbered.
void expect_same_state(TraceWeek const& a, TraceWeek const& b) {
    EXPECT_EQ(a.output, b.output);
    EXPECT_EQ(a.fill, b.fill);
    EXPECT_EQ(a.capacity, b.capacity);
    EXPECT_EQ(a.stock, b.stock);
    EXPECT_EQ(a.order, b.order);
    EXPECT_EQ(a.receipts, b.receipts);
    EXPECT_EQ(a.demand, b.demand);
}

void expect_same_path(std::vector<TraceWeek> const& a,
                      std::vector<TraceWeek> const& b) {
    ASSERT_EQ(a.size(), b.size());
    for (std::size_t week = 0; week < a.size(); ++week) {
        expect_same_state(a[week], b[week]);
        if (testing::Test::HasFailure()) {
            FAIL() << "first difference in week " << week;
        }
    }
}

class Invariants : public testing::TestWithParam<int> {
  protected:
    std::uint64_t seed() const { return 300 + GetParam(); }
    SupplyNetwork network() const { return random_network(seed()); }
    Shocks shocks() const { return random_shocks(seed(), network(), weeks); }
};

TEST_P(Invariants, LaterShocksMoveTheWholePathLater) {
    int const shift = 1 + GetParam() % 17;
    auto later = shocks();
    for (auto& e : later.capacity) {
        e.start += shift;
    }
    for (auto& m : later.measures) {
        m.start += shift;
        m.end += shift;
    }
    for (auto& d : later.demand) {
        d.start += shift;
    }
    for (auto& d : later.delays) {
        d.start += shift;
    }
    auto const now = trace_engine(network(), shocks(), {}, weeks).weeks;
    auto const then = trace_engine(network(), later, {}, weeks + shift).weeks;
    for (int week = 0; week < weeks; ++week) {
        expect_same_state(now[week], then[week + shift]);
        ASSERT_FALSE(HasFailure()) << "week " << week;
    }
    EXPECT_EQ(then[shift - 1].output,
              std::vector<float>(network().nodes.size(), 1));
}

TEST_P(Invariants, MoneyInUnitsOfAPowerOfTwoChangesNothingElse) {
    float const factor = 1.0f / 1024;
    auto small = network();
    for (auto& l : small.links) {
        l.flow *= factor;
        l.alternate_weight *= factor;
    }
    for (auto& node : small.nodes) {
        node.value_added *= factor;
    }
    auto const large = trace_engine(network(), shocks(), {}, weeks);
    auto const scaled = trace_engine(small, shocks(), {}, weeks);
    expect_same_path(large.weeks, scaled.weeks);
    auto const model = build_model(small, shocks(), {}, weeks, {weeks});
    OutputLayout const rows{model.view()};
    for (std::uint32_t row = 0; row < rows.minimum_cover(0); ++row) {
        EXPECT_EQ(large.losses.value[row] * factor, scaled.losses.value[row])
            << "loss row " << row;
    }
    EXPECT_EQ(large.losses.count, scaled.losses.count);
}

TEST_P(Invariants, MeasureThatBlocksNothingChangesNoBit) {
    auto with_empty = shocks();
    Measure nothing;
    nothing.pass = 1;
    nothing.start = 5;
    nothing.end = 70;
    nothing.leak_ceiling = 0.3;
    for (std::uint32_t l = 0; l < network().links.size(); l += 2) {
        nothing.links.push_back(l);
    }
    with_empty.measures.push_back(nothing);
    nothing.quantity = false;
    with_empty.measures.insert(with_empty.measures.begin(), nothing);
    auto const without = trace_engine(network(), shocks(), {}, weeks);
    auto const with = trace_engine(network(), with_empty, {}, weeks);
    expect_same_path(without.weeks, with.weeks);
    EXPECT_EQ(bits(without.losses.value), bits(with.losses.value));
}

TEST_P(Invariants, PackageWithoutMeasuresIgnoresThatOthersHaveThem) {
    auto no_measures = shocks();
    no_measures.measures.clear();
    auto const model = build_model(network(), shocks(), {}, weeks, {weeks});
    expect_same_path(trace_engine(network(), no_measures, {}, weeks).weeks,
                     trace_engine(model, 0).weeks);
}

TEST_P(Invariants, TraceIsWhatTheRunComputes) {
    auto const model = build_model(network(), shocks(), {}, weeks, {26, weeks});
    auto const traced = trace_engine(model).losses;
    auto const marched = run_engine(model);
    EXPECT_EQ(bits(traced.value), bits(marched.value));
    EXPECT_EQ(traced.count, marched.count);
}

TEST_P(Invariants, EveryScenarioOfAWorldWithoutChanceIsTheSame) {
    auto const model = build_model(network(), shocks(), {}, weeks, {weeks});
    std::uint32_t const scenarios = 37;
    auto const one = bits(run_engine(model).value);
    auto const many = bits(run_engine(model, shock_package, scenarios).value);
    for (std::size_t row = 0; row < one.size(); ++row) {
        for (std::uint32_t k = 0; k < scenarios; ++k) {
            ASSERT_EQ(one[row], many[row * scenarios + k]);
        }
    }
}

INSTANTIATE_TEST_SUITE_P(, Invariants, testing::Range(0, 20));
}  // namespace
}  // namespace chokepoint::test
