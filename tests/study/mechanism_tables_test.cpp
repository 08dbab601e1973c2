/// Statistics of reaction, reserves, prices and leverage of a small run.
#include "host/study/tables/mechanism_tables.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <map>
#include <numeric>

#include "host/campaign/toml/load_campaign.hpp"
#include "host/statistics/ratio.hpp"
#include "host/study/answers/horizon_crossings.hpp"
#include "host/study/answers/mechanism_lines.hpp"
#include "host/study/answers/stored_table.hpp"
#include "host/study/replay/replay.hpp"
#include "host/study/tables/write_statistics.hpp"
#include "tests/study/small_study.hpp"

namespace chokepoint::test {
namespace {
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

/// Betaland stops its chips; Gammaland, with a reserve, may refuse them.
std::string campaign_with_everything() {
    return small_campaign() +
           "leverage = [\"BET>GAM\"]\n"
           "flows = [\"BET>GAM\", \"FABCO>GAM\"]\n"
           "denial = [\"GAM\"]\n"
           "costs = true\n"
           "[dynamics]\n"
           "[[growth]]\nname = \"home\"\ncountries = [\"GAM\"]\n"
           "products = [\"metal\"]\n"
           "[[market]]\nname = \"chips\"\nproducts = [\"chip\"]\n"
           "[[reserve]]\nname = \"chip-stock\"\ncountries = [\"GAM\"]\n"
           "products = [\"chip\"]\nweeks = 6\nrefill_rate = 0.1\n"
           "[[measure]]\nname = \"chip-ban\"\ntype = \"ban\"\n"
           "exporters = [\"BET\"]\nimporters = [\"GAM\"]\n"
           "products = [\"chip\"]\nstart_week = 4\nduration_weeks = 30\n"
           "[[measure]]\nname = \"duty\"\ntype = \"tariff\"\nrate = 0.1\n"
           "exporters = [\"ALP\"]\nimporters = [\"BET\"]\n"
           "[[measure]]\nname = \"refuse\"\ntype = \"import_ban\"\n"
           "products = [\"chip\"]\n"
           "[[retaliation]]\nname = \"answer\"\nreactor = \"GAM\"\n"
           "against = [\"BET\"]\nmeasures = [\"refuse\"]\nbase = 0.02\n"
           "[[package]]\nname = \"chips\"\nmeasures = [\"chip-ban\", "
           "\"duty\"]\n"
           "sender = [\"BET\"]\ntarget = [\"GAM\"]\nallies = [\"ALP\"]\n";
}

Study study_with_everything() {
    return make_study(parse_campaign(campaign_with_everything(), "small.toml"));
}

class MechanismTables : public testing::Test {
  protected:
    static void SetUpTestSuite() {
        folder_ = new TemporaryFolder;
        run_study(study_with_everything(), into(folder_->file("all.h5")));
        reader_ = new ResultsReader{folder_->file("all.h5")};
    }
    static void TearDownTestSuite() {
        delete reader_;
        delete folder_;
    }

    static double average(std::vector<float> const& values) {
        return std::accumulate(values.begin(), values.end(), 0.0) /
               static_cast<double>(values.size());
    }
    /// Net loss of a country within all 60 weeks.
    static std::vector<float> net(std::uint32_t package,
                                  std::uint32_t country) {
        return reader_->column("/losses/value_added_net", package,
                               2 * country + 1);
    }

