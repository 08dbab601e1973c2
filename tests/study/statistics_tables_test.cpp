#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "host/statistics/risk.hpp"
#include "host/study/answers/package_comparison.hpp"
#include "host/study/answers/report_lines.hpp"
#include "host/study/answers/stored_table.hpp"
#include "host/study/tables/package_columns.hpp"
#include "host/study/tables/write_statistics.hpp"
#include "tests/study/small_study.hpp"

namespace chokepoint::test {
namespace {
/// 20,000 worlds, so that tails may be quoted; one run for all tests.
class StatisticsTables : public testing::Test {
  protected:
    static void SetUpTestSuite() {
        folder_ = new TemporaryFolder;
        auto const path = folder_->file("many.h5");
        run_study(
            small_study({"campaign.scenarios=20000", "campaign.chunk=20000"}),
            into(path));
        reader_ = new ResultsReader{path};
    }
    static void TearDownTestSuite() {
        delete reader_;
        delete folder_;
    }

    static constexpr std::uint32_t countries = 3, horizons = 2, last = 1;

    static std::vector<float> losses(std::uint32_t package,
                                     std::uint32_t country,
                                     std::uint32_t horizon = last) {
        return reader_->column("/losses/value_added", package,
                               country * horizons + horizon);
    }

    static std::vector<float> world_losses(std::uint32_t package) {
        std::vector<double> sum(20000);
        for (std::uint32_t c = 0; c < countries; ++c) {
            auto const part = losses(package, c);
            for (std::size_t s = 0; s < sum.size(); ++s) {
                sum[s] += double{part[s]};
            }
        }
        return {sum.begin(), sum.end()};
    }

    static double average(std::vector<float> const& values) {
        return std::accumulate(values.begin(), values.end(), 0.0) /
               static_cast<double>(values.size());
    }

