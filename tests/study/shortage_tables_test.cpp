#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "host/campaign/toml/load_campaign.hpp"
#include "host/study/answers/course_lines.hpp"
#include "host/study/answers/package_differences.hpp"
#include "host/study/answers/shortage_lines.hpp"
#include "host/study/answers/stored_table.hpp"
#include "host/study/run/certain_worlds.hpp"
#include "host/study/run/main_source.hpp"
#include "host/study/tables/write_statistics.hpp"
#include "tests/study/small_study.hpp"

namespace chokepoint::test {
namespace {
/// 100 worlds by hand: world s loses s + 1 where s < 95, so that the worst
/// 1 in 20 are worlds 95 to 98, which lose 100, and 99, which loses 200: 120
/// on average. World 94 lies at the value at risk: counted, without weight.
class HandMadeShortages : public testing::Test {
  protected:
    static constexpr std::uint32_t worlds = 100;

    HandMadeShortages() {
        ResultsDescription d;
        d.scenarios = worlds;
        d.weeks = 10;
        d.package = {"none"};
        d.country = d.node_cell = d.sink_cell = {"LAND"};
        d.product = {"ore", "oil"};
        d.node = {"A", "B", "C", "D"};
        d.horizon = {10};
        d.losses = {"value_added"};
        ModelView m{};
        m.metrics.node_cell.size = m.metrics.sink_cell.size = 1;
        m.metrics.horizons = 1;
        m.network.countries = 1;
        OutputLayout const rows{m};
        ChunkLosses losses{{0, 0, worlds}, {}, {}};
        losses.value.assign(worlds * rows.float_rows(), 0);
        losses.count.assign(worlds * rows.integer_rows(), 0);
        for (auto row = rows.shortage_node(0); row < rows.retaliations();
             ++row) {
            for (std::uint32_t s = 0; s < worlds; ++s) {
                losses.count[row * worlds + s] = -1;
            }
        }
        std::vector<std::uint32_t> lines(worlds);
        auto const lacks = [&](std::uint32_t s, int node, int product) {
            auto const k = lines[s]++;
            losses.count[rows.lack_node(k) * worlds + s] = node;
            losses.count[rows.lack_week(k) * worlds + s] = 4;
            losses.count[rows.lack_input(k) * worlds + s] = product;
        };
        for (std::uint32_t s = 0; s < worlds; ++s) {
            losses.value[rows.value_added(0, 0) * worlds + s] =
                s < 95   ? static_cast<float>(s + 1)
                : s < 99 ? 100.f
                         : 200.f;
            if (s < 10) {
                lacks(s, 0, 0);  // A without ore, where little is lost
            }
            if (s == 95 || s == 96) {
                lacks(s, 0, 1);  // A without oil
            }
            if (s >= 98) {
                lacks(s, 1, 0);  // B without ore
            }
            if (s < 94 || (s >= 95 && s < 99)) {
                lacks(s, 2, 1);  // C nearly always
            }
        }
        ResultsFile file{path_, d};
        file.write_losses(losses);
        write_statistics(file);
        file.finish();
    }

