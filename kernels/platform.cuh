/// \file platform.cuh
/// What g++ and nvcc must agree on before they read the physics.
#pragma once

#include <cstdint>

/// Marks every function of the physics.
///
/// nvcc: callable on both sides. g++: always inlined, so that no out-of-line
/// copy exists which the linker could take from a translation unit built for
/// another instruction set (the CPU engine is built once per level).
#if defined(__CUDACC__)
#    define CHOKEPOINT_HD __host__ __device__ __forceinline__
#else
#    define CHOKEPOINT_HD inline __attribute__((always_inline))
#endif

namespace chokepoint {
/// A read-only array of known length; owned by the host or the device copy.
template <class T>
struct Span {
    T const* data;
    std::uint32_t size;

    CHOKEPOINT_HD T const& operator[](std::uint32_t i) const { return data[i]; }
};

/// "No such row", "no such table".
inline constexpr std::uint32_t none = 0xffffffffu;
}  // namespace chokepoint
