/// \file team_march.hpp
/// The march by a team of threads that meet as the warps of a block do.
///
/// A march takes long to compile: each width has a file of its own,
/// team_march_<width>.cpp.
#pragma once

#include <condition_variable>
#include <cstdlib>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "host/campaign/model/compiled_model.hpp"
#include "kernels/engine/engine.hpp"
#include "kernels/engine/packed_network.hpp"
#include "kernels/portable/twin.cuh"
#include "kernels/week/march.cuh"

namespace chokepoint::test {
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

/// \tparam P      Pack<W> or Wide<W>
/// \param members threads of the team, >= 1
template <class P>
ChunkLosses march_as_team(CompiledModel const& model,
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
        TileJob const job{chunk.package, chunk.first_scenario, rows, column};
        Barrier barrier{members};
        std::vector<std::thread> team;
        for (std::uint32_t rank = 0; rank < members; ++rank) {
            team.emplace_back([&, rank] {
                march_tile(m, tile, job, ThreadTeam{rank, members, &barrier},
                           NoObserver{});
            });
        }
        for (auto& member : team) {
            member.join();
        }
    }
    return losses;
}

extern template ChunkLosses march_as_team<Pack<1>>(CompiledModel const&,
                                                   Chunk const&,
                                                   std::uint32_t);
extern template ChunkLosses march_as_team<Pack<4>>(CompiledModel const&,
                                                   Chunk const&,
                                                   std::uint32_t);
extern template ChunkLosses march_as_team<Wide<4>>(CompiledModel const&,
                                                   Chunk const&,
                                                   std::uint32_t);
}  // namespace chokepoint::test