    /// Packages: none, ban, calm, chips. Countries: ALP, BET, GAM.
    static constexpr std::uint32_t none_at_all = 0, chips = 3;
    static TemporaryFolder* folder_;
    static ResultsReader* reader_;
};
TemporaryFolder* MechanismTables::folder_ = nullptr;
ResultsReader* MechanismTables::reader_ = nullptr;

TEST_F(MechanismTables, means_are_those_of_the_stored_columns) {
    auto const paths = mechanism_paths(*reader_);
    EXPECT_THAT(paths, SizeIs(18));
    for (auto const& path : paths) {
        StoredTable const table{*reader_, mean_path(path)};
        auto const shape = reader_->shape(path);
        auto const column = reader_->columns(path) - 1;  // the last one
        Indices at{chips};
        for (std::size_t i = 2; i < shape.size(); ++i) {
            at.push_back(shape[i] - 1);
        }
        auto const mean = average(reader_->column(path, chips, column));
        EXPECT_NEAR(table.estimate(at).value, mean,
                    1e-6 * std::max(1.0, std::abs(mean)))
            << path;
    }
}

TEST_F(MechanismTables, sword_compares_both_sides_in_the_same_worlds) {
    std::vector<float> sender, target, allies;
    for (std::size_t s = 0; s < 150; ++s) {
        allies.push_back(net(chips, 0)[s] - net(none_at_all, 0)[s]);
        sender.push_back(net(chips, 1)[s] - net(none_at_all, 1)[s]);
        target.push_back(net(chips, 2)[s] - net(none_at_all, 2)[s]);
    }
    auto const lines = side_lines(*reader_, chips, 1);
    ASSERT_TRUE(lines);
    EXPECT_NEAR(lines->difference[0].value, average(sender), 1e-3);
    EXPECT_NEAR(lines->difference[1].value, average(target), 1e-3);
    EXPECT_NEAR(lines->difference[2].value, average(allies), 1e-3);
    EXPECT_EQ(lines->difference[3].value, 0);  // no third country
    EXPECT_GT(lines->difference[1].value, 0);
    auto const expected = mean_ratio(sender, target);
    EXPECT_NEAR(lines->ratio[0].value, expected.value, 1e-5);
    EXPECT_NEAR(lines->ratio[0].lower, expected.lower, 1e-5);
    EXPECT_NEAR(lines->ratio[0].upper, expected.upper, 1e-5);
    EXPECT_FALSE(side_lines(*reader_, 1, 1));  // names no sides
    EXPECT_FALSE(side_lines(*reader_, none_at_all, 1));
}

TEST_F(MechanismTables, retaliation_answers_the_ban_only) {
    auto const quiet = retaliation_summary(*reader_, none_at_all);
    auto const answered = retaliation_summary(*reader_, chips);
    ASSERT_TRUE(quiet && answered);
    EXPECT_EQ(quiet->answers.value, 0);
    EXPECT_EQ(quiet->any.value, 0);
    EXPECT_EQ(quiet->longest_chain, 0);
    EXPECT_GT(answered->answers.value, 0);
    EXPECT_GT(answered->any.value, 0);
    EXPECT_LE(answered->any.value, 1);
    EXPECT_GE(answered->longest_chain, 1);
}

TEST_F(MechanismTables, leverage_lasts_where_nobody_else_is_ready) {
    auto const lines = leverage_lines(*reader_, chips);
    ASSERT_THAT(lines, SizeIs(3));  // weeks 0, 26, 52
    // All of the chips: 45 of value added.
    EXPECT_NEAR(lines[0].inputs.value, 45, 1e-4);
    EXPECT_EQ(lines[0].week, 0);
    EXPECT_TRUE(std::isnan(lines[0].eroded.value));
    EXPECT_EQ(lines[2].week, 52);
    // Betaland lost standing, and Gammaland can buy its chips nowhere else.
    EXPECT_EQ(lines[2].eroded.value, 0);
    EXPECT_NEAR(lines[2].eroded.value,
                1 - lines[2].inputs.value / lines[0].inputs.value, 1e-4);
    EXPECT_EQ(lines[2].half_gone.value, 0);
    // Betaland buys nothing from Gammaland's producers at baseline.
    StoredTable const market{*reader_,
                             "/summary/market_leverage/erosion_index"};
    EXPECT_TRUE(std::isnan(market.estimate({chips, 0, 2}).value));
}

TEST_F(MechanismTables, lines_tell_what_changed) {
    auto const lines = mechanism_lines(*reader_, chips, 1, 5);
    std::map<std::string, double> value;
    for (auto const& line : lines) {
        value[line.of + ": " + line.what] = line.mean.value;
    }
    EXPECT_GT(value.at("chip-stock: released, weeks of use"), 0);
    EXPECT_GT(value.at("chip: highest price, 1 = baseline"), 1);
    EXPECT_GT(value.at("BET>GAM: shipments lost, million USD"), 0);
    EXPECT_EQ(value.at("FABCO>GAM: shipments lost, million USD"),
              value.at("BET>GAM: shipments lost, million USD"));
    EXPECT_GT(value.at("GAM: technology delay, weeks"), 10);
    EXPECT_GT(value.at("BET: duties paid, million USD"), 0);
    EXPECT_LT(value.at("BET: standing with buyers, 1 = baseline"), 1);
    // Who pays no duty has no line about it.
    EXPECT_EQ(value.count("GAM: duties paid, million USD"), 0u);
}

TEST_F(MechanismTables, replay_gives_every_new_number_again) {
    ReplayOptions options;
    options.results = folder_->file("all.h5");
    options.package = "chips";
    options.scenario = 7;
    auto const replay = replay_world(options);
    EXPECT_THAT(replay.description.reserve, ElementsAre("chip-stock"));
    EXPECT_THAT(replay.description.pair, ElementsAre("GAM>BET"));
    ASSERT_THAT(replay.trace.weeks, SizeIs(60));
    EXPECT_THAT(replay.trace.weeks.back().reserve, SizeIs(1));
    EXPECT_THAT(replay.trace.weeks.back().log_price, SizeIs(1));
    EXPECT_THAT(replay.trace.weeks.back().growth, SizeIs(5));
}

TEST(MechanismTablesTest, runs_without_mechanisms_have_no_such_table) {
    TemporaryFolder const folder;
    run_study(small_study(), into(folder.file("plain.h5")));
    ResultsReader const reader{folder.file("plain.h5")};
    EXPECT_THAT(mechanism_paths(reader), IsEmpty());
    EXPECT_THAT(mechanism_lines(reader, 1, 1, 5), IsEmpty());
    EXPECT_THAT(leverage_lines(reader, 1), IsEmpty());
    EXPECT_FALSE(retaliation_summary(reader, 1));
    EXPECT_FALSE(side_lines(reader, 1, 1));
    EXPECT_FALSE(reader.has("/policy/sword"));
}

/// Losses by hand: [package][country, horizon] = level, with a little noise
/// between worlds.
class CrossingTest : public testing::Test {
  protected:
    void write(std::array<float, 3> const& change) {
        ResultsDescription d;
        d.scenarios = 8;
        d.weeks = 104;
        d.package = {"none", "policy"};
        d.country = d.node_cell = d.sink_cell = {"A"};
        d.horizon = {26, 52, 104};
        d.losses = {"value_added"};
        ModelView m{};
        m.metrics.node_cell.size = m.metrics.sink_cell.size = 1;
        m.metrics.horizons = 3;
        m.network.countries = 1;
        OutputLayout const rows{m};
        ResultsFile file{path_, d};
        for (std::uint32_t p = 0; p < 2; ++p) {
            ChunkLosses losses{{p, 0, 8}, {}, {}};
            losses.value.assign(8 * rows.float_rows(), 0);
            losses.count.assign(8 * rows.integer_rows(), 0);
            for (std::uint32_t h = 0; h < 3; ++h) {
                for (std::uint32_t s = 0; s < 8; ++s) {
                    losses.value[8 * rows.value_added(0, h) + s] =
                        100 + (p ? change[h] + 0.1f * (s % 2) : 0);
                }
            }
            file.write_losses(losses);
        }
        write_statistics(file);
        file.finish();
    }

