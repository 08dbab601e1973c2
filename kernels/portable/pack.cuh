/// \file pack.cuh
/// The number type of the physics: one value for every lane (scenario).
///
/// On the device a lane is a thread and the type is plain `float`. On the CPU
/// it is `Pack<W>`, W floats in a vector register. Physics is written once on
/// a type P with these operations; all of them are IEEE, so that every W and
/// the device give the same bits.
#pragma once

#include <cstdint>

#include "kernels/portable/platform.cuh"

#if defined(__SSE2__) && !defined(__CUDACC__)
#    include <immintrin.h>
#endif

namespace chokepoint {
// ------------------------------------------------- one lane (device, W = 1)

CHOKEPOINT_HD float select(bool condition, float yes, float no) {
    return condition ? yes : no;
}
/// min and max by select, never fminf: they differ on -0 and NaN.
CHOKEPOINT_HD float min(float a, float b) {
    return a < b ? a : b;
}
CHOKEPOINT_HD float max(float a, float b) {
    return a < b ? b : a;
}

/// How a tile stores a P: `stride` floats a row, lanes next to each other.
template <class P>
struct Lanes;

/// Lanes of a tile that a thread serves in what is not done in lockstep: its
/// own on the device, all of them on the CPU.
template <class P>
inline constexpr std::uint32_t lanes_served = sizeof(P) / sizeof(float);

/// The device: this thread's lane of a 32-lane tile; base pointers already
/// point at the lane.
template <>
struct Lanes<float> {
    static constexpr std::uint32_t stride = 32;
    using Mask = bool;
    using Wide = double;

    CHOKEPOINT_HD static float load(float const* p) { return *p; }
    CHOKEPOINT_HD static void store(float* p, float v) { *p = v; }
    CHOKEPOINT_HD static double load(double const* p) { return *p; }
    CHOKEPOINT_HD static void store(double* p, double v) { *p = v; }
    CHOKEPOINT_HD static double widen(float v) { return v; }
    CHOKEPOINT_HD static float narrow(double v) {
        return static_cast<float>(v);
    }
    CHOKEPOINT_HD static double select_wide(bool m, double a, double b) {
        return m ? a : b;
    }
    /// a b + c, rounded once.
    CHOKEPOINT_HD static float fused(float a, float b, float c) {
#if defined(__CUDA_ARCH__)
        return __fmaf_rn(a, b, c);
#else
        return __builtin_fmaf(a, b, c);
#endif
    }
    /// 2^k for a whole k in [-126, 127].
    CHOKEPOINT_HD static float power_of_two(float k) {
        auto const bits = static_cast<std::uint32_t>(
            (static_cast<std::int32_t>(k) + 127) * (1 << 23));
#if defined(__CUDA_ARCH__)
        return __uint_as_float(bits);
#else
        float power;
        __builtin_memcpy(&power, &bits, sizeof(power));
        return power;
#endif
    }
    /// Does the condition hold in any lane of the tile?
    CHOKEPOINT_HD static bool any(bool m) {
#if defined(__CUDA_ARCH__)
        return __any_sync(0xffffffffu, m) != 0;
#else
        return m;
#endif
    }
};

// ----------------------------------------------------------- W lanes (CPU)
#if !defined(__CUDACC__)

/// Vector types by width. One specialisation a width: g++ drops a vector
/// attribute whose size depends on a template parameter from signatures.
template <int W>
struct Vectors;
#    define CHOKEPOINT_VECTORS(W)                                              \
        template <>                                                            \
        struct Vectors<W> {                                                    \
            typedef float Float __attribute__((vector_size(4 * W)));           \
            typedef std::int32_t Bits __attribute__((vector_size(4 * W)));     \
            typedef double Wide __attribute__((vector_size(8 * W)));           \
            typedef std::int64_t WideBits __attribute__((vector_size(8 * W))); \
            typedef float Stored                                               \
                __attribute__((vector_size(4 * W), may_alias));                \
            typedef double WideStored                                          \
                __attribute__((vector_size(8 * W), may_alias));                \
        };
CHOKEPOINT_VECTORS(4)
CHOKEPOINT_VECTORS(8)
CHOKEPOINT_VECTORS(16)
#    undef CHOKEPOINT_VECTORS

template <int W>
struct Pack {
    using Vector = typename Vectors<W>::Float;
    using Bits = typename Vectors<W>::Bits;
    using WideVector = typename Vectors<W>::Wide;

