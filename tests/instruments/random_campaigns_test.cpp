/// \file random_campaigns_test.cpp
/// Random campaigns on random networks stay within what is possible.
///
/// CHOKEPOINT_RANDOM_CAMPAIGNS says how many, CHOKEPOINT_RANDOM_FIRST which is
/// the first seed.
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <limits>

#include "kernels/engine/engine.hpp"
#include "tests/instruments/random_campaign.hpp"

namespace chokepoint::test {
namespace {
std::uint32_t constexpr worlds = 5;

std::uint64_t number_from(char const* variable, std::uint64_t usual) {
    char const* text = std::getenv(variable);
    return text ? std::strtoull(text, nullptr, 10) : usual;
}

/// Collects what is impossible in one campaign.
class Judge {
  public:
    explicit Judge(RandomTrial const& trial)
        : model_{trial.model}, rows_{trial.model.view()} {}

    void losses(ChunkLosses const& l) {
        auto const n = l.chunk.scenarios;
        for (std::uint32_t row = 0; row < rows_.float_rows(); ++row) {
            // No critical input: no lowest cover.
            bool const may_lack =
                row >= rows_.minimum_cover(0) && row < rows_.maximum_tension();
            for (std::uint32_t w = 0; w < n; ++w) {
                float const v = l.value[row * n + w];
                check(std::isfinite(v) || (may_lack && std::isnan(v)),
                      "row %u is %g", row, v);
                bool const gross = row < rows_.value_added_net(0, 0) ||
                                   (row >= rows_.final_demand(0, 0) &&
                                    row < rows_.maximum_tension()) ||
                                   (row > rows_.maximum_tension() &&
                                    row < rows_.flow_lost(0, 0));
                check(!gross || may_lack || v >= 0, "row %u is negative: %g",
                      row, v);
            }
        }
        for (std::uint32_t w = 0; w < n; ++w) {
            std::int64_t weeks = 0;
            for (std::uint32_t r = 0; r < regimes; ++r) {
                weeks += l.count[rows_.regime_weeks(r) * n + w];
            }
            check(weeks == model_.weeks || weeks == 0, "%g weeks in regimes",
                  static_cast<double>(weeks));
            overflows += l.count[rows_.overflow() * n + w] > 0;
            overflows += l.count[rows_.retaliation_overflow() * n + w] > 0;
            for (std::uint32_t row = 0; row < rows_.integer_rows(); ++row) {
                auto const v = l.count[row * n + w];
                bool const node =
                    row >= rows_.shortage_node(0) && row < rows_.retaliations();
                bool const mask =
                    row == rows_.family_mask() || row == rows_.measure_mask();
                check(mask || v >= (node ? -1 : 0), "count row %u is %g", row,
                      v);
            }
        }
    }

    void week(TraceWeek const& t) {
        between(t.output, 0, 1e30, "output");
        between(t.fill, 0, 1, "fill");
        between(t.capacity, 0, 1, "capacity");
        between(t.stock, 0, 1e30, "stock");
        between(t.order, 0, 1e30, "order");
        between(t.receipts, 0, 1e30, "receipts");
        between(t.slot_pass, 0, 1, "slot pass");
        between(t.pass, 0, 1, "pass");
        between(t.demand, 0, 1e30, "demand");
        between(t.growth, 0, 1e30, "kappa");
        between(t.standing, 0, 1, "chi");
        between(t.log_price, -model_.rules.price_limit,
                model_.rules.price_limit, "log price");
        between(t.pair_loss, 0, 1e30, "pair loss");
        check(t.tension >= -3 && t.tension <= 5, "tension %u: %g", 0,
              t.tension);
        for (std::uint32_t h = 0; h < t.reserve.size(); ++h) {
            auto const& r = model_.reserve[h];
            // Goods on their way may overshoot the target of a refill.
            double const most =
                r.sink == none ? r.start : std::numeric_limits<float>::max();
            check(t.reserve[h] >= 0 && t.reserve[h] <= most,
                  "reserve %u holds %g", h, t.reserve[h]);
        }
        for (std::uint32_t i = 0; i < t.output.size(); ++i) {
            auto const& node = model_.network.node[i];
            double capacity =
                1.0 * t.capacity[i] * node.capacity * node.overtime_max;
            capacity *= model_.market.empty() ? 1 : model_.rules.boost_limit;
            if (!t.growth.empty()) {
                capacity *=
                    std::max(t.growth[i], before_.empty() ? 1.0f : before_[i]);
            }
            check(t.output[i] <= capacity * (1 + 1e-5), "node %u makes %g", i,
                  t.output[i]);
        }
        before_ = t.growth;
    }

