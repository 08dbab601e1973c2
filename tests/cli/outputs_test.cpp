/// What the user has stays: outputs that would replace something else are
/// refused with exit code 2, and nothing is touched.
#include <gmock/gmock.h>
#include <sys/stat.h>

#include <algorithm>
#include <map>

#include "tests/cli/program.hpp"

namespace chokepoint::test {
namespace {
using testing::HasSubstr;
namespace fs = std::filesystem;

class Outputs : public Program {
  protected:
    /// Every name below the folder with what it holds.
    std::map<std::string, std::string> everything() const {
        std::map<std::string, std::string> found;
        for (auto const& entry : fs::recursive_directory_iterator{folder_}) {
            auto const name =
                fs::relative(entry.path(), folder_).generic_string();
            if (name == "out" || name == "err") {
                continue;
            }
            auto const status = entry.symlink_status();
            found[name] = fs::is_symlink(status)
                              ? "-> " + fs::read_symlink(entry.path()).string()
                          : fs::is_regular_file(status) ? read(name)
                                                        : "no file";
        }
        return found;
    }

    void refused(Arguments const& arguments, std::string const& words) const {
        auto const before = everything();
        auto const ended = run(arguments);
        auto const what = testing::PrintToString(arguments);
        EXPECT_EQ(ended.code, 2) << what << ended.err;
        EXPECT_THAT(ended.err, HasSubstr(words)) << what;
        EXPECT_EQ(std::count(ended.err.begin(), ended.err.end(), '\n'), 1);
        EXPECT_TRUE(before == everything()) << what << " changed something";
    }
    void done(Arguments const& arguments) const {
        auto const ended = run(arguments);
        EXPECT_EQ(ended.code, 0)
            << testing::PrintToString(arguments) << ended.err;
    }
    Arguments run_into(std::string const& output,
                       Arguments const& more = {}) const {
        Arguments words{"run", "small.toml", "--quiet", "--backend",
                        "cpu", "-o",         output};
        words.insert(words.end(), more.begin(), more.end());
        return words;
    }
};

TEST_F(Outputs, OfRunNeverReplaceWhatIsNoResultsFile) {
    fs::create_directory(file("far"));
    fs::create_symlink("far/real.h5", file("link.h5"));
    fs::create_hard_link(file("small.toml"), file("same.toml"));
    fs::copy(CHOKEPOINT_SOURCE_DIR "/configs/networks/teaching", file("net"));
    ASSERT_EQ(mkfifo(file("pipe").c_str(), 0600), 0);
    write("empty", "");
    refused(run_into("small.toml"), "small.toml: is no results file");
    refused(run_into("same.toml"), "same.toml: is no results file");
    refused(run_into("net/links.csv"), "net/links.csv: is no results file");
    refused(run_into("net"), "net: is a folder");
    refused(run_into("link.h5"), "link.h5: is a link to 'far/real.h5'");
    refused(run_into("pipe"), "pipe: is a pipe");
    refused(run_into("empty"), "empty: is no results file");
    refused(run_into("small.toml", {"--overwrite"}), "is no results file");
}

TEST_F(Outputs, OfRunReplaceOtherResultsOnlyIfAsked) {
    done(run_into("a.h5"));
    done(run_into("a.h5"));
    done(run_into("a.h5", {"--set", "campaign.chunk=50"}));
    refused(run_into("a.h5", {"--seed", "9"}), "has results of seed 1, not of");
    refused(run_into("a.h5", {"--weeks", "41"}),
            "of another campaign, which "
            "only --overwrite replaces");
    refused(run_into("a.h5", {"--scenarios", "299"}),
            "has more worlds of this campaign (300) than would replace them");
    done(run_into("a.h5", {"--scenarios", "301"}));
    done(run_into("a.h5", {"--seed", "9", "--overwrite"}));
    done({"replay", "a.h5", "--scenario", "1", "-o", "t.h5"});
    refused(run_into("t.h5", {"--overwrite"}), "is no results file");
}

TEST_F(Outputs, BesideTheResultsAreNotTakenFromSomebodyElse) {
    fs::create_directory(file("a.h5.parts"));
    write("a.h5.parts/notes", "mine");
    refused(run_into("a.h5"), "a.h5.parts: holds 'notes'");
    fs::create_directory(file("far"));
    fs::create_symlink("far", file("b.h5.parts"));
    refused(run_into("b.h5"), "b.h5.parts: is in the way");
    write("c.h5.partial", "mine");
    refused(run_into("c.h5"), "c.h5.partial: is in the way");
    write("d.h5.lock", "mine");
    refused(run_into("d.h5"), "'d.h5.lock' is in the way");
}

TEST_F(Outputs, HaveNoNameThatAnotherFileNeeds) {
    fs::copy(CHOKEPOINT_SOURCE_DIR "/configs/networks/teaching", file("net"));
    for (auto const* name : {"a.h5.lock", "a.h5.partial", "a.h5.parts"}) {
        refused(run_into(name), "would be taken for what it is not");
    }
    // A table that networks may have.
    fs::remove(file("net/routes.csv"));
    refused(run_into("net/routes.csv"), "net/routes.csv: ends in '.csv'");
    refused(run_into("new.toml", {"--overwrite"}), "ends in '.toml'");
    refused(run_into(""), "--output: is empty");
    refused({"network", "dependence", "net", "--csv", ""}, "--csv: is empty");
    refused({"bench", "--links", "700", "--json", "net/routes.csv"}, ".csv'");
}

TEST_F(Outputs, OfReplayReplaceOnlyATraceAndItsTables) {
    done(run_into("a.h5"));
    done(run_into("b.h5"));
    fs::copy(CHOKEPOINT_SOURCE_DIR "/configs/networks/teaching", file("net"));
    auto const replay = [](Arguments const& more) {
        Arguments words{"replay", "a.h5", "--scenario", "1"};
        words.insert(words.end(), more.begin(), more.end());
        return words;
    };
    refused(replay({"-o", "a.h5"}), "is the results file itself");
    refused(replay({"-o", "b.h5"}), "which a trace does not replace");
    refused(replay({"-o", "small.toml"}), "small.toml: is no trace");
    refused(replay({"-o", "t.h5", "--csv", "net"}), "net/countries.csv: is no");
    refused(replay({"-o", "net.h5"}), "net/countries.csv: is no");
    refused(replay({"-o", "t"}), "t: is the trace itself");
    refused(replay({"-o", "t.h5", "--csv", "small.toml"}),
            "small.toml: cannot make this folder");
    refused(replay({"-o", "t.h5", "--csv", "./t.h5/x"}), "is the trace itself");
    refused(replay({"-o", "t.h5", "--csv", "/proc/t"}),
            "/proc/t: cannot make this folder for the tables");
    refused(replay({"-o", "t.h5", "--csv", "new/" + std::string(300, 'x')}),
            "(File name too long)");
    refused(replay({"-o", "t.h5", "--csv", ""}), "--csv: is empty");
    fs::create_directory(file("mine"));
    write("mine/nodes.csv", "week,of mine\n");
    refused(replay({"-o", "t.h5", "--csv", "mine"}), "mine/nodes.csv: is no");
    done(replay({"-o", "t.h5"}));
    auto const first = read("t/nodes.csv");
    done({"replay", "a.h5", "--scenario", "2", "-o", "t.h5"});
    EXPECT_NE(read("t/nodes.csv"), first);
}

TEST_F(Outputs, OfBenchReplaceOnlyItsReport) {
    auto const bench = [](std::string const& json) {
        return Arguments{"bench", "--links", "700", "--repeats",
                         "1",     "--weeks", "5",   "--seconds",
                         "0.01",  "--json",  json,  "--backend",
                         "cpu"};
    };
    refused(bench("small.toml"), "small.toml: is no report of bench");
    done(bench("b.json"));
    done(bench("b.json"));
    EXPECT_THAT(read("b.json"), HasSubstr("\"repeats\": 1"));
}

TEST_F(Outputs, OfNetworkCommandsReplaceNoNetwork) {
    fs::copy(CHOKEPOINT_SOURCE_DIR "/configs/networks/teaching", file("net"));
    refused({"network", "generate", "net", "--nodes", "50"},
            "net: is a folder that is not empty");
    refused({"network", "generate", "small.toml", "--nodes", "50"},
            "small.toml: cannot make this folder");
    fs::create_directory(file("new"));
    done({"network", "generate", "new", "--nodes", "50"});
    refused({"network", "generate", "new", "--nodes", "50"}, "not empty");

    refused({"network", "dependence", "net", "--csv", "./net"},
            "is the folder of the network itself");
    done({"network", "dependence", "net", "--csv", "shares"});
    done({"network", "dependence", "new", "--csv", "shares"});
    write("shares/supplier_shares.csv", "mine\n");
    refused({"network", "dependence", "net", "--csv", "shares"},
            "shares/supplier_shares.csv: is no table of this command");
}
}  // namespace
}  // namespace chokepoint::test
