#include "host/network/input_error.hpp"

#include <gtest/gtest.h>

namespace chokepoint::test {
namespace {
std::vector<std::string> const countries{"TWN", "JPN", "KOR", "USA"};

TEST(NearestName, FindsASlipOfOneLetter) {
    EXPECT_EQ(nearest_name("TWM", countries), "TWN");
    EXPECT_EQ(nearest_name("KR", countries), "KOR");
    EXPECT_EQ(nearest_name("USAA", countries), "USA");
}

TEST(NearestName, CountsSwappedNeighboursAsOneSlip) {
    EXPECT_EQ(nearest_name("TNW", countries), "TWN");
}

TEST(NearestName, TakesWrongCaseForTheSmallestSlip) {
    EXPECT_EQ(nearest_name("usa", countries), "USA");
    EXPECT_EQ(nearest_name("flow", {"flaw", "Flow"}), "Flow");
}

TEST(NearestName, IsEmptyIfHalfOfTheNameIsWrong) {
    EXPECT_EQ(nearest_name("XYZ", countries), "");
    EXPECT_EQ(nearest_name("abcd", {"abxy"}), "");
    EXPECT_EQ(nearest_name("abcd", {"abcx"}), "abcx");
    EXPECT_EQ(nearest_name("x", {}), "");
    EXPECT_EQ(nearest_name("", countries), "");
}

TEST(NearestName, TakesTheFirstOfEqualOnes) {
    EXPECT_EQ(nearest_name("abcz", {"abcx", "abcy"}), "abcx");
}

TEST(NearestName, PrefersTheSmallerDistance) {
    EXPECT_EQ(nearest_name("lead_time_week",
                           {"lead_weeks", "lead_time_weeks", "lead"}),
              "lead_time_weeks");
}

TEST(NearestHint, IsAClauseOrNothing) {
    EXPECT_EQ(nearest_hint("TWM", countries), "; nearest: 'TWN'");
    EXPECT_EQ(nearest_hint("XYZ", countries), "");
}
}  // namespace
}  // namespace chokepoint::test
