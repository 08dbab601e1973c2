/// \file engine_cuda_device.cuh
/// What one device can hold of a run, asked without allocating anything. For
/// engine_cuda.cu only.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>

#include "kernels/engine/cuda_resources.cuh"
#include "kernels/engine/engine_cuda_kernel.cuh"
#include "kernels/views/tile_layout.cuh"

namespace chokepoint {
/// Most spans of chunks in flight on one device.
constexpr std::size_t most_slots = 32;
/// Share of the free device memory that tile states may take.
constexpr double memory_share = 0.8;

/// "device 1 (NVIDIA H100)"; the number alone if it does not tell its name.
inline std::string name_with_number(int device) {
    cudaDeviceProp properties{};
    auto const text = "device " + std::to_string(device);
    if (cudaGetDeviceProperties(&properties, device) != cudaSuccess) {
        cudaGetLastError();
        return text;
    }
    return text + " (" + properties.name + ")";
}

/// The part of a run that a device takes: spans of chunks in flight, of each
/// so many tiles at once.
struct DeviceShare {
    std::size_t slots;
    unsigned tiles;
};

/// Tiles that a device marches at once, for each multiprocessor: so many that
/// steps with little to do for a tile (S0 has one warp) fill it too.
constexpr std::size_t tiles_per_processor = 8;

/// How to march a model on one device, and what fits there.
class DeviceRoom {
  public:
    /// Selects the device for this thread.
    /// \throw EngineError why it cannot march the model
    DeviceRoom(int device, ModelView const& model, EngineOptions const& options)
        : device_{device},
          slab_bytes_{TileLayout{model, false}.bytes(lanes_per_tile)},
          warps_{options.warps_per_block
                     ? std::min(options.warps_per_block, most_warps)
                     : most_warps} {
        check(cudaSetDevice(device), "select device " + std::to_string(device));
        cudaFuncAttributes attributes{};
        with_kind(model, [&](auto kind) {
            check(cudaFuncGetAttributes(
                      &attributes, march_step<decltype(kind), Step::sourcing>),
                  "find code of the march for this device");
        });
        int processors = 0;
        check(cudaDeviceGetAttribute(&processors,
                                     cudaDevAttrMultiProcessorCount, device),
              "ask for the number of multiprocessors");
        std::size_t free_bytes = 0, total_bytes = 0;
        check(cudaMemGetInfo(&free_bytes, &total_bytes),
              "ask for the free device memory");
        fit_ = static_cast<std::size_t>(memory_share *
                                        static_cast<double>(free_bytes) /
                                        static_cast<double>(slab_bytes_));
        if (fit_ == 0) {
            throw EngineError{"one tile of " + std::to_string(lanes_per_tile) +
                              " worlds needs " + std::to_string(slab_bytes_) +
                              " bytes, " + std::to_string(free_bytes) +
                              " are free; use a smaller network or another "
                              "device"};
        }
        at_once_ = options.blocks ? options.blocks
                                  : static_cast<std::size_t>(processors) *
                                        tiles_per_processor;
    }

    /// Chunks of so many worlds that fill the device together; 1 at least.
    std::size_t chunks_to_fill(std::uint32_t largest_chunk) const {
        auto const worlds = std::min(at_once_, fit_) * lanes_per_tile;
        return std::max<std::size_t>(1, worlds / std::max(1u, largest_chunk));
    }

    /// \param worlds  of the largest span of chunks
    DeviceShare share(std::size_t worlds, std::size_t spans) const {
        auto const tiles = std::max<std::size_t>(
            1, (worlds + lanes_per_tile - 1) / lanes_per_tile);
        // Enough to fill the device, and one that is written meanwhile.
        auto const slots =
            std::min({(at_once_ + tiles - 1) / tiles + 1,
                      std::max<std::size_t>(1, spans), most_slots, fit_});
        auto const most = std::min({fit_ / slots, tiles, at_once_, most_tiles});
        // Batches of one size: the last must not leave the device idle.
        auto const batches = (tiles + most - 1) / most;
        return {slots, static_cast<unsigned>((tiles + batches - 1) / batches)};
    }

    int device() const { return device_; }
    std::size_t slab_bytes() const { return slab_bytes_; }
    unsigned warps() const { return warps_; }

  private:
    static constexpr std::size_t most_tiles = 65535;  ///< of a grid

    int device_;
    std::size_t slab_bytes_;
    unsigned warps_;
    std::size_t fit_ = 0;      ///< tiles whose state fits
    std::size_t at_once_ = 0;  ///< tiles that fill the device
};
}  // namespace chokepoint
