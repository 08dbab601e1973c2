#include "kernels/engine/engine.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <cstring>

#include "tests/support/kitchen_sink.hpp"

namespace chokepoint::test {
class CpuEngineTest : public ::testing::Test {
  protected:
    CompiledModel const model = kitchen_sink();
    ModelView const view = model.view();
    Chunk const chunk{1, 0, 100};
    ChunkLosses const plain = run_one(view, chunk, {1, "baseline", {}, 0, 0});
};

TEST_F(CpuEngineTest, the_campaign_is_eventful) {
    OutputLayout const out{view};
    std::vector<int> seen(view.family.size, 0);
    for (std::uint32_t f = 0; f < view.family.size; ++f) {
        for (std::uint32_t s = 0; s < chunk.scenarios; ++s) {
            seen[f] += plain.count[out.event_count(f) * 100 + s] > 0 ? 1 : 0;
        }
        EXPECT_GT(seen[f], 0) << model.family_name[f];
    }
}

TEST_F(CpuEngineTest, every_level_of_the_cpu_gives_the_same_bits) {
    auto const levels = cpu_levels();
    EXPECT_FALSE(levels.empty());
    for (auto const& level : levels) {
        EXPECT_TRUE(
            same_bits(plain, run_one(view, chunk, {1, level, {}, 0, 0})))
            << level;
    }
}

/// All mechanisms at once: they act, and every level agrees on the bits.
TEST(FullEngineTest, every_level_gives_the_same_bits_with_every_mechanism) {
    auto const model = full_kitchen_sink(60);
    auto const view = model.view();
    OutputLayout const out{view};
    Chunk const chunk{1, 0, 50};
    auto const plain = run_one(view, chunk, {1, "baseline", {}, 0, 0});
    auto const sum = [&](std::vector<std::int32_t> const& block,
                         std::uint32_t row) {
        std::int64_t total = 0;
        for (std::uint32_t s = 0; s < chunk.scenarios; ++s) {
            total += block[row * chunk.scenarios + s];
        }
        return total;
    };
    EXPECT_GT(sum(plain.count, out.retaliations()), 10);
    EXPECT_GT(plain.value[out.duties(0, 1) * chunk.scenarios], 0.0f);
    EXPECT_GT(plain.value[out.reserve_released(0) * chunk.scenarios], 0.0f);
    EXPECT_NE(plain.value[out.price_peak(0) * chunk.scenarios], 1.0f);
    EXPECT_NE(plain.value[out.competitiveness(1, 1) * chunk.scenarios], 1.0f);
    for (auto const& level : cpu_levels()) {
        EXPECT_TRUE(
            same_bits(plain, run_one(view, chunk, {1, level, {}, 0, 0})))
            << level;
    }
}

TEST_F(CpuEngineTest, threads_do_not_change_the_bits) {
    for (unsigned const threads : {2u, 3u, 7u}) {
        EXPECT_TRUE(
            same_bits(plain, run_one(view, chunk, {threads, "", {}, 0, 0})));
    }
}

TEST_F(CpuEngineTest, chunks_do_not_change_the_bits) {
    OutputLayout const out{view};
    auto const engine = make_cpu_engine(view, {});
    std::vector<Chunk> const parts{{1, 0, 33}, {1, 33, 1}, {1, 34, 66}};
    engine->run(parts, [&](ChunkLosses const& part) {
        for (std::uint32_t row = 0; row < out.float_rows(); ++row) {
            EXPECT_EQ(
                std::memcmp(&part.value[row * part.chunk.scenarios],
                            &plain.value[row * 100 + part.chunk.first_scenario],
                            part.chunk.scenarios * sizeof(float)),
                0)
                << row;
        }
        return true;
    });
}

/// Any list, in any order; wider than a tile, so that lanes are left over.
TEST_F(CpuEngineTest, chosen_worlds_are_those_of_a_run_of_all) {
    OutputLayout const out{view};
    auto choice = model;
    for (std::uint64_t i = 0; i < 70; ++i) {
        choice.chosen.push_back((i * 37 + 5) % 100);
    }
    auto const chosen = choice.view();
    for (auto const& level : cpu_levels()) {
        make_cpu_engine(chosen, {1, level, {}, 0, 0})
            ->run({{1, 0, 3}, {1, 3, 67}}, [&](ChunkLosses const& part) {
                auto const n = part.chunk.scenarios;
                for (std::uint32_t s = 0; s < n; ++s) {
                    auto const world =
                        choice.chosen[part.chunk.first_scenario + s];
                    for (std::uint32_t row = 0; row < out.float_rows(); ++row) {
                        EXPECT_EQ(
                            std::memcmp(&part.value[row * n + s],
                                        &plain.value[row * 100 + world], 4),
                            0)
                            << level << " " << world << " " << row;
                    }
                }
                return true;
            });
    }
}

TEST_F(CpuEngineTest, a_traced_world_is_the_world_of_the_run) {
    OutputLayout const out{view};
    for (std::uint64_t const world : {0ull, 42ull, 99ull}) {
        int weeks = 0;
        auto const traced = trace_world(
            view, 1, world, [&](TraceWeek const&) { ++weeks; }, nullptr);
        EXPECT_EQ(weeks, model.weeks);
        for (std::uint32_t row = 0; row < out.float_rows(); ++row) {
            EXPECT_EQ(std::memcmp(&traced.value[row],
                                  &plain.value[row * 100 + world], 4),
                      0);
        }
    }
}

TEST_F(CpuEngineTest, a_sink_that_says_no_ends_the_run) {
    int calls = 0;
    make_cpu_engine(view, {})->run(
        {{0, 0, 16}, {0, 16, 16}, {0, 32, 16}, {0, 48, 16}},
        [&](ChunkLosses const&) {
            ++calls;
            return false;
        });
    EXPECT_EQ(calls, 1);
}

/// Asked for while the second chunk is marched: it is given up, and no other
/// is begun.
TEST_F(CpuEngineTest, a_stop_that_is_asked_for_gives_up_the_chunk_under_way) {
    for (unsigned const threads : {1u, 3u}) {
        std::atomic<int> asked{0};
        std::vector<std::uint64_t> first;
        // 16 tiles of 4 to 64 worlds, so that each asks more than once.
        make_cpu_engine(view, {threads, "baseline", {}, 0, 0})
            ->run(
                {{1, 0, 64}, {1, 64, 640}, {1, 704, 64}},
                [&](ChunkLosses const& losses) {
                    first.push_back(losses.chunk.first_scenario);
                    return true;
                },
                [&] { return ++asked > 64 / 4 + 3; });
        EXPECT_THAT(first, ::testing::ElementsAre(0u)) << threads;
        EXPECT_LE(asked, 64 / 4 + 3 + static_cast<int>(threads)) << threads;
    }
}

TEST_F(CpuEngineTest, trouble_of_the_sink_reaches_the_caller) {
    EXPECT_THROW(make_cpu_engine(view, {})->run({{0, 0, 16}, {0, 16, 16}},
                                                [](ChunkLosses const&) -> bool {
                                                    throw std::runtime_error{
                                                        "disk full"};
                                                }),
                 std::runtime_error);
}

TEST_F(CpuEngineTest, an_unknown_level_is_refused_with_the_known_ones) {
    try {
        make_cpu_engine(view, {1, "v9", {}, 0, 0});
        FAIL();
    } catch (EngineError const& error) {
        EXPECT_THAT(error.what(), ::testing::HasSubstr("'v9'"));
        EXPECT_THAT(error.what(), ::testing::HasSubstr("baseline"));
    }
}

/// I1 on the whole engine: families of rate 0 and a ban of strictness 0.
TEST(RestTest, a_world_without_shocks_loses_exactly_nothing) {
    auto const model = kitchen_sink_at_rest(260);
    auto const view = model.view();
    OutputLayout const out{view};
    for (std::uint32_t package = 0; package < view.package.size; ++package) {
        auto const losses = run_one(view, {package, 0, 20}, {});
        for (std::uint32_t row = 0; row < out.country_rows(); ++row) {
            for (int s = 0; s < 20; ++s) {
                EXPECT_EQ(losses.value[row * 20 + s], 0.0f);
            }
        }
    }
}

TEST(RestTest, every_state_of_a_quiet_world_stays_constant_to_the_bit) {
    auto const model = kitchen_sink_at_rest(260);
    auto const view = model.view();
    TraceWeek first{};
    trace_world(
        view, 1, 5,
        [&](TraceWeek const& w) {
            if (w.week == 0) {
                first = w;
            }
            EXPECT_EQ(w.output, first.output) << w.week;
            EXPECT_EQ(w.stock, first.stock) << w.week;
            EXPECT_EQ(w.order, first.order) << w.week;
            EXPECT_EQ(w.receipts, first.receipts) << w.week;
            EXPECT_EQ(w.fill, first.fill) << w.week;
            EXPECT_EQ(w.pass, first.pass) << w.week;
        },
        nullptr);
    EXPECT_THAT(first.output, ::testing::Each(1.0f));
    EXPECT_THAT(first.receipts, ::testing::Each(1.0f));
}

TEST(PackagesTest, share_their_worlds) {
    auto const model = kitchen_sink();
    auto const view = model.view();
    // Natural events do not depend on what a package does to the tension.
    std::vector<std::vector<TraceEvent>> events(view.package.size);
    for (std::uint32_t p = 0; p < view.package.size; ++p) {
        trace_world(
            view, p, 8, [](TraceWeek const&) {}, &events[p]);
    }
    ASSERT_GE(view.package.size, 2u);
    std::size_t compared = 0;
    for (std::size_t e = 0; e < std::min(events[0].size(), events[1].size());
         ++e) {
        if (model.view().family[events[0][e].family].arrival ==
            Arrival::poisson) {
            EXPECT_EQ(events[0][e].entity, events[1][e].entity);
            EXPECT_EQ(events[0][e].start, events[1][e].start);
            EXPECT_EQ(events[0][e].hold, events[1][e].hold);
            EXPECT_EQ(events[0][e].severity, events[1][e].severity);
            ++compared;
        }
    }
    EXPECT_GT(compared, 3u);
}
}  // namespace chokepoint::test
