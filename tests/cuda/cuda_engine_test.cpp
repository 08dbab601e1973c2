/// \file cuda_engine_test.cpp
/// I5: CPU = GPU to the bit. Skipped in plain sight without a device.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <thread>

#include "kernels/engine/engine.hpp"
#include "tests/support/kitchen_sink.hpp"

namespace chokepoint::test {
namespace {
using Results = std::vector<ChunkLosses>;

Results run_all(Engine& engine, std::vector<Chunk> const& chunks) {
    Results results(chunks.size());
    engine.run(chunks, [&](ChunkLosses const& losses) {
        for (std::size_t k = 0; k < chunks.size(); ++k) {
            if (chunks[k].package == losses.chunk.package &&
                chunks[k].first_scenario == losses.chunk.first_scenario) {
                results[k] = losses;
            }
        }
        return true;
    });
    return results;
}

void expect_same(Results const& a, Results const& b) {
    ASSERT_EQ(a.size(), b.size());
    for (std::size_t k = 0; k < a.size(); ++k) {
        EXPECT_TRUE(same_bits(a[k], b[k])) << "chunk " << k;
    }
}
}  // namespace

class CudaEngineTest : public ::testing::Test {
  protected:
    void SetUp() override {
        auto const why = cuda_unavailable();
        if (!why.empty()) {
            GTEST_SKIP() << "no CUDA device here: " << why;
        }
    }

