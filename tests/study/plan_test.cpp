#include <gtest/gtest.h>

#include <filesystem>
#include <map>

#include "host/network/input_error.hpp"
#include "host/study/plan/chosen_engine.hpp"
#include "host/study/plan/run_plan.hpp"
#include "host/study/plan/study_key.hpp"
#include "tests/study/small_study.hpp"

namespace chokepoint::test {
namespace {
RunPlan plan_of(Study const& study) {
    EngineOptions options;
    options.threads = 2;
    auto const chosen = choose_engine(study.model, "cpu", options);
    return plan_run(study, *chosen.engine, chosen.backend,
                    storage_options(study, options.threads));
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

// 65,536 worlds are the most that a chunk of HDF5 holds: a chunk less of them
// would be shorter, and take less.
TEST(RunPlan, MemoryToMarchDoesNotGrowWithWorldsAndTheFileDoes) {
    auto const few = plan_of(small_study({"campaign.scenarios=65536"}));
    auto const many = plan_of(small_study({"campaign.scenarios=1048576"}));
    EXPECT_EQ(few.memory_bytes, many.memory_bytes);
    EXPECT_EQ(16 * few.file_bytes, many.file_bytes);
    EXPECT_EQ(16 * few.link_steps, many.link_steps);
    // 8 links, 60 weeks, 3 packages
    EXPECT_EQ(few.link_steps, 8u * 60 * 3 * 65536);
    EXPECT_EQ(few.tiles_in_flight, 2u);
}

TEST(RunPlan, TheDiskHoldsTheJournalAndTheResultsAtOnce) {
    auto const study =
        small_study({"campaign.scenarios=103", "campaign.chunk=25"});
    auto const plan = plan_of(study);
    // Blocks of 4096 bytes for a head of 48, the key, and the losses: of 25
    // worlds four times, of 3 worlds once, for each of 3 packages.
    auto const blocks = [&](std::uint64_t worlds) {
        auto const bytes =
            48 + study_key(study).size() + 4 * plan.words_per_world * worlds;
        return (bytes + 4095) / 4096;
    };
    EXPECT_EQ(plan.journal_bytes, 3 * 4096 * (4 * blocks(25) + blocks(3)));
    EXPECT_EQ(plan.disk_bytes(), plan.journal_bytes + plan.results_bytes);
}

TEST(RunPlan, ARunBeyondTheFreeDiskIsRefusedWithTheNumbers) {
    auto plan = plan_of(small_study());
    auto const refusal = [&](std::uint64_t there) -> std::string {
        try {
            require_disk(plan, "run.h5", there);
        } catch (StorageError const& error) {
            return error.what();
        }
        return "";
    };
    EXPECT_EQ(refusal(0), "");
    auto const free = std::filesystem::space(".").available;
    plan.journal_bytes = free;
    plan.results_bytes = std::uint64_t{1} << 30;
    EXPECT_NE(refusal(0).find("run.h5: the run needs "), std::string::npos);
    EXPECT_NE(refusal(0).find("1074 MB of results"), std::string::npos);
    // What a run that goes on has written already is not needed again.
    EXPECT_EQ(refusal(free), "");
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
    statistics.peak_bytes = beyond;
    EXPECT_NE(refusal(statistics).find("fewer scenarios"), std::string::npos);
}
}  // namespace
}  // namespace chokepoint::test
