#include "kernels/world/random.cuh"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace chokepoint::test {
/// E22: known answers of Philox4x32-10, Salmon et al. (2011), kat_vectors.
TEST(RandomTest, philox_gives_the_published_words) {
    auto const zero = draw_words(0, 0, 0, 0);
    EXPECT_EQ(zero.a, 0x6627e8d5u);
    EXPECT_EQ(zero.b, 0xe169c58du);
    EXPECT_EQ(zero.c, 0xbc57ac4cu);
    EXPECT_EQ(zero.d, 0x9b00dbd8u);

    auto const ones = draw_words(~0ull, ~0ull, 0xffffffffu, 0xffffffffu);
    EXPECT_EQ(ones.a, 0x408f276du);
    EXPECT_EQ(ones.b, 0x41c83b0eu);
    EXPECT_EQ(ones.c, 0xa20bc7c6u);
    EXPECT_EQ(ones.d, 0x6d5451fdu);

    auto const pi = draw_words(0x299f31d0a4093822ull, 0x85a308d3243f6a88ull,
                               0x13198a2eu, 0x03707344u);
    EXPECT_EQ(pi.a, 0xd16cfe09u);
    EXPECT_EQ(pi.b, 0x94fdccebu);
    EXPECT_EQ(pi.c, 0x5001e420u);
    EXPECT_EQ(pi.d, 0x24126ea1u);
}

TEST(RandomTest, uniform_never_reaches_its_ends) {
    EXPECT_EQ(uniform(0), std::ldexp(0.5f, -23));
    EXPECT_EQ(uniform(0xffffffffu), 1.0f - std::ldexp(0.5f, -23));
    EXPECT_LT(uniform(0xffffffffu), 1.0f);
}

TEST(RandomTest, scaled_words_split_into_week_and_phase) {
    std::uint32_t fraction;
    EXPECT_EQ(scaled(0, 52, fraction), 0u);
    EXPECT_EQ(fraction, 0u);
    EXPECT_EQ(scaled(0xffffffffu, 52, fraction), 51u);
    EXPECT_EQ(scaled(0x80000000u, 52, fraction), 26u);
    EXPECT_EQ(fraction, 0u);
    EXPECT_EQ(scaled(0x80000000u, 1, fraction), 0u);
    EXPECT_EQ(fraction, 0x80000000u);  // half of the week is gone
}

namespace {
/// Knots of the exponential distribution, written from model C5 alone.
std::vector<float> exponential_table() {
    std::vector<float> table;
    for (bool const upper : {false, true}) {
        auto const at = [&](double v) {
            double const p = std::max(v, 0.5) / 4294967296.0;
            table.push_back(
                static_cast<float>(upper ? -std::log(p) : -std::log1p(-p)));
        };
        at(0);
        for (int octave = 5; octave <= 30; ++octave) {
            for (int m = 0; m < 32; ++m) {
                at(std::ldexp(32 + m, octave - 5));
            }
        }
        at(std::ldexp(1.0, 31));
    }
    return table;
}
}  // namespace

TEST(RandomTest, quantile_table_follows_the_distribution_into_both_tails) {
    auto const table = exponential_table();
    ASSERT_EQ(table.size(), knots);
    for (double p :
         {1e-7, 1e-4, 0.01, 0.25, 0.5, 0.75, 0.99, 0.9999, 0.99999999}) {
        auto const word = static_cast<std::uint32_t>(p * 4294967296.0);
        // The upper half counts from its own end: v = ~word.
        double const exact = word >> 31 ? -std::log(~word / 4294967296.0)
                                        : -std::log1p(-(word / 4294967296.0));
        EXPECT_NEAR(quantile(table.data(), word) / exact, 1, 1.5e-4) << p;
    }
    EXPECT_NEAR(quantile(table.data(), 0xffffffffu), 33 * std::log(2), 1e-4);
}

TEST(RandomTest, quantile_increases_with_the_word) {
    auto const table = exponential_table();
    float last = -1;
    // Every word near the ends and the joints, a stride between.
    for (std::uint64_t w = 0; w < (1ull << 32); w += w % 65536 < 300 ? 1 : 97) {
        float const v = quantile(table.data(), static_cast<std::uint32_t>(w));
        ASSERT_GE(v, last) << w;
        last = v;
        if (w % 65536 >= 300) {
            w += 4001;
        }
    }
}

TEST(RandomTest, ranges_of_draws_do_not_meet) {
    // Events of 127 years with all their ordinals stay below the counts; the
    // members of an arc have the top bit.
    EXPECT_LT(event_draw(event_ordinal(126, candidates_a_year - 1), 7),
              count_draw(0));
    EXPECT_LT(count_draw(1u << 20), member_draw(0, 0));
    EXPECT_LT(member_draw(0, (1u << 14) - 1), member_draw(1, 0));
    EXPECT_LT(member_draw(0, 0),
              member_draw(event_ordinal(126, candidates_a_year - 1), 0));
}
}  // namespace chokepoint::test
