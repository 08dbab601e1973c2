/// \file bunch.cuh
/// Several worlds a thread of a device: K floats marched as one number.
///
/// Indices, records, flags and branches are worked out once for K worlds, and
/// a row is read in pieces of 8 or 16 bytes a thread. As twin.cuh does for
/// the registers of a CPU.
#pragma once

#include "kernels/portable/divisor.cuh"
#include "kernels/portable/pack.cuh"

#if defined(__CUDACC__)
namespace chokepoint {
/// K values that one load or store moves.
template <class T, int K>
struct alignas(sizeof(T) * K) Piece {
    T v[K];
};

template <int K>
struct Bunch {
    struct Mask {
        bool m[K];

        CHOKEPOINT_HD friend Mask operator&(Mask a, Mask b) {
            for (int k = 0; k < K; ++k) {
                a.m[k] = a.m[k] && b.m[k];
            }
            return a;
        }
        CHOKEPOINT_HD friend Mask operator|(Mask a, Mask b) {
            for (int k = 0; k < K; ++k) {
                a.m[k] = a.m[k] || b.m[k];
            }
            return a;
        }
    };
    struct Wide {
        double v[K];

        CHOKEPOINT_HD friend Wide operator+(Wide a, Wide b) {
            for (int k = 0; k < K; ++k) {
                a.v[k] = a.v[k] + b.v[k];
            }
            return a;
        }
        CHOKEPOINT_HD friend Mask operator<(Wide a, Wide b) {
            Mask less;
            for (int k = 0; k < K; ++k) {
                less.m[k] = a.v[k] < b.v[k];
            }
            return less;
        }
    };

    float v[K];

    Bunch() = default;
    CHOKEPOINT_HD Bunch(float s) {
        for (int k = 0; k < K; ++k) {
            v[k] = s;
        }
    }

    CHOKEPOINT_HD friend Bunch operator+(Bunch a, Bunch b) {
        for (int k = 0; k < K; ++k) {
            a.v[k] = a.v[k] + b.v[k];
        }
        return a;
    }
    CHOKEPOINT_HD friend Bunch operator-(Bunch a, Bunch b) {
        for (int k = 0; k < K; ++k) {
            a.v[k] = a.v[k] - b.v[k];
        }
        return a;
    }
    CHOKEPOINT_HD friend Bunch operator*(Bunch a, Bunch b) {
        for (int k = 0; k < K; ++k) {
            a.v[k] = a.v[k] * b.v[k];
        }
        return a;
    }
    CHOKEPOINT_HD friend Bunch operator/(Bunch a, Bunch b) {
        for (int k = 0; k < K; ++k) {
            a.v[k] = a.v[k] / b.v[k];
        }
        return a;
    }
    CHOKEPOINT_HD friend Mask operator<(Bunch a, Bunch b) {
        Mask m;
        for (int k = 0; k < K; ++k) {
            m.m[k] = a.v[k] < b.v[k];
        }
        return m;
    }
    CHOKEPOINT_HD friend Mask operator>(Bunch a, Bunch b) { return b < a; }
    CHOKEPOINT_HD friend Mask operator>=(Bunch a, Bunch b) {
        Mask m;
        for (int k = 0; k < K; ++k) {
            m.m[k] = a.v[k] >= b.v[k];
        }
        return m;
    }
    CHOKEPOINT_HD friend Mask operator==(Bunch a, Bunch b) {
        Mask m;
        for (int k = 0; k < K; ++k) {
            m.m[k] = a.v[k] == b.v[k];
        }
        return m;
    }
    CHOKEPOINT_HD friend Mask operator!=(Bunch a, Bunch b) {
        Mask m;
        for (int k = 0; k < K; ++k) {
            m.m[k] = a.v[k] != b.v[k];
        }
        return m;
    }
    CHOKEPOINT_HD friend Bunch select(Mask m, Bunch a, Bunch b) {
        for (int k = 0; k < K; ++k) {
            a.v[k] = m.m[k] ? a.v[k] : b.v[k];
        }
        return a;
    }
    CHOKEPOINT_HD friend Bunch min(Bunch a, Bunch b) {
        for (int k = 0; k < K; ++k) {
            a.v[k] = a.v[k] < b.v[k] ? a.v[k] : b.v[k];
        }
        return a;
    }
    CHOKEPOINT_HD friend Bunch max(Bunch a, Bunch b) {
        for (int k = 0; k < K; ++k) {
            a.v[k] = a.v[k] < b.v[k] ? b.v[k] : a.v[k];
        }
        return a;
    }
};

/// A thread's worlds lie next to each other in a row of 32 K.
template <int K>
struct Lanes<Bunch<K>> {
    using P = Bunch<K>;
    using Mask = typename P::Mask;
    using Wide = typename P::Wide;
    using One = Lanes<float>;
    static constexpr std::uint32_t stride = K * One::stride;

