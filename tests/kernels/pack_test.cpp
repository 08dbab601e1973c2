#include "kernels/portable/pack.cuh"

#include <gtest/gtest.h>

#include <cstring>
#include <limits>
#include <vector>

#include "kernels/portable/twin.cuh"

namespace chokepoint::test {
namespace {
std::uint32_t bits(float v) {
    std::uint32_t word;
    std::memcpy(&word, &v, sizeof(word));
    return word;
}

std::vector<float> awkward() {
    auto const nan = std::numeric_limits<float>::quiet_NaN();
    auto const inf = std::numeric_limits<float>::infinity();
    return {0.0f, -0.0f, 1.0f,     -1.0f, 1e-40f, -1e-40f, 3e38f, nan,
            inf,  -inf,  1.0f / 3, 0.1f,  1e-6f,  7.0f,    2.5f,  -2.5f};
}
}  // namespace

template <class P>
class PackTest : public ::testing::Test {
  protected:
    using L = Lanes<P>;

    /// Lane values of an operation on packs, against the same operation on
    /// plain floats.
    template <class OnPack, class OnFloat>
    void expect_same(OnPack on_pack, OnFloat on_float) const {
        auto const values = awkward();
        for (float const a : values) {
            for (std::size_t shift = 0; shift < values.size(); ++shift) {
                alignas(64) float left[16], right[16], result[16];
                for (std::uint32_t lane = 0; lane < L::stride; ++lane) {
                    left[lane] = a;
                    right[lane] = values[(shift + lane) % values.size()];
                }
                L::store(result, on_pack(L::load(left), L::load(right)));
                for (std::uint32_t lane = 0; lane < L::stride; ++lane) {
                    float const volatile x = left[lane], y = right[lane];
                    float const want = on_float(x, y);
                    if (want == want) {
                        EXPECT_EQ(bits(result[lane]), bits(want))
                            << x << " and " << y;
                    } else {
                        EXPECT_NE(result[lane], result[lane]);
                    }
                }
            }
        }
    }
};

using Widths = ::testing::
    Types<Pack<1>, Pack<4>, Pack<8>, Pack<16>, Twin<Pack<4>>, Wide<4>>;
TYPED_TEST_SUITE(PackTest, Widths);

TYPED_TEST(PackTest, arithmetic_has_the_bits_of_a_plain_float) {
    using P = TypeParam;
    this->expect_same([](P a, P b) { return a + b; },
                      [](float a, float b) { return a + b; });
    this->expect_same([](P a, P b) { return a - b; },
                      [](float a, float b) { return a - b; });
    this->expect_same([](P a, P b) { return a * b; },
                      [](float a, float b) { return a * b; });
    this->expect_same([](P a, P b) { return a / b; },
                      [](float a, float b) { return a / b; });
}

TYPED_TEST(PackTest, min_and_max_are_selects_also_for_zeros_and_nan) {
    using P = TypeParam;
    this->expect_same([](P a, P b) { return min(a, b); },
                      [](float a, float b) { return a < b ? a : b; });
    this->expect_same([](P a, P b) { return max(a, b); },
                      [](float a, float b) { return a < b ? b : a; });
}

TYPED_TEST(PackTest, select_follows_each_comparison) {
    using P = TypeParam;
    this->expect_same([](P a, P b) { return select(a < b, a, b); },
                      [](float a, float b) { return a < b ? a : b; });
    this->expect_same([](P a, P b) { return select(a >= b, a, b); },
                      [](float a, float b) { return a >= b ? a : b; });
    this->expect_same([](P a, P b) { return select(a == b, a, b); },
                      [](float a, float b) { return a == b ? a : b; });
    this->expect_same([](P a, P b) { return select(a != b, a, b); },
                      [](float a, float b) { return a != b ? a : b; });
    this->expect_same(
        [](P a, P b) { return select((a > b) & (b > 0.0f), a, b); },
        [](float a, float b) { return a > b && b > 0 ? a : b; });
}

TYPED_TEST(PackTest, a_scalar_reaches_all_lanes_with_its_sign) {
    using L = Lanes<TypeParam>;
    for (float const v : awkward()) {
        if (v != v) {
            continue;
        }
        alignas(64) float out[16];
        L::store(out, TypeParam{v});
        for (std::uint32_t lane = 0; lane < L::stride; ++lane) {
            EXPECT_EQ(bits(out[lane]), bits(v));
        }
    }
}

TYPED_TEST(PackTest, any_sees_a_single_lane) {
    using L = Lanes<TypeParam>;
    alignas(64) float value[16] = {};
    EXPECT_FALSE(L::any(L::load(value) > TypeParam{0.0f}));
    for (std::uint32_t lane = 0; lane < L::stride; ++lane) {
        value[lane] = 1.0f;
        EXPECT_TRUE(L::any(L::load(value) > TypeParam{0.0f})) << lane;
        value[lane] = 0.0f;
    }
}

TYPED_TEST(PackTest, wide_sums_are_double_in_every_lane) {
    using L = Lanes<TypeParam>;
    alignas(128) double sum[16] = {};
    alignas(64) float part[16], out[16];
    for (std::uint32_t lane = 0; lane < L::stride; ++lane) {
        part[lane] = 16777216.0f + static_cast<float>(2 * lane);
    }
    for (int k = 0; k < 3; ++k) {
        L::store(sum, L::load(sum) + L::widen(L::load(part)));
    }
    L::store(out, L::narrow(L::load(sum)));
    for (std::uint32_t lane = 0; lane < L::stride; ++lane) {
        EXPECT_EQ(sum[lane], 3.0 * (16777216.0 + 2 * lane));
        EXPECT_EQ(out[lane], static_cast<float>(sum[lane]));
    }
}
}  // namespace chokepoint::test
