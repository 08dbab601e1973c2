/// \file platform.cuh
/// What g++ and nvcc must agree on before they read the physics.
#pragma once

#include <cstdint>
#include <type_traits>

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

/// Before a loop over links. nvcc: four links in flight, and no more: groups
/// are small, and the compiler's sixteen would only be code. g++: its choice.
#if defined(__CUDACC__)
#    define CHOKEPOINT_LINKS _Pragma("unroll 4")
#else
#    define CHOKEPOINT_LINKS
#endif

namespace chokepoint {
#if defined(__CUDA_ARCH__)
/// One record through the read-only path.
template <class T>
__device__ __forceinline__ T read_only(T const* from) {
    using Piece = std::conditional_t<
        alignof(T) % 16 == 0, uint4,
        std::conditional_t<alignof(T) % 8 == 0, uint2, unsigned>>;
    static_assert(sizeof(T) % sizeof(Piece) == 0);
    constexpr unsigned pieces = sizeof(T) / sizeof(Piece);
    Piece piece[pieces];
    for (unsigned k = 0; k < pieces; ++k) {
        piece[k] = __ldg(reinterpret_cast<Piece const*>(from) + k);
    }
    T record;
    __builtin_memcpy(&record, piece, sizeof(T));
    return record;
}
#endif

/// A record of the model as a hot loop reads it. nvcc: a copy, loaded in
/// pieces of up to 16 bytes through the read-only path, which stores to state
/// cannot touch; with a reference each field would be a load of its own, done
/// again after every store. g++: a reference.
#if defined(__CUDACC__)
template <class T>
using Record = T;
#else
template <class T>
using Record = T const&;
#endif

/// A read-only array of known length; owned by the host or the device copy.
template <class T>
struct Span {
    T const* data;
    std::uint32_t size;

    CHOKEPOINT_HD T const& operator[](std::uint32_t i) const { return data[i]; }
    CHOKEPOINT_HD Record<T> get(std::uint32_t i) const {
#if defined(__CUDA_ARCH__)
        return read_only(data + i);
#else
        return data[i];
#endif
    }
};

/// "No such row", "no such table".
inline constexpr std::uint32_t none = 0xffffffffu;
}  // namespace chokepoint