    CHOKEPOINT_HD static P load(float const* p) {
        auto const piece = *reinterpret_cast<Piece<float, K> const*>(p);
        P r;
        for (int k = 0; k < K; ++k) {
            r.v[k] = piece.v[k];
        }
        return r;
    }
    CHOKEPOINT_HD static void store(float* p, P a) {
        Piece<float, K> piece;
        for (int k = 0; k < K; ++k) {
            piece.v[k] = a.v[k];
        }
        *reinterpret_cast<Piece<float, K>*>(p) = piece;
    }
    CHOKEPOINT_HD static Wide load(double const* p) {
        Wide r;
        for (int k = 0; k < K; ++k) {
            r.v[k] = p[k];
        }
        return r;
    }
    CHOKEPOINT_HD static void store(double* p, Wide a) {
        for (int k = 0; k < K; ++k) {
            p[k] = a.v[k];
        }
    }
    CHOKEPOINT_HD static Wide widen(P a) {
        Wide r;
        for (int k = 0; k < K; ++k) {
            r.v[k] = a.v[k];
        }
        return r;
    }
    CHOKEPOINT_HD static P narrow(Wide a) {
        P r;
        for (int k = 0; k < K; ++k) {
            r.v[k] = static_cast<float>(a.v[k]);
        }
        return r;
    }
    CHOKEPOINT_HD static Wide select_wide(Mask m, Wide a, Wide b) {
        for (int k = 0; k < K; ++k) {
            a.v[k] = m.m[k] ? a.v[k] : b.v[k];
        }
        return a;
    }
    CHOKEPOINT_HD static P fused(P a, P b, P c) {
        for (int k = 0; k < K; ++k) {
            a.v[k] = One::fused(a.v[k], b.v[k], c.v[k]);
        }
        return a;
    }
    CHOKEPOINT_HD static P power_of_two(P a) {
        for (int k = 0; k < K; ++k) {
            a.v[k] = One::power_of_two(a.v[k]);
        }
        return a;
    }
    CHOKEPOINT_HD static bool any(Mask m) {
        bool some = false;
        for (int k = 0; k < K; ++k) {
            some = some || m.m[k];
        }
        return One::any(some);
    }
};

/// x / d, correctly rounded, in each world (divisor.cuh).
template <int K>
CHOKEPOINT_HD Bunch<K> divide(Bunch<K> x, Divisor const& d) {
#    if defined(__CUDA_ARCH__)
    bool quick = true;
    for (int k = 0; k < K; ++k) {
        quick = quick && is_quick(x.v[k], d);
    }
    if (quick) {
        for (int k = 0; k < K; ++k) {
            x.v[k] = quick_quotient(x.v[k], d);
        }
        return x;
    }
#    endif
    for (int k = 0; k < K; ++k) {
        x.v[k] = x.v[k] / d.value;
    }
    return x;
}
}  // namespace chokepoint
#endif
