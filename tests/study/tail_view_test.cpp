#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "host/study/answers/stored_table.hpp"
#include "host/study/answers/tail_view.hpp"
#include "tests/network/table_folder.hpp"
#include "tests/study/small_study.hpp"

namespace chokepoint::test {
namespace {
/// The small campaign, once with the losses until weeks 26 and 60 and once
/// with those until week 26 alone; the same worlds.
class TailViews : public testing::Test {
  protected:
    static std::string const& file(std::string const& horizons) {
        static TemporaryFolder const folder;
        static std::map<std::string, std::string> files;
        auto& path = files[horizons];
        if (path.empty()) {
            path = folder.file("run" + std::to_string(files.size()) + ".h5");
            run_study(small_study({"metrics.horizons=" + horizons}),
                      into(path));
        }
        return path;
    }

    ResultsReader const both_{file("[26,60]")};
    ResultsReader const short_{file("[26]")};
};

void expect_equal(Estimate const& a, Estimate const& b) {
    EXPECT_NEAR(a.value, b.value, 1e-9 * std::abs(b.value));
    EXPECT_NEAR(a.lower, b.lower, 1e-9 * std::abs(b.value));
    EXPECT_NEAR(a.upper, b.upper, 1e-9 * std::abs(b.value));
}

TEST_F(TailViews, OfAllCountriesNamedAreTheTablesOfTheFile) {
    for (std::uint32_t p = 0; p < 3; ++p) {
        TailView const stored{both_, p, {1, {}}},
            read{both_, p, {1, {0, 1, 2}}};
        EXPECT_EQ(stored.whose(), "all countries");
        EXPECT_EQ(read.whose(), "ALP and BET and GAM");
        for (auto const axis : {"family", "measure"}) {
            auto const a = stored.causes(axis), b = read.causes(axis);
            ASSERT_EQ(a.size(), b.size());
            for (std::size_t i = 0; i < a.size(); ++i) {
                EXPECT_EQ(a[i].name, b[i].name);
                expect_equal(b[i].in_tail, a[i].in_tail);
                expect_equal(b[i].overall, a[i].overall);
            }
        }
        for (auto const part : {Part::countries, Part::cells}) {
            auto const a = stored.contributions(part),
                       b = read.contributions(part);
            ASSERT_EQ(a.size(), b.size());
            for (std::size_t i = 0; i < a.size(); ++i) {
                EXPECT_EQ(a[i].name, b[i].name);
                EXPECT_NEAR(a[i].loss, b[i].loss, 1e-5 * a[0].loss);
                EXPECT_NEAR(a[i].share, b[i].share, 1e-5);
            }
        }
        auto const a = stored.chokepoints(), b = read.chokepoints();
        ASSERT_FALSE(b.empty());
        for (std::size_t i = 0; i < b.size(); ++i) {
            EXPECT_EQ(a[i].node, b[i].node);
            EXPECT_EQ(a[i].lack.product, b[i].lack.product);
            EXPECT_EQ(a[i].lack.source, b[i].lack.source);
            EXPECT_NEAR(a[i].loss, b[i].loss, 1e-5 * a[0].loss);
            expect_equal(b[i].in_tail, a[i].in_tail);
        }
    }
}

TEST_F(TailViews, OfOneCountryAgreeWithItsOwnTables) {
    auto const& d = both_.description();
    StoredTable const families{both_, "/attribution/family_in_tail"};
    StoredTable const cells{both_, "/attribution/cell_contribution"};
    for (std::uint32_t c = 0; c < 3; ++c) {
        TailView const view{both_, 1, {1, {c}}};
        for (auto const& line : view.causes("family")) {
            auto const f = static_cast<std::size_t>(
                std::find(d.family.begin(), d.family.end(), line.name) -
                d.family.begin());
            expect_equal(line.in_tail, families.estimate({1, c, f}));
        }
        auto const lines = view.contributions(Part::cells);
        ASSERT_FALSE(lines.empty());
        for (auto const& line : lines) {
            auto const i = static_cast<std::size_t>(
                std::find(d.node_cell.begin() + 3, d.node_cell.end(),
                          line.name) -
                d.node_cell.begin() - 3);
            EXPECT_NEAR(line.loss, cells.value({1, c, i}),
                        1e-5 * lines[0].loss);
        }
    }
}

TEST_F(TailViews, OfAnEarlierHorizonAreThoseOfAFileThatEndsThere) {
    TailView const early{both_, 0, {0, {}}}, alone{short_, 0, {0, {}}},
        late{both_, 0, {1, {}}};
    EXPECT_EQ(early.weeks(), 26);
    auto const a = early.contributions(Part::countries),
               b = alone.contributions(Part::countries);
    ASSERT_EQ(a.size(), b.size());
    for (std::size_t i = 0; i < a.size(); ++i) {
        EXPECT_EQ(a[i].name, b[i].name);
        EXPECT_NEAR(a[i].loss, b[i].loss, 1e-5 * b[0].loss);
    }
    EXPECT_LT(a[0].loss, late.contributions(Part::countries)[0].loss);
    expect_equal(early.causes("family")[0].in_tail,
                 alone.causes("family")[0].in_tail);
}

TEST_F(TailViews, OfAnEarlierHorizonCountNoLaterShortage) {
    TailView const early{both_, 0, {0, {}}};
    auto const& d = both_.description();
    std::map<std::string, double> before;
    for (std::uint32_t k = 0; k < 3; ++k) {
        auto const node = both_.counts("/world/first_lack_node", 0, k);
        auto const week = both_.counts("/world/first_lack_week", 0, k);
        for (std::size_t s = 0; s < node.size(); ++s) {
            if (node[s] >= 0 && week[s] < 26) {
                before[d.node[static_cast<std::size_t>(node[s])]] += 1 / 150.;
            }
        }
    }
    auto const lines = early.chokepoints();
    ASSERT_FALSE(lines.empty());
    for (auto const& line : lines) {
        EXPECT_NEAR(line.overall.value, before[line.node], 1e-9);
    }
}
}  // namespace
}  // namespace chokepoint::test