    static TemporaryFolder* folder_;
    static ResultsReader* reader_;
};
TemporaryFolder* StatisticsTables::folder_ = nullptr;
ResultsReader* StatisticsTables::reader_ = nullptr;

TEST_F(StatisticsTables, RiskIsThatOfTheStoredColumn) {
    StoredTable const mean{*reader_, "/summary/risk/mean"};
    StoredTable const var{*reader_, "/summary/risk/value_at_risk"};
    StoredTable const tail{*reader_, "/summary/risk/tail_value_at_risk"};
    for (std::uint32_t p = 0; p < 3; ++p) {
        for (std::uint32_t c = 0; c < countries; ++c) {
            for (std::uint32_t h = 0; h < horizons; ++h) {
                auto column = losses(p, c, h);
                EXPECT_NEAR(mean.value({p, c, h}), average(column),
                            1e-9 * average(column));
                std::sort(column.begin(), column.end());
                // Rank ceil(n level): 19,000, 19,800, 19,900 of 20,000.
                EXPECT_EQ(var.value({p, c, h, 0}), column[18999]);
                EXPECT_EQ(var.value({p, c, h, 1}), column[19799]);
                EXPECT_EQ(var.value({p, c, h, 2}), column[19899]);
                EXPECT_FALSE(std::isnan(tail.value({p, c, h, 1})));
                EXPECT_TRUE(std::isnan(tail.value({p, c, h, 2})))
                    << "100 worlds are not enough for a tail mean";
            }
        }
    }
}

TEST_F(StatisticsTables, IntervalsHoldTheirEstimate) {
    for (auto const path :
         {"/summary/risk/mean", "/summary/world/value_at_risk",
          "/summary/exceedance/aggregate", "/policy/mean_difference",
          "/attribution/first_shortage_in_tail"}) {
        auto const values = reader_->table(path);
        std::size_t known = 0;
        for (std::size_t i = 0; i < values.size(); i += 3) {
            if (!std::isnan(values[i])) {
                EXPECT_LE(values[i + 1], values[i]) << path;
                EXPECT_GE(values[i + 2], values[i]) << path;
                ++known;
            }
        }
        EXPECT_GT(known, 0u) << path;
    }
}

TEST_F(StatisticsTables, AllCountriesTogetherAreTheirSumInEachWorld) {
    for (std::uint32_t p = 0; p < 3; ++p) {
        Sample const sample{world_losses(p)};
        auto const line = world_line(*reader_, p, last);
        EXPECT_DOUBLE_EQ(line.expected.value, mean(sample).value);
        EXPECT_EQ(line.one_in_100.value, value_at_risk(sample, .99).value);
        EXPECT_EQ(line.worst_hundredth.lower,
                  tail_value_at_risk(sample, .99).lower);
    }
}

TEST_F(StatisticsTables, TailDependenceCountsTheWorstWorldsOfBoth) {
    ASSERT_EQ(reader_->shape("/summary/tail_dependence"),
              (std::vector<std::uint64_t>{3, 3, 3, 3, 3}));
    EXPECT_EQ(reader_->axes("/summary/tail_dependence"),
              (std::vector<std::string>{"package", "country", "other_country",
                                        "level", "bound"}));
    EXPECT_EQ(reader_->attribute("/summary/tail_dependence", "units"), "1");
    EXPECT_EQ(reader_->names("/other_country"), reader_->names("/country"));
    StoredTable const table{*reader_, "/summary/tail_dependence"};
    // .95 of 20,000 worlds: those that lose more than rank 19,000.
    auto const worst = [](std::vector<float> const& losses) {
        auto sorted = losses;
        std::sort(sorted.begin(), sorted.end());
        std::vector<bool> beyond;
        for (auto const loss : losses) {
            beyond.push_back(loss > sorted[18999]);
        }
        return beyond;
    };
    bool between = false;
    for (std::uint32_t p = 0; p < 2; ++p) {
        for (std::uint32_t a = 0; a < countries; ++a) {
            auto const first = worst(losses(p, a));
            for (std::uint32_t b = 0; b < countries; ++b) {
                auto const second = worst(losses(p, b));
                double both = 0;
                for (std::size_t s = 0; s < first.size(); ++s) {
                    both += first[s] && second[s] ? 1 : 0;
                }
                auto const found = table.estimate({p, a, b, 0});
                EXPECT_DOUBLE_EQ(found.value, both / 1000) << p << a << b;
                EXPECT_LE(found.lower, found.value);
                EXPECT_GE(found.upper, found.value);
                between = between || (both > 100 && both < 900);
            }
            EXPECT_FALSE(std::isnan(table.value({p, a, a, 1})));
            EXPECT_TRUE(std::isnan(table.value({p, a, a, 2})))
                << "100 worlds beyond the level are too few";
        }
    }
    EXPECT_TRUE(between) << "the judge has something to tell apart";
}

TEST_F(StatisticsTables, PairsOfCountriesComeStrongestFirstAndOnce) {
    auto const all = tail_pair_lines(*reader_, 1, {0, 1, 2}, {0, 1, 2});
    ASSERT_EQ(all.size(), 3u);
    EXPECT_GE(all[0].one_in_20.value, all[1].one_in_20.value);
    EXPECT_GE(all[1].one_in_20.value, all[2].one_in_20.value);
    auto const one = tail_pair_lines(*reader_, 1, {2}, {0, 1, 2});
    ASSERT_EQ(one.size(), 2u);
    for (auto const& line : one) {
        EXPECT_EQ(line.b, "GAM");
    }
}

TEST_F(StatisticsTables, ContributionsOfCountriesAddUpToTheTailMean) {
    StoredTable const part{*reader_, "/attribution/country_contribution"};
    for (std::uint32_t p = 0; p < 2; ++p) {
        double sum = 0;
        for (std::uint32_t c = 0; c < countries; ++c) {
            sum += part.value({p, c});
        }
        auto const whole =
            tail_value_at_risk(Sample{world_losses(p)}, .95).value;
        EXPECT_NEAR(sum, whole, 1e-6 * whole);
    }
}

TEST_F(StatisticsTables, ProductsShareTheLossOfTheWorstWorlds) {
    // Each node makes one product: products add up, and so do groups.
    auto const lines = contribution_lines(*reader_, 1, Part::cells);
    double products = 0, groups = 0;
    for (auto const& line : lines) {
        (line.name.rfind("product:", 0) == 0 ? products : groups) += line.share;
    }
    EXPECT_NEAR(products, 1, 1e-5);
    EXPECT_NEAR(groups, 1, 1e-5);
}

TEST_F(StatisticsTables, EpisodesAreNeverLargerThanTotals) {
    StoredTable const total{*reader_, "/summary/exceedance/aggregate"};
    StoredTable const episode{*reader_, "/summary/exceedance/occurrence"};
    for (std::uint32_t p = 0; p < 3; ++p) {
        for (std::uint32_t c = 0; c < countries; ++c) {
            for (std::size_t r = 0; r < return_periods.size(); ++r) {
                auto const most = total.value({p, c, last, r});
                EXPECT_LE(episode.value({p, c, r}), most * (1 + 1e-6));
            }
        }
    }
}

TEST_F(StatisticsTables, PolicyDifferencesArePairedAndAntisymmetric) {
    StoredTable const difference{*reader_, "/policy/mean_difference"};
    StoredTable const worse{*reader_, "/policy/probability_worse"};
    StoredTable const ratio{*reader_, "/policy/mean_ratio"};
    for (std::uint32_t c = 0; c < countries; ++c) {
        auto const ban = losses(1, c);
        auto const none = losses(0, c);
        double sum = 0, above = 0;
        for (std::size_t s = 0; s < ban.size(); ++s) {
            sum += double{ban[s]} - double{none[s]};
            above += ban[s] > none[s] ? 1 : 0;
        }
        auto const forth = difference.estimate({1, 0, c, last});
        auto const back = difference.estimate({0, 1, c, last});
        EXPECT_NEAR(forth.value, sum / 20000, 1e-6 * std::abs(sum) / 20000);
        EXPECT_EQ(forth.value, -back.value);
        EXPECT_EQ(forth.lower, -back.upper);
        EXPECT_NEAR(worse.value({1, 0, c, last}), above / 20000, 1e-12);
        EXPECT_NEAR(ratio.value({1, 0, c, last}), average(ban) / average(none),
                    1e-9);
        EXPECT_TRUE(std::isnan(difference.value({1, 1, c, last})));
    }
}

TEST_F(StatisticsTables, FamiliesThatAPackageSwitchesOffNeverOccur) {
    for (auto const& line : cause_lines(*reader_, 2, "family")) {
        EXPECT_EQ(line.overall.value, 0) << line.name;
    }
    auto const lines = cause_lines(*reader_, 0, "family");
    ASSERT_EQ(lines.size(), 2u);
    EXPECT_GE(lines[0].lift, lines[1].lift);
    EXPECT_GT(lines[0].lift, 1) << "events must be more frequent in the tail";
}

TEST_F(StatisticsTables, FirstShortagesCountWorldsNotWeeks) {
    std::vector<std::vector<std::int32_t>> first;
    for (std::uint32_t k = 0; k < 3; ++k) {
        first.push_back(reader_->counts("/world/first_shortage_node", 1, k));
    }
    std::vector<double> worlds(5);
    for (std::size_t s = 0; s < first[0].size(); ++s) {
        std::vector<bool> seen(5);
        for (auto const& column : first) {
            if (column[s] >= 0) {
                seen[static_cast<std::size_t>(column[s])] = true;
            }
        }
        for (std::size_t i = 0; i < 5; ++i) {
            worlds[i] += seen[i] ? 1 : 0;
        }
    }
    StoredTable const share{*reader_, "/attribution/first_shortage_overall"};
    for (std::size_t i = 0; i < 5; ++i) {
        EXPECT_NEAR(share.value({1, i}), worlds[i] / 20000, 1e-12);
    }
    EXPECT_GT(*std::max_element(worlds.begin(), worlds.end()), 0);
}

TEST_F(StatisticsTables, CountryLinesComeLargestFirst) {
    auto const lines = country_lines(*reader_, 1, last);
    ASSERT_EQ(lines.size(), countries);
    EXPECT_GE(lines[0].expected.value, lines[1].expected.value);
    EXPECT_GE(lines[1].expected.value, lines[2].expected.value);
    EXPECT_GT(lines[0].expected.value, 0);
}

TEST_F(StatisticsTables, AComparisonAgreesWithTheTables) {
    auto const lines =
        compare_packages({*reader_, 1, last}, {*reader_, 0, last}, {}, 2);
    ASSERT_EQ(lines.size(), 3u);  // all countries, and two of them
    StoredTable const world{*reader_, "/policy/world_mean_difference"};
    EXPECT_DOUBLE_EQ(lines[0].paired.mean.value, world.value({1, 0, last}));
    EXPECT_NEAR(lines[0].paired.mean.value, lines[0].mean_a - lines[0].mean_b,
                1e-6 * lines[0].mean_a);
    EXPECT_GE(std::abs(lines[1].paired.mean.value),
              std::abs(lines[2].paired.mean.value));
    EXPECT_LE(lines[0].one_in_20.lower, lines[0].one_in_20.value);
}

TEST_F(StatisticsTables, ColumnsAreTheSameInAnyMemory) {
    std::vector<PackageColumns> wide, narrow;
    for_each_package_block(
        *reader_, "/losses/value_added",
        [&](std::uint32_t, std::vector<PackageColumns> const& x) { wide = x; });
    std::size_t const one_column = 1;
    for_each_package_block(
        *reader_, "/losses/value_added",
        [&](std::uint32_t column, std::vector<PackageColumns> const& x) {
            EXPECT_EQ(column, narrow.size());
            EXPECT_EQ(x.size(), 1u);
            narrow.push_back(x.front());
        },
        one_column);
    ASSERT_EQ(wide.size(), countries * horizons);
    EXPECT_EQ(wide, narrow);
}

TEST(StatisticsOfOneWorld, AreWrittenWithWhatIsKnown) {
    TemporaryFolder folder;
    auto const path = folder.file("one.h5");
    run_study(small_study({"campaign.scenarios=1"}), into(path));
    ResultsReader const reader{path};
    auto const line = world_line(reader, 0, 1);
    EXPECT_GT(line.expected.value, 0);
    EXPECT_EQ(line.one_in_20.value, line.one_in_200.value);
    EXPECT_TRUE(std::isnan(line.worst_hundredth.value));
}

TEST(StatisticsOfRareLosses, HaveNoTailDependenceWhereValueAtRiskIsZero) {
    TemporaryFolder folder;
    auto const path = folder.file("rare.h5");
    // Only hazards of Betaland, 0.2 a year: 1 world in 5 has one within 60
    // weeks. Nothing at all happens in package "calm".
    run_study(small_study({"campaign.scenarios=4000", "campaign.chunk=4000",
                           "event.fire.severity=0", "family.accidents.rate=0",
                           "family.hazards.countries=[\"BET\"]"}),
              into(path));
    ResultsReader const reader{path};
    StoredTable const risk{reader, "/summary/risk/value_at_risk"};
    StoredTable const table{reader, "/summary/tail_dependence"};
    EXPECT_GT(risk.value({0, 1, 1, 0}), 0);
    EXPECT_GT(table.value({0, 1, 1, 0}), .9);
    EXPECT_EQ(risk.value({2, 1, 1, 0}), 0);
    for (std::uint32_t c = 0; c < 3; ++c) {
        EXPECT_TRUE(std::isnan(table.value({2, 1, c, 0})));
        EXPECT_TRUE(std::isnan(table.value({2, c, 1, 0})));
    }
    EXPECT_TRUE(tail_pair_lines(reader, 2, {0, 1, 2}, {0, 1, 2}).empty());
}
}  // namespace
}  // namespace chokepoint::test
