#include "host/study/replay/replay.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "host/campaign/model/compiled_sha256.hpp"
#include "host/campaign/toml/load_campaign.hpp"
#include "host/network/input_error.hpp"
#include "host/network/tables/load_network.hpp"
#include "host/storage/trace/trace_flows.hpp"
#include "tests/network/written_network.hpp"
#include "tests/study/small_study.hpp"

namespace chokepoint::test {
namespace {
using testing::HasSubstr;

class ReplayOfARun : public testing::Test {
  protected:
    ReplayOfARun() : results_{folder_.file("small.h5")} {
        run_study(small_study(), into(results_));
    }

    ReplayOptions world(std::uint64_t scenario,
                        std::string const& package = "") const {
        return {results_, scenario, package, ""};
    }

    std::string refusal(ReplayOptions const& options) const {
        try {
            replay_world(options);
        } catch (InputError const& error) {
            return error.what();
        }
        ADD_FAILURE() << "no InputError was thrown";
        return {};
    }

    TemporaryFolder folder_;
    std::string results_;
};

TEST_F(ReplayOfARun, EqualsTheRunToTheBit) {
    for (std::uint64_t s = 0; s < 150; s += 13) {
        for (auto const package : {"none", "ban", "calm"}) {
            EXPECT_GT(replay_world(world(s, package)).numbers_compared, 60u);
        }
    }
}

TEST_F(ReplayOfARun, WeeksAddUpToTheStoredLoss) {
    auto const replay = replay_world(world(21, "ban"));
    auto const& d = replay.description;
    ASSERT_EQ(replay.trace.weeks.size(), 60u);
    std::vector<double> loss(d.country.size());
    for (auto const& week : replay.trace.weeks) {
        for (std::size_t i = 0; i < d.node.size(); ++i) {
            loss[d.node_country[i]] +=
                d.value_added[i] * std::max(0.0, 1.0 - double{week.output[i]});
        }
    }
    ResultsReader const reader{results_};
    for (std::uint32_t c = 0; c < loss.size(); ++c) {
        auto const stored =
            reader.column("/losses/value_added", 1, 2 * c + 1)[21];
        EXPECT_NEAR(loss[c], stored, 1e-4 * stored + 1e-3) << d.country[c];
    }
}

TEST_F(ReplayOfARun, NamesWhatTheTraceShows) {
    auto const replay = replay_world(world(3, "ban"));
    auto const& d = replay.description;
    EXPECT_EQ(d.package, "ban");
    EXPECT_EQ(d.scenario, 3u);
    EXPECT_THAT(d.group, testing::Contains("BET:metal <- ore"));
    EXPECT_THAT(d.sink, testing::Contains("GAM <- device"));
    EXPECT_EQ(d.control_class[0], "free");
    EXPECT_EQ(d.control_class.size(), replay.trace.weeks.front().pass.size());
    EXPECT_EQ(d.group.size() + d.sink.size(),
              replay.trace.weeks.front().order.size());
}

TEST_F(ReplayOfARun, ListsWhatWasKnownBeforeTheWorldBegan) {
    auto const replay = replay_world(world(3, "ban"));
    auto const& d = replay.description;
    auto const& known = replay.trace.known;
    ASSERT_EQ(known.size(), 2u);
    EXPECT_EQ(known[0].kind, EventKind::scheduled);
    EXPECT_EQ(d.scheduled.at(known[0].id), "fire");
    EXPECT_EQ(d.scheduled_target.at(known[0].id), "BET:chip:FABCO");
    EXPECT_EQ(known[0].start, 5);
    EXPECT_EQ(known[0].hold, 6);
    EXPECT_EQ(known[0].severity, 0.6f);
    EXPECT_EQ(known[1].kind, EventKind::measure);
    EXPECT_EQ(d.slot.at(known[1].id), "ore-ban");
    EXPECT_EQ(known[1].start, 10);
    EXPECT_EQ(known[1].hold, 20);
    EXPECT_EQ(replay_world(world(3)).trace.known.size(), 1u);
}

TEST(ReplayedFlows, EqualAHandComputationOnTheTeachingNetwork) {
    // Ore of ALP: 8 to BET, 2 to GAM. From week 10 a quota lets 1/4 of both
    // pass, from week 20 another one half of what goes to BET.
    TemporaryFolder const folder;
    auto const path = folder.file("flows.h5");
    auto const text =
        "[campaign]\nnetwork = \"" + teaching_folder +
        "\"\nscenarios = 2\nweeks = 30\n"
        "[[event]]\nname = \"strait\"\ntype = \"logistic\"\n"
        "routes = [\"STRAIT\"]\nstart_week = 4\nhold_weeks = 2\n"
        "pass = 0.5\ndelay_weeks = 1\n"
        "[[measure]]\nname = \"wide\"\ntype = \"quota\"\nquota = 0.25\n"
        "exporters = [\"ALP\"]\nproducts = [\"ore\"]\nstart_week = 10\n"
        "[[measure]]\nname = \"narrow\"\ntype = \"quota\"\nquota = 0.5\n"
        "exporters = [\"ALP\"]\nimporters = [\"BET\"]\n"
        "products = [\"ore\"]\nstart_week = 20\n"
        "[[package]]\nname = \"both\"\nmeasures = [\"wide\", "
        "\"narrow\"]\n";
    run_study(make_study(parse_campaign(text, "flows.toml")), into(path));
    auto const replay = replay_world({path, 1, "both", ""});
    auto const& d = replay.description;
    ASSERT_EQ(d.slot.size(), 3u);
    auto const flows = measure_flows(d, replay.trace);
    auto const slot = [&](std::string const& name) {
        return static_cast<std::size_t>(
            std::find(d.slot.begin(), d.slot.end(), name) - d.slot.begin());
    };
    auto const wide = slot("wide"), narrow = slot("narrow"),
               strait = slot("strait");
    EXPECT_NEAR(flows.baseline.at(wide), 10, 1e-5);
    EXPECT_NEAR(flows.baseline.at(narrow), 8, 1e-5);
    EXPECT_NEAR(flows.baseline.at(strait), 68, 1e-5);
    auto const expect = [&](std::size_t week, double w, double n, double s) {
        EXPECT_NEAR(flows.passing[3 * week + wide], w, 1e-5) << week;
        EXPECT_NEAR(flows.passing[3 * week + narrow], n, 1e-5) << week;
        EXPECT_NEAR(flows.passing[3 * week + strait], s, 1e-5) << week;
        EXPECT_NEAR(flows.share[3 * week + wide], w / 10, 1e-6) << week;
    };
    expect(0, 10, 8, 68);
    expect(5, 8 * .5 + 2, 8 * .5, 34);
    expect(15, 2.5, 8 * .25, 8 * .25 + 60);
    expect(25, 8 * .125 + 2 * .25, 8 * .125, 8 * .125 + 60);

    auto const& known = replay.trace.known;  // delay, filter, two quotas
    ASSERT_EQ(known.size(), 4u);
    EXPECT_EQ(d.scheduled.at(known[0].id), "strait");
    EXPECT_EQ(d.scheduled_target.at(known[0].id), "STRAIT");
    EXPECT_EQ(known[1].kind, EventKind::scheduled);
    EXPECT_EQ(d.scheduled.at(known[1].id), "strait");
    EXPECT_EQ(known[1].level, 0.5f);
    EXPECT_EQ(known[3].kind, EventKind::measure);
    EXPECT_EQ(known[3].start, 20);
}

TEST(ReplayWithFewLosses, ComparesWhatIsStored) {
    TemporaryFolder const folder;
    auto const path = folder.file("few.h5");
    run_study(small_study({"metrics.losses=[\"peak\"]"}), into(path));
    ResultsReader const reader{path};
    EXPECT_FALSE(reader.has("/losses/final_demand"));
    EXPECT_FALSE(reader.has("/summary/final_demand/mean"));
    EXPECT_FALSE(reader.has("/summary/exceedance/occurrence"));
    EXPECT_TRUE(reader.has("/summary/risk/mean"));
    EXPECT_TRUE(reader.has("/attribution/cell_contribution"));
    EXPECT_GT(replay_world({path, 9, "ban", ""}).numbers_compared, 10u);
}

TEST_F(ReplayOfARun, FindsTheNetworkWhereItIsNow) {
    auto options = world(3);
    auto const copy = folder_.file("copy");
    std::filesystem::copy(teaching_folder, copy);
    options.network = copy;
    EXPECT_NO_THROW(replay_world(options));
}

TEST_F(ReplayOfARun, AnotherNetworkIsRefused) {
    auto options = world(3);
    options.network = folder_.file("other");
    std::filesystem::copy(teaching_folder, options.network);
    auto network = load_network(options.network);
    network.nodes[0].value_added += 1;
    write_network(network, options.network, "changed");
    EXPECT_THAT(refusal(options), HasSubstr("SHA-256"));
}

TEST_F(ReplayOfARun, OtherTablesOfAnotherMachineAreNamed) {
    // As another libm would: one number of a table differs in its last bit.
    auto study = small_study();
    auto& number = study.model.quantile.at(100);
    number = std::nextafter(number, 1e9f);
    auto const path = folder_.file("elsewhere.h5");
    run_study(study, into(path));
    auto const message = refusal({path, 0, "", ""});
    for (auto const words :
         {"elsewhere.h5", "other tables", "libm", "run the campaign again"}) {
        EXPECT_THAT(message, HasSubstr(words));
    }
    EXPECT_THAT(message, HasSubstr(compiled_sha256(study.model)));
    EXPECT_THAT(message, HasSubstr(compiled_sha256(small_study().model)));
}

TEST_F(ReplayOfARun, WorldsAndPackagesThatAreNotThereAreNamed) {
    EXPECT_THAT(refusal(world(150)), HasSubstr("0 to 149"));
    EXPECT_THAT(refusal(world(0, "bann")), HasSubstr("nearest: 'ban'"));
}

TEST_F(ReplayOfARun, ADifferentMarchIsNoticed) {
    // The file says severity .6, but its worlds were marched with another.
    auto study = small_study({"event.fire.severity=0.7"});
    study.campaign = small_study().campaign;
    auto const path = folder_.file("forged.h5");
    run_study(study, into(path));
    try {
        replay_world({path, 0, "none", ""});
        FAIL() << "losses of another march passed for those of this one";
    } catch (EngineError const& error) {
        EXPECT_THAT(error.what(), HasSubstr("/losses/value_added"));
    }
}
}  // namespace
}  // namespace chokepoint::test
