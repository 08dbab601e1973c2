/// \file answer_test.cpp
/// What run and report print: losses by hand, in words that fit the run.
#include <gmock/gmock.h>

#include <algorithm>
#include <regex>

#include "tests/cli/program.hpp"

namespace chokepoint::test {
namespace {
using testing::HasSubstr;
using testing::Not;

/// A sells to B, B to final demand. B keeps two weeks of cover: A stops in
/// weeks 4 to 13, B in weeks 7 to 14. A adds 1 and B 300 million USD a week.
class Answer : public Program {
  protected:
    Answer() {
        std::filesystem::create_directory(folder_ + "/net");
        write("net/countries.csv",
              "country,name,source\nALP,Alpland,s\nBET,Betland,s\n");
        write("net/products.csv",
              "product,name,stage,source\na,part,mine,s\nb,good,final,s\n");
        write("net/nodes.csv",
              "node,country,product,value_added,spare_capacity,source\n"
              "ALP:a,ALP,a,1,0,s\n"
              "BET:b,BET,b,300,0,s\n");
        write("net/inputs.csv",
              "buyer,input,class,cover_weeks,adjustment_weeks,source\n"
              "b,a,CRITICAL,2,5,s\n");
        write("net/links.csv",
              "supplier,buyer,flow,source\n"
              "ALP:a,BET:b,1,s\n"
              "BET:b,final:BET,301,s\n");
        write("net/final_demand.csv", "country,product,source\nBET,b,s\n");
        write("chain.toml",
              "[campaign]\n"
              "network = \"net\"\n"
              "scenarios = 1\n"
              "weeks = 52\n"
              "[model]\n"
              "demand_destruction = 0\n"
              "[[event]]\n"
              "name = \"off\"\n"
              "type = \"capacity\"\n"
              "nodes = [\"ALP:a\"]\n"
              "start_week = 4\n"
              "hold_weeks = 10\n"
              "severity = 1\n"
              "[[measure]]\n"
              "name = \"ban\"\n"
              "type = \"ban\"\n"
              "exporters = [\"ALP\"]\n"
              "start_week = 30\n"
              "duration_weeks = 8\n"
              "[[package]]\n"
              "name = \"ban\"\n"
              "measures = [\"ban\"]\n"
              "[metrics]\n"
              "horizons = [52]\n");
    }

