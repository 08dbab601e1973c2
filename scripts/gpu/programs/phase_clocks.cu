#include "scripts/gpu/programs/phase_clocks.hpp"

#include <array>

#include "kernels/engine/engine_cuda_device.cuh"
#include "kernels/engine/engine_cuda_kernel.cuh"
#include "kernels/engine/engine_cuda_model.cuh"

namespace chokepoint {
namespace {
char const* const name_of[steps] = {
    "baseline", "mechanisms", "begin",    "leverage",   "worlds",
    "publish",  "filter",     "sourcing", "production", "books",
    "receipts", "prices",     "losses",   "horizon",    "ended"};

/// Waits for each step and adds up its time.
template <class Kind>
struct TimedMarch {
    LaunchedMarch<Kind> const& launched;
    cudaEvent_t begin, end;
    std::array<double, steps>& seconds;

    template <Step step>
    void take(std::int32_t when) const {
        float ms = 0;
        check(cudaEventRecord(begin, launched.streams[0]), "record an event");
        launched.template take<step>(when);
        check(cudaEventRecord(end, launched.streams[0]), "record an event");
        check(cudaEventSynchronize(end), "finish a step");
        check(cudaEventElapsedTime(&ms, begin, end), "read a clock");
        seconds[static_cast<int>(step)] += ms * 1e-3;
    }
    void week_ends(std::int32_t) const {}
};
}  // namespace

std::vector<PhaseClocks> phase_clocks(ModelView const& model,
                                      std::uint32_t package,
                                      unsigned tiles,
                                      unsigned warps) {
    DeviceRoom const room{0, model, {}};
    DeviceModel const device{model};
    OutputLayout const output{model};
    TileLayout const layout{model, false};
    auto const worlds = tiles * lanes_per_tile;
    auto const slab = layout.bytes(lanes_per_tile);
    DeviceArray<char> const slabs{slab * tiles, "the state of tiles"};
    DeviceArray<float> const value{std::size_t{output.float_rows()} * worlds,
                                   "losses"};
    DeviceArray<std::int32_t> const count{
        std::size_t{output.integer_rows()} * worlds, "counts"};
    Stream const stream;
    cudaEvent_t begin, end;
    check(cudaEventCreate(&begin), "create an event");
    check(cudaEventCreate(&end), "create an event");
    std::array<double, steps> seconds{};
    WeeksAhead::Events const pace;
    StopRequest const never;
    // All in one stream: steps side by side have no time of their own.
    Streams streams;
    streams.fill(stream.get());
    WeeksAhead ahead{streams, pace, never};
    with_kind(model, [&](auto kind) {
        using Kind = decltype(kind);
        LaunchedMarch<Kind> const launched{
            device.view(),
            layout,
            slabs.data(),
            slab,
            {package, 0, {value.data(), count.data(), worlds, worlds}, 0},
            tiles,
            tiles,
            warps ? warps : room.warps(),
            streams,
            ahead};
        in_order<Kind>(model, TimedMarch<Kind>{launched, begin, end, seconds});
    });
    cudaEventDestroy(begin);
    cudaEventDestroy(end);
    std::vector<PhaseClocks> result;
    for (int k = 0; k < steps; ++k) {
        result.push_back({name_of[k], seconds[k]});
    }
    return result;
}
}  // namespace chokepoint
