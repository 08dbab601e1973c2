/// \file engine_cuda_worker.cuh
/// One device at work: spans of chunks in flight. For engine_cuda.cu only.
#pragma once

#include <algorithm>
#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <future>
#include <memory>
#include <mutex>
#include <vector>

#include "kernels/engine/beside.hpp"
#include "kernels/engine/chunk_span.hpp"
#include "kernels/engine/cuda_resources.cuh"
#include "kernels/engine/engine_cuda_device.cuh"
#include "kernels/engine/engine_cuda_kernel.cuh"
#include "kernels/engine/engine_cuda_model.cuh"

namespace chokepoint {
/// A place for one span of chunks in flight: tile states and results.
struct SpanSlot {
    SpanSlot(std::size_t slab_bytes, std::size_t values, std::size_t counts)
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
    std::array<Stream, streams_a_span> stream;
    std::array<Event, streams_a_span> marched;
    Event copied;
    ChunkSpan const* span = nullptr;
    /// Gives the span to the sink. Last: its destructor waits.
    std::future<void> handed_over;
};

/// One device: its memory, streams and the spans it takes from the list.
class DeviceWorker {
  public:
    DeviceWorker(int device,
                 ModelView const& model,
                 EngineOptions const& options,
                 std::size_t largest_span,
                 std::size_t spans)
        : room_{device, model, options},
          share_{room_.share(largest_span, spans)},
          layout_{model, false},
          output_{model},
          plain_{model},
          model_{model} {
        for (std::size_t k = 0; k < share_.slots; ++k) {
            slots_.push_back(std::make_unique<SpanSlot>(
                room_.slab_bytes() * share_.tiles,
                std::size_t{output_.float_rows()} * largest_span,
                std::size_t{output_.integer_rows()} * largest_span));
        }
    }

    /// Take spans until the list is empty, `stop` is set or asked for.
    void work(std::vector<ChunkSpan> const& spans,
              std::atomic<std::size_t>& next,
              std::atomic<bool>& stop,
              ChunkSink const& finished,
              std::mutex& one_at_a_time,
              StopRequest const& asked) {
        // The oldest span lies in slot turn % slots.
        std::size_t turn = 0;
        auto const hand_over = [&](SpanSlot& slot) {
            give(slot, stop, finished, one_at_a_time);
        };
        try {
            for (auto k = next++; k < spans.size() && !stop; k = next++) {
                auto& slot = *slots_[turn++ % slots_.size()];
                wait_for(slot);
                if (stop || !launch(slot, spans[k], asked)) {
                    break;  // the other slots have next to nothing to do
                }
                // Not here: the device would have nothing to do meanwhile.
                slot.handed_over =
                    beside([&slot, hand_over] { hand_over(slot); });
            }
            for (std::size_t k = 0; k < slots_.size(); ++k) {
                wait_for(*slots_[turn++ % slots_.size()]);
            }
        } catch (EngineError const&) {
            // Other spans may still be sound. If they are not, the first
            // failure is the one to report.
            for (std::size_t k = 0; k < slots_.size(); ++k) {
                try {
                    wait_for(*slots_[turn++ % slots_.size()]);
                } catch (EngineError const&) {
                }
            }
            throw;
        }
    }

  private:
    /// \return false if a stop was asked for: the span is given up
    bool launch(SpanSlot& slot,
                ChunkSpan const& span,
                StopRequest const& asked) {
        slot.span = &span;
        auto const& chunk = span.whole;
        Streams streams;
        for (std::size_t k = 0; k < streams.size(); ++k) {
            streams[k] = slot.stream[k].get();
        }
        WeeksAhead ahead{streams, pace_, asked};
        LossRows const rows{slot.device_value.data(), slot.device_count.data(),
                            chunk.scenarios, chunk.scenarios};
        // Of all batches, as each stream keeps to its own slabs.
        auto const tiles_a_stream =
            (share_.tiles + streams_a_span - 1) / streams_a_span;
        with_kind(model_.view(), [&](auto kind) {
            using Kind = decltype(kind);
            for (std::uint32_t first = 0;
                 first < chunk.scenarios && !ahead.stopped();
                 first += share_.tiles * lanes_per_tile) {
                auto const tiles =
                    std::min(share_.tiles,
                             (chunk.scenarios - first + lanes_per_tile - 1) /
                                 lanes_per_tile);
                in_order<Kind>(plain_, LaunchedMarch<Kind>{
                                           model_.view(),
                                           layout_,
                                           slot.slabs.data(),
                                           room_.slab_bytes(),
                                           {chunk.package, chunk.first_scenario,
                                            rows, first},
                                           tiles,
                                           tiles_a_stream,
                                           room_.warps(),
                                           streams,
                                           ahead});
            }
        });
        if (ahead.stopped()) {
            return false;
        }
        for (std::size_t k = 1; k < streams.size(); ++k) {
            check(cudaEventRecord(slot.marched[k].get(), streams[k]),
                  "record an event");
            check(cudaStreamWaitEvent(streams[0], slot.marched[k].get(), 0),
                  "wait for all tiles of a chunk");
        }
        check(cudaMemcpyAsync(slot.value.data(), slot.device_value.data(),
                              std::size_t{output_.float_rows()} *
                                  chunk.scenarios * sizeof(float),
                              cudaMemcpyDeviceToHost, streams[0]),
              "copy losses to the host");
        check(cudaMemcpyAsync(slot.count.data(), slot.device_count.data(),
                              std::size_t{output_.integer_rows()} *
                                  chunk.scenarios * sizeof(std::int32_t),
                              cudaMemcpyDeviceToHost, streams[0]),
              "copy counts to the host");
        check(cudaEventRecord(slot.copied.get(), streams[0]),
              "record an event");
        return true;
    }

    /// Until the sink has a slot's span, if it has one.
    static void wait_for(SpanSlot& slot) {
        if (slot.handed_over.valid()) {
            slot.handed_over.get();
        }
    }

    /// Wait for a slot's span and give its chunks to the sink.
    void give(SpanSlot& slot,
              std::atomic<bool>& stop,
              ChunkSink const& finished,
              std::mutex& one_at_a_time) const {
        check(cudaSetDevice(room_.device()), "select a device");
        check(cudaEventSynchronize(slot.copied.get()),
              "finish a chunk of worlds");
        std::lock_guard<std::mutex> const lock{one_at_a_time};
        try {
            for (std::size_t k = 0; k < slot.span->parts.size() && !stop; ++k) {
                if (!finished(losses_of_part(
                        *slot.span, k, slot.value.data(), output_.float_rows(),
                        slot.count.data(), output_.integer_rows()))) {
                    stop = true;
                }
            }
        } catch (EngineError const&) {
            throw;  // one that is not as it should be: others may be
        } catch (...) {
            stop = true;
            throw;
        }
    }

    DeviceRoom room_;
    DeviceShare share_;
    TileLayout layout_;
    OutputLayout output_;
    ModelView plain_;  ///< in host memory
    DeviceModel model_;
    WeeksAhead::Events pace_;
    std::vector<std::unique_ptr<SpanSlot>> slots_;
};
}  // namespace chokepoint
