#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <chrono>
#include <thread>

#include "tests/cli/program.hpp"

namespace chokepoint::test {
namespace {
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

using Commands = Program;

TEST_F(Commands, HelpNamesEveryCommandAndEndsWell) {
    auto const help = run({"--help"});
    EXPECT_EQ(help.code, 0);
    for (auto const command :
         {"run", "sweep", "merge", "check", "replay", "report", "compare",
          "rank", "criticality", "schema", "bench", "network", "info"}) {
        EXPECT_THAT(help.out, HasSubstr(command));
        auto const more = run({command, "--help"});
        EXPECT_EQ(more.code, 0) << command;
        EXPECT_THAT(more.out, HasSubstr("Usage: chokepoint")) << command;
    }
    EXPECT_THAT(written(), IsEmpty());
}

TEST_F(Commands, RunWritesOneFileAndSaysWhatNext) {
    auto const ended = run({"run", "small.toml", "-o", "a.h5"});
    EXPECT_EQ(ended.code, 0) << ended.err;
    EXPECT_THAT(written(), ElementsAre("a.h5"));
    EXPECT_THAT(ended.out, HasSubstr("300 worlds x 2 packages x 40 weeks"));
    EXPECT_THAT(ended.out, HasSubstr("chokepoint report a.h5"));
    EXPECT_THAT(ended.err, HasSubstr("600 of 600 worlds"));
    for (auto const words :
         {"bn USD", "Package 'none'", "expected", "1 in 20", "1 in 200"}) {
        EXPECT_THAT(ended.out, HasSubstr(words));
    }
}

TEST_F(Commands, TheFileIsNamedForTheCampaignIfNothingElseIsSaid) {
    EXPECT_EQ(run({"run", "small.toml", "--quiet"}).code, 0);
    EXPECT_THAT(written(), ElementsAre("small.h5"));
}

TEST_F(Commands, QuietMeansSilent) {
    auto const ended =
        run({"run", "small.toml", "-o", "a.h5", "--quiet", "--backend", "cpu"});
    EXPECT_EQ(ended.code, 0);
    EXPECT_EQ(ended.out, "");
    EXPECT_EQ(ended.err, "");
}

TEST_F(Commands, OptionsChangeTheCampaign) {
    auto const ended = run(
        {"run", "small.toml", "-o", "a.h5", "--scenarios", "20", "--weeks=26",
         "--seed", "9", "--threads", "1", "--level", "baseline", "--set",
         "campaign.name=other", "--set", "family.accidents.rate=0.1"});
    EXPECT_EQ(ended.code, 0) << ended.err;
    EXPECT_THAT(ended.out, HasSubstr("20 worlds x 2 packages x 26 weeks"));
    auto const effective = run({"check", "small.toml", "--effective", "--set",
                                "campaign.name=other", "--set",
                                "family.accidents.rate=0.125", "--seed", "9"});
    EXPECT_EQ(effective.code, 0) << effective.err;
    EXPECT_THAT(effective.out, HasSubstr("name = \"other\""));
    EXPECT_THAT(effective.out, HasSubstr("rate = 0.125"));
    EXPECT_THAT(effective.out, HasSubstr("seed = 9"));
}

TEST_F(Commands, OptionsMayComeBeforeTheFile) {
    auto const ended =
        run({"check", "--devices", "0", "--set", "campaign.seed=3", "--set",
             "campaign.weeks=30", "small.toml", "--effective"});
    EXPECT_EQ(ended.code, 0) << ended.err;
    EXPECT_THAT(ended.out, HasSubstr("seed = 3"));
    EXPECT_THAT(ended.out, HasSubstr("weeks = 30"));
}

TEST_F(Commands, TheEffectiveCampaignIsACampaign) {
    auto const effective = run({"check", "small.toml", "--effective"});
    ASSERT_EQ(effective.code, 0);
    write("again.toml", effective.out);
    EXPECT_EQ(run({"check", "again.toml", "--effective"}).out, effective.out);
}

TEST_F(Commands, CheckSaysSizesAndWritesNothing) {
    auto const ended = run({"check", "small.toml"});
    EXPECT_EQ(ended.code, 0) << ended.err;
    EXPECT_THAT(ended.out, HasSubstr("5 nodes"));
    EXPECT_THAT(ended.out, HasSubstr("8 links"));
    EXPECT_THAT(ended.out, HasSubstr("2 control classes"));
    EXPECT_THAT(ended.out, HasSubstr("memory"));
    EXPECT_THAT(written(), IsEmpty());
}

TEST_F(Commands, ReportCompareAndRankReadTheFile) {
    ASSERT_EQ(run({"run", "small.toml", "-o", "a.h5"}).code, 0);
    auto const report = run({"report", "a.h5"});
    EXPECT_EQ(report.code, 0) << report.err;
    for (auto const words :
         {"million USD", "Package 'none'", "Package 'ban'", "1 in 200",
          "All countries", "GAM:device", "group:", "a.h5"}) {
        EXPECT_THAT(report.out, HasSubstr(words));
    }
    auto const one = run({"report", "a.h5", "--country", "BET", "--package",
                          "ban", "--horizon", "13"});
    EXPECT_EQ(one.code, 0) << one.err;
    EXPECT_THAT(one.out, HasSubstr("within 13 weeks"));
    EXPECT_THAT(one.out, HasSubstr("BET "));
    EXPECT_THAT(one.out, Not(HasSubstr("\n  ALP ")));
    auto const compare = run({"compare", "a.h5", "--packages", "ban,none"});
    EXPECT_EQ(compare.code, 0) << compare.err;
    EXPECT_THAT(compare.out, HasSubstr("'ban' less 'none'"));
    EXPECT_THAT(compare.out, HasSubstr("mean ban / mean none"));
    auto const rank = run({"rank", "a.h5", "--top", "2"});
    EXPECT_EQ(rank.code, 0) << rank.err;
    EXPECT_THAT(rank.out, HasSubstr("accidents"));
    EXPECT_THAT(written(), ElementsAre("a.h5"));
}

TEST_F(Commands, CriticalityRanksStopsAndWritesNothing) {
    auto const text = run({"criticality", "small.toml", "--top", "2"});
    ASSERT_EQ(text.code, 0) << text.err;
    for (auto const words :
         {"for 26 weeks", "within 104 weeks", "GAM", "for want of",
          "3 more stops cost less", "No chance, no policy"}) {
        EXPECT_THAT(text.out, HasSubstr(words));
    }
    auto const csv = run({"criticality", "small.toml", "--product", "chip",
                          "--format", "csv", "--quiet"});
    ASSERT_EQ(csv.code, 0) << csv.err;
    EXPECT_EQ(csv.err, "");
    EXPECT_THAT(csv.out, HasSubstr("first_node,,GAM:device"));
    EXPECT_THAT(written(), ElementsAre());
}

TEST_F(Commands, HorizonAndCountryReachEveryBlock) {
    ASSERT_EQ(run({"run", "small.toml", "-o", "a.h5", "--quiet"}).code, 0);
    for (auto const command : {"report", "rank"}) {
        auto const ended =
            run({command, "a.h5", "--country", "BET", "--horizon", "26"});
        ASSERT_EQ(ended.code, 0) << ended.err;
        EXPECT_THAT(ended.out,
                    HasSubstr("worst 1 in 20 worlds of BET within 26 weeks"));
        for (auto const other : {"40 weeks", "of all countries within"}) {
            EXPECT_THAT(ended.out, Not(HasSubstr(other))) << command;
        }
    }
    EXPECT_THAT(run({"rank", "a.h5", "--country", "BET,GAM"}).out,
                HasSubstr("of BET and GAM within 40 weeks"));
}

TEST_F(Commands, ReportAnswersAnyLevelAmountAndYear) {
    ASSERT_EQ(
        run({"run", "small.toml", "-o", "a.h5", "--quiet", "--weeks", "104"})
            .code,
        0);
    auto const asked =
        run({"report", "a.h5", "--return-period", "10,1000", "--level", "0.5",
             "--above", "0.5bn,1bn", "--annual", "--package", "ban"});
    ASSERT_EQ(asked.code, 0) << asked.err;
    for (auto const words :
         {"Risk, package 'ban': lost value added within 104 weeks, bn USD",
          "standard deviation", "chance of a loss", "1 in 10", "level 0.5",
          "chance of more than 0.5bn", "less than one of so many worlds",
          "lost value added in weeks 0 to 51", "in weeks 52 to 103"}) {
        EXPECT_THAT(asked.out, HasSubstr(words));
    }
    EXPECT_THAT(run({"report", "a.h5"}).out, Not(HasSubstr("Risk, package")));
    ASSERT_EQ(run({"run", "small.toml", "-o", "b.h5", "--quiet"}).code, 0);
    auto const none = run({"report", "b.h5", "--annual"});
    EXPECT_THAT(none.out, HasSubstr("Annual figures: not in this file"));
    EXPECT_THAT(none.out, HasSubstr("13, 26, 40 weeks"));
}

TEST_F(Commands, ReportShowsWhoseBadWorldsCoincideIfAsked) {
    ASSERT_EQ(run({"run", "small.toml", "-o", "few.h5", "--quiet"}).code, 0);
    EXPECT_THAT(run({"report", "few.h5"}).out,
                Not(HasSubstr("Tail dependence")));
    auto const few = run({"report", "few.h5", "--tail-dependence"});
    EXPECT_EQ(few.code, 0) << few.err;
    EXPECT_THAT(few.out, HasSubstr("not known: needs 4,000 worlds"));
    ASSERT_EQ(run({"run", "small.toml", "-o", "many.h5", "--quiet",
                   "--scenarios", "4000"})
                  .code,
              0);
    auto const many = run({"report", "many.h5", "--tail-dependence",
                           "--package", "ban", "--country", "GAM"});
    EXPECT_EQ(many.code, 0) << many.err;
    EXPECT_THAT(many.out, HasSubstr("Tail dependence, package 'ban'"));
    EXPECT_THAT(many.out, HasSubstr("BET and GAM"));
    EXPECT_THAT(many.out, Not(HasSubstr("ALP and BET")));
}

TEST_F(Commands, CompareRanksPackagesByRelativeGains) {
    ASSERT_EQ(run({"run", "small.toml", "-o", "a.h5", "--quiet"}).code, 0);
    auto const choice = run({"compare", "a.h5", "--country", "ALP", "--rivals",
                             "BET,GAM", "--relative-weight", "0.5"});
    EXPECT_EQ(choice.code, 0) << choice.err;
    for (auto const words :
         {"The choice of ALP", "0.5 x (net loss of BET, GAM)",
          "same 300 worlds", "within 40 weeks", "score less that of the first",
          "from weight"}) {
        EXPECT_THAT(choice.out, HasSubstr(words));
    }
    // The ban costs its sender something and its rivals a lot more: at weight
    // 0 nobody bans, far above the crossing everybody does.
    auto const zero_sum = run({"compare", "a.h5", "--country", "ALP",
                               "--rivals", "GAM", "--relative-weight", "100"});
    auto const first = [](std::string const& out) {
        auto const head = out.find("\n  package");
        auto const line = out.find("\n  ", head + 3) + 3;
        return out.substr(line, out.find(' ', line) - line);
    };
    EXPECT_EQ(first(zero_sum.out), "ban") << zero_sum.out;
    EXPECT_EQ(first(run({"compare", "a.h5", "--country", "ALP", "--rivals",
                         "GAM", "--relative-weight", "0"})
                        .out),
              "none");
}

TEST_F(Commands, DependenceShowsSharesAndWritesThem) {
    std::string const teaching =
        CHOKEPOINT_SOURCE_DIR "/configs/networks/teaching";
    auto const shown = run({"network", "dependence", teaching});
    EXPECT_EQ(shown.code, 0) << shown.err;
    // Metal: 20 of Betaland, 5 of Gammaland; HHI .8^2 + .2^2.
    EXPECT_THAT(shown.out, testing::ContainsRegex("metal +25 +0.68 +BET 80"));
    EXPECT_THAT(shown.out, HasSubstr("all products"));
    EXPECT_THAT(written(), IsEmpty());
    auto const ore = run({"network", "dependence", teaching, "--product", "ore",
                          "--imports", "--csv", "shares"});
    EXPECT_EQ(ore.code, 0) << ore.err;
    EXPECT_THAT(ore.out, Not(HasSubstr("metal")));
    EXPECT_EQ(read("shares/customer_shares.csv"),
              "supplier,ALP,BET,GAM\nALP,0,0.8,0.2\n");
    EXPECT_EQ(read("shares/supplier_shares.csv"),
              "buyer,ALP,BET,GAM\nBET,1,0,0\nGAM,1,0,0\n");
    EXPECT_THAT(read("shares/concentration.csv"),
                HasSubstr("\nore,10,1,ALP,1,"));
}

TEST_F(Commands, ListSaysWhatIsCalledHow) {
    auto const found = [&](std::string const& word) {
        auto const ended =
            run({"network", "list", word, "--network",
                 CHOKEPOINT_SOURCE_DIR "/configs/networks/teaching"});
        EXPECT_EQ(ended.code, 0) << ended.err;
        return ended.out;
    };
    for (auto const word : {"gam", "GAM", "gammaland", "ammal"}) {
        EXPECT_THAT(found(word), testing::ContainsRegex("  GAM +Gammaland "));
        EXPECT_THAT(found(word), Not(HasSubstr("Products"))) << word;
    }
    // Metal: 20 of Betaland, 5 of Gammaland.
    EXPECT_THAT(found("METAL"),
                testing::ContainsRegex(
                    "metal +Metal +refine +minerals +BET 80 %, GAM 20 %\n"));
    EXPECT_THAT(found("fab"), HasSubstr("Stages"));
    EXPECT_THAT(found("fabco limited"),
                testing::ContainsRegex("FABCO +Fabco Limited +ALP +chip"));
    EXPECT_THAT(found("fab-co"), HasSubstr("FABCO"));
    auto const all = found("");
    for (auto const words :
         {"Countries", "Products", "Firms", "Stages", "Betaland"}) {
        EXPECT_THAT(all, HasSubstr(words));
    }
    EXPECT_THAT(written(), IsEmpty());
}

TEST_F(Commands, ReplayWritesTraceAndTablesOfTheSameWorld) {
    ASSERT_EQ(run({"run", "small.toml", "-o", "a.h5"}).code, 0);
    auto const replay =
        run({"replay", "a.h5", "--scenario", "7", "--package", "ban"});
    EXPECT_EQ(replay.code, 0) << replay.err;
    EXPECT_THAT(replay.out, HasSubstr("equal to the bit"));
    EXPECT_TRUE(exists("a-ban-7.h5"));
    EXPECT_THAT(read("a-ban-7/countries.csv"), StartsWith("week,"));
    EXPECT_TRUE(exists("a-ban-7/nodes.csv"));
    EXPECT_THAT(read("a-ban-7/flows.csv"), HasSubstr("musd"));
    EXPECT_THAT(read("a-ban-7/events.csv"), HasSubstr("\nmeasure,"));
}

TEST_F(Commands, ReplayNeverOverwritesTheResults) {
    ASSERT_EQ(run({"run", "small.toml", "-o", "a.h5"}).code, 0);
    auto const before = read("a.h5");
    auto const ended =
        run({"replay", "a.h5", "--scenario", "7", "-o", "./a.h5"});
    EXPECT_EQ(ended.code, 2);
    EXPECT_EQ(read("a.h5"), before);
}

TEST_F(Commands, GeneratedNetworksPassTheCheck) {
    EXPECT_EQ(run({"network", "generate", "net", "--nodes", "60"}).code, 0);
    auto const ended = run({"network", "check", "net"});
    EXPECT_EQ(ended.code, 0) << ended.err;
    EXPECT_THAT(ended.out, HasSubstr("60 nodes"));
}

TEST_F(Commands, BenchWritesItsNumbersAsJson) {
    auto const ended =
        run({"bench", "--links", "700", "--repeats", "1", "--seconds", "0.01",
             "--backend", "cpu", "--threads", "1", "--json", "b.json"});
    EXPECT_EQ(ended.code, 0) << ended.err;
    EXPECT_THAT(read("b.json"), HasSubstr("\"link_steps_per_s\": "));
    EXPECT_THAT(read("b.json"), HasSubstr("\"nodes\": 100"));
    EXPECT_THAT(ended.out, HasSubstr("synthetic-700"));
}

TEST_F(Commands, BenchWritesValidJsonWhateverTheFolderIsCalled) {
    std::string const folder = "a\"b\\\xff\tM\xc3\xbcller";
    std::filesystem::copy(CHOKEPOINT_SOURCE_DIR "/configs/networks/teaching",
                          file(folder));
    auto const ended = run({"bench", "--network", folder, "--links", "700",
                            "--repeats", "1", "--seconds", "0.01", "--backend",
                            "cpu", "--threads", "1", "--json", "b.json"});
    ASSERT_EQ(ended.code, 0) << ended.err;
    auto const json = nlohmann::json::parse(read("b.json"));  // throws if bad
    EXPECT_EQ(json["cases"][0]["network"], "a\"b\\\xef\xbf\xbd\tM\xc3\xbcller");
    EXPECT_EQ(json["cases"].size(), 2u);
    EXPECT_EQ(json["cases"][1]["network"], "synthetic-700");
    EXPECT_EQ(json["cases"][1]["nodes"], 100);
    EXPECT_EQ(json["link_steps_per_s"], json["cases"][0]["link_steps_per_s"]);
    EXPECT_GT(json["link_steps_per_s"], 0.0);
    EXPECT_LE(json["cases"][0]["slowest"], json["cases"][0]["fastest"]);
}

TEST_F(Commands, InfoNamesBackendsAndVersions) {
    auto const ended = run({"info"});
    EXPECT_EQ(ended.code, 0);
    EXPECT_THAT(ended.out, HasSubstr("backends   cpu"));
    EXPECT_THAT(ended.out, HasSubstr("HDF5 1."));
    EXPECT_THAT(run({"--version"}).out, StartsWith("chokepoint "));
}

TEST_F(Commands, AnInterruptedRunEndsWith130AndIsResumed) {
    Arguments const command{"run",  "small.toml", "-o",
                            "a.h5", "--set",      "campaign.chunk=4000"};
    auto endless = command;
    endless.insert(endless.end(), {"--scenarios", "2000000"});
    auto const pid = start(endless);
    auto const parts = [&] {
        std::size_t count = 0;
        std::error_code ignored;
        for (auto const& entry :
             std::filesystem::directory_iterator{file("a.h5.parts"), ignored}) {
            count += entry.is_regular_file() ? 1 : 0;
        }
        return count;
    };
    // Waits for chunks, at most a minute on a busy machine.
    for (int i = 0; i < 6000 && parts() < 3; ++i) {
        std::this_thread::sleep_for(std::chrono::milliseconds{10});
    }
    kill(pid, SIGINT);
    auto const cut = end_of(pid);
    EXPECT_EQ(cut.code, 130) << cut.err;
    EXPECT_THAT(cut.err, HasSubstr("--resume"));
    EXPECT_FALSE(exists("a.h5"));

    auto shorter = command;
    shorter.insert(shorter.end(), {"--scenarios", "8000"});
    auto const refused = run(shorter);
    EXPECT_EQ(refused.code, 2);
    EXPECT_THAT(refused.err, HasSubstr("--resume"));
    shorter.push_back("--resume");
    auto const resumed = run(shorter);
    EXPECT_EQ(resumed.code, 0) << resumed.err;
    EXPECT_THAT(written(), ElementsAre("a.h5"));
}
}  // namespace
}  // namespace chokepoint::test
