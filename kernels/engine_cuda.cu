/// \file engine_cuda.cu
/// The same march on CUDA devices: a block of warps a tile of 32 worlds.
///
/// A persistent grid: as many blocks as state fits and the device runs at
/// once, each taking tiles in turn. Two result buffers a device, so that the
/// copy of one chunk and its writing hide behind the computing of the next.
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
__global__ void march_tiles(__grid_constant__ ModelView const model,
                            __grid_constant__ TileLayout const layout,
                            char* slabs,
                            std::uint64_t slab_bytes,
                            TileJob job,
                            LossRows rows) {
    std::uint32_t const lane = threadIdx.x % lanes_per_tile;
    BlockTeam const team{threadIdx.x / lanes_per_tile,
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

/// Results of one chunk in flight.
struct ResultBuffer {
    ResultBuffer(std::size_t values, std::size_t counts)
        : device_value{values, "losses of a chunk"},
          device_count{counts, "counts of a chunk"},
          value{values, "losses of a chunk"},
          count{counts, "counts of a chunk"} {}

    DeviceArray<float> device_value;
    DeviceArray<std::int32_t> device_count;
    PinnedArray<float> value;
    PinnedArray<std::int32_t> count;
    Event computed, copied;
    Chunk chunk{};
    bool in_flight = false;
};

/// One device: its memory, streams and the chunks it takes from the list.
class DeviceWorker {
  public:
    DeviceWorker(int device,
                 ModelView const& model,
                 EngineOptions const& options,
                 std::uint32_t largest_chunk)
        : device_{(check(cudaSetDevice(device),
                         "select device " + std::to_string(device)),
                   device)},
          layout_{model, false},
          output_{model},
          model_{model},
          kernel_{model.rules.extended ? march_tiles<ExtendedMarch>
                                       : march_tiles<CoreMarch>} {
        for (int k = 0; k < 2; ++k) {
            buffers_.push_back(std::make_unique<ResultBuffer>(
                std::size_t{output_.float_rows()} * largest_chunk,
                std::size_t{output_.integer_rows()} * largest_chunk));
        }
        warps_ = options.warps_per_block ? options.warps_per_block
                                         : warps_for(model.network.nodes);
        choose_blocks(options.blocks, largest_chunk);
        slab_bytes_ = layout_.bytes(lanes_per_tile);
        slabs_ = DeviceArray<char>{
            slab_bytes_ * blocks_,
            "the state of " + std::to_string(blocks_) + " tiles"};
    }

    /// Take chunks until the list is empty or `stop` is set.
    void work(std::vector<Chunk> const& chunks,
              std::atomic<std::size_t>& next,
              std::atomic<bool>& stop,
              ChunkSink const& finished,
              std::mutex& one_at_a_time) {
        check(cudaSetDevice(device_),
              "select device " + std::to_string(device_));
        std::size_t turn = 0;
        try {
            for (auto k = next++; k < chunks.size() && !stop; k = next++) {
                launch(*buffers_[turn % 2], chunks[k]);
                // The other buffer's chunk is handed over while this computes.
                hand_over(*buffers_[++turn % 2], stop, finished, one_at_a_time);
            }
            hand_over(*buffers_[(turn + 1) % 2], stop, finished, one_at_a_time);
        } catch (EngineError const&) {
            save_the_other(*buffers_[(turn + 1) % 2], stop, finished,
                           one_at_a_time);
            throw;
        }
    }

    unsigned blocks() const { return blocks_; }

  private:
    /// 1, 2 or 4 warps: at 83 to 88 registers a thread five blocks of 4 fit on
    /// a multiprocessor, 20 warps; larger blocks leave more registers unused.
    static unsigned warps_for(std::uint32_t nodes) {
        unsigned warps = 1;
        while (warps < 4 && warps * 128 <= nodes) {
            warps *= 2;
        }
        return warps;
    }

    void choose_blocks(unsigned wanted, std::uint32_t largest_chunk) {
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
        auto const bytes = layout_.bytes(lanes_per_tile);
        auto const fit = static_cast<std::size_t>(
            memory_share * static_cast<double>(free_bytes) /
            static_cast<double>(bytes));
        if (fit == 0) {
            throw EngineError{
                "device " + std::to_string(device_) +
                ": one tile of 32 worlds needs " + std::to_string(bytes) +
                " bytes, " + std::to_string(free_bytes) +
                " are free; use a smaller network or another device"};
        }
        std::size_t const tiles =
            (largest_chunk + lanes_per_tile - 1) / lanes_per_tile;
        std::size_t const resident =
            static_cast<std::size_t>(processors) *
            static_cast<std::size_t>(std::max(1, blocks_each));
        blocks_ = static_cast<unsigned>(std::max<std::size_t>(
            1, std::min({fit, tiles, wanted ? wanted : resident})));
    }

    void launch(ResultBuffer& buffer, Chunk const& chunk) {
        buffer.chunk = chunk;
        LossRows const rows{buffer.device_value.data(),
                            buffer.device_count.data(), chunk.scenarios,
                            chunk.scenarios};
        kernel_<<<blocks_, warps_ * lanes_per_tile, 0, compute_.get()>>>(
            model_.view(), layout_, slabs_.data(), slab_bytes_,
            TileJob{chunk.package, chunk.first_scenario}, rows);
        check(cudaGetLastError(), "launch the march");
        check(cudaEventRecord(buffer.computed.get(), compute_.get()),
              "record an event");
        check(cudaStreamWaitEvent(copy_.get(), buffer.computed.get(), 0),
              "order copies after kernels");
        check(cudaMemcpyAsync(buffer.value.data(), buffer.device_value.data(),
                              std::size_t{output_.float_rows()} *
                                  chunk.scenarios * sizeof(float),
                              cudaMemcpyDeviceToHost, copy_.get()),
              "copy losses to the host");
        check(cudaMemcpyAsync(buffer.count.data(), buffer.device_count.data(),
                              std::size_t{output_.integer_rows()} *
                                  chunk.scenarios * sizeof(std::int32_t),
                              cudaMemcpyDeviceToHost, copy_.get()),
              "copy counts to the host");
        check(cudaEventRecord(buffer.copied.get(), copy_.get()),
              "record an event");
        buffer.in_flight = true;
    }

    /// Wait for a buffer's chunk and give it to the sink.
    void hand_over(ResultBuffer& buffer,
                   std::atomic<bool>& stop,
                   ChunkSink const& finished,
                   std::mutex& one_at_a_time) {
        if (!buffer.in_flight) {
            return;
        }
        buffer.in_flight = false;
        check(cudaEventSynchronize(buffer.copied.get()),
              "finish a chunk of worlds");
        auto const n = std::size_t{buffer.chunk.scenarios};
        ChunkLosses const losses{
            buffer.chunk,
            {buffer.value.data(),
             buffer.value.data() + output_.float_rows() * n},
            {buffer.count.data(),
             buffer.count.data() + output_.integer_rows() * n}};
        std::lock_guard<std::mutex> const lock{one_at_a_time};
        if (!stop && !finished(losses)) {
            stop = true;
        }
    }

    /// After a failure: the chunk before it may still be sound. If it is not,
    /// the first failure is the one to report.
    void save_the_other(ResultBuffer& buffer,
                        std::atomic<bool>& stop,
                        ChunkSink const& finished,
                        std::mutex& one_at_a_time) {
        try {
            hand_over(buffer, stop, finished, one_at_a_time);
        } catch (EngineError const&) {
        }
    }

    int device_;
    TileLayout layout_;
    OutputLayout output_;
    DeviceModel model_;
    decltype(&march_tiles<CoreMarch>) kernel_;
    std::vector<std::unique_ptr<ResultBuffer>> buffers_;
    unsigned warps_ = 1, blocks_ = 1;
    std::size_t slab_bytes_ = 0;
    DeviceArray<char> slabs_;
    Stream compute_, copy_;
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
        std::atomic<std::size_t> next{0};
        std::atomic<bool> stop{false};
        std::mutex one_at_a_time;
        std::exception_ptr failure;
        auto serve = [&](int device) {
            try {
                DeviceWorker worker{device, model_, options_, largest};
                in_flight_ += worker.blocks();
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
