/// Results of reserves, prices, leverage and so on: where the format says.
#include <gmock/gmock.h>

#include <cmath>

#include "host/storage/trace/trace.hpp"
#include "host/storage/trace/trace_file.hpp"
#include "host/storage/trace/trace_flows.hpp"
#include "tests/storage/results_file_fixture.hpp"

namespace chokepoint::test {
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Not;

class MechanismResultsTest : public ResultsFileTest {
  protected:
    static ResultsDescription description() {
        auto d = sample_description(10);
        auto& m = d.mechanisms;
        m.reserve = {"gallium-stock"};
        m.market = {"gallium", "gallium@CHN"};
        m.flow = {"JPN>CHN"};
        m.denial = {"CHN", "CHN:wafers"};
        m.leverage = {"USA>CHN", "CHN>USA"};
        m.leverage_value_added = {100.5, 200};
        m.date = {0, 26, 52};
        m.costs = m.slow_states = m.retaliation = true;
        using S = PackageSide;
        m.side = {{S::not_accounted, S::not_accounted, S::not_accounted},
                  {S::sender, S::target, S::third}};
        return d;
    }

    /// The engine's rows of such a run.
    static OutputLayout layout() {
        auto m = sample_sizes();
        m.reserve.size = 1;
        m.market.size = 2;
        m.metrics.flow_cell.size = 1;
        m.metrics.denial_cell.size = 2;
        m.metrics.leverage_pair.size = 2;
        m.metrics.dates = 3;
        m.rules.costs_on = 1;
        m.rules.sales_erode = 1;
        return OutputLayout{m};
    }

