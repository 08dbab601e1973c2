/// \file engine_cuda_kernel.cuh
/// The march as a kernel: a block of warps a tile of worlds. For
/// engine_cuda.cu only.
#pragma once

#include <cstdint>
#include <type_traits>

#include "kernels/portable/bunch.cuh"
#include "kernels/week/march.cuh"

// For measurements of other shapes.
#ifndef CHOKEPOINT_WORLDS_PER_THREAD
#    define CHOKEPOINT_WORLDS_PER_THREAD 1
#endif
#ifndef CHOKEPOINT_MOST_THREADS
#    define CHOKEPOINT_MOST_THREADS 1024
#endif

namespace chokepoint {
constexpr unsigned warp_lanes = 32;
/// Worlds that a thread marches as one number.
constexpr unsigned worlds_per_thread = CHOKEPOINT_WORLDS_PER_THREAD;
constexpr unsigned lanes_per_tile = warp_lanes * worlds_per_thread;
/// Most threads of a block. It also tells the compiler how many registers a
/// thread may have: 65,536 / most_threads.
constexpr unsigned most_threads = CHOKEPOINT_MOST_THREADS;
constexpr unsigned most_warps = most_threads / warp_lanes;
using DeviceNumber =
    std::conditional_t<worlds_per_thread == 1, float, Bunch<worlds_per_thread>>;

/// The warps of a block.
struct BlockTeam {
    std::uint32_t rank, size;
    __device__ void meet() const { __syncthreads(); }
};

/// \param model    a kernel argument: its pointers are constants to every
///                 instruction; what they point to is on the device
/// \param slabs    [gridDim.x] tile states, `slab_bytes` apart
/// \param chunk    its tiles begin at other columns
template <class Kind>
__global__ void __launch_bounds__(most_threads, 1)
    march_tiles(__grid_constant__ ModelView const model,
                __grid_constant__ TileLayout const layout,
                char* slabs,
                std::uint64_t slab_bytes,
                TileJob chunk) {
    // The first of the thread's worlds in its tile.
    std::uint32_t const lane = threadIdx.x % warp_lanes * worlds_per_thread;
    // Broadcast, so that the compiler knows: all lanes of a warp agree, and
    // so do the branches and addresses that follow from it.
    BlockTeam const team{__shfl_sync(0xffffffffu, threadIdx.x / warp_lanes, 0),
                         blockDim.x / warp_lanes};
    TileState<DeviceNumber> const tile{layout, slabs + blockIdx.x * slab_bytes,
                                       lane};
    std::uint32_t const tiles =
        (chunk.rows.columns + lanes_per_tile - 1) / lanes_per_tile;
    for (std::uint32_t t = blockIdx.x; t < tiles; t += gridDim.x) {
        TileJob const job{chunk.package, chunk.first_scenario, chunk.rows,
                          t * lanes_per_tile + lane};
        march_tile_as<Kind>(model, tile, job, team, NoObserver{});
        __syncthreads();
    }
}

using MarchKernel = decltype(&march_tiles<CoreMarch>);

inline MarchKernel kernel_for(ModelView const& model) {
    return model.rules.extended ? march_tiles<ExtendedMarch>
                                : march_tiles<CoreMarch>;
}

/// Warps of a block: 1 to 16, 64 nodes or more each. Large blocks, because all
/// tiles of a multiprocessor share its cache: 16 warps, half of what fits,
/// leave room there for the rows that links read at random.
inline unsigned warps_for(std::uint32_t nodes) {
    unsigned warps = 1;
    while (warps < 16 && warps * 64 <= nodes) {
        warps *= 2;
    }
    return warps;
}
}  // namespace chokepoint
