#include "host/campaign/toml/effective_keys.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace chokepoint::test {
namespace {
TEST(EffectiveKeys, HaveTheNameOfTheirEntry) {
    auto const keys = effective_keys(
        "[campaign]\nname = \"x\"\nseed = 3\n\n[[compliance]]\n"
        "country = \"JPN\"\nlike = \"USA\"\n\n[[family]]\nname = \"a.b\"\n"
        "hold_weeks = { distribution = \"beta\", a = 1, b = 2 }\n");
    ASSERT_EQ(keys.size(), 6u);
    EXPECT_EQ(keys[1].path(), "campaign.seed");
    EXPECT_EQ(keys[1].value, "3");
    EXPECT_EQ(keys[3].path(), "compliance.JPN.like");
    EXPECT_EQ(keys[5].path(), "family.a.b.hold_weeks");
    EXPECT_EQ(keys[5].value, "{ distribution = \"beta\", a = 1, b = 2 }");
}

TEST(EffectiveKeys, DifferByValueOrByBeingThere) {
    auto const differences = key_differences(
        effective_keys("[a]\nx = 1\ny = 2\nz = 3\n"),
        effective_keys("[a]\nx = 1\nz = 4\n[[b]]\nname = \"n\"\n"));
    ASSERT_EQ(differences.size(), 3u);
    EXPECT_EQ(differences[0].key.path(), "a.y");
    EXPECT_EQ(differences[0].a, "2");
    EXPECT_FALSE(differences[0].b);
    EXPECT_EQ(differences[1].b, "4");
    EXPECT_EQ(differences[2].key.path(), "b.n.name");
    EXPECT_FALSE(differences[2].a);
}

TEST(EffectiveKeys, AreNoneOfAnyOtherText) {
    EXPECT_TRUE(effective_keys("[\n]=\n[[\nx=1\n\n[").empty());
}
}  // namespace
}  // namespace chokepoint::test