    void write(ResultsDescription const& d) const {
        ResultsFile file{path, d};
        auto const rows = layout();
        for (std::uint32_t p = 0; p < 2; ++p) {
            ChunkLosses losses{{p, 0, 10}, {}, {}};
            for (std::uint32_t row = 0; row < rows.float_rows(); ++row) {
                for (std::uint32_t s = 0; s < 10; ++s) {
                    losses.value.push_back(sample_value(row, p, s));
                }
            }
            for (std::uint32_t row = 0; row < rows.integer_rows(); ++row) {
                for (std::uint32_t s = 0; s < 10; ++s) {
                    losses.count.push_back(
                        static_cast<std::int32_t>(100 * row + 10 * p + s));
                }
            }
            file.write_losses(losses);
        }
        file.finish();
    }
};

TEST_F(MechanismResultsTest, every_row_comes_back_in_its_dataset) {
    write(description());
    ResultsReader const reader{path};
    auto const l = layout();
    auto const value = [&](char const* dataset, std::uint32_t column,
                           std::uint32_t row) {
        EXPECT_EQ(reader.column(dataset, 1, column).at(7),
                  sample_value(row, 1, 7))
            << dataset;
    };
    auto const count = [&](char const* dataset, std::uint32_t column,
                           std::uint32_t row) {
        EXPECT_EQ(reader.counts(dataset, 1, column).at(7),
                  static_cast<std::int32_t>(100 * row + 17))
            << dataset;
    };
    value("/losses/reserve_minimum", 0, l.reserve_minimum(0));
    value("/losses/reserve_released", 0, l.reserve_released(0));
    count("/losses/reserve_empty_weeks", 0, l.reserve_empty_weeks(0));
    value("/losses/price_peak", 1, l.price_peak(1));
    value("/losses/price_mean", 1, l.price_mean(1));
    value("/losses/flow_lost", 1, l.flow_lost(0, 1));
    value("/losses/denied", 2 * 1 + 1, l.denied(1, 1));
    count("/losses/delay_weeks", 1, l.delay_weeks(1));
    count("/losses/delay_censored", 1, l.delay_censored(1));
    value("/losses/duties", 2 * 2 + 1, l.duties(2, 1));
    value("/losses/price_uplift", 2 * 2 + 1, l.price_uplift(2, 1));
    value("/losses/switching_cost", 2 * 2, l.switching_cost(2, 0));
    value("/losses/capacity_index", 2 * 1, l.capacity_index(1, 0));
    value("/losses/competitiveness", 2 * 1 + 1, l.competitiveness(1, 1));
    value("/losses/leverage", 3 * 1 + 2, l.leverage(1, 2));
    value("/losses/market_leverage", 3 * 1 + 2, l.market_leverage(1, 2));
    count("/world/retaliations", 0, l.retaliations());
    count("/world/longest_chain", 0, l.longest_chain());
    count("/world/retaliation_overflow", 0, l.retaliation_overflow());
    // And the rows before them are where they were.
    value("/losses/peak_loss", 2, l.peak_loss(2));
}

TEST_F(MechanismResultsTest, axes_units_and_description_come_back) {
    write(description());
    ResultsReader const reader{path};
    EXPECT_THAT(reader.axes("/losses/leverage"),
                ElementsAre("package", "scenario", "leverage", "date"));
    EXPECT_THAT(reader.axes("/losses/denied"),
                ElementsAre("package", "scenario", "denial", "horizon"));
    EXPECT_EQ(reader.attribute("/losses/reserve_minimum", "units"),
              "weeks of use");
    auto const expected = description().mechanisms;
    auto const& m = reader.description().mechanisms;
    EXPECT_EQ(m.reserve, expected.reserve);
    EXPECT_EQ(m.market, expected.market);
    EXPECT_EQ(m.flow, expected.flow);
    EXPECT_EQ(m.denial, expected.denial);
    EXPECT_EQ(m.leverage, expected.leverage);
    EXPECT_EQ(m.leverage_value_added, expected.leverage_value_added);
    EXPECT_EQ(m.date, expected.date);
    EXPECT_EQ(m.side, expected.side);
    EXPECT_TRUE(m.costs);
    EXPECT_TRUE(m.slow_states);
    EXPECT_TRUE(m.retaliation);
    EXPECT_THAT(reader.description().losses, Contains("leverage"));
}

TEST_F(MechanismResultsTest, losses_that_are_not_asked_for_are_left_out) {
    auto d = description();
    d.losses = {"prices"};
    write(d);
    ResultsReader const reader{path};
    EXPECT_TRUE(reader.has("/losses/price_peak"));
    EXPECT_FALSE(reader.has("/losses/leverage"));
    EXPECT_FALSE(reader.has("/losses/duties"));
    EXPECT_TRUE(reader.has("/world/retaliations"));
    EXPECT_EQ(reader.column("/losses/price_mean", 0, 1).at(3),
              sample_value(layout().price_mean(1), 0, 3));
}

TEST_F(MechanismResultsTest, run_without_mechanisms_has_none_of_it) {
    write_run(10, 10);
    ResultsReader const reader{path};
    for (auto const* dataset :
         {"/losses/reserve_minimum", "/losses/price_peak", "/losses/flow_lost",
          "/losses/denied", "/losses/duties", "/losses/capacity_index",
          "/losses/leverage", "/world/retaliations", "/policy/side", "/date"}) {
        EXPECT_FALSE(reader.has(dataset)) << dataset;
    }
    EXPECT_FALSE(reader.description().mechanisms.costs);
    EXPECT_THAT(reader.description().losses, Not(Contains("leverage")));
}

/// Two weeks of one chip plant, with prices, a reserve and a rival.
class MechanismTraceTest : public ::testing::Test {
  protected:
    MechanismTraceTest() {
        description.country = {"JPN"};
        description.node = {"JPN:chip"};
        description.node_country = {0};
        description.value_added = {1};
        description.market = {"gallium"};
        description.reserve = {"stock"};
        description.pair = {"CHN>USA"};
        for (std::int32_t week = 0; week < 2; ++week) {
            TraceWeek w{};
            w.week = week;
            w.output = w.fill = w.capacity = w.growth = {1};
            w.log_price = {static_cast<float>(week) * std::log(2.0f)};
            w.reserve = {8.0f - static_cast<float>(week)};
            w.pair_loss = {0.25f};
            w.retaliations = week;
            trace.weeks.push_back(w);
        }
    }

    ScratchFolder const folder;
    TraceDescription description;
    Trace trace;
};

TEST_F(MechanismTraceTest, prices_are_shown_and_not_their_logarithms) {
    auto const prices = market_prices(trace);
    ASSERT_EQ(prices.size(), 2u);
    EXPECT_EQ(prices[0], 1);
    EXPECT_NEAR(prices[1], 2, 1e-6);
}

TEST_F(MechanismTraceTest, states_must_fit_their_axes) {
    write_trace(folder / "good.h5", description, trace);
    EXPECT_EQ(folder.entries(), 1u);
    trace.weeks[1].reserve.push_back(1);
    EXPECT_EQ(
        message_of<StorageError>(
            [&] { write_trace(folder / "bad.h5", description, trace); }),
        folder / "bad.h5" + ": the trace of 'reserve' does not fit its axis");
    EXPECT_EQ(folder.entries(), 1u);
}
}  // namespace chokepoint::test
