/// \file engine_cuda.cu
/// The same march on CUDA devices: a block of warps a tile of 32 worlds.
///
/// A persistent grid: as many blocks as state fits and the device runs at
/// once, each taking tiles in turn. Several chunks are in flight, each with a
/// stream, tile states and results of its own: copies and the writing of one
/// hide behind the computing of others, and small chunks fill the device
/// together.
#include <algorithm>
#include <atomic>
#include <cstring>
#include <exception>
#include <mutex>
#include <thread>
#include <utility>

#include "kernels/cuda_resources.cuh"
#include "kernels/engine.hpp"
#include "kernels/engine_cuda_model.cuh"
#include "kernels/march.cuh"

namespace chokepoint {
namespace {
constexpr unsigned lanes_per_tile = 32;
/// Most threads of a block. It also tells the compiler how many registers a
/// thread may have: 64, so that 32 warps fit on a multiprocessor.
constexpr unsigned most_threads = 1024;
constexpr unsigned most_warps = most_threads / lanes_per_tile;
/// Most chunks in flight on one device.
constexpr std::size_t most_slots = 32;
/// Share of the free device memory that tile states may take.
constexpr double memory_share = 0.8;

/// The warps of a block.
struct BlockTeam {
    std::uint32_t rank, size;
    __device__ void meet() const { __syncthreads(); }
};

/// \param model    a kernel argument: its pointers are constants to every
///                 instruction; what they point to is on the device
/// \param slabs    [gridDim.x] tile states, `slab_bytes` apart
/// \param rows     where the chunk is written
template <class Kind>
__global__ void __launch_bounds__(most_threads, 1)
    march_tiles(__grid_constant__ ModelView const model,
                __grid_constant__ TileLayout const layout,
                char* slabs,
                std::uint64_t slab_bytes,
                TileJob job,
                LossRows rows) {
    std::uint32_t const lane = threadIdx.x % lanes_per_tile;
    // Broadcast, so that the compiler knows: all lanes of a warp agree, and
    // so do the branches and addresses that follow from it.
    BlockTeam const team{
        __shfl_sync(0xffffffffu, threadIdx.x / lanes_per_tile, 0),
        blockDim.x / lanes_per_tile};
    TileState<float> const tile{layout, slabs + blockIdx.x * slab_bytes, lane};
    std::uint32_t const tiles =
        (rows.columns + lanes_per_tile - 1) / lanes_per_tile;
    for (std::uint32_t t = blockIdx.x; t < tiles; t += gridDim.x) {
        march_tile_as<Kind>(model, tile, job, rows, 1,
                            t * lanes_per_tile + lane, team, NoObserver{});
        __syncthreads();
    }
}

/// A place for one chunk in flight: tile states and results.
struct Slot {
    Slot(std::size_t slab_bytes, std::size_t values, std::size_t counts)
        : slabs{slab_bytes, "the state of tiles"},
          device_value{values, "losses of a chunk"},
          device_count{counts, "counts of a chunk"},
          value{values, "losses of a chunk"},
          count{counts, "counts of a chunk"} {}

    DeviceArray<char> slabs;
    DeviceArray<float> device_value;
    DeviceArray<std::int32_t> device_count;
    PinnedArray<float> value;
    PinnedArray<std::int32_t> count;
    Stream stream;
    Event copied;
    Chunk chunk{};
    bool in_flight = false;
};

/// One device: its memory, streams and the chunks it takes from the list.
class DeviceWorker {
  public:
    DeviceWorker(int device,
                 ModelView const& model,
                 EngineOptions const& options,
                 std::uint32_t largest_chunk,
                 std::size_t chunks)
        : device_{(check(cudaSetDevice(device),
                         "select device " + std::to_string(device)),
                   device)},
          layout_{model, false},
          output_{model},
          model_{model},
          kernel_{model.rules.extended ? march_tiles<ExtendedMarch>
                                       : march_tiles<CoreMarch>},
          slab_bytes_{layout_.bytes(lanes_per_tile)},
          warps_{options.warps_per_block ? options.warps_per_block
                                         : warps_for(model.network.nodes)} {
        auto const slots = share_device(options.blocks, largest_chunk, chunks);
        for (std::size_t k = 0; k < slots; ++k) {
            slots_.push_back(std::make_unique<Slot>(
                slab_bytes_ * blocks_,
                std::size_t{output_.float_rows()} * largest_chunk,
                std::size_t{output_.integer_rows()} * largest_chunk));
        }
    }