    TemporaryFolder folder_;
    std::string path_ = folder_.file("crossing.h5");
};

TEST_F(CrossingTest, sign_that_changes_with_the_horizon_is_found) {
    write({-10, -10, 30});
    auto const found = horizon_crossings(ResultsReader{path_}, 1, 0);
    ASSERT_THAT(found, SizeIs(2));  // all countries, and A
    EXPECT_EQ(found[1].who, "A");
    EXPECT_EQ(found[1].before, 52);
    EXPECT_EQ(found[1].after, 104);
    EXPECT_LT(found[1].difference_before, 0);
    // A straight line from -9.95 in week 52 to 30.05 in week 104.
    EXPECT_NEAR(found[1].week, 52 + 52 * 9.95 / 40, 1e-3);
}

TEST_F(CrossingTest, horizon_that_tells_nothing_is_passed_over) {
    write({-10, -0.05f, 30});
    auto const found = horizon_crossings(ResultsReader{path_}, 1, 0);
    ASSERT_THAT(found, SizeIs(2));
    EXPECT_EQ(found[1].before, 26);
}

TEST_F(CrossingTest, losses_of_one_sign_have_no_crossing) {
    write({10, 20, 30});
    EXPECT_THAT(horizon_crossings(ResultsReader{path_}, 1, 0), IsEmpty());
}
}  // namespace
}  // namespace chokepoint::test
