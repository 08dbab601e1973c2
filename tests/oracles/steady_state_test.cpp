/// \file steady_state_test.cpp
/// Without shocks nothing moves, not by one bit, in five years (oracle E1,
/// invariant I1): all later deviations are signal.
#include <gtest/gtest.h>

#include "tests/support/model_builder.hpp"
#include "tests/support/random/random_habits.hpp"
#include "tests/support/random/random_network.hpp"

namespace chokepoint::test {
namespace {
int constexpr weeks = 260;

void expect_all(std::vector<float> const& values,
                float expected,
                char const* what) {
    for (float v : values) {
        ASSERT_EQ(v, expected) << what;
    }
}

void expect_constant(SupplyNetwork const& network, CoreRules const& rules) {
    auto const model = build_model(network, {}, rules, weeks, {26, weeks});
    auto const run = trace_engine(model);
    ASSERT_EQ(run.weeks.size(), std::size_t{weeks});
    auto const& group = model.network.group;
    for (auto const& week : run.weeks) {
        expect_all(week.output, 1, "output");
        expect_all(week.fill, 1, "fill");
        expect_all(week.capacity, 1, "capacity");
        expect_all(week.order, 1, "order");
        expect_all(week.receipts, 1, "receipts");
        expect_all(week.pass, 1, "pass");
        expect_all(week.demand, 1, "demand");
        for (std::uint32_t g = 0; g < model.network.first_sink; ++g) {
            if (group[g].input_class != InputClass::capital) {
                ASSERT_EQ(week.stock[g], group[g].target_stock);
            }
        }
    }
    OutputLayout const rows{model.view()};
    for (std::uint32_t row = 0; row < rows.minimum_cover(0); ++row) {
        EXPECT_EQ(run.losses.value[row], 0) << "loss row " << row;
    }
    for (std::uint32_t c = 0; c < rows.countries; ++c) {
        EXPECT_EQ(run.losses.count[rows.recovery_weeks(c)], 0);
        EXPECT_EQ(run.losses.count[rows.recovery_censored(c)], 0);
        EXPECT_EQ(run.losses.count[rows.shortage_weeks(c)], 0);
        EXPECT_EQ(run.losses.count[rows.stockout_weeks(c)], 0);
    }
    EXPECT_EQ(run.losses.count[rows.shortage_node(0)], -1);
}

TEST(SteadyState, RandomNetworksOfEveryFeatureStayAtBaselineToTheBit) {
    for (std::uint64_t seed = 101; seed <= 120; ++seed) {
        SCOPED_TRACE(seed);
        expect_constant(random_network(seed, {8, 30, 300}), {});
    }
}

TEST(SteadyState, HoldsWithHabitsAndCycleTimes) {
    for (std::uint64_t seed = 101; seed <= 120; ++seed) {
        SCOPED_TRACE(seed);
        auto network = random_network(seed, {8, 30, 300});
        add_random_habits(seed, network);
        expect_constant(network, {});
    }
}

TEST(SteadyState, HoldsInEveryModeOfTheCore) {
    CoreRules destruction;
    destruction.demand_destruction = 0.01;
    for (auto const& rules : {ario_rules(), destruction}) {
        for (std::uint64_t seed = 201; seed <= 205; ++seed) {
            expect_constant(random_network(seed), rules);
        }
    }
}
}  // namespace
}  // namespace chokepoint::test