    struct Mask {
        Bits bits;
        CHOKEPOINT_HD friend Mask operator&(Mask a, Mask b) {
            return {a.bits & b.bits};
        }
        CHOKEPOINT_HD friend Mask operator|(Mask a, Mask b) {
            return {a.bits | b.bits};
        }
    };
    struct Wide {
        WideVector v;
        CHOKEPOINT_HD friend Wide operator+(Wide a, Wide b) {
            return {a.v + b.v};
        }
        CHOKEPOINT_HD friend Mask operator<(Wide a, Wide b) {
            typename Vectors<W>::WideBits const less = a.v < b.v;
            return {__builtin_convertvector(less, Bits)};
        }
    };

    Vector v;

    Pack() = default;
    CHOKEPOINT_HD Pack(Vector vector) : v{vector} {}
    /// The same value in all lanes (s - 0 keeps the sign of a zero).
    CHOKEPOINT_HD Pack(float s) : v{s - Vector{}} {}

    CHOKEPOINT_HD friend Pack operator+(Pack a, Pack b) { return a.v + b.v; }
    CHOKEPOINT_HD friend Pack operator-(Pack a, Pack b) { return a.v - b.v; }
    CHOKEPOINT_HD friend Pack operator*(Pack a, Pack b) { return a.v * b.v; }
    CHOKEPOINT_HD friend Pack operator/(Pack a, Pack b) { return a.v / b.v; }
    CHOKEPOINT_HD friend Mask operator<(Pack a, Pack b) { return {a.v < b.v}; }
    CHOKEPOINT_HD friend Mask operator>(Pack a, Pack b) { return b < a; }
    CHOKEPOINT_HD friend Mask operator>=(Pack a, Pack b) {
        return {a.v >= b.v};
    }
    CHOKEPOINT_HD friend Mask operator==(Pack a, Pack b) {
        return {a.v == b.v};
    }
    CHOKEPOINT_HD friend Mask operator!=(Pack a, Pack b) {
        return {a.v != b.v};
    }
};

/// One world: a plain float. (g++ 12 folds comparisons of one-element vectors
/// wrongly at -O2, so this is not a vector.)
template <>
struct Pack<1> {
    struct Mask {
        bool bits;
        CHOKEPOINT_HD friend Mask operator&(Mask a, Mask b) {
            return {a.bits && b.bits};
        }
        CHOKEPOINT_HD friend Mask operator|(Mask a, Mask b) {
            return {a.bits || b.bits};
        }
    };
    struct Wide {
        double v;
        CHOKEPOINT_HD friend Wide operator+(Wide a, Wide b) {
            return {a.v + b.v};
        }
        CHOKEPOINT_HD friend Mask operator<(Wide a, Wide b) {
            return {a.v < b.v};
        }
    };

    float v;

    Pack() = default;
    CHOKEPOINT_HD Pack(float s) : v{s} {}

    CHOKEPOINT_HD friend Pack operator+(Pack a, Pack b) { return a.v + b.v; }
    CHOKEPOINT_HD friend Pack operator-(Pack a, Pack b) { return a.v - b.v; }
    CHOKEPOINT_HD friend Pack operator*(Pack a, Pack b) { return a.v * b.v; }
    CHOKEPOINT_HD friend Pack operator/(Pack a, Pack b) { return a.v / b.v; }
    CHOKEPOINT_HD friend Mask operator<(Pack a, Pack b) { return {a.v < b.v}; }
    CHOKEPOINT_HD friend Mask operator>(Pack a, Pack b) { return b < a; }
    CHOKEPOINT_HD friend Mask operator>=(Pack a, Pack b) {
        return {a.v >= b.v};
    }
    CHOKEPOINT_HD friend Mask operator==(Pack a, Pack b) {
        return {a.v == b.v};
    }
    CHOKEPOINT_HD friend Mask operator!=(Pack a, Pack b) {
        return {a.v != b.v};
    }
};

template <int W>
CHOKEPOINT_HD Pack<W> select(typename Pack<W>::Mask m, Pack<W> a, Pack<W> b) {
    return m.bits ? a.v : b.v;
}
// The vector instructions are these very selects, also for -0 and NaN: x86
// minps gives a < b ? a : b and maxps(b, a) gives b > a ? b : a.
template <int W>
CHOKEPOINT_HD Pack<W> min(Pack<W> a, Pack<W> b) {
#    if defined(__AVX512F__)
    if constexpr (W == 16) {
        return _mm512_min_ps(a.v, b.v);
    }
#    endif
#    if defined(__AVX__)
    if constexpr (W == 8) {
        return _mm256_min_ps(a.v, b.v);
    }
#    endif
    return a.v < b.v ? a.v : b.v;
}
template <int W>
CHOKEPOINT_HD Pack<W> max(Pack<W> a, Pack<W> b) {
#    if defined(__AVX512F__)
    if constexpr (W == 16) {
        return _mm512_max_ps(b.v, a.v);
    }
#    endif
#    if defined(__AVX__)
    if constexpr (W == 8) {
        return _mm256_max_ps(b.v, a.v);
    }
#    endif
    return a.v < b.v ? b.v : a.v;
}

template <int W>
struct Lanes<Pack<W>> {
    static constexpr std::uint32_t stride = W;
    using P = Pack<W>;
    using Mask = typename P::Mask;
    using Wide = typename P::Wide;

