/// Common mistakes: one line on standard error, exit code 2, nothing written.
#include "tests/cli/refusing.hpp"

namespace chokepoint::test {
namespace {
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

using Mistakes = Refusing;

TEST_F(Mistakes, InCommandsAreAnsweredWithTheNearestOne) {
    refused({}, {"a command is needed", "run", "--help"});
    refused({"rnu"}, {"'rnu'", "nearest: 'run'"});
    refused({"reprot", "a.h5"}, {"nearest: 'report'"});
    refused({"network"}, {"generate", "check"});
    refused({"network", "genrate", "x"}, {"nearest: 'generate'"});
    EXPECT_THAT(written(), IsEmpty());
}

TEST_F(Mistakes, InOptionsAreAnsweredWithTheNearestOne) {
    refused({"run", "small.toml", "--secnarios", "4"},
            {"'--secnarios'", "nearest: '--scenarios'"});
    refused({"run", "small.toml", "--output-file=a.h5"}, {"'--output-file'"});
    refused({"check", "small.toml", "--efective"},
            {"nearest: '--effective'", "chokepoint check --help"});
    refused({"run", "small.toml", "more.toml"}, {"'more.toml'"});
    refused({"run"}, {"CAMPAIGN"});
    refused({"--quiet"}, {"'--quiet'"});
    EXPECT_THAT(written(), IsEmpty());
}

TEST_F(Mistakes, InValuesNameTheOptionAndTheRange) {
    refused({"run", "small.toml", "--scenarios", "many"},
            {"--scenarios", "many"});
    refused({"run", "small.toml", "--scenarios", "1e3"},
            {"--scenarios", "'1e3' is not written as a whole number",
             "write 1000"});
    refused({"run", "small.toml", "--scenarios", "20,000"}, {"write 20000"});
    refused({"run", "small.toml", "--scenarios", "2.5"}, {"'2.5' is not"});
    refused({"run", "small.toml", "--seed", ""}, {"--seed", "is empty"});
    refused({"run", "small.toml", "--seed", "-1"},
            {"--seed", "-1 is out of range (needed: 0 to"});
    refused({"run", "small.toml", "--devices", "-1"},
            {"--devices", "out of range (needed: 0 to 1023)"});
    refused(
        {"criticality", "small.toml", "--least-share", "1,5"},
        {"--least-share", "'1,5' is no number with a decimal point, 0 to 1"});
    refused({"run", "small.toml", "--scenarios", "0"}, {"--scenarios", "1"});
    refused({"run", "small.toml", "--weeks", "-3"}, {"--weeks"});
    refused({"run", "small.toml", "--backend", "gpu"},
            {"--backend", "gpu", "cuda"});
    refused({"run", "small.toml", "--level", "v9"}, {"--level", "v9"});
    refused({"run", "small.toml", "--devices", "0,x"}, {"--devices"});
    refused({"run", "small.toml", "-o"}, {"output"});
    EXPECT_THAT(written(), IsEmpty());
}

TEST_F(Mistakes, InFilesNameTheFileAndTheLine) {
    refused({"run", "nothing.toml"}, {"nothing.toml"});
    write("small.toml", read("small.toml") + "[campain]\nname = \"x\"\n");
    refused({"run", "small.toml"},
            {"small.toml:", "campain", "nearest: 'campaign'"});
    write("small.toml", "[campaign]\nnetwork = \"elsewhere\"\n");
    refused({"run", "small.toml"}, {"elsewhere"});
    write("small.toml", "[campaign\n");
    refused({"check", "small.toml"}, {"small.toml:1"});
    EXPECT_THAT(written(), IsEmpty());
}

TEST_F(Mistakes, InSetNameTheKey) {
    refused({"run", "small.toml", "--set", "campaign.sceanrios=3"},
            {"--set campaign.sceanrios", "nearest: 'scenarios'"});
    refused({"run", "small.toml", "--set", "oops"}, {"--set oops"});
    refused({"run", "small.toml", "--set", "family.acidents.rate=1"},
            {"acidents", "nearest: 'accidents'"});
    refused({"run", "small.toml", "--set", "campaign.weeks=-1"},
            {"campaign.weeks"});
    EXPECT_THAT(written(), IsEmpty());
}

TEST_F(Mistakes, InOutputsAreFoundBeforeTheRun) {
    refused({"run", "small.toml", "-o", "missing/a.h5"}, {"missing"});
    std::filesystem::create_directory(file("folder"));
    refused({"run", "small.toml", "-o", "folder"}, {"folder"});
    refused({"bench", "--links", "700", "--json", "missing/b.json"},
            {"missing"});
    EXPECT_TRUE(std::filesystem::is_empty(file("folder")));
}

TEST_F(Mistakes, InResultsNameTheFile) {
    for (auto const command : {"report", "rank"}) {
        refused({command, "nothing.h5"}, {"nothing.h5", "no such file"});
        refused({command, "small.toml"}, {"small.toml", "no Chokepoint"});
    }
    ASSERT_EQ(run({"run", "small.toml", "-o", "a.h5", "--quiet"}).code, 0);
    refused({"report", "a.h5", "--country", "BTE"}, {"nearest: 'BET'"});
    refused({"report", "a.h5", "--package", "bann"}, {"nearest: 'ban'"});
    refused({"report", "a.h5", "--horizon", "14"}, {"13, 26, 40"});
    refused({"rank", "a.h5", "--country", "BTE"}, {"nearest: 'BET'"});
    refused({"rank", "a.h5", "--horizon", "14"}, {"13, 26, 40"});
    refused({"report", "a.h5", "--return-period", "1"},
            {"--return-period 1", "above 1"});
    refused({"report", "a.h5", "--return-period", "20,often"},
            {"--return-period", "often"});
    refused({"report", "a.h5", "--level", "95"},
            {"--level 95", "between 0 and 1", "nearest: 0.95"});
    refused({"report", "a.h5", "--above", "100"},
            {"--above '100'", "has no unit", "100bn"});
    refused({"report", "a.h5", "--above", "lots"}, {"'lots'", "no amount"});
    refused({"report", "a.h5", "--above", "3tn"}, {"'3tn'", "no such unit"});
    refused({"report", "a.h5", "--above", "-3bn"}, {"'-3bn'", "of a loss"});
    refused({"compare", "a.h5", "--packages", "ban"}, {"two packages"});
    refused({"compare", "a.h5", "--packages", "ban,ban"}, {"two packages"});
    refused({"compare", "a.h5", "--packages", "ban,nnoe"}, {"nearest: 'none'"});
    refused({"compare", "a.h5"}, {"--packages", "none, ban"});
    refused({"compare", "a.h5", "--rivals", "BET"}, {"--country", "missing"});
    refused({"compare", "a.h5", "--rivals", "BET", "--country", "ALP,GAM"},
            {"--country ALP,GAM", "one country"});
    refused({"compare", "a.h5", "--rivals", "BTE", "--country", "ALP"},
            {"--rivals 'BTE'", "nearest: 'BET'"});
    refused({"compare", "a.h5", "--rivals", "ALP", "--country", "ALP"},
            {"--rivals 'ALP'", "country that chooses"});
    refused({"compare", "a.h5", "--rivals", "BET,BET", "--country", "ALP"},
            {"--rivals 'BET'", "twice"});
    refused({"compare", "a.h5", "--relative-weight", "1", "--country", "ALP"},
            {"--relative-weight", "--rivals"});
    for (auto const weight : {"-1", "nan", "inf", "much"}) {
        refused({"compare", "a.h5", "--rivals", "BET", "--country", "ALP",
                 "--relative-weight", weight},
                {"--relative-weight", weight});
    }
    refused({"compare", "a.h5", "--rivals", "BET", "--country", "ALP",
             "--packages", "bann"},
            {"--packages 'bann'", "nearest: 'ban'"});
    refused({"replay", "a.h5", "--scenario", "300"}, {"0 to 299"});
    refused({"replay", "a.h5", "--scenario", "-1"}, {"--scenario"});
    refused({"replay", "a.h5"}, {"--scenario"});
    refused({"replay", "a.h5", "--scenario", "1", "--network", "none"},
            {"none"});
    refused({"replay", "a.h5", "--scenario", "1", "-o", "missing/t.h5"},
            {"missing"});
    EXPECT_THAT(written(), testing::ElementsAre("a.h5"));
}

TEST_F(Mistakes, InStopsNameTheOption) {
    refused({"criticality", "nothing.toml"}, {"nothing.toml"});
    refused({"criticality"}, {"CAMPAIGN"});
    refused({"criticality", "small.toml", "--product", "chips"},
            {"--product", "nearest: 'chip'"});
    refused({"criticality", "small.toml", "--severity", "2"}, {"--severity"});
    refused({"criticality", "small.toml", "--least-share", "1", "--product",
             "metal"},
            {"--least-share 1", "smaller share"});
    refused({"criticality", "small.toml", "--set", "campaign.week=3"},
            {"nearest: 'weeks'"});
}

TEST_F(Mistakes, TooManyWorldsAreRefusedBeforeAnythingIsWritten) {
    auto const ended =
        run({"run", "small.toml", "-o", "a.h5", "--scenarios", "1000000000000",
             "--set", "campaign.chunk=16000000"});
    EXPECT_EQ(ended.code, 1);
    EXPECT_THAT(ended.err, HasSubstr("fewer scenarios"));
    EXPECT_THAT(written(), IsEmpty());
}

TEST_F(Mistakes, InNetworksNameTheFolder) {
    refused({"network", "check", "nowhere"}, {"nowhere"});
    refused({"network", "generate", "net", "--nodes", "0"}, {"nodes"});
    refused({"network", "dependence", "nowhere", "--csv", "t"}, {"nowhere"});
    std::string const teaching =
        CHOKEPOINT_SOURCE_DIR "/configs/networks/teaching";
    refused({"network", "dependence", teaching, "--product", "mettal", "--csv",
             "t"},
            {"--product 'mettal'", "nearest: 'metal'"});
    refused({"network", "dependence", teaching, "--csv", "small.toml"},
            {"small.toml", "folder"});
    refused({"network", "list", "mettal", "--network", teaching},
            {"'mettal'", "nearest: 'metal'"});
    refused({"network", "list", "Alphalnad", "--network", teaching},
            {"nearest: 'Alphaland'"});
    refused({"network", "list", "--network", "nowhere"}, {"nowhere"});
    refused({"network", "list", teaching}, {"folder", "--network"});
    refused({"network", "list", "metal"}, {"--network", "name a folder"});
    refused({"network", "list", "metal", "ore"}, {"'ore'"});
    refused({"bench", "--links", "3", "--network", "nowhere"}, {"nowhere"});
    EXPECT_THAT(written(), IsEmpty());
}

TEST_F(Mistakes, CudaWithoutADeviceIsOneClearErrorAndWritesNothing) {
    auto const info = run({"info"}).out;
    if (info.find("backends   cpu, cuda") != std::string::npos) {
        GTEST_SKIP() << "there is a CUDA device";
    }
    auto const ended =
        run({"run", "small.toml", "-o", "a.h5", "--backend", "cuda"});
    EXPECT_EQ(ended.code, 1);
    EXPECT_THAT(ended.err, StartsWith("chokepoint: error: backend 'cuda' "
                                      "cannot run: "));
    EXPECT_EQ(std::count(ended.err.begin(), ended.err.end(), '\n'), 1);
    EXPECT_THAT(written(), IsEmpty());

    auto const automatic =
        run({"run", "small.toml", "-o", "a.h5", "--backend", "auto"});
    EXPECT_EQ(automatic.code, 0);
    EXPECT_THAT(automatic.err, HasSubstr("CUDA is not used: "));
}
}  // namespace
}  // namespace chokepoint::test
