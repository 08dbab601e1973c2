/// \file divisor.cuh
/// Division by a constant, with the bits of a division and without one.
#pragma once

#include "kernels/portable/pack.cuh"

namespace chokepoint {
/// A constant > 0 and its reciprocal, or 0 where only a division is exact.
struct Divisor {
    float value;
    float reciprocal;
};

/// Quick division refuses dividends nearer to 0: the remainder could be a
/// denormal.
inline constexpr float least_dividend = 1e-30f;

/// Can `quick_quotient` divide x by d?
CHOKEPOINT_HD bool is_quick(float x, Divisor const& d) {
    bool const tiny = x < least_dividend && -least_dividend < x && x != 0.0f;
    return d.reciprocal != 0.0f && !tiny;
}

/// x / d, correctly rounded, in three operations: q = x y, then one fused
/// correction with the exact remainder. Proof and the condition on d:
/// packed_network.cpp.
///
/// Not so for two kinds of dividends. -0 gives +0: only the change of overtime
/// (production.cuh) can be -0, and it is added to a number >= +0, which loses
/// the sign; all others are sums from +0 and differences, and x - x is +0.
/// A quotient that is no finite number gives NaN: what is divided are weeks
/// and multiples of baseline, far below 1e30, and d > 1e-7.
CHOKEPOINT_HD float quick_quotient(float x, Divisor const& d) {
    float const quotient = x * d.reciprocal;
    float const rest = Lanes<float>::fused(-quotient, d.value, x);
    return Lanes<float>::fused(rest, d.reciprocal, quotient);
}

/// x / d, correctly rounded. A CPU has an instruction for that, a device takes
/// the quick way; the bits are the same but for what quick_quotient says.
template <class P>
CHOKEPOINT_HD P divide(P x, Divisor const& d) {
#if defined(__CUDA_ARCH__)
    if (is_quick(x, d)) {
        return quick_quotient(x, d);
    }
#endif
    return x / P{d.value};
}
}  // namespace chokepoint
