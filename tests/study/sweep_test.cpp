#include "host/study/sweep/sweep_lines.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <set>

#include "host/network/input_error.hpp"
#include "host/study/answers/package_comparison.hpp"
#include "host/study/sweep/sweep_cells.hpp"
#include "tests/study/small_study.hpp"

namespace chokepoint::test {
namespace {
using testing::ElementsAre;
using testing::HasSubstr;

TEST(SweepCells, AreEveryCombinationTheLastKeyFastest) {
    auto const cells = sweep_cells(
        {swept_key("reserve.a.weeks=4,8"), swept_key("family.b.rate=1,2,3")});
    ASSERT_EQ(cells.size(), 6u);
    EXPECT_THAT(cells[1].values, ElementsAre("4", "2"));
    EXPECT_THAT(cells[3].overrides,
                ElementsAre("reserve.a.weeks=8", "family.b.rate=1"));
    EXPECT_EQ(cells[3].file, "reserve.a.weeks=8,family.b.rate=1.h5");
}

TEST(SweepCells, KeepCommasOfListsTablesAndTexts) {
    EXPECT_THAT(swept_key("package.p.measures=[],[\"a\",\"b\"]").values,
                ElementsAre("[]", "[\"a\",\"b\"]"));
    EXPECT_THAT(swept_key("family.f.hold_weeks={a=1,b=2},3").values,
                ElementsAre("{a=1,b=2}", "3"));
    EXPECT_THAT(swept_key("x.y=\"a,b\",c").values, ElementsAre("\"a,b\"", "c"));
}

TEST(SweepCells, HaveNamesThatFileSystemsTakeAndThatDiffer) {
    auto const cells = sweep_cells({swept_key("p.m=[\"a\"],[\"b/c\"],{a}")});
    std::set<std::string> names;
    for (auto const& cell : cells) {
        names.insert(cell.file);
        EXPECT_EQ(cell.file.find_first_of("/[]\"{} "), std::string::npos);
    }
    EXPECT_EQ(names.size(), 3u);
    std::string const longer(300, 'x');
    auto const two = sweep_cells({swept_key("p.m=" + longer + "1," + longer)});
    EXPECT_LT(two[0].file.size(), 255u);
    EXPECT_NE(two[0].file, two[1].file);
}

TEST(SweepCells, AreNotTooMany) {
    std::string list = "a.b=0";
    for (int i = 1; i < 40; ++i) {
        list += ',' + std::to_string(i);
    }
    try {
        sweep_cells({swept_key(list), swept_key("c" + list)});
        ADD_FAILURE() << "no InputError was thrown";
    } catch (InputError const& error) {
        EXPECT_THAT(error.what(), HasSubstr("1600 cells"));
    }
}

TEST(SweepLines, AreTheDifferencesOfPairedWorlds) {
    TemporaryFolder const folder;
    std::vector<std::string> files;
    for (std::string const strictness : {"1", "0.5"}) {
        files.push_back(folder.file(strictness + ".h5"));
        run_study(small_study({"measure.ore-ban.strictness=" + strictness}),
                  into(files.back()));
    }
    ResultsReader const a{files[0]}, b{files[1]};
    auto const lines = sweep_lines(files, "ban", {"BET"}, 60);
    auto const pair = compare_packages({b, 1, 1}, {a, 1, 1}, {1}, 0);
    EXPECT_EQ(lines[0].difference.value, 0);
    EXPECT_EQ(lines[1].difference.value, pair[1].paired.mean.value);
    EXPECT_EQ(lines[1].difference.lower, pair[1].paired.mean.lower);
    EXPECT_EQ(lines[0].expected.value, pair[1].mean_b);
    EXPECT_LT(lines[1].difference.upper, 0);
    EXPECT_FALSE(std::isnan(lines[0].one_in_100.value));
    EXPECT_EQ(sweep_lines(files, "none", {}, 0)[1].difference.upper, 0);
    EXPECT_THAT(shared_packages(files), ElementsAre("none", "ban", "calm"));
}

TEST(SweepLines, OfOneWorldHaveNoWidth) {
    TemporaryFolder const folder;
    std::vector<std::string> files;
    for (std::string const hold : {"6", "12"}) {
        files.push_back(folder.file(hold + ".h5"));
        run_study(small_study({"event.fire.hold_weeks=" + hold,
                               "campaign.scenarios=1"}),
                  into(files.back()));
    }
    auto const lines = sweep_lines(files, "calm", {}, 0);
    EXPECT_GT(lines[1].difference.value, 0);
    EXPECT_EQ(lines[1].difference.value, lines[1].difference.lower);
    EXPECT_FLOAT_EQ(
        static_cast<float>(lines[1].expected.value - lines[0].expected.value),
        static_cast<float>(lines[1].difference.value));
    EXPECT_TRUE(std::isnan(lines[1].one_in_20.value));
}
}  // namespace
}  // namespace chokepoint::test
