/// \file twin.cuh
/// Two packs marched as one: twice the lanes for the same indices, branches
/// and link records.
///
/// What a group costs besides its arithmetic (records, jumps, flags) does not
/// depend on the lanes, and groups are small; so a CPU tile is wider than a
/// register: Wide<16> holds four registers of 16 lanes.
#pragma once

#include "kernels/portable/pack.cuh"

#if !defined(__CUDACC__)
namespace chokepoint {
template <class Half>
struct Twin {
    struct Mask {
        typename Half::Mask low, high;

        CHOKEPOINT_HD friend Mask operator&(Mask a, Mask b) {
            return {a.low & b.low, a.high & b.high};
        }
        CHOKEPOINT_HD friend Mask operator|(Mask a, Mask b) {
            return {a.low | b.low, a.high | b.high};
        }
    };
    struct Wide {
        typename Half::Wide low, high;

        CHOKEPOINT_HD friend Wide operator+(Wide a, Wide b) {
            return {a.low + b.low, a.high + b.high};
        }
        CHOKEPOINT_HD friend Mask operator<(Wide a, Wide b) {
            return {a.low < b.low, a.high < b.high};
        }
    };

    Half low, high;

    Twin() = default;
    CHOKEPOINT_HD Twin(Half a, Half b) : low{a}, high{b} {}
    CHOKEPOINT_HD Twin(float s) : low{s}, high{s} {}

    CHOKEPOINT_HD friend Twin operator+(Twin a, Twin b) {
        return {a.low + b.low, a.high + b.high};
    }
    CHOKEPOINT_HD friend Twin operator-(Twin a, Twin b) {
        return {a.low - b.low, a.high - b.high};
    }
    CHOKEPOINT_HD friend Twin operator*(Twin a, Twin b) {
        return {a.low * b.low, a.high * b.high};
    }
    CHOKEPOINT_HD friend Twin operator/(Twin a, Twin b) {
        return {a.low / b.low, a.high / b.high};
    }
    CHOKEPOINT_HD friend Mask operator<(Twin a, Twin b) {
        return {a.low < b.low, a.high < b.high};
    }
    CHOKEPOINT_HD friend Mask operator>(Twin a, Twin b) { return b < a; }
    CHOKEPOINT_HD friend Mask operator>=(Twin a, Twin b) {
        return {a.low >= b.low, a.high >= b.high};
    }
    CHOKEPOINT_HD friend Mask operator==(Twin a, Twin b) {
        return {a.low == b.low, a.high == b.high};
    }
    CHOKEPOINT_HD friend Mask operator!=(Twin a, Twin b) {
        return {a.low != b.low, a.high != b.high};
    }
    CHOKEPOINT_HD friend Twin select(Mask m, Twin a, Twin b) {
        return {select(m.low, a.low, b.low), select(m.high, a.high, b.high)};
    }
    CHOKEPOINT_HD friend Twin min(Twin a, Twin b) {
        return {min(a.low, b.low), min(a.high, b.high)};
    }
    CHOKEPOINT_HD friend Twin max(Twin a, Twin b) {
        return {max(a.low, b.low), max(a.high, b.high)};
    }
};

template <class Half>
struct Lanes<Twin<Half>> {
    using H = Lanes<Half>;
    using P = Twin<Half>;
    using Mask = typename P::Mask;
    using Wide = typename P::Wide;
    static constexpr std::uint32_t stride = 2 * H::stride;

    CHOKEPOINT_HD static P load(float const* p) {
        return {H::load(p), H::load(p + H::stride)};
    }
    CHOKEPOINT_HD static void store(float* p, P v) {
        H::store(p, v.low);
        H::store(p + H::stride, v.high);
    }
    CHOKEPOINT_HD static Wide load(double const* p) {
        return {H::load(p), H::load(p + H::stride)};
    }
    CHOKEPOINT_HD static void store(double* p, Wide v) {
        H::store(p, v.low);
        H::store(p + H::stride, v.high);
    }
    CHOKEPOINT_HD static Wide widen(P a) {
        return {H::widen(a.low), H::widen(a.high)};
    }
    CHOKEPOINT_HD static P narrow(Wide a) {
        return {H::narrow(a.low), H::narrow(a.high)};
    }
    CHOKEPOINT_HD static Wide select_wide(Mask m, Wide a, Wide b) {
        return {H::select_wide(m.low, a.low, b.low),
                H::select_wide(m.high, a.high, b.high)};
    }
    CHOKEPOINT_HD static P fused(P a, P b, P c) {
        return {H::fused(a.low, b.low, c.low),
                H::fused(a.high, b.high, c.high)};
    }
    CHOKEPOINT_HD static P power_of_two(P k) {
        return {H::power_of_two(k.low), H::power_of_two(k.high)};
    }
    CHOKEPOINT_HD static bool any(Mask m) { return H::any(m.low | m.high); }
};

/// Four registers of W lanes.
template <int W>
using Wide = Twin<Twin<Pack<W>>>;
}  // namespace chokepoint
#endif
