/// \file same_bits_test.cpp
/// I2 and I5 on the CPU: any pack width and any team give the same bits. The
/// test instantiates the march itself; ThreadSanitizer watches the teams, so
/// that a missing meeting of the team is a reported race.
#include <gtest/gtest.h>

#include <condition_variable>
#include <cstdlib>
#include <memory>
#include <mutex>
#include <thread>

#include "kernels/march.cuh"
#include "kernels/packed_network.hpp"
#include "kernels/twin.cuh"
#include "tests/kernels/kitchen_sink.hpp"

namespace chokepoint::test {
namespace {
/// Threads that meet at a barrier, as the warps of a block do.
class Barrier {
  public:
    explicit Barrier(std::uint32_t size) : size_{size} {}
    void wait() {
        std::unique_lock<std::mutex> lock{mutex_};
        auto const round = round_;
        if (++waiting_ == size_) {
            waiting_ = 0;
            ++round_;
            all_here_.notify_all();
        } else {
            all_here_.wait(lock, [&] { return round_ != round; });
        }
    }

  private:
    std::mutex mutex_;
    std::condition_variable all_here_;
    std::uint32_t size_, waiting_ = 0, round_ = 0;
};

struct ThreadTeam {
    std::uint32_t rank, size;
    Barrier* barrier;
    void meet() const { barrier->wait(); }
};

/// \param members  of the team; 0: one that works alone, as the CPU engine's
template <class P>
ChunkLosses march_as(CompiledModel const& model,
                     Chunk const& chunk,
                     std::uint32_t members) {
    constexpr auto W = Lanes<P>::stride;
    PackedModel const packed{model.view()};
    auto const& m = packed.view;
    TileLayout const layout{m, false};
    OutputLayout const output{m};
    ChunkLosses losses{chunk, {}, {}};
    losses.value.resize(std::size_t{output.float_rows()} * chunk.scenarios);
    losses.count.resize(std::size_t{output.integer_rows()} * chunk.scenarios);
    LossRows const rows{losses.value.data(), losses.count.data(),
                        chunk.scenarios, chunk.scenarios};
    std::unique_ptr<char, void (*)(void*)> const slab{
        static_cast<char*>(std::aligned_alloc(128, layout.bytes(W))),
        std::free};
    TileState<P> const tile{layout, slab.get(), 0};
    for (std::uint32_t column = 0; column < chunk.scenarios; column += W) {
        TileJob const job{chunk.package, chunk.first_scenario};
        if (members == 0) {
            march_tile(m, tile, job, rows, W, column, SoloTeam{}, NoObserver{});
            continue;
        }
        Barrier barrier{members};
        std::vector<std::thread> team;
        for (std::uint32_t rank = 0; rank < members; ++rank) {
            team.emplace_back([&, rank] {
                march_tile(m, tile, job, rows, W, column,
                           ThreadTeam{rank, members, &barrier}, NoObserver{});
            });
        }
        for (auto& member : team) {
            member.join();
        }
    }
    return losses;
}

template <int W>
ChunkLosses march(CompiledModel const& model,
                  Chunk const& chunk,
                  std::uint32_t members) {
    return march_as<Pack<W>>(model, chunk, members);
}
}  // namespace

class TeamTest : public ::testing::TestWithParam<std::uint32_t> {};

TEST_P(TeamTest, every_width_and_team_gives_the_same_bits) {
    auto const model = kitchen_sink(40);
    Chunk const chunk{1, 3, 37};  // not a multiple of any width
    auto const plain = march<1>(model, chunk, 1);
    auto const members = GetParam();
    EXPECT_TRUE(same_bits(plain, march<1>(model, chunk, members)));
    EXPECT_TRUE(same_bits(plain, march<4>(model, chunk, members)));
    EXPECT_TRUE(same_bits(plain, march<8>(model, chunk, members)));
    EXPECT_TRUE(same_bits(plain, march<16>(model, chunk, members)));
    EXPECT_TRUE(same_bits(plain, march_as<Wide<4>>(model, chunk, members)));
}

TEST_P(TeamTest, so_it_is_with_every_mechanism) {
    auto const model = full_kitchen_sink(30);
    ASSERT_EQ(model.rules.extended, 1u);
    Chunk const chunk{1, 3, 21};
    auto const plain = march<1>(model, chunk, 1);
    auto const members = GetParam();
    EXPECT_TRUE(same_bits(plain, march<1>(model, chunk, members)));
    EXPECT_TRUE(same_bits(plain, march<4>(model, chunk, members)));
    EXPECT_TRUE(same_bits(plain, march<8>(model, chunk, members)));
    EXPECT_TRUE(same_bits(plain, march<16>(model, chunk, members)));
    EXPECT_TRUE(same_bits(plain, march_as<Wide<4>>(model, chunk, members)));
}

INSTANTIATE_TEST_SUITE_P(Sizes, TeamTest, ::testing::Values(0u, 1u, 4u));

TEST(TeamComparisonTest, would_notice_one_changed_bit) {
    auto const model = kitchen_sink(14);
    auto const a = march<4>(model, {0, 0, 5}, 1);
    auto b = a;
    EXPECT_TRUE(same_bits(a, b));
    b.count[7] ^= 1;
    EXPECT_FALSE(same_bits(a, b));
    EXPECT_FALSE(same_bits(a, march<4>(model, {0, 1, 5}, 1)));
}
}  // namespace chokepoint::test
