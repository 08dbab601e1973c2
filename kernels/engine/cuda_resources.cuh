/// \file cuda_resources.cuh
/// Owners of what the CUDA runtime hands out; every call is checked.
#pragma once

#include <cuda_runtime.h>

#include <cstddef>
#include <string>

#include "kernels/engine/engine.hpp"

namespace chokepoint {
/// \throw EngineError naming what was tried, the runtime's own words and the
///        size where memory is concerned
inline void check(cudaError_t status, std::string const& what) {
    if (status != cudaSuccess) {
        // Clear a non-sticky error, or the next call would report it again.
        cudaGetLastError();
        throw EngineError{"CUDA could not " + what + ": " +
                          cudaGetErrorString(status) + " (" +
                          cudaGetErrorName(status) + ")"};
    }
}

/// Device memory of `size` values.
template <class T>
class DeviceArray {
  public:
    DeviceArray() = default;
    DeviceArray(std::size_t size, std::string const& what) : size_{size} {
        if (size) {
            check(cudaMalloc(&data_, size * sizeof(T)),
                  "allocate " + std::to_string(size * sizeof(T)) +
                      " bytes of device memory for " + what);
        }
    }
    DeviceArray(DeviceArray&& other) noexcept
        : data_{other.data_}, size_{other.size_} {
        other.data_ = nullptr;
        other.size_ = 0;
    }
    DeviceArray& operator=(DeviceArray&& other) noexcept {
        std::swap(data_, other.data_);
        std::swap(size_, other.size_);
        return *this;
    }
    ~DeviceArray() { cudaFree(data_); }

    T* data() const { return data_; }
    std::size_t size() const { return size_; }

  private:
    T* data_ = nullptr;
    std::size_t size_ = 0;
};

/// Page-locked host memory, so that copies run beside kernels.
template <class T>
class PinnedArray {
  public:
    PinnedArray(std::size_t size, std::string const& what) : size_{size} {
        check(
            cudaMallocHost(reinterpret_cast<void**>(&data_), size * sizeof(T)),
            "allocate " + std::to_string(size * sizeof(T)) +
                " bytes of pinned host memory for " + what);
    }
    PinnedArray(PinnedArray const&) = delete;
    PinnedArray& operator=(PinnedArray const&) = delete;
    ~PinnedArray() { cudaFreeHost(data_); }

    T* data() const { return data_; }
    std::size_t size() const { return size_; }

  private:
    T* data_ = nullptr;
    std::size_t size_ = 0;
};

class Stream {
  public:
    Stream() {
        check(cudaStreamCreateWithFlags(&stream_, cudaStreamNonBlocking),
              "create a stream");
    }
    Stream(Stream const&) = delete;
    Stream& operator=(Stream const&) = delete;
    ~Stream() { cudaStreamDestroy(stream_); }
    cudaStream_t get() const { return stream_; }

  private:
    cudaStream_t stream_ = nullptr;
};

/// Who waits for it sleeps: a spinning thread would take a core a device.
class Event {
  public:
    Event() {
        check(cudaEventCreateWithFlags(
                  &event_, cudaEventDisableTiming | cudaEventBlockingSync),
              "create an event");
    }
    Event(Event const&) = delete;
    Event& operator=(Event const&) = delete;
    ~Event() { cudaEventDestroy(event_); }
    cudaEvent_t get() const { return event_; }

  private:
    cudaEvent_t event_ = nullptr;
};
}  // namespace chokepoint
