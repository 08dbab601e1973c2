/// \file engine_cuda_kernel.cuh
/// The steps of a march as kernels, and their launches in order. For
/// engine_cuda.cu and measuring programs only.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <type_traits>

#include "kernels/engine/cuda_resources.cuh"
#include "kernels/portable/bunch.cuh"
#include "kernels/week/march.cuh"

// Other values are for measurements: scripts/gpu/README.md.
#ifndef CHOKEPOINT_WORLDS_PER_THREAD
#    define CHOKEPOINT_WORLDS_PER_THREAD 2
#endif
#ifndef CHOKEPOINT_BLOCKS
#    define CHOKEPOINT_BLOCKS 5
#endif
#ifndef CHOKEPOINT_STREAMS
#    define CHOKEPOINT_STREAMS 1
#endif

namespace chokepoint {
constexpr unsigned warp_lanes = 32;
/// Worlds that a thread marches as one number, and blocks of the steps over
/// links that a multiprocessor shall hold: the fastest of six pairs measured
/// on an H200 (kernels/README.md).
constexpr unsigned worlds_per_thread = CHOKEPOINT_WORLDS_PER_THREAD;
constexpr unsigned blocks_of_links = CHOKEPOINT_BLOCKS;
constexpr unsigned lanes_per_tile = warp_lanes * worlds_per_thread;
/// Most warps of a block.
constexpr unsigned most_warps = 8;
/// Streams that the tiles of a span are dealt to: while one is at a step that
/// few warps have a share of (a country's books), another fills the device.
constexpr unsigned streams_a_span = CHOKEPOINT_STREAMS;
using Streams = std::array<cudaStream_t, streams_a_span>;
using DeviceNumber =
    std::conditional_t<worlds_per_thread == 1, float, Bunch<worlds_per_thread>>;

/// The warps that march a tile in one launch. They meet when it ends.
struct GridTeam {
    std::uint32_t rank, size;
};

/// Blocks of a step that a multiprocessor shall hold: it tells the compiler
/// how many registers a thread may have, 65,536 / (256 blocks).
constexpr unsigned blocks_of(Step step) {
    switch (step) {
        case Step::sourcing:
        case Step::production:
        case Step::receipts:
            return blocks_of_links;
        default:
            return 2;
    }
}

/// One step of some tiles.
///
/// \param model  a kernel argument: its pointers are constants to every
///               instruction; what they point to is on the device
/// \param slabs  [gridDim.y] tile states, `slab_bytes` apart
/// \param job    first_column: of the first tile
/// \param when   as in_order says
template <class Kind, Step step>
__global__ void __launch_bounds__(most_warps* warp_lanes, blocks_of(step))
    march_step(__grid_constant__ ModelView const model,
               __grid_constant__ TileLayout const layout,
               char* slabs,
               std::uint64_t slab_bytes,
               __grid_constant__ TileJob const job,
               std::int32_t when) {
    // The first of the thread's worlds in its tile.
    std::uint32_t const lane = threadIdx.x % warp_lanes * worlds_per_thread;
    std::uint32_t const warps = blockDim.x / warp_lanes;
    // Broadcast, so that the compiler knows: all lanes of a warp agree, and
    // so do the branches and addresses that follow from it.
    std::uint32_t const warp =
        __shfl_sync(0xffffffffu, threadIdx.x / warp_lanes, 0);
    GridTeam const team{blockIdx.x * warps + warp, gridDim.x * warps};
    TileState<DeviceNumber> const tile{layout, slabs + blockIdx.y * slab_bytes,
                                       lane};
    TileJob const own{job.package, job.first_scenario, job.rows,
                      job.first_column + blockIdx.y * lanes_per_tile + lane};
    NoObserver const silent;
    TileSteps<DeviceNumber, Kind, NoObserver>{model, tile, own, silent}
        .template take<step>(when, team);
}

/// Lets the host launch 8 to 12 weeks ahead of the device, no more: it could
/// end a run only after all that is launched.
class WeeksAhead {
  public:
    using Events = std::array<std::array<Event, streams_a_span>, 3>;

