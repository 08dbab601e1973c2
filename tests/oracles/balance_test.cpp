/// \file balance_test.cpp
/// Books balance (I8, I10) and states keep their bounds (I9 of model B12)
/// in random, hurt worlds.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "tests/support/model_builder.hpp"
#include "tests/support/random/random_network.hpp"
#include "tests/support/reference/reference_baseline.hpp"

namespace chokepoint::test {
namespace {
int constexpr weeks = 104;

class Balance : public testing::TestWithParam<int> {
  protected:
    Balance()
        : network_{random_network(seed())},
          shocks_{random_shocks(seed(), network_, weeks)} {}

    std::uint64_t seed() const { return 500 + GetParam(); }
    /// No goods may be on the way: what is shipped is received.
    void deliver_at_once() {
        shocks_.delays.clear();
        for (auto& in : network_.inputs) {
            in.lead_time_weeks = 0;
        }
    }
    std::vector<TraceWeek> march() const {
        return trace_engine(network_, shocks_, {}, weeks).weeks;
    }

    SupplyNetwork network_;
    Shocks shocks_;
};

TEST_P(Balance, EverythingProducedIsReceived) {
    deliver_at_once();
    Baseline const base{network_};
    auto const group = RowMap{network_}.group;
    for (auto const& week : march()) {
        double produced = 0, received = 0, total = 0;
        for (std::size_t i = 0; i < network_.nodes.size(); ++i) {
            produced += week.output[i] * base.sales[i];
            total += base.sales[i];
        }
        for (std::size_t g = 0; g < base.groups(); ++g) {
            received += week.receipts[group[g]] * base.receipts[g];
        }
        ASSERT_NEAR(produced, received, 1e-6 * total) << "week " << week.week;
    }
}

TEST_P(Balance, EveryNodeShipsWhatItMakes) {
    // One producer a product: what a group receives shows who shipped it.
    network_ = random_network(seed(), {4, 24, 24});
    shocks_ = random_shocks(seed(), network_, weeks);
    deliver_at_once();
    Baseline const base{network_};
    auto const group = RowMap{network_}.group;
    for (auto const& week : march()) {
        std::vector<double> shipped(network_.nodes.size(), 0);
        for (std::size_t l = 0; l < network_.links.size(); ++l) {
            auto const g = base.group_of[l];
            shipped[network_.links[l].supplier] +=
                week.receipts[group[g]] * base.receipts[g];
        }
        for (std::size_t i = 0; i < shipped.size(); ++i) {
            ASSERT_NEAR(shipped[i], week.output[i] * base.sales[i],
                        2e-6 * base.sales[i])
                << "node " << i << ", week " << week.week;
        }
    }
}

TEST_P(Balance, StocksChangeByReceiptsLessUseToTheBit) {
    auto const model = build_model(network_, shocks_, {}, weeks, {weeks});
    auto const& group = model.network.group;
    std::vector<float> before;
    for (std::uint32_t g = 0; g < model.network.first_sink; ++g) {
        before.push_back(group[g].target_stock);
    }
    for (auto const& week : trace_engine(model).weeks) {
        for (std::uint32_t g = 0; g < model.network.first_sink; ++g) {
            auto const c = group[g].input_class;
            if (c == InputClass::capital) {
                continue;
            }
            float const r = week.receipts[g], s = before[g];
            float const x = week.output[group[g].owner];
            if (c == InputClass::bundle) {
                // Drawn at x' >= x, but never more than there is.
                ASSERT_LE(week.stock[g], s + (r - std::min(s, x)));
                ASSERT_GE(week.stock[g], s + (r - s));
            } else {
                ASSERT_EQ(week.stock[g], s + (r - std::min(s, x)));
            }
        }
        before = week.stock;
    }
}

TEST_P(Balance, StatesStayWithinTheirBounds) {
    for (auto const& week : march()) {
        for (std::size_t i = 0; i < network_.nodes.size(); ++i) {
            auto const& node = network_.nodes[i];
            double const ceiling = week.capacity[i] *
                                   (1 + node.spare_capacity) *
                                   node.overtime_max;
            ASSERT_GE(week.output[i], 0);
            ASSERT_LE(week.output[i], ceiling * (1 + 1e-6));
            ASSERT_TRUE(week.output[i] == 0 || week.output[i] >= 1e-6f);
        }
        for (float phi : week.fill) {
            ASSERT_GE(phi, 0);
            ASSERT_LE(phi, 1);
        }
        for (std::size_t g = 0; g < network_.inputs.size(); ++g) {
            ASSERT_GE(week.stock[g], 0);
            ASSERT_GE(week.order[g], 0);
            ASSERT_TRUE(std::isfinite(week.order[g]));
        }
        for (float r : week.receipts) {
            ASSERT_GE(r, 0);
            ASSERT_TRUE(std::isfinite(r));
        }
        for (float p : week.pass) {
            ASSERT_GE(p, 0);
            ASSERT_LE(p, 1);
        }
    }
}

INSTANTIATE_TEST_SUITE_P(, Balance, testing::Range(0, 20));
}  // namespace
}  // namespace chokepoint::test
