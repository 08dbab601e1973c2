/// \file engine_cuda_model.cuh
/// A model on the device. For engine_cuda.cu only.
#pragma once

#include <cstring>
#include <vector>

#include "kernels/engine/cuda_resources.cuh"
#include "kernels/engine/packed_network.hpp"

namespace chokepoint {
/// A model and everything it points to, in one piece of device memory.
class DeviceModel {
  public:
    explicit DeviceModel(ModelView const& plain) {
        PackedModel const packed{plain};
        std::size_t bytes = 0;
        auto const place = [&bytes](std::size_t size) {
            auto const offset = bytes;
            bytes += (size + 127) / 128 * 128;
            return offset;
        };
        view_ = packed.view;
        for_each_array(view_, [&](auto& array) {
            place(array.size * sizeof(*array.data));
        });
        memory_ = DeviceArray<char>{bytes, "the network and the campaign"};
        std::vector<char> image(bytes, 0);
        bytes = 0;
        for_each_array(view_, [&](auto& array) {
            auto const size = array.size * sizeof(*array.data);
            auto const offset = place(size);
            if (size) {
                std::memcpy(image.data() + offset, array.data, size);
            }
            array.data =
                reinterpret_cast<decltype(array.data)>(memory_.data() + offset);
        });
        check(cudaMemcpy(memory_.data(), image.data(), image.size(),
                         cudaMemcpyHostToDevice),
              "copy the network and the campaign to the device");
        // That call may return before the last bytes have arrived, and the
        // streams of the march do not wait for its stream.
        check(cudaStreamSynchronize(cudaStreamLegacy),
              "finish the copy of the network and the campaign");
    }

    /// The model with pointers into device memory: an argument of kernels.
    ModelView const& view() const { return view_; }

  private:
    ModelView view_;
    DeviceArray<char> memory_;
};
}  // namespace chokepoint
