#include <gtest/gtest.h>

#include <map>

#include "host/network/input_error.hpp"
#include "host/study/run/chosen_engine.hpp"
#include "host/study/run/run_plan.hpp"
#include "tests/study/small_study.hpp"

namespace chokepoint::test {
namespace {
RunPlan plan_of(Study const& study) {
    EngineOptions options;
    options.threads = 2;
    auto const chosen = choose_engine(study.model, "cpu", options);
    return plan_run(study, *chosen.engine, chosen.backend);
}

TEST(RunPlan, EveryWorldOfEveryPackageIsInOneChunk) {
    auto const plan =
        plan_of(small_study({"campaign.scenarios=103", "campaign.chunk=25"}));
    EXPECT_EQ(plan.chunks.size(), 15u);  // 4 of 25 and one of 3, 3 packages
    std::map<std::pair<std::uint32_t, std::uint64_t>, int> times;
    for (auto const& chunk : plan.chunks) {
        EXPECT_LE(chunk.scenarios, 25u);
        for (std::uint64_t s = 0; s < chunk.scenarios; ++s) {
            ++times[{chunk.package, chunk.first_scenario + s}];
        }
    }
    EXPECT_EQ(times.size(), 3 * 103u);
    for (auto const& [world, count] : times) {
        EXPECT_EQ(count, 1) << world.first << ' ' << world.second;
    }
}

TEST(RunPlan, MemoryDoesNotGrowWithWorldsAndTheFileDoes) {
    auto const few = plan_of(small_study({"campaign.scenarios=1000"}));
    auto const many = plan_of(small_study({"campaign.scenarios=1000000"}));
    EXPECT_EQ(few.memory_bytes, many.memory_bytes);
    EXPECT_EQ(1000 * few.file_bytes, many.file_bytes);
    EXPECT_EQ(1000 * few.link_steps, many.link_steps);
    // 8 links, 60 weeks, 3 packages
    EXPECT_EQ(few.link_steps, 8u * 60 * 3 * 1000);
    EXPECT_EQ(few.tiles_in_flight, 2u);
}

TEST(RunPlan, TooManyChunksAreRefusedAtOnceWithAChunkThatWouldDo) {
    auto study = small_study();
    study.campaign.header.scenarios = 1000000000000;
    study.campaign.header.chunk = 1;
    std::string said;
    try {
        plan_of(study);
    } catch (InputError const& error) {
        said = error.what();
    }
    EXPECT_EQ(said,
              "[campaign]: chunk = 1: 1000000000000 worlds of 3 packages would "
              "be 3000000000000 chunks, each of them a file while the run goes "
              "on (at most 1000000: a chunk of 3000004 or more, or fewer "
              "worlds)");
    study.campaign.header.chunk = 3000004;
    EXPECT_LE(plan_of(study).chunks.size(), 1000000u);
}

TEST(RunPlan, APlanBeyondTheMachineIsRefusedWithWhatHelps) {
    auto const plan = plan_of(small_study());
    EXPECT_NO_THROW(require_memory(plan));
    auto const refusal = [](RunPlan const& too_large) -> std::string {
        try {
            require_memory(too_large);
        } catch (EngineError const& error) {
            return error.what();
        }
        return "";
    };
    auto const beyond = host_memory() + (std::size_t{1} << 30);
    auto marching = plan;
    marching.memory_bytes = beyond;
    EXPECT_NE(refusal(marching).find("campaign.chunk"), std::string::npos);
    auto statistics = plan;
    statistics.statistics_bytes = beyond;
    EXPECT_NE(refusal(statistics).find("fewer scenarios"), std::string::npos);
}
}  // namespace
}  // namespace chokepoint::test