    CHOKEPOINT_HD static P load(float const* p) {
        return *reinterpret_cast<typename Vectors<W>::Stored const*>(p);
    }
    CHOKEPOINT_HD static void store(float* p, P v) {
        *reinterpret_cast<typename Vectors<W>::Stored*>(p) = v.v;
    }
    CHOKEPOINT_HD static Wide load(double const* p) {
        return {*reinterpret_cast<typename Vectors<W>::WideStored const*>(p)};
    }
    CHOKEPOINT_HD static void store(double* p, Wide v) {
        *reinterpret_cast<typename Vectors<W>::WideStored*>(p) = v.v;
    }
    CHOKEPOINT_HD static Wide widen(P a) {
        return {__builtin_convertvector(a.v, typename P::WideVector)};
    }
    CHOKEPOINT_HD static P narrow(Wide a) {
        return __builtin_convertvector(a.v, typename P::Vector);
    }
    CHOKEPOINT_HD static Wide select_wide(Mask m, Wide a, Wide b) {
        auto const wide =
            __builtin_convertvector(m.bits, typename Vectors<W>::WideBits);
        return {wide ? a.v : b.v};
    }
    CHOKEPOINT_HD static P fused(P a, P b, P c) {
#    if defined(__AVX512F__)
        if constexpr (W == 16) {
            return _mm512_fmadd_ps(a.v, b.v, c.v);
        }
#    endif
#    if defined(__FMA__)
        if constexpr (W == 8) {
            return _mm256_fmadd_ps(a.v, b.v, c.v);
        }
#    endif
        for (int lane = 0; lane < W; ++lane) {
            a.v[lane] = __builtin_fmaf(a.v[lane], b.v[lane], c.v[lane]);
        }
        return a;
    }
    CHOKEPOINT_HD static P power_of_two(P k) {
        typename P::Bits const bits =
            (__builtin_convertvector(k.v, typename P::Bits) + 127) * (1 << 23);
        typename P::Vector power;
        __builtin_memcpy(&power, &bits, sizeof(power));
        return power;
    }
    CHOKEPOINT_HD static bool any(Mask m) {
#    if defined(__AVX512F__)
        if constexpr (W == 16) {
            auto const bits = reinterpret_cast<__m512i const&>(m.bits);
            return _mm512_test_epi32_mask(bits, bits) != 0;
        }
#    endif
#    if defined(__AVX__)
        if constexpr (W == 8) {
            return _mm256_movemask_ps(
                       reinterpret_cast<__m256 const&>(m.bits)) != 0;
        }
#    endif
        std::int32_t seen = 0;
        for (int lane = 0; lane < W; ++lane) {
            seen |= m.bits[lane];
        }
        return seen != 0;
    }
};

template <>
struct Lanes<Pack<1>> {
    static constexpr std::uint32_t stride = 1;
    using P = Pack<1>;
    using Mask = P::Mask;
    using Wide = P::Wide;

    CHOKEPOINT_HD static P load(float const* p) { return *p; }
    CHOKEPOINT_HD static void store(float* p, P v) { *p = v.v; }
    CHOKEPOINT_HD static Wide load(double const* p) { return {*p}; }
    CHOKEPOINT_HD static void store(double* p, Wide v) { *p = v.v; }
    CHOKEPOINT_HD static Wide widen(P a) { return {a.v}; }
    CHOKEPOINT_HD static P narrow(Wide a) { return static_cast<float>(a.v); }
    CHOKEPOINT_HD static Wide select_wide(Mask m, Wide a, Wide b) {
        return m.bits ? a : b;
    }
    CHOKEPOINT_HD static P fused(P a, P b, P c) {
        return __builtin_fmaf(a.v, b.v, c.v);
    }
    CHOKEPOINT_HD static P power_of_two(P k) {
        return Lanes<float>::power_of_two(k.v);
    }
    CHOKEPOINT_HD static bool any(Mask m) { return m.bits; }
};
#endif
}  // namespace chokepoint
