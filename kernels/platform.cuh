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

/// A phase of the week. g++: a function of its own, local to its object, so
/// that the optimiser sees one loop at a time; its arguments are copied into
/// locals (CHOKEPOINT_COPY), because a store through a float pointer may
/// otherwise change them and each loop would read them again and again. nvcc:
/// inlined, and nothing is copied: arguments are in constant memory.
#if defined(__CUDACC__)
#    define CHOKEPOINT_PHASE __host__ __device__ __forceinline__
#    define CHOKEPOINT_COPY(T) T const&
#else
#    define CHOKEPOINT_PHASE static __attribute__((noinline))
#    define CHOKEPOINT_COPY(T) T const
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