    CompiledModel const model = kitchen_sink(30);
    ModelView const view = model.view();
    /// Not multiples of a tile, nor even: the last one has idle lanes, and a
    /// thread with one world of two.
    std::vector<Chunk> const chunks{{0, 0, 75}, {1, 0, 75}, {1, 75, 7}};
};

TEST_F(CudaEngineTest, gives_the_bits_of_the_cpu_for_any_number_of_warps) {
    auto const cpu = run_all(*make_cpu_engine(view, {}), chunks);
    for (unsigned const warps : {1u, 2u, 5u}) {
        EngineOptions options;
        options.warps_per_block = warps;
        expect_same(cpu, run_all(*make_cuda_engine(view, options), chunks));
    }
}

TEST_F(CudaEngineTest, gives_the_bits_of_the_cpu_with_every_mechanism) {
    auto const full = full_kitchen_sink(16);
    auto const full_view = full.view();
    std::vector<Chunk> const worlds{{1, 0, 40}, {0, 5, 8}};
    EngineOptions options;
    options.warps_per_block = 3;
    expect_same(run_all(*make_cpu_engine(full_view, {}), worlds),
                run_all(*make_cuda_engine(full_view, options), worlds));
}

TEST_F(CudaEngineTest, marches_the_worlds_that_were_chosen) {
    auto choice = model;
    for (std::uint64_t i = 0; i < 82; ++i) {
        choice.chosen.push_back((i * 37 + 5) % 100 + (1ull << 40));
    }
    auto const chosen = choice.view();
    auto const cpu = run_all(*make_cpu_engine(chosen, {}), chunks);
    expect_same(cpu, run_all(*make_cuda_engine(chosen, {}), chunks));
    auto const plain = run_all(*make_cpu_engine(view, {}), chunks);
    EXPECT_FALSE(same_bits(cpu[0], plain[0]));
}

TEST_F(CudaEngineTest, tiles_in_flight_do_not_change_the_bits) {
    auto const cpu = run_all(*make_cpu_engine(view, {}), chunks);
    EngineOptions options;
    options.warps_per_block = 2;
    options.blocks = 1;  // one slab serves both tiles of a chunk in turn
    expect_same(cpu, run_all(*make_cuda_engine(view, options), chunks));
}

TEST_F(CudaEngineTest, small_chunks_are_marched_together) {
    std::vector<Chunk> many;
    for (std::uint64_t first = 0; first < 300; first += 50) {
        many.push_back({1, first, 50});
        many.push_back({0, first, 50});
    }
    auto const cpu = run_all(*make_cpu_engine(view, {}), many);
    for (unsigned const tiles : {1u, 3u, 99u}) {
        EngineOptions options;
        options.blocks = tiles;
        expect_same(cpu, run_all(*make_cuda_engine(view, options), many));
    }
}

TEST_F(CudaEngineTest, knows_before_a_run_what_it_will_hold) {
    EngineOptions options;
    options.blocks = 3;
    options.devices = {0};
    auto const engine = make_cuda_engine(view, options);
    auto const tile = engine->lanes();
    EXPECT_EQ(engine->in_flight(99 * tile, 1).tiles, 3u);
    // Batches of one size: two of two tiles, not three and one.
    EXPECT_EQ(engine->in_flight(4 * tile, 1).tiles, 2u);
    // As many worlds as march at once, and those that are written meanwhile;
    // one more chunk lies in the hands of the sink.
    EXPECT_EQ(engine->in_flight(3 * tile, 100).chunks, 2 + 1u);
    EXPECT_EQ(engine->in_flight(tile, 100).chunks, 2 * 3 + 1u);
    EXPECT_EQ(engine->in_flight(tile, 100).tiles, 2 * 3u);
    EXPECT_EQ(engine->notice(), "");
}

TEST_F(CudaEngineTest, a_chunk_without_worlds_is_handed_over_empty) {
    std::vector<Chunk> const none{{0, 0, 0}, {1, 0, 3}, {1, 5, 0}};
    for (auto const& some : {none, std::vector<Chunk>{{0, 0, 0}}}) {
        expect_same(run_all(*make_cpu_engine(view, {}), some),
                    run_all(*make_cuda_engine(view, {}), some));
    }
}

TEST_F(CudaEngineTest, a_quiet_world_stays_at_baseline_on_the_device) {
    auto const quiet = kitchen_sink_at_rest(30);
    auto const quiet_view = quiet.view();
    OutputLayout const out{quiet_view};
    auto const engine = make_cuda_engine(quiet_view, {});
    auto const losses = run_all(*engine, {{1, 0, 33}});
    for (std::uint32_t k = 0; k < out.country_rows() * 33; ++k) {
        ASSERT_EQ(losses[0].value[k], 0.0f);
    }
}

TEST_F(CudaEngineTest, refuses_a_device_that_does_not_exist) {
    EngineOptions options;
    options.devices = {99};
    try {
        make_cuda_engine(view, options);
        FAIL();
    } catch (EngineError const& error) {
        EXPECT_THAT(error.what(), ::testing::HasSubstr("device 99"));
    }
}

TEST_F(CudaEngineTest, a_sink_that_says_no_ends_the_run) {
    int calls = 0;
    make_cuda_engine(view, {})->run(
        {{0, 0, 8}, {0, 8, 8}, {0, 16, 8}, {0, 24, 8}, {0, 32, 8}},
        [&](ChunkLosses const&) {
            ++calls;
            return false;
        });
    EXPECT_EQ(calls, 1);
}

/// Asked every fourth week of a chunk (30 weeks: 7 times), here in the second.
/// Gaps keep them from being marched together.
TEST_F(CudaEngineTest, a_stop_that_is_asked_for_gives_up_the_chunk_under_way) {
    std::atomic<int> asked{0};
    std::vector<std::uint64_t> first;
    EngineOptions options;
    options.devices = {0};
    make_cuda_engine(view, options)
        ->run(
            {{0, 0, 8}, {0, 16, 8}, {0, 32, 8}},
            [&](ChunkLosses const& losses) {
                first.push_back(losses.chunk.first_scenario);
                return true;
            },
            [&] { return ++asked > 9; });
    EXPECT_THAT(first, ::testing::ElementsAre(0u));
    EXPECT_EQ(asked, 10);
}

/// The sink of the first chunk ends only when the second is being launched.
TEST_F(CudaEngineTest, a_slow_sink_does_not_hold_up_the_device) {
    std::atomic<int> asked{0};
    bool met = false;
    EngineOptions options;
    options.devices = {0};
    // 7 questions a chunk; gaps keep them from being marched together.
    make_cuda_engine(view, options)
        ->run(
            {{0, 0, 8}, {0, 16, 8}},
            [&](ChunkLosses const& losses) {
                auto const patience =
                    std::chrono::steady_clock::now() + std::chrono::seconds{60};
                while (losses.chunk.first_scenario == 0 && asked <= 7 &&
                       std::chrono::steady_clock::now() < patience) {
                    std::this_thread::yield();
                }
                met = met || asked > 7;
                return true;
            },
            [&] {
                ++asked;
                return false;
            });
    EXPECT_TRUE(met);
    EXPECT_EQ(asked, 14);
}

/// Run by the failure-injection script with one CUDA call set to fail
/// (CHOKEPOINT_EXPECT_FAILURE=1): one clear error, and every chunk that was
/// handed over before it has the right bits.
TEST_F(CudaEngineTest, an_injected_failure_is_one_clear_error) {
    if (!std::getenv("CHOKEPOINT_EXPECT_FAILURE")) {
        GTEST_SKIP() << "no failure is injected "
                        "(CHOKEPOINT_EXPECT_FAILURE is not set)";
    }
    // Gaps keep them from being marched together.
    std::vector<Chunk> const many{
        {1, 0, 8}, {1, 16, 8}, {1, 32, 8}, {1, 48, 8}};
    auto const cpu = run_all(*make_cpu_engine(view, {}), many);
    std::size_t handed_over = 0;
    try {
        make_cuda_engine(view, {})->run(many, [&](ChunkLosses const& losses) {
            auto const k = losses.chunk.first_scenario / 16;
            EXPECT_TRUE(same_bits(cpu[k], losses));
            ++handed_over;
            return true;
        });
        FAIL() << "the injected failure was not noticed";
    } catch (EngineError const& error) {
        EXPECT_THAT(error.what(), ::testing::HasSubstr("CUDA"));
        std::printf("error after %zu chunks: %s\n", handed_over, error.what());
    }
}
}  // namespace chokepoint::test
