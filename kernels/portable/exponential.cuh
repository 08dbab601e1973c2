/// \file exponential.cuh
/// exp for prices: the same bits on every backend, no libm.
#pragma once

#include "kernels/portable/pack.cuh"

namespace chokepoint {
/// exp(x), x cut to [-20, 20]; relative error below 3e-7; exp(0) = 1 exactly
/// (model B10): k = rint(x / ln 2) by a magic addition, the rest by a
/// polynomial of degree 6 in fused steps, ln 2 in two parts.
template <class P>
CHOKEPOINT_HD P deterministic_exp(P x) {
    using L = Lanes<P>;
    x = max(P{-20.0f}, min(x, P{20.0f}));
    P const magic{12582912.0f};  // 1.5 * 2^23
    P const k = (x * P{1.44269504f} + magic) - magic;
    P r = L::fused(P{0.0f} - k, P{0.693359375f}, x);
    r = L::fused(P{0.0f} - k, P{-2.12194440e-4f}, r);
    P y = L::fused(r, P{1.0f / 720.0f}, P{1.0f / 120.0f});
    y = L::fused(r, y, P{1.0f / 24.0f});
    y = L::fused(r, y, P{1.0f / 6.0f});
    y = L::fused(r, y, P{0.5f});
    y = L::fused(r, y, P{1.0f});
    y = L::fused(r, y, P{1.0f});
    return y * L::power_of_two(k);
}
}  // namespace chokepoint
