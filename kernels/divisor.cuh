/// \file divisor.cuh
/// Division by a constant, with the bits of a division and without one.
#pragma once

#include "kernels/pack.cuh"

namespace chokepoint {
/// A constant > 0 and its reciprocal, or 0 where only a division is exact.
struct Divisor {
    float value;
    float reciprocal;
};

/// Dividends nearer to 0 count as 0: the remainder could be a denormal.
inline constexpr float least_dividend = 1e-30f;

/// x / d, correctly rounded: q = x y, then one fused correction with the exact
/// remainder. Proof and the condition on d: packed_network.cpp. Machines
/// without fused operations divide; the bits are the same.
template <class P>
CHOKEPOINT_HD P divide(P x, Divisor const& d) {
    P const zero{0.0f}, least{least_dividend};
    x = select((x < least) & (zero - least < x), zero, x);
#if defined(__CUDA_ARCH__) || defined(__FMA__)
    if (d.reciprocal != 0.0f) {
        using L = Lanes<P>;
        P const y{d.reciprocal};
        P const quotient = x * y;
        P const rest = L::fused(zero - quotient, P{d.value}, x);
        return L::fused(rest, y, quotient);
    }
#endif
    return x / P{d.value};
}
}  // namespace chokepoint
