#include "host/study/replay.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "host/network/input_error.hpp"
#include "host/network/network_tables.hpp"
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
