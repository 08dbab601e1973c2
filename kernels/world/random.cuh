/// \file random.cuh
/// All luck of the program: a pure function of (seed, scenario, stream, draw).
///
/// Philox4x32-10, Salmon et al. (2011), SC'11, from Random123. Distributions
/// come in as quantile tables (model C5); no libm, the same bits anywhere.
#pragma once

#include <Random123/philox.h>

#include "kernels/portable/pack.cuh"
#include "kernels/portable/platform.cuh"
#include "kernels/views/campaign_view.cuh"

namespace chokepoint {
/// Four independent random words.
struct Words {
    std::uint32_t a, b, c, d;
};

/// Streams: family id << 24 | entity. Id 0 is the world's own, 1-30 families,
/// the others belong to measures and pairs: stream | address, an address that
/// follows from a name, so that no other measure moves the draws.
inline constexpr std::uint32_t world_stream = 0;
inline constexpr std::uint32_t licence_stream = 31u << 24;
inline constexpr std::uint32_t retaliation_stream = 32u << 24;
inline constexpr std::uint32_t exit_stream = 33u << 24;
inline constexpr std::uint32_t coverage_stream = 34u << 24;
inline constexpr std::uint32_t compliance_stream = 35u << 24;
inline constexpr std::uint32_t obedience_stream = 36u << 24;
inline constexpr std::uint32_t lag_stream = 37u << 24;
inline constexpr std::uint32_t agreement_stream = 38u << 24;
inline constexpr std::uint32_t pooled_entity = 0x00ffffffu;

/// Draws of a stream: 8 * (ordinal or week) + block for events; the counts of
/// a year and the members of an arc have ranges of their own.
/// Candidates of a year, at most, and the number of the n-th of a year.
inline constexpr std::uint32_t candidates_a_year = 4096;
CHOKEPOINT_HD std::uint32_t event_ordinal(std::uint32_t year, std::uint32_t n) {
    return year * candidates_a_year + n;
}
CHOKEPOINT_HD std::uint32_t event_draw(std::uint32_t ordinal,
                                       std::uint32_t block) {
    return 8 * ordinal + block;
}
CHOKEPOINT_HD std::uint32_t count_draw(std::uint32_t year) {
    return 0x40000000u + year;
}
/// Four members of an arc share a draw. Arcs have at most 2^14 members.
CHOKEPOINT_HD std::uint32_t member_draw(std::uint32_t ordinal,
                                        std::uint32_t member) {
    // Years below 2^7 and ordinals of 12 bits leave 12 bits for members.
    return 0x80000000u | (ordinal << 12 & 0x7ffff000u) | (member >> 2);
}

CHOKEPOINT_HD Words draw_words(std::uint64_t seed,
                               std::uint64_t scenario,
                               std::uint32_t stream,
                               std::uint32_t draw) {
    philox4x32_ctr_t counter;
    counter.v[0] = static_cast<std::uint32_t>(scenario);
    counter.v[1] = static_cast<std::uint32_t>(scenario >> 32);
    counter.v[2] = stream;
    counter.v[3] = draw;
    philox4x32_key_t key;
    key.v[0] = static_cast<std::uint32_t>(seed);
    key.v[1] = static_cast<std::uint32_t>(seed >> 32);
    philox4x32_ctr_t const r = philox4x32_R(10, counter, key);
    return {r.v[0], r.v[1], r.v[2], r.v[3]};
}

/// \return uniform in (0, 1): a multiple of 2^-24, never 0 or 1
CHOKEPOINT_HD float uniform(std::uint32_t word) {
    return (static_cast<float>(static_cast<std::int32_t>(word >> 9)) + 0.5f) *
           (1.0f / 8388608.0f);
}

CHOKEPOINT_HD std::uint32_t leading_zeros(std::uint32_t v) {
#if defined(__CUDA_ARCH__)
    return static_cast<std::uint32_t>(__clz(static_cast<int>(v)));
#else
    return static_cast<std::uint32_t>(__builtin_clz(v));
#endif
}

/// High and low half of word * range: an integer in [0, range) and the
/// fraction within it.
CHOKEPOINT_HD std::uint32_t scaled(std::uint32_t word,
                                   std::uint32_t range,
                                   std::uint32_t& fraction) {
    std::uint64_t const product = static_cast<std::uint64_t>(word) * range;
    fraction = static_cast<std::uint32_t>(product);
    return static_cast<std::uint32_t>(product >> 32);
}

/// Value of a distribution at a random word, increasing in the word.
///
/// Half by the top bit (the upper one mirrored, so that both tails are fine),
/// octave by leading zeros, 32 linear pieces an octave; below 32 one piece.
/// \param table  [knots], filled by host/campaign/model/quantile_table.hpp
CHOKEPOINT_HD float quantile(float const* table, std::uint32_t word) {
    bool const upper = (word >> 31) != 0;
    std::uint32_t const v = upper ? ~word : word;
    std::uint32_t piece = 0, start = 0, width_log2 = 5;
    if (v >= 32) {
        std::uint32_t const octave = 31 - leading_zeros(v);
        width_log2 = octave - 5;
        std::uint32_t const m = (v >> width_log2) - 32;
        piece = 1 + width_log2 * 32 + m;
        start = (32 + m) << width_log2;
    }
    float const* const knot = table + (upper ? knots_per_half : 0) + piece;
    // A power of two: the division is exact.
    float const fraction =
        static_cast<float>(static_cast<std::int32_t>(v - start)) /
        static_cast<float>(static_cast<std::int32_t>(1u << width_log2));
    return Lanes<float>::fused(fraction, knot[1] - knot[0], knot[0]);
}

/// As `quantile`, 0 if there is no table.
CHOKEPOINT_HD float draw_from(ModelView const& m,
                              std::uint32_t table,
                              std::uint32_t word) {
    return table == none ? 0.0f
                         : quantile(m.quantile.data + table * knots, word);
}

/// \return number of thresholds <= word: an inverse cumulative distribution
CHOKEPOINT_HD std::uint32_t count_from(ModelView const& m,
                                       std::uint32_t first,
                                       std::uint32_t thresholds,
                                       std::uint32_t word) {
    std::uint32_t low = 0, high = thresholds;
    while (low < high) {
        std::uint32_t const middle = (low + high) / 2;
        if (m.threshold[first + middle] <= word) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}
}  // namespace chokepoint