    void same(ChunkLosses const& run, ChunkLosses const& traced) {
        for (std::uint32_t row = 0; row < rows_.float_rows(); ++row) {
            check(std::memcmp(&run.value[row * worlds], &traced.value[row],
                              sizeof(float)) == 0,
                  "row %u is not that of the trace: %g", row,
                  run.value[row * worlds]);
        }
    }

    std::string complaint;  ///< the first one
    unsigned overflows = 0;

  private:
    void check(bool good,
               char const* what,
               std::uint32_t row = 0,
               double value = 0) {
        if (!good && complaint.empty()) {
            char text[200];
            std::snprintf(text, sizeof text, what, row, value);
            complaint = text;
        }
    }
    void check(bool good, char const* what, double value) {
        if (!good && complaint.empty()) {
            char text[200];
            std::snprintf(text, sizeof text, what, value);
            complaint = text;
        }
    }
    void between(std::vector<float> const& values,
                 double low,
                 double high,
                 std::string const& what) {
        for (std::uint32_t i = 0; i < values.size(); ++i) {
            check(values[i] >= low && values[i] <= high,
                  (what + " %u is %g").c_str(), i, values[i]);
        }
    }

    CompiledModel const& model_;
    OutputLayout rows_;
    std::vector<float> before_;
};

/// \return overflows that the losses report
unsigned try_campaign(RandomTrial const& trial,
                      std::uint64_t seed,
                      unsigned& bad) {
    Judge judge{trial};
    auto const view = trial.model.view();
    EngineOptions options;
    options.threads = 1;
    auto const engine = make_cpu_engine(view, options);
    for (std::uint32_t p = 0; p < trial.model.package.size(); ++p) {
        ChunkLosses run{};
        engine->run({{p, 0, worlds}}, [&](ChunkLosses const& done) {
            run = done;
            return true;
        });
        judge.losses(run);
        if (p == 1) {
            judge.same(
                run, trace_world(
                         view, p, 0, [&](TraceWeek const& t) { judge.week(t); },
                         nullptr));
        }
    }
    bad += !judge.complaint.empty();
    EXPECT_EQ(judge.complaint, "") << "seed " << seed << "\n" << trial.toml;
    return judge.overflows;
}

TEST(RandomCampaigns, stay_within_what_is_possible) {
    auto const many = number_from("CHOKEPOINT_RANDOM_CAMPAIGNS", 400);
    auto const first = number_from("CHOKEPOINT_RANDOM_FIRST", 1);
    unsigned refused = 0, dropped = 0, overflows = 0, bad = 0;
    for (std::uint64_t seed = first; seed < first + many; ++seed) {
        auto const trial = random_trial(seed);
        if (!trial) {
            ++refused;
            continue;
        }
        dropped += trial->dropped;
        overflows += try_campaign(*trial, seed, bad);
        ASSERT_LT(bad, 10u) << "up to seed " << seed;
    }
    std::cout << many << " campaigns: " << refused << " refused, " << dropped
              << " contradictory entries dropped, " << overflows
              << " worlds reported an overflow\n";
    EXPECT_LT(refused, many / 10 + 1);
}
}  // namespace
}  // namespace chokepoint::test
