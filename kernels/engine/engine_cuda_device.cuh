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
/// Most chunks in flight on one device.
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

/// The part of a run that a device takes: chunks in flight, each with so many
/// blocks (tiles at once).
struct DeviceShare {
    std::size_t slots;
    unsigned blocks;
};

/// How to march a model on one device, and what fits there.
class DeviceRoom {
  public:
    /// Selects the device for this thread.
    /// \throw EngineError why it cannot march the model
    DeviceRoom(int device, ModelView const& model, EngineOptions const& options)
        : device_{device},
          kernel_{kernel_for(model)},
          slab_bytes_{TileLayout{model, false}.bytes(lanes_per_tile)},
          warps_{options.warps_per_block ? options.warps_per_block
                                         : warps_for(model.network.nodes)} {
        check(cudaSetDevice(device), "select device " + std::to_string(device));
        cudaFuncAttributes attributes{};
        check(cudaFuncGetAttributes(&attributes, kernel_),
              "find code of the march for this device");
        int processors = 0, blocks_each = 0;
        check(cudaDeviceGetAttribute(&processors,
                                     cudaDevAttrMultiProcessorCount, device),
              "ask for the number of multiprocessors");
        check(cudaOccupancyMaxActiveBlocksPerMultiprocessor(
                  &blocks_each, kernel_, static_cast<int>(warps_ * warp_lanes),
                  0),
              "ask for the occupancy of the march");
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
        resident_ =
            options.blocks
                ? options.blocks
                : static_cast<std::size_t>(processors) *
                      static_cast<std::size_t>(std::max(1, blocks_each));
    }

    DeviceShare share(std::uint32_t largest_chunk, std::size_t chunks) const {
        auto const tiles = std::max<std::size_t>(
            1,
            (std::size_t{largest_chunk} + lanes_per_tile - 1) / lanes_per_tile);
        // Enough to fill the device, and one that is written meanwhile.
        auto const slots =
            std::min({(resident_ + tiles - 1) / tiles + 1,
                      std::max<std::size_t>(1, chunks), most_slots, fit_});
        return {slots, static_cast<unsigned>(
                           std::min({fit_ / slots, tiles, resident_}))};
    }

    int device() const { return device_; }
    MarchKernel kernel() const { return kernel_; }
    std::size_t slab_bytes() const { return slab_bytes_; }
    unsigned warps() const { return warps_; }

  private:
    int device_;
    MarchKernel kernel_;
    std::size_t slab_bytes_;
    unsigned warps_;
    std::size_t fit_ = 0;       ///< tiles whose state fits
    std::size_t resident_ = 0;  ///< tiles that run at once
};
}  // namespace chokepoint