    /// Take chunks until the list is empty or `stop` is set.
    void work(std::vector<Chunk> const& chunks,
              std::atomic<std::size_t>& next,
              std::atomic<bool>& stop,
              ChunkSink const& finished,
              std::mutex& one_at_a_time) {
        check(cudaSetDevice(device_),
              "select device " + std::to_string(device_));
        // The oldest chunk lies in slot turn % slots.
        std::size_t turn = 0;
        try {
            for (auto k = next++; k < chunks.size() && !stop; k = next++) {
                auto& slot = *slots_[turn++ % slots_.size()];
                hand_over(slot, stop, finished, one_at_a_time);
                launch(slot, chunks[k]);
            }
            for (std::size_t k = 0; k < slots_.size(); ++k) {
                hand_over(*slots_[turn++ % slots_.size()], stop, finished,
                          one_at_a_time);
            }
        } catch (EngineError const&) {
            for (std::size_t k = 0; k < slots_.size(); ++k) {
                save(*slots_[turn++ % slots_.size()], stop, finished,
                     one_at_a_time);
            }
            throw;
        }
    }

    std::size_t tiles_in_flight() const { return blocks_ * slots_.size(); }

  private:
    /// 1 to 16 warps, 64 nodes or more each. Large blocks, because all tiles
    /// of a multiprocessor share its cache: 16 warps, half of what fits, leave
    /// room there for the rows that links read at random.
    static unsigned warps_for(std::uint32_t nodes) {
        unsigned warps = 1;
        while (warps < most_warps / 2 && warps * 64 <= nodes) {
            warps *= 2;
        }
        return warps;
    }

    /// Set the blocks of a launch. \return how many chunks fly at once
    std::size_t share_device(unsigned wanted,
                             std::uint32_t largest_chunk,
                             std::size_t chunks) {
        int processors = 0, blocks_each = 0;
        check(cudaDeviceGetAttribute(&processors,
                                     cudaDevAttrMultiProcessorCount, device_),
              "ask for the number of multiprocessors");
        check(cudaOccupancyMaxActiveBlocksPerMultiprocessor(
                  &blocks_each, kernel_,
                  static_cast<int>(warps_ * lanes_per_tile), 0),
              "ask for the occupancy of the march");
        std::size_t free_bytes = 0, total_bytes = 0;
        check(cudaMemGetInfo(&free_bytes, &total_bytes),
              "ask for the free device memory");
        auto const fit = static_cast<std::size_t>(
            memory_share * static_cast<double>(free_bytes) /
            static_cast<double>(slab_bytes_));
        if (fit == 0) {
            throw EngineError{
                "device " + std::to_string(device_) +
                ": one tile of 32 worlds needs " + std::to_string(slab_bytes_) +
                " bytes, " + std::to_string(free_bytes) +
                " are free; use a smaller network or another device"};
        }
        std::size_t const tiles =
            (largest_chunk + lanes_per_tile - 1) / lanes_per_tile;
        std::size_t const resident =
            wanted ? wanted
                   : static_cast<std::size_t>(processors) *
                         static_cast<std::size_t>(std::max(1, blocks_each));
        // Enough to fill the device, and one that is written meanwhile.
        auto const slots = std::min(
            {(resident + tiles - 1) / tiles + 1, chunks, most_slots, fit});
        blocks_ =
            static_cast<unsigned>(std::min({fit / slots, tiles, resident}));
        return slots;
    }

    void launch(Slot& slot, Chunk const& chunk) {
        slot.chunk = chunk;
        LossRows const rows{slot.device_value.data(), slot.device_count.data(),
                            chunk.scenarios, chunk.scenarios};
        kernel_<<<blocks_, warps_ * lanes_per_tile, 0, slot.stream.get()>>>(
            model_.view(), layout_, slot.slabs.data(), slab_bytes_,
            TileJob{chunk.package, chunk.first_scenario}, rows);
        check(cudaGetLastError(), "launch the march");
        check(cudaMemcpyAsync(slot.value.data(), slot.device_value.data(),
                              std::size_t{output_.float_rows()} *
                                  chunk.scenarios * sizeof(float),
                              cudaMemcpyDeviceToHost, slot.stream.get()),
              "copy losses to the host");
        check(cudaMemcpyAsync(slot.count.data(), slot.device_count.data(),
                              std::size_t{output_.integer_rows()} *
                                  chunk.scenarios * sizeof(std::int32_t),
                              cudaMemcpyDeviceToHost, slot.stream.get()),
              "copy counts to the host");
        check(cudaEventRecord(slot.copied.get(), slot.stream.get()),
              "record an event");
        slot.in_flight = true;
    }

    /// Wait for a slot's chunk, if it has one, and give it to the sink.
    void hand_over(Slot& slot,
                   std::atomic<bool>& stop,
                   ChunkSink const& finished,
                   std::mutex& one_at_a_time) {
        if (!slot.in_flight) {
            return;
        }
        slot.in_flight = false;
        check(cudaEventSynchronize(slot.copied.get()),
              "finish a chunk of worlds");
        auto const n = std::size_t{slot.chunk.scenarios};
        ChunkLosses const losses{
            slot.chunk,
            {slot.value.data(), slot.value.data() + output_.float_rows() * n},
            {slot.count.data(),
             slot.count.data() + output_.integer_rows() * n}};
        std::lock_guard<std::mutex> const lock{one_at_a_time};
        if (!stop && !finished(losses)) {
            stop = true;
        }
    }

