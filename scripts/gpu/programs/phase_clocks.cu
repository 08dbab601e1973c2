#include "scripts/gpu/programs/phase_clocks.hpp"

#include <algorithm>
#include <chrono>

#include "kernels/engine/cuda_resources.cuh"
#include "kernels/engine/engine_cuda_kernel.cuh"
#include "kernels/engine/engine_cuda_model.cuh"

namespace chokepoint {
namespace {
/// Meetings of a week, in the order of march.cuh.
constexpr unsigned most_phases = 16;

/// The warps of a block; each notes how long it worked before it met the rest.
struct ClockedTeam {
    std::uint32_t rank, size;
    unsigned long long* worked;  ///< [most_phases] of this warp
    std::uint32_t leverage_dates;
    mutable unsigned phase = 0;
    mutable long long since = 0;

    __device__ void meet() const {
        auto const now = clock64();
        if (threadIdx.x % warp_lanes == 0) {
            worked[phase < most_phases ? phase : most_phases - 1] +=
                static_cast<unsigned long long>(now - since);
        }
        ++phase;
        __syncthreads();
        since = clock64();
    }
};

/// Ends the weeks of the clocks. The phase before week 0 counts with the last.
struct WeekEnd : NoObserver {
    ClockedTeam const& team;
    ModelView const& model;

    __device__ WeekEnd(ClockedTeam const& t, ModelView const& m)
        : team{t}, model{m} {}
    template <class P>
    __device__ void operator()(TileState<P> const&, std::int32_t week) const {
        // The meeting that follows is the last of its week.
        bool leverage = false;
        for (std::uint32_t d = 0; d < team.leverage_dates; ++d) {
            leverage = leverage || model.metrics.date[d] == week + 1;
        }
        team.phase = leverage ? ~1u : ~0u;
    }
};

template <class Kind>
__global__ void __launch_bounds__(most_threads, 1)
    march_with_clocks(__grid_constant__ ModelView const model,
                      __grid_constant__ TileLayout const layout,
                      char* slabs,
                      std::uint64_t slab_bytes,
                      TileJob chunk,
                      unsigned long long* worked) {
    std::uint32_t const lane = threadIdx.x % warp_lanes * worlds_per_thread;
    std::uint32_t const warp =
        __shfl_sync(0xffffffffu, threadIdx.x / warp_lanes, 0);
    std::uint32_t const warps = blockDim.x / warp_lanes;
    ClockedTeam team{warp, warps,
                     worked + (blockIdx.x * warps + warp) * most_phases,
                     Kind::extended ? model.metrics.dates : 0};
    TileState<DeviceNumber> const tile{layout, slabs + blockIdx.x * slab_bytes,
                                       lane};
    TileJob const job{chunk.package, chunk.first_scenario, chunk.rows,
                      blockIdx.x * lanes_per_tile + lane};
    team.phase = most_phases;  // before week 0: not told apart
    team.since = clock64();
    march_tile_as<Kind>(model, tile, job, team, WeekEnd{team, model});
}

std::vector<std::string> phases_of(bool extended) {
    std::vector<std::string> names{"S0"};
    if (worlds_per_thread > 1) {
        names.emplace_back("S0 publish");
    }
    for (auto const* name :
         {"S1 filter", "S2 sourcing", "S3 production", "S3 books", "S4 receipts"}) {
        names.emplace_back(name);
    }
    if (extended) {
        names.emplace_back("S5 prices");
        names.emplace_back("S5-6 slow, metrics");
    } else {
        names.emplace_back("S5-6 metrics");
    }
    return names;
}
}  // namespace

std::vector<PhaseClocks> phase_clocks(ModelView const& model,
                                      std::uint32_t package,
                                      unsigned blocks,
                                      unsigned warps,
                                      double& seconds) {
    DeviceModel const device{model};
    OutputLayout const output{model};
    TileLayout const layout{model, false};
    auto const worlds = blocks * lanes_per_tile;
    auto const slab = layout.bytes(lanes_per_tile);
    DeviceArray<char> const slabs{slab * blocks, "the state of tiles"};
    DeviceArray<float> const value{std::size_t{output.float_rows()} * worlds,
                                   "losses"};
    DeviceArray<std::int32_t> const count{
        std::size_t{output.integer_rows()} * worlds, "counts"};
    std::size_t const clocks = std::size_t{blocks} * warps * most_phases;
    DeviceArray<unsigned long long> const worked{clocks, "clocks"};
    check(cudaMemset(worked.data(), 0, clocks * sizeof(unsigned long long)),
          "clear the clocks");
    bool const extended = model.rules.extended;
    auto const kernel = extended ? march_with_clocks<ExtendedMarch>
                                 : march_with_clocks<CoreMarch>;
    auto const begun = std::chrono::steady_clock::now();
    kernel<<<blocks, warps * warp_lanes>>>(
        device.view(), layout, slabs.data(), slab,
        TileJob{package, 0, {value.data(), count.data(), worlds, worlds}, 0},
        worked.data());
    check(cudaGetLastError(), "launch the march");
    check(cudaDeviceSynchronize(), "finish the march");
    seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() -
                                            begun)
                  .count();
    std::vector<unsigned long long> cycles(clocks);
    check(cudaMemcpy(cycles.data(), worked.data(),
                     clocks * sizeof(unsigned long long),
                     cudaMemcpyDeviceToHost),
          "copy the clocks");
    std::vector<PhaseClocks> result;
    double const weeks = model.weeks - 1;  // week 0 is not told apart
    auto const names = phases_of(extended);
    for (unsigned phase = 0; phase < names.size(); ++phase) {
        PhaseClocks c{names[phase], 0, 0, 0};
        for (unsigned b = 0; b < blocks; ++b) {
            double longest = 0;
            for (unsigned w = 0; w < warps; ++w) {
                auto const spent = static_cast<double>(
                    cycles[(std::size_t{b} * warps + w) * most_phases + phase]);
                c.mean += spent / (weeks * blocks * warps);
                longest = std::max(longest, spent);
                if (w == 0) {
                    c.first += spent / (weeks * blocks);
                }
            }
            c.longest += longest / (weeks * blocks);
        }
        result.push_back(c);
    }
    return result;
}
}  // namespace chokepoint