    /// The first line that begins with a name, its gaps made single blanks.
    static std::string row(std::string const& text, std::string const& name) {
        std::istringstream lines{text};
        for (std::string line; std::getline(lines, line);) {
            line = std::regex_replace(line, std::regex{"^ +| +(?= )"}, "");
            if (line.rfind(name + " ", 0) == 0) {
                return line;
            }
        }
        return "no row " + name;
    }
};

TEST_F(Answer, OfOneWorldSaysWhatIsLostWhenAndWhoStopsFirst) {
    ASSERT_EQ(run({"run", "chain.toml", "-o", "a.h5", "--quiet"}).code, 0);
    auto const report = run({"report", "a.h5", "--package", "none"});
    ASSERT_EQ(report.code, 0) << report.err;
    EXPECT_THAT(report.out, HasSubstr("within 52 weeks, bn USD"));
    EXPECT_THAT(report.out, HasSubstr("One world for each package"));
    for (auto const chance : {"inf", "1 in 20", "95 %", "expected", "lift"}) {
        EXPECT_THAT(report.out, Not(HasSubstr(chance)));
    }
    // 8 weeks of 300, of 52; 10 of 1, of 52; 2410 of 301 * 52.
    EXPECT_EQ(row(report.out, "BET"), "BET 2.4 15.4 % 7 7 100 %");
    EXPECT_EQ(row(report.out, "ALP"), "ALP 0.01 19.2 % 4 4 100 %");
    EXPECT_EQ(row(report.out, "All countries"),
              "All countries 2.41 15.4 % 4 7 100 %");
    EXPECT_EQ(row(report.out, "ALP:a"), "ALP:a 4 (its own capacity) -");
    EXPECT_EQ(row(report.out, "BET:b"), "BET:b 7 a ALP (100 %)");
}

TEST_F(Answer, BeginsInWords) {
    auto const ended = run({"run", "chain.toml", "-o", "a.h5"});
    ASSERT_EQ(ended.code, 0) << ended.err;
    auto const report = run({"report", "a.h5"});
    for (auto const& out : {ended.out, report.out}) {
        auto text = out.substr(0, out.find("Lost value added within"));
        std::replace(text.begin(), text.end(), '\n', ' ');
        for (auto const words :
             {"all countries together lose 2.41 bn USD of value added in a "
              "year, 15.4 % of what they make",
              "from week 4 on, at worst 100 % of a normal week (week 7)",
              "Most of it falls on Betland (100 %) and Alpland (0.4 %).",
              "'ban' costs 2.41 bn USD more than 'none'.",
              "First to stop, in week 4: part in Alpland (ALP:a), held back by "
              "its own capacity.",
              "First to wait for others, in week 7: good in Betland (BET:b), "
              "for want of part (a), of which it usually buys 100 % from "
              "Alpland."}) {
            EXPECT_THAT(text, HasSubstr(words));
        }
    }
    auto const one = run({"report", "a.h5", "--country", "ALP"}).out;
    EXPECT_THAT(one, testing::StartsWith("Without measures (package 'none'), "
                                         "Alpland loses 10 million USD"));
}

TEST_F(Answer, OfWorldsThatAreAllTheSameHasNoIntervalsEither) {
    auto const ended = run({"run", "chain.toml", "-o", "a.h5", "--scenarios",
                            "50", "--set", "measure.ban.duration_weeks=2"});
    ASSERT_EQ(ended.code, 0) << ended.err;
    EXPECT_THAT(ended.out, HasSubstr("The same in all 50 worlds"));
    EXPECT_EQ(row(ended.out, "BET"), "BET 2.4 15.4 % 7 7 100 %");
    for (auto const interval : {"2.4 (", "inf", "100.0 %"}) {
        EXPECT_THAT(ended.out, Not(HasSubstr(interval)));
    }
}

TEST_F(Answer, ShowsEachPackageAgainstNoneWithoutBeingAsked) {
    // A has no slack: B's stock stays at the week's use after the outage.
    // A ban in weeks 30 to 37 stops B in weeks 31 to 38: 8 * 300 more.
    auto const ended = run({"run", "chain.toml", "-o", "a.h5"});
    ASSERT_EQ(ended.code, 0) << ended.err;
    EXPECT_THAT(ended.out, HasSubstr("Against 'none' in the same worlds, bn "
                                     "USD: mean loss within 52 weeks"));
    auto const report = run({"report", "a.h5"});
    EXPECT_THAT(report.out, HasSubstr("Against 'none' in the same worlds"));
    EXPECT_THAT(row(report.out, "ban"), HasSubstr(" all BET 2.4, ALP 0.008"));
    EXPECT_THAT(run({"report", "a.h5", "--package", "none"}).out,
                Not(HasSubstr("Against 'none'")));
}

TEST_F(Answer, OfCompareAndRankHasNoIntervalsWhereEveryWorldIsTheSame) {
    for (auto const worlds : {"1", "7"}) {
        ASSERT_EQ(run({"run", "chain.toml", "-o", "a.h5", "--scenarios", worlds,
                       "--quiet"})
                      .code,
                  0);
        auto const compared =
            run({"compare", "a.h5", "--packages", "ban,none"});
        ASSERT_EQ(compared.code, 0) << compared.err;
        // The ban takes 8 weeks more of each: of 300 and of 1.
        EXPECT_EQ(row(compared.out, "BET"), "BET 4.8 2.4 2.4 100 %");
        EXPECT_EQ(row(compared.out, "ALP"), "ALP 0.018 0.01 0.008 80 %");
        EXPECT_EQ(row(compared.out, "All countries"),
                  "All countries 4.82 2.41 2.41 99.9 %");
        auto const ranked = run({"rank", "a.h5", "--package", "none"});
        EXPECT_EQ(row(ranked.out, "BET:b"), "BET:b 7 a ALP (100 %)");
        for (auto const& text : {compared.out, ranked.out}) {
            for (auto const chance : {"inf", " (2", "lift", "sign test"}) {
                EXPECT_THAT(text, Not(HasSubstr(chance))) << worlds;
            }
        }
        EXPECT_THAT(row(run({"report", "a.h5"}).out, "ban"),
                    HasSubstr("ban 2.41 99.9 % all"));
    }
}

TEST_F(Answer, OfManyWorldsHasIntervalsAndSharesOfValueAdded) {
    auto const ended = run({"run", "small.toml", "-o", "many.h5"});
    ASSERT_EQ(ended.code, 0) << ended.err;
    EXPECT_THAT(ended.out, HasSubstr("bn USD, by policy package"));
    EXPECT_THAT(ended.out, HasSubstr("of value added"));
    EXPECT_THAT(ended.out,
                HasSubstr("Against 'none' in the same worlds, bn USD"));
    EXPECT_TRUE(std::regex_search(
        ended.out, std::regex{"\n  ban +-?[0-9.,]+ \\(-?[0-9.,]+ to "}))
        << ended.out;
}

TEST_F(Answer, NamesWhatTheFirstToRunShortLacksAndWhoUsuallySellsIt) {
    ASSERT_EQ(run({"run", "small.toml", "-o", "many.h5", "--quiet"}).code, 0);
    for (auto const command : {"report", "rank"}) {
        auto const ended = run({command, "many.h5"});
        EXPECT_EQ(ended.code, 0) << ended.err;
        EXPECT_THAT(ended.out, HasSubstr("first to run short"));
        EXPECT_THAT(ended.out, HasSubstr("lacks"));
        EXPECT_THAT(ended.out, HasSubstr("usually from"));
        EXPECT_THAT(ended.out, HasSubstr("loss so begun, bn USD"));
        // Devices need chips, which only Betland makes.
        EXPECT_THAT(row(ended.out, "GAM:device"),
                    HasSubstr("GAM:device chip BET (100 %) "));
    }
}
}  // namespace
}  // namespace chokepoint::test
