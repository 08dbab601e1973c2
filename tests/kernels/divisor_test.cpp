#include "kernels/portable/divisor.cuh"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <limits>
#include <random>

#include "kernels/engine/packed_network.hpp"

namespace chokepoint::test {
namespace {
/// A double has more than 2 * 24 + 2 bits: its quotient, rounded once more,
/// is the correctly rounded quotient of floats.
float exact(float x, float d) {
    return static_cast<float>(static_cast<double>(x) / static_cast<double>(d));
}

float between(std::mt19937& random, double low, double high) {
    std::uniform_real_distribution<double> exponent{low, high};
    return static_cast<float>(std::pow(10.0, exponent(random)));
}
}  // namespace

TEST(DivisorTest, quick_quotients_are_correctly_rounded) {
    std::mt19937 random{20261124};
    int quick = 0;
    for (int k = 0; k < 2000; ++k) {
        auto const d = make_divisor(between(random, -7, 7));
        for (int j = 0; j < 500; ++j) {
            float const x = between(random, -12, 9) * (j % 2 ? -1.0f : 1.0f);
            if (is_quick(x, d)) {
                ++quick;
                ASSERT_EQ(quick_quotient(x, d), exact(x, d.value))
                    << x << " / " << d.value;
            }
        }
    }
    EXPECT_GT(quick, 800000) << "most divisors must be proven";
}

TEST(DivisorTest, whole_weeks_are_quick_and_exact) {
    for (int weeks = 1; weeks <= 520; ++weeks) {
        auto const d = make_divisor(static_cast<float>(weeks));
        for (int k = 1; k < 4000; ++k) {
            float const x = static_cast<float>(k) * 0.0321f;
            if (is_quick(x, d)) {
                ASSERT_EQ(quick_quotient(x, d), exact(x, d.value))
                    << x << " / " << weeks;
            }
        }
    }
}

TEST(DivisorTest, refuses_what_is_not_proven) {
    auto const d = make_divisor(3.0f);
    EXPECT_TRUE(is_quick(0.0f, d));
    EXPECT_FALSE(is_quick(1e-35f, d));
    EXPECT_FALSE(is_quick(-1e-35f, d));
    EXPECT_FALSE(is_quick(1.0f, make_divisor(1e-20f)));
    // The largest float below 2: its reciprocal is off by nearly a whole ulp.
    float const below = std::nextafter(2.0f, 0.0f);
    EXPECT_EQ(make_divisor(below).reciprocal, 0.0f);
}

TEST(DivisorTest, a_reciprocal_alone_would_not_do) {
    auto const d = make_divisor(3.0f);
    int wrong = 0;
    for (int k = 1; k < 1000; ++k) {
        auto const x = static_cast<float>(k);
        wrong += x * d.reciprocal != exact(x, 3.0f);
    }
    EXPECT_GT(wrong, 10);
}
}  // namespace chokepoint::test
