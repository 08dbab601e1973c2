/// \file mechanism_balance_test.cpp
/// Books that must balance with every mechanism on: goods (shipped = received
/// and in transit), reserves (start + refilled - released = content), duties
/// (sum of rate times flow), and bounds of the slow states.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "tests/support/mechanism_builder.hpp"
#include "tests/support/model_builder.hpp"
#include "tests/support/network_builder.hpp"
#include "tests/support/random/random_mechanisms.hpp"
#include "tests/support/reference/reference_baseline.hpp"

namespace chokepoint::test {
namespace {
int constexpr weeks = 104;

class MechanismBalance : public testing::TestWithParam<int> {
  protected:
    MechanismBalance()
        : world_{random_mechanism_world(
              static_cast<std::uint64_t>(700 + GetParam()), weeks)},
          base_{world_.network},
          group_{RowMap{world_.network}.group} {}

    CompiledModel model() const {
        return build_model(world_.network, world_.shocks, world_.rules, weeks,
                           {weeks});
    }
    /// Weeks of use of a reserve's users, in money.
    double use(Stockpile const& h) const {
        double sum = 0;
        for (auto g : h.users) {
            sum += base_.receipts[g];
        }
        return sum;
    }

    MechanismWorld world_;
    Baseline base_;
    std::vector<std::uint32_t> group_;
};

/// Everything made arrives somewhere, and so does what reserves release; what
/// they buy and have not released lies in them.
TEST_P(MechanismBalance, GoodsMadeAreReceivedOrInTransitOrInReserve) {
    auto& net = world_.network;
    world_.shocks.delays.clear();
    for (auto& in : net.inputs) {
        in.lead_time_weeks = 0;
    }
    auto const run = trace_engine(model());
    std::vector<double> before;
    for (auto const& h : world_.shocks.stockpiles) {
        before.push_back(h.start);
    }
    for (auto const& week : run.weeks) {
        double made = 0, received = 0, total = 0;
        for (std::size_t i = 0; i < net.nodes.size(); ++i) {
            made += static_cast<double>(week.output[i]) * base_.sales[i];
            total += base_.sales[i];
        }
        for (std::size_t g = 0; g < base_.groups(); ++g) {
            received += static_cast<double>(week.receipts[group_[g]]) *
                        base_.receipts[g];
        }
        // What left the reserves: bought less the change of the content.
        double released = 0;
        for (std::size_t k = 0; k < before.size(); ++k) {
            auto const& h = world_.shocks.stockpiles[k];
            auto const sink = base_.inputs() + h.refill_sink;
            double const bought =
                static_cast<double>(week.receipts[group_[sink]]) *
                base_.receipts[sink];
            auto const now = static_cast<double>(week.reserve[k]);
            released += bought - (now - before[k]) * use(h);
            before[k] = now;
        }
        ASSERT_NEAR(made + released, received, 3e-6 * total)
            << "week " << week.week;
    }
}

TEST_P(MechanismBalance, ReservesHoldWhatTheyHadBoughtAndDidNotRelease) {
    auto const built = model();
    auto const run = trace_engine(built);
    OutputLayout const rows{built.view()};
    for (std::uint32_t k = 0; k < world_.shocks.stockpiles.size(); ++k) {
        auto const& h = world_.shocks.stockpiles[k];
        auto const sink = base_.inputs() + h.refill_sink;
        double bought = 0, lowest = h.start;
        for (auto const& week : run.weeks) {
            bought += static_cast<double>(week.receipts[group_[sink]]) *
                      base_.receipts[sink] / use(h);
            lowest = std::min(lowest, static_cast<double>(week.reserve[k]));
            ASSERT_GE(week.reserve[k], 0) << week.week;
            // The order was bounded by the target before a release.
            ASSERT_LE(week.reserve[k],
                      std::max(h.start, h.target) * (1 + 1e-6));
        }
        double const released = run.losses.value[rows.reserve_released(k)];
        EXPECT_NEAR(h.start + bought - released, run.weeks.back().reserve[k],
                    1e-4)
            << "reserve " << k;
        EXPECT_NEAR(run.losses.value[rows.reserve_minimum(k)], lowest, 1e-6);
    }
}

TEST_P(MechanismBalance, SlowStatesKeepTheirBounds) {
    for (auto const& week : trace_engine(model()).weeks) {
        for (std::size_t i = 0; i < world_.network.nodes.size(); ++i) {
            ASSERT_GE(week.growth[i], 0);
            ASSERT_GE(week.standing[i], 0);
            ASSERT_LE(week.standing[i], 1);
        }
        for (auto const& n : world_.shocks.growth) {
            ASSERT_LE(week.growth[n.node], static_cast<float>(n.ceiling));
        }
        for (float p : week.log_price) {
            ASSERT_LE(std::fabs(p),
                      static_cast<float>(world_.rules.price_limit));
        }
        for (float s : week.stock) {
            ASSERT_TRUE(s >= 0 && std::isfinite(s));
        }
        for (float o : week.order) {
            ASSERT_TRUE(o >= 0 && std::isfinite(o));
        }
    }
}

INSTANTIATE_TEST_SUITE_P(, MechanismBalance, testing::Range(0, 15));

/// A tariff of 25 % (pass .6) on one of three sellers of a good, from week 5
/// to 29; another of 10 % on the same link from week 10.
class Duties : public testing::Test {
  protected:
    Duties() : network_{chain(4, 5)} {
        Measure first, second;
        first.links = second.links = {0};
        first.pass = 0.6, first.duty = 0.25;
        first.start = 5, first.end = 30;
        second.pass = 0.9, second.duty = 0.1;
        second.start = 10, second.end = 60;
        first.quantity = second.quantity = false;
        shocks_.measures = {first, second};
    }
    SupplyNetwork network_;
    Shocks shocks_;
};

TEST_F(Duties, AreTheSumOfRateTimesFlow) {
    auto model = build_model(network_, shocks_, {}, 80, {20, 80});
    watch_costs(model, network_);
    auto const run = trace_engine(model);
    double expected[2] = {0, 0};
    for (auto const& week : run.weeks) {
        int const t = week.week;
        double const rate =
            (t >= 5 && t < 30 ? 0.25 : 0) + (t >= 10 && t < 60 ? 0.1 : 0);
        double const flow = 100 * static_cast<double>(week.receipts[0]);
        expected[0] += t < 20 ? rate * flow : 0;
        expected[1] += rate * flow;
    }
    OutputLayout const rows{model.view()};
    EXPECT_GT(expected[0], 100);
    EXPECT_NEAR(run.losses.value[rows.duties(0, 0)], expected[0], 1e-2);
    EXPECT_NEAR(run.losses.value[rows.duties(0, 1)], expected[1], 1e-2);
}

TEST(Costs, PriceUpliftIsWhatBuyersPayAboveTheOldPrice) {
    NetworkBuilder build;
    auto const home = build.country("AAA");
    auto const ore = build.product("ore");
    build.sale(build.node(home, ore, 10), home, 10);
    Shocks shocks;
    shocks.capacity = {{0, 0, 1e6, 0, 0.5, 0}};
    PricedMarket market;
    market.groups = {0};
    market.nodes = {0};
    shocks.markets = {market};
    auto model = build_model(build.network, shocks, {}, 60, {1, 60});
    watch_costs(model, build.network);
    auto const run = trace_engine(model);
    OutputLayout const rows{model.view()};
    // Booked in S6, at the price that the week's trade left (S5).
    double expected = 0;
    for (auto const& week : run.weeks) {
        double const price = std::exp(static_cast<double>(week.log_price[0]));
        expected += (price - 1) * 10 * static_cast<double>(week.receipts[0]);
    }
    EXPECT_NEAR(run.losses.value[rows.price_uplift(0, 0)],
                (std::exp(0.075) - 1) * 5, 1e-5);
    EXPECT_NEAR(run.losses.value[rows.price_uplift(0, 1)], expected,
                1e-4 * expected);
}

TEST(Watching, FlowsAndDenialsAreShortfallsAgainstTheBaseline) {
    auto const network = chain(4, 5);
    Measure quota;
    quota.links = {0};
    quota.pass = 0.3;
    quota.start = 10;
    quota.end = 40;
    Shocks shocks;
    shocks.measures = {quota};
    auto model = build_model(network, shocks, {}, 80, {20, 80});
    auto const flow = watch_flow(model, network, {0});
    auto const denial = watch_denial(model, network, {0});
    auto const run = trace_engine(model);
    OutputLayout const rows{model.view()};
    double lost[2] = {0, 0};
    int first = -1, last = -1;
    for (auto const& week : run.weeks) {
        double const missing =
            100 * (1 - static_cast<double>(week.receipts[0]));
        lost[0] += week.week < 20 ? missing : 0;
        lost[1] += missing;
        if (week.receipts[0] < 0.9f) {
            first = first < 0 ? week.week : first;
            last = week.week;
        }
    }
    for (std::uint32_t h : {0u, 1u}) {
        EXPECT_NEAR(run.losses.value[rows.flow_lost(flow, h)], lost[h], 0.05);
        EXPECT_NEAR(run.losses.value[rows.denied(denial, h)], lost[h], 0.05);
    }
    EXPECT_GT(lost[0], 600);
    EXPECT_EQ(run.losses.count[rows.delay_weeks(denial)], last - first + 1);
    EXPECT_EQ(run.losses.count[rows.delay_censored(denial)], 0);
}
}  // namespace
}  // namespace chokepoint::test
