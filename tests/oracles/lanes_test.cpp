/// \file lanes_test.cpp
/// Worlds that march side by side do not feel each other: every scenario of
/// a run is, bit by bit, the world that its trace shows (invariant I2).
#include <gtest/gtest.h>

#include <cstring>

#include "tests/support/model_builder.hpp"
#include "tests/support/random/random_families.hpp"
#include "tests/support/random/random_habits.hpp"
#include "tests/support/random/random_network.hpp"

namespace chokepoint::test {
namespace {
std::uint32_t bits(float value) {
    std::uint32_t word;
    std::memcpy(&word, &value, 4);
    return word;
}

CompiledModel random_model(std::uint64_t seed) {
    auto const network = random_network(seed);
    auto const shocks = random_shocks(seed, network, 104);
    auto model = build_model(network, shocks, {}, 104, {26, 104});
    add_random_families(model);
    model.seed = seed;
    return model;
}

/// Losses and counts of every scenario against the trace of the same world,
/// which marches without neighbours.
void expect_worlds_of_their_traces(CompiledModel const& model,
                                   std::uint32_t package,
                                   std::uint32_t scenarios,
                                   ChunkLosses const& run) {
    for (std::uint32_t k = 0; k < scenarios; ++k) {
        auto const alone = trace_world(
            model.view(), package, k, [](TraceWeek const&) {}, nullptr);
        for (std::size_t row = 0; row < alone.value.size(); ++row) {
            ASSERT_EQ(bits(alone.value[row]),
                      bits(run.value[row * scenarios + k]))
                << "seed " << model.seed << ", scenario " << k << ", loss row "
                << row;
        }
        for (std::size_t row = 0; row < alone.count.size(); ++row) {
            ASSERT_EQ(alone.count[row], run.count[row * scenarios + k])
                << "seed " << model.seed << ", scenario " << k << ", count row "
                << row;
        }
    }
}

TEST(Lanes, EveryScenarioOfARunIsTheWorldOfItsTrace) {
    std::uint32_t const scenarios = 45;
    std::size_t different = 0;
    for (std::uint64_t seed = 600; seed < 608; ++seed) {
        auto const model = random_model(seed);
        for (std::uint32_t package : {0u, shock_package}) {
            auto const run = run_engine(model, package, scenarios);
            expect_worlds_of_their_traces(model, package, scenarios, run);
            for (std::uint32_t k = 0; k < scenarios; ++k) {
                different += run.value[k] != run.value[0];
            }
        }
    }
    EXPECT_GT(different, 8u * 2 * scenarios / 2)
        << "the worlds must differ to be a test";
}

/// Whether a buyer shifts, saves or looks for suppliers is told by flags of
/// the whole tile. A world in which a supplier is back within a rounding of 1
/// must not notice that it is out in the next.
TEST(Lanes, BuyersHabitsDoNotHangOnTheOtherWorldsOfATile) {
    std::uint32_t const scenarios = 45;
    for (std::uint64_t seed = 640; seed < 648; ++seed) {
        auto network = random_network(seed);
        add_random_habits(seed, network);
        auto const shocks = random_shocks(seed, network, 208);
        auto model = build_model(network, shocks, {}, 208, {26, 208});
        add_random_families(model);
        model.seed = seed;
        for (std::uint32_t package : {0u, shock_package}) {
            auto const run = run_engine(model, package, scenarios);
            expect_worlds_of_their_traces(model, package, scenarios, run);
        }
    }
}

TEST(Lanes, PackagesShareTheirWorlds) {
    auto const model = random_model(620);
    OutputLayout const rows{model.view()};
    std::uint32_t const scenarios = 100;
    auto const without = run_engine(model, 0, scenarios);
    auto const with = run_engine(model, shock_package, scenarios);
    std::size_t events = 0;
    for (std::uint32_t k = 0; k < scenarios; ++k) {
        for (std::uint32_t f = 0; f < 2; ++f) {
            auto const row = rows.event_count(f) * scenarios + k;
            EXPECT_EQ(without.count[row], with.count[row]);
            events += without.count[row];
        }
        EXPECT_EQ(without.count[rows.overflow() * scenarios + k], 0);
    }
    // Six outages a year and five slots renewed twice in a hundred weeks.
    EXPECT_NEAR(events / 100., 12 + 104 * 5 * 0.02, 1.5);
}
}  // namespace
}  // namespace chokepoint::test
