/// Two files, sweeps, worlds by their loss: what helps to decide.
#include "tests/cli/refusing.hpp"

namespace chokepoint::test {
namespace {
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

using Decisions = Refusing;

TEST_F(Decisions, ASweepMarchesOnlyTheCellsThatAreMissing) {
    Arguments const two{
        "sweep",     "small.toml", "-o",     "cells",
        "--threads", "1",          "--over", "event.fire.hold_weeks=8,16"};
    auto const first = run(two);
    ASSERT_EQ(first.code, 0) << first.err;
    EXPECT_THAT(first.out, HasSubstr("event.fire.hold_weeks"));
    EXPECT_THAT(first.out, HasSubstr("package 'ban', in the same 300 worlds"));
    EXPECT_THAT(first.err, Not(HasSubstr("there already")));
    auto const cell = "cells/event.fire.hold_weeks=8.h5";
    auto const written_at = std::filesystem::last_write_time(file(cell));
    auto more = two;
    more.back() += ",4";
    more.insert(more.end(), {"--format", "csv", "--package", "none"});
    auto const second = run(more);
    ASSERT_EQ(second.code, 0) << second.err;
    EXPECT_THAT(second.err, HasSubstr("1 of 3: event.fire.hold_weeks=8, there "
                                      "already"));
    EXPECT_THAT(second.out,
                HasSubstr("sweep,none,3,4,difference,million USD,"));
    EXPECT_THAT(second.out, Not(HasSubstr("results:")));
    EXPECT_EQ(std::filesystem::last_write_time(file(cell)), written_at);
    // The grid of fewer worlds is another one.
    more.insert(more.end(), {"--scenarios", "200"});
    auto const fewer = run(more);
    EXPECT_EQ(fewer.code, 2);
    EXPECT_THAT(fewer.err, HasSubstr("--overwrite"));
    EXPECT_EQ(std::filesystem::last_write_time(file(cell)), written_at);
}

TEST_F(Decisions, ReplayFindsAWorldByItsLossAndSaysWhy) {
    ASSERT_EQ(run({"run", "small.toml", "-o", "a.h5", "--quiet"}).code, 0);
    auto const worst = run({"replay", "a.h5", "--worst", "1", "--why"});
    ASSERT_EQ(worst.code, 0) << worst.err;
    for (auto const words :
         {"place 1 of 300, the worst first", "equal to the bit",
          "Each event taken away in turn", "fire ", "scheduled", "accidents",
          "Taken away one by one"}) {
        EXPECT_THAT(worst.out, HasSubstr(words));
    }
    auto const ranked =
        run({"replay", "a.h5", "--rank", "0.5", "--country", "BET", "--package",
             "ban", "--format", "csv", "--why", "-o", "t.h5"});
    ASSERT_EQ(ranked.code, 0) << ranked.err;
    EXPECT_THAT(ranked.out, HasSubstr("world,ban,1,ban,countries,,BET,,"));
    EXPECT_THAT(ranked.out, HasSubstr(",difference,million USD,"));
    EXPECT_THAT(ranked.out, Not(HasSubstr("trace:")));
    EXPECT_TRUE(exists("t.h5"));
}

TEST_F(Decisions, AScreenedRunSaysSoAndRefusesWhatWouldMixItsWorlds) {
    auto const screened = [](Arguments words) {
        words.insert(words.end(),
                     {"--set", "sampling.method=screened", "--set",
                      "sampling.pilot=200", "--set", "sampling.draws=4"});
        return words;
    };
    auto const whole = run(screened({"run", "small.toml", "-o", "a.h5"}));
    ASSERT_EQ(whole.code, 0) << whole.err;
    EXPECT_THAT(whole.out, HasSubstr("300 worlds for each package, chosen by "
                                     "screening and weighted, the same"));
    // Its worlds have numbers beyond their places in the file.
    auto const worst = run({"replay", "a.h5", "--worst", "1", "--why"});
    EXPECT_EQ(worst.code, 0) << worst.err;
    EXPECT_THAT(worst.out, HasSubstr("place 1 of 300"));
    refused({"replay", "a.h5", "--scenario", "0"},
            {"--scenario 0", "not among those that the screening chose"});
    refused(screened({"run", "small.toml", "--part", "1/2"}),
            {"--part", "a screened run chooses its worlds"});
    refused(screened({"sweep", "small.toml", "-o", "cells", "--over",
                      "event.fire.hold_weeks=8,16"}),
            {"sweep", "sampling"});
    ASSERT_EQ(run({"run", "small.toml", "-o", "b.h5", "--quiet"}).code, 0);
    refused({"compare", "a.h5", "b.h5"}, {"does not hold the same worlds"});
    EXPECT_FALSE(exists("a.h5.pilot.parts"));
}

TEST_F(Decisions, MistakesInTwoFilesNameTheKeyOrThePackage) {
    auto const make = [&](std::string const& name, std::string const& set) {
        ASSERT_EQ(
            run({"run", "small.toml", "-o", name, "--quiet", "--set", set})
                .code,
            0);
    };
    make("a.h5", "campaign.seed=1");
    make("b.h5", "measure.ore-ban.start_week=9");
    make("c.h5", "campaign.seed=2");
    auto const both = run({"compare", "a.h5", "b.h5"});
    EXPECT_EQ(both.code, 0) << both.err;
    EXPECT_THAT(both.out,
                HasSubstr("each package in 'a' less the same in 'b'"));
    EXPECT_THAT(both.out, HasSubstr("measure.ore-ban.start_week"));
    auto const named = run({"compare", "a.h5:ban", "b.h5:none"});
    EXPECT_EQ(named.code, 0) << named.err;
    EXPECT_THAT(named.out, HasSubstr("'a:ban' less 'b:none'"));
    refused({"compare", "a.h5", "c.h5"},
            {"c.h5", "campaign.seed is 2 here, 1"});
    refused({"compare", "a.h5", "d.h5"}, {"d.h5", "no such file"});
    refused({"compare", "a.h5:bann", "b.h5:ban"}, {"a.h5", "nearest: 'ban'"});
    refused({"compare", "a.h5:ban", "b.h5"}, {"b.h5", "names no package"});
    refused({"compare", "a.h5", "b.h5", "--packages", "ban,none"},
            {"--packages", "A.h5:PACKAGE"});
    refused({"compare", "a.h5", "b.h5", "--rivals", "BET"}, {"--rivals"});
    refused({"compare", "a.h5", "b.h5", "--horizon", "14"},
            {"--horizon 14", "13, 26, 40"});
    refused({"compare", "a.h5", "b.h5", "--country", "BTE"},
            {"nearest: 'BET'"});
    refused({"compare", "a.h5", "b.h5", "c.h5"}, {"FILE"});
    refused({"compare", "a.h5:ban"}, {"a.h5:ban", "of one file"});
}

TEST_F(Decisions, MistakesInTheChoiceOfAWorldNameTheOption) {
    ASSERT_EQ(run({"run", "small.toml", "-o", "a.h5", "--quiet"}).code, 0);
    refused({"replay", "a.h5", "--worst", "301"},
            {"--worst 301", "300 worlds"});
    refused({"replay", "a.h5", "--worst", "0"}, {"--worst 0"});
    refused({"replay", "a.h5", "--rank", "99.5"}, {"--rank 99.5", "0.995"});
    refused({"replay", "a.h5", "--rank", "0.9", "--worst", "2"},
            {"named twice", "--scenario"});
    refused({"replay", "a.h5", "--worst", "1", "--country", "BTE"},
            {"nearest: 'BET'"});
    refused({"replay", "a.h5", "--worst", "1", "--horizon", "14"},
            {"13, 26, 40"});
    EXPECT_THAT(written(), testing::ElementsAre("a.h5"));
}

TEST_F(Decisions, MistakesInSweepsNameTheKey) {
    auto const sweep = [](std::vector<std::string> more) {
        more.insert(more.begin(), {"sweep", "small.toml", "-o", "cells"});
        return more;
    };
    std::string const weeks = "measure.ore-ban.start_week=";
    refused(sweep({}), {"--over"});
    refused(sweep({"--over", weeks + "4"}), {"one value", "--set"});
    refused(sweep({"--over", "fire"}), {"--over fire", "KEY=V1,V2"});
    refused(sweep({"--over", weeks + "4,,5"}), {"a value is empty"});
    refused(sweep({"--over", weeks + "4,4"}), {"'4' is there twice"});
    refused(sweep({"--over", weeks + "4,5", "--over", weeks + "6,7"}),
            {"swept twice"});
    refused(sweep({"--over", "campaign.seed=1,2"}), {"--seed", "same worlds"});
    refused(sweep({"--over", "metrics.costs=true,false"}), {"[metrics]"});
    refused(sweep({"--over", weeks + "4,-5"}), {"start_week", "-5"});
    refused(sweep({"--over", "measure.ore-bna.start_week=4,5"}),
            {"nearest: 'ore-ban'"});
    refused(sweep({"--over", weeks + "4,5", "--package", "bna"}),
            {"--package 'bna'", "nearest: 'ban'"});
    refused(sweep({"--over", weeks + "4,5", "--country", "BTE"}),
            {"nearest: 'BET'"});
    refused(sweep({"--over", weeks + "4,5", "--horizon", "14"}),
            {"13, 26, 40"});
    refused(
        {"sweep", "small.toml", "--over", weeks + "4,5", "-o", "small.toml"},
        {"small.toml", "is a file"});
    refused({"sweep", "small.toml", "--over", weeks + "4,5", "-o", "no/where"},
            {"no/where", "no folder no"});
    EXPECT_THAT(written(), IsEmpty());
}

TEST_F(Decisions, FamiliesShowWhatGoesWithThem) {
    ASSERT_EQ(run({"run", "small.toml", "-o", "a.h5", "--quiet",
                   "--without-each-family", "none"})
                  .code,
              0);
    auto const ranked =
        run({"rank", "a.h5", "--package", "none", "--families"});
    ASSERT_EQ(ranked.code, 0) << ranked.err;
    EXPECT_THAT(ranked.out,
                HasSubstr("Families and the loss of all countries"));
    EXPECT_THAT(ranked.out, HasSubstr("goes with it, expected"));
    EXPECT_THAT(ranked.out, Not(HasSubstr("which the file has not")));
    auto const banned = run({"rank", "a.h5", "--package", "ban", "--families"});
    EXPECT_THAT(banned.out, HasSubstr("--without-each-family ban"));
    refused({"run", "small.toml", "--without-each-family", "bna"},
            {"--without-each-family bna", "nearest: 'ban'"});
    refused({"run", "small.toml", "--without-each-family", "ban",
             "--without-each-family", "ban"},
            {"'ban-without-accidents'"});
}
}  // namespace
}  // namespace chokepoint::test
