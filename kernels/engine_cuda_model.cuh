/// \file engine_cuda_model.cuh
/// A model on the device. For engine_cuda.cu only.
#pragma once

#include <cstring>
#include <vector>

#include "kernels/cuda_resources.cuh"
#include "kernels/packed_network.hpp"

namespace chokepoint {
/// A model and everything it points to, in one piece of device memory.
class DeviceModel {
  public:
    explicit DeviceModel(ModelView const& plain) {
        PackedModel const packed{plain};
        ModelView const& host = packed.view;
        std::size_t bytes = 0;
        auto const place = [&bytes](std::size_t size) {
            auto const offset = bytes;
            bytes += (size + 127) / 128 * 128;
            return offset;
        };
        ModelView view = host;
        place(sizeof(ModelView));
        for_each_array(view, [&](auto& array) {
            place(array.size * sizeof(*array.data));
        });
        memory_ = DeviceArray<char>{bytes, "the network and the campaign"};
        std::vector<char> image(bytes, 0);
        bytes = 0;
        place(sizeof(ModelView));
        for_each_array(view, [&](auto& array) {
            auto const size = array.size * sizeof(*array.data);
            auto const offset = place(size);
            if (size) {
                std::memcpy(image.data() + offset, array.data, size);
            }
            array.data =
                reinterpret_cast<decltype(array.data)>(memory_.data() + offset);
        });
        std::memcpy(image.data(), &view, sizeof(view));
        check(cudaMemcpy(memory_.data(), image.data(), image.size(),
                         cudaMemcpyHostToDevice),
              "copy the network and the campaign to the device");
    }

    ModelView const* get() const {
        return reinterpret_cast<ModelView const*>(memory_.data());
    }

  private:
    DeviceArray<char> memory_;
};
}  // namespace chokepoint
