#include <gmock/gmock.h>

#include <algorithm>

#include "tests/cli/program.hpp"

namespace chokepoint::test {
namespace {
using testing::HasSubstr;
using testing::Not;

using CheckWords = Program;

// ALP sells 8 of ore to BET and 2 to GAM, all that either buys; 120 million a
// week cross borders, on 8 links in all.
TEST_F(CheckWords, TellMeasuresAndPackagesBeforeTheEngine) {
    auto const ended = run({"check", "small.toml"});
    EXPECT_EQ(ended.code, 0) << ended.err;
    EXPECT_THAT(
        ended.out,
        HasSubstr("measure 'ore-ban': export ban, from week 0 to the end\n"
                  "  by        Alphaland, on Ore from Alphaland to Betaland "
                  "and Gammaland\n"
                  "  trade     2 links, 10 million USD a week: 100 % of the "
                  "importers' imports and 100 % of the\n"
                  "            exporters' exports of these products\n"
                  "  effect    nothing passes\n"
                  "package 'ban'\n"
                  "  measures  ore-ban\n"
                  "  trade     2 links, 10 million USD a week (8.33 % of the "
                  "trade across borders); no filter on 6\n"
                  "            others\n"));
    EXPECT_THAT(ended.out, Not(HasSubstr("package 'none'")));
    EXPECT_LT(ended.out.find("package 'ban'"), ended.out.find("engine cpu"));
}

TEST_F(CheckWords, ACampaignWithoutPoliciesHasNoneToTell) {
    write("bare.toml", "[campaign]\nnetwork = \"" CHOKEPOINT_SOURCE_DIR
                       "/configs/networks/teaching\"\n");
    auto const ended = run({"check", "bare.toml"});
    EXPECT_EQ(ended.code, 0) << ended.err;
    EXPECT_THAT(ended.out, Not(HasSubstr("measure '")));
    EXPECT_THAT(ended.out, Not(HasSubstr("what else moves")));
    EXPECT_THAT(ended.out, Not(HasSubstr("package '")));
}

// A grid of nine measures and nine packages, and rules that reach many
// countries: short all the same, and no line breaks a terminal.
TEST_F(CheckWords, StayShortForLargeCampaigns) {
    for (auto const campaign :
         {"small-yard-high-fence", "huawei-2020", "japan-follows"}) {
        auto const ended =
            run({"check", CHOKEPOINT_SOURCE_DIR "/configs/packages/" +
                              std::string{campaign} + ".toml"});
        EXPECT_EQ(ended.code, 0) << ended.err;
        auto const first = ended.out.find("measure '");
        auto const words =
            ended.out.substr(first, ended.out.find("\nnote") - first);
        EXPECT_LT(std::count(words.begin(), words.end(), '\n'), 150)
            << campaign;
        std::istringstream lines{words};
        for (std::string line; std::getline(lines, line);) {
            EXPECT_LE(line.size(), 100u) << line;
        }
    }
}
}  // namespace
}  // namespace chokepoint::test