    /// After a failure: other chunks may still be sound. If they are not, the
    /// first failure is the one to report.
    void save(Slot& slot,
              std::atomic<bool>& stop,
              ChunkSink const& finished,
              std::mutex& one_at_a_time) {
        try {
            hand_over(slot, stop, finished, one_at_a_time);
        } catch (EngineError const&) {
        }
    }

    int device_;
    TileLayout layout_;
    OutputLayout output_;
    DeviceModel model_;
    decltype(&march_tiles<CoreMarch>) kernel_;
    std::size_t slab_bytes_;
    unsigned warps_, blocks_ = 1;
    std::vector<std::unique_ptr<Slot>> slots_;
};

std::vector<int> choose_devices(std::vector<int> const& wanted) {
    auto const why_not = cuda_unavailable();
    if (!why_not.empty()) {
        throw EngineError{"no CUDA backend: " + why_not};
    }
    int count = 0;
    check(cudaGetDeviceCount(&count), "count the devices");
    std::vector<int> devices = wanted;
    if (devices.empty()) {
        for (int d = 0; d < count; ++d) {
            devices.push_back(d);
        }
    }
    for (int const d : devices) {
        if (d < 0 || d >= count) {
            throw EngineError{"CUDA device " + std::to_string(d) +
                              " does not exist (devices here: 0 to " +
                              std::to_string(count - 1) + ")"};
        }
    }
    return devices;
}

std::string device_name(int device) {
    cudaDeviceProp properties{};
    check(cudaGetDeviceProperties(&properties, device),
          "ask for the properties of device " + std::to_string(device));
    return properties.name;
}

class CudaEngine : public Engine {
  public:
    CudaEngine(ModelView const& model, EngineOptions const& options)
        : model_{model},
          options_{options},
          layout_{model, false},
          devices_{choose_devices(options.devices)} {
        for (int const d : devices_) {
            names_ += (names_.empty() ? "" : ", ") + device_name(d);
        }
    }

    void run(std::vector<Chunk> const& chunks,
             ChunkSink const& finished) override {
        if (chunks.empty()) {
            return;
        }
        std::uint32_t largest = 0;
        for (auto const& chunk : chunks) {
            largest = std::max(largest, chunk.scenarios);
        }
        // No device may take what another could have begun meanwhile.
        auto const share =
            (chunks.size() + devices_.size() - 1) / devices_.size();
        std::atomic<std::size_t> next{0};
        std::atomic<bool> stop{false};
        std::mutex one_at_a_time;
        std::exception_ptr failure;
        auto serve = [&](int device) {
            try {
                DeviceWorker worker{device, model_, options_, largest, share};
                in_flight_ += worker.tiles_in_flight();
                worker.work(chunks, next, stop, finished, one_at_a_time);
            } catch (...) {
                std::lock_guard<std::mutex> const lock{one_at_a_time};
                if (!failure) {
                    failure = std::current_exception();
                }
                stop = true;
            }
        };
        in_flight_ = 0;
        std::vector<std::thread> others;
        for (std::size_t d = 1; d < devices_.size(); ++d) {
            others.emplace_back(serve, devices_[d]);
        }
        serve(devices_[0]);
        for (auto& other : others) {
            other.join();
        }
        if (failure) {
            std::rethrow_exception(failure);
        }
    }

    std::string device() const override { return names_; }
    std::size_t tile_bytes() const override {
        return layout_.bytes(lanes_per_tile);
    }
    unsigned lanes() const override { return lanes_per_tile; }
    std::size_t tiles_in_flight() const override { return in_flight_; }

  private:
    ModelView model_;
    EngineOptions options_;
    TileLayout layout_;
    std::vector<int> devices_;
    std::string names_;
    std::atomic<std::size_t> in_flight_{0};
};
}  // namespace

std::string cuda_unavailable() {
    int count = 0;
    auto const status = cudaGetDeviceCount(&count);
    if (status != cudaSuccess) {
        cudaGetLastError();
        return cudaGetErrorString(status);
    }
    return count > 0 ? "" : "no CUDA device on this machine";
}

std::vector<std::string> cuda_devices() {
    std::vector<std::string> names;
    if (cuda_unavailable().empty()) {
        int count = 0;
        check(cudaGetDeviceCount(&count), "count the devices");
        for (int d = 0; d < count; ++d) {
            names.push_back(std::to_string(d) + ": " + device_name(d));
        }
    }
    return names;
}

std::unique_ptr<Engine> make_cuda_engine(ModelView const& model,
                                         EngineOptions const& options) {
    return std::make_unique<CudaEngine>(model, options);
}
}  // namespace chokepoint
