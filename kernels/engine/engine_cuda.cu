/// \file engine_cuda.cu
/// The same march on CUDA devices: a launch a step of the week, for all tiles
/// in flight.
///
/// So many tiles that they fill the device go from week 0 to the end, then the
/// next. Small chunks are put together (chunk_span.hpp); what each device does
/// with them: engine_cuda_worker.cuh.
#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>

#include "kernels/engine/chunk_span.hpp"
#include "kernels/engine/cuda_resources.cuh"
#include "kernels/engine/engine.hpp"
#include "kernels/engine/engine_cuda_device.cuh"
#include "kernels/engine/engine_cuda_worker.cuh"

namespace chokepoint {
namespace {
/// The devices that march, and which were left out.
struct ChosenDevices {
    std::vector<DeviceRoom> room;
    std::string notice;
};

/// All devices that can march the model, or those that options name.
/// \throw EngineError if there is none, or one that is named cannot
ChosenDevices choose_devices(ModelView const& model,
                             EngineOptions const& options) {
    auto const why_not = cuda_unavailable();
    if (!why_not.empty()) {
        throw EngineError{"no CUDA backend: " + why_not};
    }
    int count = 0;
    check(cudaGetDeviceCount(&count), "count the devices");
    auto const named = !options.devices.empty();
    auto devices = options.devices;
    for (int d = 0; !named && d < count; ++d) {
        devices.push_back(d);
    }
    ChosenDevices chosen;
    std::string left_out;
    for (int const d : devices) {
        if (d < 0 || d >= count) {
            throw EngineError{"CUDA device " + std::to_string(d) +
                              " does not exist (devices here: 0 to " +
                              std::to_string(count - 1) + ")"};
        }
        try {
            chosen.room.emplace_back(d, model, options);
        } catch (EngineError const& reason) {
            auto const why = "CUDA " + name_with_number(d) +
                             " cannot march this model: " + reason.what();
            if (named) {
                throw EngineError{why + " (leave it out of --devices)"};
            }
            left_out += (left_out.empty() ? "" : "; ") + why;
        }
    }
    if (chosen.room.empty()) {
        throw EngineError{left_out};
    }
    if (!left_out.empty()) {
        chosen.notice = "left out: " + left_out;
    }
    return chosen;
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
          devices_{choose_devices(model, options)} {
        for (auto const& room : devices_.room) {
            names_ += (names_.empty() ? "" : ", ") + device_name(room.device());
        }
    }

    using Engine::run;
    void run(std::vector<Chunk> const& chunks,
             ChunkSink const& finished,
             StopRequest const& asked) override {
        if (chunks.empty()) {
            return;
        }
        std::uint32_t largest = 0;
        for (auto const& chunk : chunks) {
            largest = std::max(largest, chunk.scenarios);
        }
        auto const spans =
            join_chunks(chunks, most_parts(largest, chunks.size()));
        std::size_t largest_span = 0;
        for (auto const& span : spans) {
            largest_span =
                std::max<std::size_t>(largest_span, span.whole.scenarios);
        }
        auto const share = share_of(spans.size());
        std::atomic<std::size_t> next{0};
        std::atomic<bool> stop{false};
        std::mutex one_at_a_time;
        std::exception_ptr failure;
        auto serve = [&](int device) {
            try {
                DeviceWorker worker{device, model_, options_, largest_span,
                                    share};
                worker.work(spans, next, stop, finished, one_at_a_time, asked);
            } catch (...) {
                std::lock_guard<std::mutex> const lock{one_at_a_time};
                if (!failure) {
                    failure = std::current_exception();
                }
                stop = true;
            }
        };
        std::vector<std::thread> others;
        others.reserve(devices_.room.size());
        for (std::size_t d = 1; d < devices_.room.size() && !stop; ++d) {
            auto const device = devices_.room[d].device();
            try {
                others.emplace_back(serve, device);
            } catch (std::system_error const& refusal) {
                std::lock_guard<std::mutex> const lock{one_at_a_time};
                failure = std::make_exception_ptr(EngineError{
                    "the machine makes no thread for CUDA device " +
                    std::to_string(device) + " (" + refusal.code().message() +
                    "; use fewer --devices)"});
                stop = true;
            }
        }
        serve(devices_.room[0].device());
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
    InFlight in_flight(std::uint32_t largest_chunk,
                       std::size_t chunks) const override {
        InFlight total{0, 0};
        auto const parts = most_parts(largest_chunk, chunks);
        for (auto const& room : devices_.room) {
            auto const part =
                room.share(parts * largest_chunk, share_of(chunks));
            total.tiles += part.slots * part.tiles;
            // One more is copied for the sink.
            total.chunks += part.slots * parts + 1;
        }
        return total;
    }
    std::string notice() const override { return devices_.notice; }

  private:
    /// Chunks or spans of a device at most: none may take what another one
    /// could have begun meanwhile.
    std::size_t share_of(std::size_t things) const {
        auto const devices = devices_.room.size();
        return (things + devices - 1) / devices;
    }
    /// Chunks that are marched as one, at most.
    std::size_t most_parts(std::uint32_t largest_chunk,
                           std::size_t chunks) const {
        auto parts = std::max<std::size_t>(1, share_of(chunks));
        for (auto const& room : devices_.room) {
            parts = std::min(parts, room.chunks_to_fill(largest_chunk));
        }
        return parts;
    }

    ModelView model_;
    EngineOptions options_;
    TileLayout layout_;
    ChosenDevices devices_;
    std::string names_;
};
}  // namespace

std::string cuda_unavailable() {
    // Streams that share a hardware queue wait for each other, and by default
    // there are 8. Read by the driver at the first call; the user's own wins.
    setenv("CUDA_DEVICE_MAX_CONNECTIONS", "32", 0);
    int count = 0;
    auto const status = cudaGetDeviceCount(&count);
    if (status != cudaSuccess) {
        cudaGetLastError();
        // Without any driver too, the runtime calls the driver too old.
        int driver = 0;
        if (cudaDriverGetVersion(&driver) == cudaSuccess && driver == 0) {
            return "no NVIDIA driver here";
        }
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
