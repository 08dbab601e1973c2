/// \file engine_no_cuda.cpp
/// Stands in for engine_cuda.cu in a build without nvcc.
#include "kernels/engine/engine.hpp"

namespace chokepoint {
std::string cuda_unavailable() {
    return "this program was built without CUDA (configure with "
           "CHOKEPOINT_CUDA=ON and nvcc on PATH)";
}

std::vector<std::string> cuda_devices() {
    return {};
}

std::unique_ptr<Engine> make_cuda_engine(ModelView const&,
                                         EngineOptions const&) {
    throw EngineError{"no CUDA backend: " + cuda_unavailable()};
}
}  // namespace chokepoint
