/// \file team_test.cpp
/// I2 on the CPU: a team of any size gives the bits of the engine, whose
/// threads work alone. ThreadSanitizer watches, so that a missing meeting of
/// the team is a reported race. The widths that only the engine has are
/// compared in engine_test.cpp.
#include <gtest/gtest.h>

#include "tests/support/kitchen_sink.hpp"
#include "tests/teams/team_march.hpp"

namespace chokepoint::test {
namespace {
void expect_the_bits_of_the_engine(CompiledModel const& model,
                                   Chunk const& chunk,
                                   std::uint32_t members) {
    auto const alone = run_one(model.view(), chunk, {1, "baseline", {}, 0, 0});
    EXPECT_TRUE(
        same_bits(alone, march_as_team<Pack<1>>(model, chunk, members)));
    EXPECT_TRUE(
        same_bits(alone, march_as_team<Pack<4>>(model, chunk, members)));
    EXPECT_TRUE(
        same_bits(alone, march_as_team<Wide<4>>(model, chunk, members)));
}
}  // namespace

class TeamTest : public ::testing::TestWithParam<std::uint32_t> {};

TEST_P(TeamTest, every_width_and_team_gives_the_same_bits) {
    // 37 worlds: not a multiple of any width
    expect_the_bits_of_the_engine(kitchen_sink(40), {1, 3, 37}, GetParam());
}

TEST_P(TeamTest, so_it_is_with_every_mechanism) {
    auto const model = full_kitchen_sink(30);
    ASSERT_EQ(model.rules.extended, 1u);
    expect_the_bits_of_the_engine(model, {1, 3, 21}, GetParam());
}

INSTANTIATE_TEST_SUITE_P(Sizes, TeamTest, ::testing::Values(1u, 2u, 5u));

TEST(TeamComparisonTest, would_notice_one_changed_bit) {
    auto const model = kitchen_sink(14);
    auto const a = march_as_team<Pack<4>>(model, {0, 0, 5}, 1);
    auto b = a;
    EXPECT_TRUE(same_bits(a, b));
    b.count[7] ^= 1;
    EXPECT_FALSE(same_bits(a, b));
    EXPECT_FALSE(same_bits(a, march_as_team<Pack<4>>(model, {0, 1, 5}, 1)));
}
}  // namespace chokepoint::test