    /// \param events  for these streams alone while they are launched to
    WeeksAhead(Streams const& streams,
               Events const& events,
               StopRequest const& asked)
        : streams_{streams}, events_{events}, asked_{asked} {}

    void week_ends() {
        if (stopped_ || ++weeks_ % 4 != 0) {
            return;
        }
        for (std::size_t k = 0; k < streams_.size(); ++k) {
            check(cudaEventRecord(next()[k].get(), streams_[k]),
                  "record an event");
        }
        ++recorded_;
        // What lies there is the oldest of them now.
        if (recorded_ >= events_.size()) {
            for (auto const& event : next()) {
                check(cudaEventSynchronize(event.get()), "finish some weeks");
            }
        }
        stopped_ = asked_ && asked_();
    }
    bool stopped() const { return stopped_; }

  private:
    Events::value_type const& next() const {
        return events_[recorded_ % events_.size()];
    }

    Streams const& streams_;
    Events const& events_;
    StopRequest const& asked_;
    std::int64_t weeks_ = 0;
    std::size_t recorded_ = 0;
    bool stopped_ = false;
};

/// Launches the steps of some tiles, one after the other. Each stream has
/// tiles of its own.
template <class Kind>
struct LaunchedMarch {
    ModelView const& model;  ///< on the device
    TileLayout const& layout;
    char* slabs;
    std::uint64_t slab_bytes;
    TileJob job;
    unsigned tiles;
    unsigned tiles_a_stream;  ///< at most
    unsigned warps;           ///< of a block at most
    Streams const& streams;
    WeeksAhead& ahead;

    template <Step step>
    void take(std::int32_t when) const {
        if (ahead.stopped()) {
            return;
        }
        auto const wanted = std::max(1u, members<step>());
        auto const block = std::min(wanted, warps);
        auto part = job;
        for (unsigned k = 0, first = 0; first < tiles; ++k) {
            auto const some = std::min(tiles_a_stream, tiles - first);
            dim3 const grid{(wanted + block - 1) / block, some};
            part.first_column = job.first_column + first * lanes_per_tile;
            march_step<Kind, step><<<grid, block * warp_lanes, 0, streams[k]>>>(
                model, layout, slabs + first * slab_bytes, slab_bytes, part,
                when);
            check(cudaGetLastError(), "launch a step of the march");
            first += some;
        }
    }
    void week_ends(std::int32_t) const { ahead.week_ends(); }

  private:
    /// Warps that share a step of a tile. Enough that each has little to do,
    /// since nobody waits for them but the next step; more than one thing,
    /// since each finds its way to the tile first.
    template <Step step>
    unsigned members() const {
        auto const& n = model.network;
        auto const share = [](std::size_t things, unsigned each) {
            return static_cast<unsigned>((things + each - 1) / each);
        };
        switch (step) {
            case Step::baseline:
                return share(layout.float_rows, 128);
            case Step::begin:
            case Step::worlds:
                return worlds_per_thread;
            case Step::publish:
                return 1;
            case Step::filter:
                return share(std::max(model.control_class.size,
                                      model.influence_class.size),
                             8);
            case Step::mechanisms:
            case Step::sourcing:
            case Step::receipts:
                return share(n.groups, 8);
            case Step::production:
                return share(n.nodes, 2);
            case Step::leverage:
                return share(model.metrics.leverage_pair.size, 1);
            case Step::books:
            case Step::prices:
            case Step::losses:
            case Step::horizon:
            case Step::ended:
                return share(n.nodes, 8);
        }
        return 1;
    }
};

/// Calls `use(kind)` with the kind of march that a model needs.
template <class Use>
void with_kind(ModelView const& model, Use const& use) {
    if (model.rules.extended) {
        use(ExtendedMarch{});
    } else {
        use(CoreMarch{});
    }
}
}  // namespace chokepoint
