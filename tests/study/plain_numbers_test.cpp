#include <gtest/gtest.h>

#include <cmath>

#include "host/explain/plain_numbers.hpp"

namespace chokepoint::test {
namespace {
TEST(PlainNumbers, HaveThreeSignificantDigits) {
    EXPECT_EQ(plain_number(1234567), "1,230,000");
    EXPECT_EQ(plain_number(-12345.6), "-12,300");
    EXPECT_EQ(plain_number(999.6), "1,000");
    EXPECT_EQ(plain_number(1.2345), "1.23");
    EXPECT_EQ(plain_number(0.0012345), "0.00123");
    EXPECT_EQ(plain_number(1.2345e-9), "1.2e-09");
}

TEST(PlainNumbers, KeepAZeroAtTheEndOnlyWhereOneWasRounded) {
    EXPECT_EQ(plain_number(5), "5");
    EXPECT_EQ(plain_number(0.5), "0.5");
    EXPECT_EQ(plain_number(1.2), "1.2");
    EXPECT_EQ(plain_number(static_cast<double>(1.2f)), "1.2");
    EXPECT_EQ(plain_number(1.2003), "1.20");
    EXPECT_EQ(plain_number(0.99996), "1.00");
    EXPECT_EQ(plain_number(250), "250");
}

TEST(PlainNumbers, SayWhatIsNoNumber) {
    EXPECT_EQ(plain_number(0), "0");
    EXPECT_EQ(plain_number(NAN), "-");
    EXPECT_EQ(plain_number(INFINITY), "inf");
    EXPECT_EQ(plain_number(-INFINITY), "-inf");
    EXPECT_EQ(plain_percent(NAN), "-");
}

TEST(PlainNumbers, SharesAreThreeDigitsHoweverSmall) {
    EXPECT_EQ(plain_percent(0.5), "50 %");
    EXPECT_EQ(plain_percent(0.0123), "1.23 %");
    EXPECT_EQ(plain_percent(7. / 9), "77.8 %");
    EXPECT_EQ(plain_percent(0.00002), "0.002 %");
    EXPECT_EQ(plain_percent(0.000009), "< 0.001 %");
    EXPECT_EQ(plain_percent(0), "0 %");
}

TEST(PlainNumbers, CountsKeepAllTheirDigits) {
    EXPECT_EQ(grouped(1234567), "1,234,567");
    EXPECT_EQ(grouped(999), "999");
}
}  // namespace
}  // namespace chokepoint::test