    TemporaryFolder folder_;
    std::string path_ = folder_.file("hand.h5");
};

TEST_F(HandMadeShortages, ComeByTheLossOfTheWorstWorldsThatHaveThem) {
    auto const lines = chokepoint_lines(ResultsReader{path_}, 0);
    ASSERT_EQ(lines.size(), 4u);
    // B: (100 + 200) / 5. A: (100 + 100) / 5.
    EXPECT_EQ(lines[0].node, "B");
    EXPECT_NEAR(lines[0].loss, 60, 1e-9);
    EXPECT_NEAR(lines[0].share, 0.5, 1e-9);
    EXPECT_EQ(lines[1].node, "A");
    EXPECT_NEAR(lines[1].loss, 40, 1e-9);
    // Two of the six worlds at and beyond the value at risk; 2 of 100.
    EXPECT_NEAR(lines[0].in_tail.value, 2 / 6., 1e-12);
    EXPECT_NEAR(lines[0].lift, (2 / 6.) / 0.02, 1e-9);
}

TEST_F(HandMadeShortages, ThatTheWorstWorldsHaveLessOftenComeAfterTheOthers) {
    auto const lines = chokepoint_lines(ResultsReader{path_}, 0);
    // C has the largest loss, (4 * 100) / 5, but 4 of 6 against 98 of 100.
    EXPECT_EQ(lines[2].node, "C");
    EXPECT_NEAR(lines[2].loss, 80, 1e-9);
    EXPECT_NEAR(lines[2].lift, (4 / 6.) / 0.98, 1e-9);
    EXPECT_EQ(lines[3].node, "D");
    EXPECT_EQ(lines[3].loss, 0);
}

TEST_F(HandMadeShortages, NameWhatIsLackingInTheWorstWorlds) {
    auto const lines = chokepoint_lines(ResultsReader{path_}, 0);
    EXPECT_EQ(lines[0].lack.product, "ore");
    EXPECT_EQ(lines[1].lack.product, "oil") << "10 mild worlds lack ore";
    EXPECT_EQ(lines[3].lack.product, "") << "D lacks nothing";
}

TEST_F(HandMadeShortages, AreReadFromFilesThatKnowNoValueAdded) {
    ResultsReader const reader{path_};
    EXPECT_TRUE(normal_value_added(reader, 0).empty());
    EXPECT_EQ(certain_packages(reader), std::vector<bool>{false});
    EXPECT_TRUE(package_differences(reader, {0}, 0, {}, 3).empty());
}

/// The small campaign with its fire and without its random families.
Study study_without_chance() {
    auto text = small_campaign();
    auto const first = text.find("[[family]]");
    text.erase(first, text.find("[[measure]]") - first);
    auto const families = std::string{"families = []\n"};
    text.erase(text.find(families), families.size());
    return make_study(
        parse_campaign(text, "small.toml", {"campaign.scenarios=30"}));
}

TEST(CertainWorlds, AreThoseOfWhichOnlyOneIsThereOrAllLoseTheSame) {
    TemporaryFolder folder;
    int runs = 0;
    auto const certain = [&](Study const& study) {
        auto const path = folder.file(std::to_string(++runs) + ".h5");
        run_study(study, into(path));
        return certain_packages(ResultsReader{path});
    };
    EXPECT_EQ(certain(small_study({"campaign.scenarios=1"})),
              (std::vector<bool>{true, true, true}));
    EXPECT_EQ(certain(study_without_chance()),
              (std::vector<bool>{true, true, true}));
    // "calm" has no families: only the fire, the same in every world.
    EXPECT_EQ(certain(small_study()), (std::vector<bool>{false, false, true}));
}

TEST(CertainWorlds, KeepTheirCourseWhichAddsUpToTheLosses) {
    TemporaryFolder folder;
    auto const path = folder.file("one.h5");
    run_study(small_study({"campaign.scenarios=1"}), into(path));
    ResultsReader const reader{path};
    EXPECT_EQ(reader.shape("/course/lost_value_added"),
              (std::vector<std::uint64_t>{3, 60, 3}));
    EXPECT_EQ(reader.axes("/course/lost_value_added"),
              (std::vector<std::string>{"package", "week", "country"}));
    StoredTable const course{reader, "/course/lost_value_added"};
    int const horizons[] = {26, 60};
    for (std::uint32_t p = 0; p < 3; ++p) {
        for (std::uint32_t c = 0; c < 3; ++c) {
            for (std::uint32_t h = 0; h < 2; ++h) {
                double sum = 0;
                for (int t = 0; t < horizons[h]; ++t) {
                    sum += course.value({p, static_cast<std::size_t>(t), c});
                }
                auto const loss =
                    reader.world("/losses/value_added", p, 0)[c * 2 + h];
                EXPECT_NEAR(sum, loss, 1e-5 * (1 + loss));
            }
        }
    }
}

TEST(CertainWorlds, HaveNoCourseWhereChanceRules) {
    TemporaryFolder folder;
    auto const path = folder.file("many.h5");
    run_study(small_study(), into(path));
    StoredTable const course{ResultsReader{path}, "/course/lost_value_added"};
    EXPECT_TRUE(std::isnan(course.value({0, 6, 1})));
    EXPECT_FALSE(std::isnan(course.value({2, 6, 1})));
}

TEST(MainSources, AreTheCountriesThatSellMostOfAnInput) {
    auto const study = small_study();
    auto const& n = study.network;
    // By hand from the links: who sells the buyer how much of the product.
    std::map<std::pair<std::uint32_t, std::uint32_t>,
             std::map<std::uint32_t, double>>
        sold;
    for (auto const& link : n.links) {
        if (!link.to_final_demand) {
            auto const& seller = n.nodes[link.supplier];
            sold[{link.buyer, seller.product}][seller.country] += link.flow;
        }
    }
    ASSERT_FALSE(sold.empty());
    for (auto const& [who, by_country] : sold) {
        double all = 0, most = 0;
        for (auto const& [country, flow] : by_country) {
            all += flow;
            most = std::max(most, flow);
        }
        auto const found = main_source(study, who.first, who.second);
        if (all == 0) {
            EXPECT_FALSE(found.has_value());
            continue;
        }
        ASSERT_TRUE(found.has_value());
        EXPECT_NEAR(found->share, most / all, 1e-6);
        EXPECT_NEAR(by_country.at(found->country), most, 1e-6);
    }
    auto const never = static_cast<std::uint32_t>(n.products.size());
    EXPECT_FALSE(main_source(study, 0, never).has_value());
}

TEST(PackageDifferences, ArePairedWithTheFirstPackage) {
    TemporaryFolder folder;
    auto const path = folder.file("many.h5");
    run_study(small_study(), into(path));
    ResultsReader const reader{path};
    auto const lines = package_differences(reader, {0, 1, 2}, 1, {}, 2);
    ASSERT_EQ(lines.size(), 2u);
    EXPECT_EQ(lines[0].package, "ban");
    EXPECT_EQ(lines[1].package, "calm");
    StoredTable const table{reader, "/policy/world_mean_difference"};
    StoredTable const mean{reader, "/summary/world/mean"};
    for (std::uint32_t p = 1; p < 3; ++p) {
        auto const& line = lines[p - 1];
        EXPECT_EQ(line.all.value, table.estimate({p, 0, 1}).value);
        EXPECT_EQ(line.all.lower, table.estimate({p, 0, 1}).lower);
        EXPECT_NEAR(line.relative, mean.value({p, 1}) / mean.value({0, 1}) - 1,
                    1e-6);
        ASSERT_EQ(line.country.size(), 2u);
        EXPECT_GE(std::abs(line.country[0].second.value),
                  std::abs(line.country[1].second.value));
    }
    auto const named = package_differences(reader, {1}, 1, {2}, 2);
    ASSERT_EQ(named.at(0).country.size(), 1u);
    EXPECT_EQ(named[0].country[0].first, reader.description().country[2]);
}

TEST(PackageDifferences, OfOneWorldHaveNoInterval) {
    TemporaryFolder folder;
    auto const path = folder.file("one.h5");
    run_study(small_study({"campaign.scenarios=1"}), into(path));
    ResultsReader const reader{path};
    auto const line = package_differences(reader, {1}, 1, {}, 1).at(0);
    auto const loss = [&](std::uint32_t package) {
        auto const world = reader.world("/losses/value_added", package, 0);
        return double{world[1]} + double{world[3]} + double{world[5]};
    };
    EXPECT_NEAR(line.all.value, loss(1) - loss(0), 1e-4);
    EXPECT_EQ(line.all.lower, line.all.upper);
    EXPECT_TRUE(std::isnan(line.worse.value));
}
}  // namespace
}  // namespace chokepoint::test
