/// \file screened_run_test.cpp
/// Two-phase sampling from the campaign to the file and back.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <filesystem>
#include <numeric>
#include <set>

#include "host/network/input_error.hpp"
#include "host/study/replay/replay.hpp"
#include "host/study/run/screening.hpp"
#include "tests/study/small_study.hpp"

namespace chokepoint::test {
namespace {
using testing::HasSubstr;
namespace fs = std::filesystem;

/// 200 of 2,000 worlds, learnt from 200 others.
Study screened_study(std::vector<std::string> const& more = {}) {
    std::vector<std::string> all{
        "sampling.method=screened", "campaign.scenarios=200",
        "sampling.draws=10", "sampling.pilot=200", "sampling.return_period=20"};
    all.insert(all.end(), more.begin(), more.end());
    return small_study(all);
}

class ScreenedRun : public testing::Test {
  protected:
    std::string whole() {
        auto const path = folder_.file("whole.h5");
        if (!fs::exists(path)) {
            run_study(screened_study(), into(path));
        }
        return path;
    }

    TemporaryFolder folder_;
};

TEST_F(ScreenedRun, StoresItsWorldsAndTheirWeights) {
    ResultsReader const reader{whole()};
    auto const scenario = reader.table("/scenario");
    auto const weight = reader.weights();
    ASSERT_EQ(scenario.size(), 200u);
    ASSERT_EQ(weight.size(), 200u);
    EXPECT_EQ(std::set<double>(scenario.begin(), scenario.end()).size(), 200u);
    for (auto const s : scenario) {
        EXPECT_GE(s, 200);  // the pilot is left out
        EXPECT_LT(s, 2200);
    }
    EXPECT_NEAR(std::accumulate(weight.begin(), weight.end(), 0.0), 200, 1e-9);
    EXPECT_LT(*std::min_element(weight.begin(), weight.end()), .5);
    EXPECT_GT(*std::max_element(weight.begin(), weight.end()), 1.5);
    EXPECT_FALSE(fs::exists(whole() + ".parts"));
    EXPECT_FALSE(fs::exists(whole() + ".pilot.parts"));
}

TEST_F(ScreenedRun, ItsWorldsAreThoseOfAPlainRunWithTheirNumbers) {
    auto const plain = folder_.file("plain.h5");
    run_study(small_study({"campaign.scenarios=2200"}), into(plain));
    ResultsReader const chosen{whole()}, all{plain};
    auto const scenario = chosen.table("/scenario");
    for (std::uint32_t package = 0; package < 3; ++package) {
        for (std::uint32_t column = 0; column < 6; ++column) {
            auto const a =
                chosen.column("/losses/value_added", package, column);
            auto const b = all.column("/losses/value_added", package, column);
            for (std::size_t i = 0; i < a.size(); ++i) {
                ASSERT_EQ(a[i], b[static_cast<std::size_t>(scenario[i])]);
            }
        }
    }
}

TEST_F(ScreenedRun, EveryWorldIsReplayedByItsNumber) {
    auto const scenario = ResultsReader{whole()}.table("/scenario");
    for (std::size_t i = 0; i < scenario.size(); i += 37) {
        auto const number = static_cast<std::uint64_t>(scenario[i]);
        auto const replay = replay_world({whole(), number, "ban", ""});
        EXPECT_GT(replay.numbers_compared, 60u);
        EXPECT_EQ(replay.description.scenario, number);
    }
    auto const first = static_cast<std::uint64_t>(scenario[0]);
    auto const left_out =
        std::count(scenario.begin(), scenario.end(), scenario[0] + 1) > 0
            ? std::uint64_t{0}
            : first + 1;
    try {
        replay_world({whole(), left_out, "", ""});
        ADD_FAILURE() << "a world that was not marched was replayed";
    } catch (InputError const& error) {
        EXPECT_THAT(error.what(), HasSubstr("not among those"));
        EXPECT_THAT(error.what(), HasSubstr("nearest: "));
    }
}

TEST_F(ScreenedRun, NumbersDoNotDependOnThreadsOrChunks) {
    auto const path = folder_.file("b.h5");
    auto options = into(path);
    options.engine.threads = 3;
    run_study(screened_study({"campaign.chunk=33"}), options);
    expect_same_numbers(whole(), path);
    EXPECT_EQ(ResultsReader{whole()}.table("/scenario"),
              ResultsReader{path}.table("/scenario"));
}

TEST_F(ScreenedRun, AResumedRunEqualsAnUninterruptedOne) {
    // Stopped in the pilot, then among the chosen worlds, then finished.
    auto const path = folder_.file("cut.h5");
    for (std::uint64_t const until : {2u, 3u}) {
        std::atomic<std::uint64_t> calls{0};
        RunObserver observer;
        bool const pilot = until == 2;
        observer.progress = [&](RunProgress const& p) {
            bool const of_pilot = p.worlds == 200;
            calls = of_pilot == pilot ? p.chunks_done : 0;
        };
        observer.interrupted = [&] { return calls >= until; };
        auto const cut =
            run_study(screened_study(), into(path, Resume::yes), observer);
        EXPECT_EQ(cut.end, RunEnd::interrupted);
        EXPECT_EQ(cut.journal, path + (pilot ? ".pilot.parts" : ".parts"));
        EXPECT_TRUE(fs::exists(cut.journal));
    }
    EXPECT_THROW(run_study(screened_study(), into(path)), InputError);
    EXPECT_EQ(run_study(screened_study(), into(path, Resume::yes)).end,
              RunEnd::finished);
    expect_same_numbers(whole(), path);
    EXPECT_FALSE(fs::exists(path + ".pilot.parts"));
}

/// Weighted figures against those of a plain run of ten times as many worlds,
/// in standard errors of the screened one.
TEST_F(ScreenedRun, EstimatesWhatAPlainRunDoes) {
    auto const plain = folder_.file("long.h5");
    run_study(small_study({"campaign.scenarios=4000", "campaign.seed=6"}),
              into(plain));
    ResultsReader const a{whole()}, b{plain};
    for (auto const* path : {"/summary/world/mean", "/policy/mean_difference",
                             "/attribution/family_overall"}) {
        auto const x = a.table(path), y = b.table(path);
        ASSERT_EQ(x.size(), y.size());
        int compared = 0;
        for (std::size_t i = 0; i + 2 < x.size(); i += 3) {
            if (std::isnan(x[i]) || !(x[i + 2] > x[i + 1])) {
                continue;
            }
            ++compared;
            EXPECT_NEAR(x[i], y[i], 2.2 * (x[i + 2] - x[i + 1]))
                << path << " " << i;
        }
        EXPECT_GT(compared, 3) << path;
    }
}

std::string refusal(std::vector<std::string> const& overrides) {
    try {
        screened_study(overrides);
    } catch (InputError const& error) {
        return error.what();
    }
    ADD_FAILURE() << "no InputError was thrown";
    return {};
}

TEST(ScreenedCampaign, MustHaveEquallyManyWorldsInItsGroups) {
    EXPECT_THAT(small_study({"sampling.method=plain", "campaign.scenarios=150"})
                    .campaign.header.scenarios,
                150u);
    try {
        small_study({"sampling.method=screened", "campaign.scenarios=1009"});
        ADD_FAILURE();
    } catch (InputError const& error) {
        EXPECT_THAT(error.what(), HasSubstr("nearest: 1000"));
    }
}

TEST(ScreenedCampaign, MisspeltKeysAndMethodsAreNamed) {
    EXPECT_THAT(refusal({"sampling.pilots=200"}), HasSubstr("pilot"));
    EXPECT_THAT(refusal({"sampling.draws=1"}), HasSubstr("2"));
    try {
        small_study({"sampling.method=screen"});
        ADD_FAILURE();
    } catch (InputError const& error) {
        EXPECT_THAT(error.what(), HasSubstr("screened"));
    }
}
}  // namespace
}  // namespace chokepoint::test
