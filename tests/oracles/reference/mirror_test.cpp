/// \file mirror_test.cpp
/// Two identical countries with mirrored networks: what A's ban on B does is
/// what B's ban on A does, with the names swapped, to the bit (oracle E27).
#include <gtest/gtest.h>

#include <cmath>

#include "tests/support/mirror_world.hpp"
#include "tests/support/world_path.hpp"

namespace chokepoint::test {
namespace {
/// Growth, wear, erosion, prices and reserves, the same for A and B. Each has
/// markets of its own: one common sum would change its order with the names.
void use_every_mechanism(MirrorWorld const& world,
                         Shocks& shocks,
                         CoreRules& rules) {
    rules.tool_decay = 0.01;
    rules.erosion = 0.01;
    rules.regain = 0.004;
    // Inputs: parts of goods in rows 0 and 1, tools in 2 and 3.
    for (std::uint32_t k : {0u, 1u}) {
        IndigenousGrowth growth;
        growth.node = world.parts[k];
        growth.rate = 0.03;
        growth.ceiling = 3;
        growth.denied = {k, k + 2};
        shocks.growth.push_back(growth);
        PricedMarket market;
        market.groups = {k};
        market.nodes = {world.parts[k]};
        shocks.markets.push_back(market);
        Stockpile reserve;
        reserve.users = {k + 2};
        reserve.start = reserve.target = 30;
        reserve.rate = 0.5;
        reserve.release_below = 0.97;
        shocks.stockpiles.push_back(reserve);
        shocks.prepared.push_back({k, 5, true});
    }
}

ChunkLosses ban(MirrorWorld const& world,
                int sender,
                CompiledModel* used = nullptr,
                bool every_mechanism = false) {
    Measure measure;
    measure.links = world.exports[sender];
    measure.start = 3;
    measure.end = 60;
    measure.pass = 0.2;
    Shocks shocks;
    shocks.measures = {measure};
    CoreRules rules;
    if (every_mechanism) {
        use_every_mechanism(world, shocks, rules);
    }
    auto const model =
        build_model(world.network, shocks, rules, 104, {26, 104});
    if (used != nullptr) {
        *used = model;
    }
    return trace_engine(model).losses;
}

void expect_swapped_losses(bool every_mechanism) {
    MirrorWorld const world;
    CompiledModel model{CompiledNetwork{world.network}};
    auto const by_a = ban(world, 0, &model, every_mechanism);
    auto const by_b = ban(world, 1, nullptr, every_mechanism);
    OutputLayout const rows{model.view()};
    std::uint32_t const mirror[] = {1, 0, 2};
    for (std::uint32_t c = 0; c < 3; ++c) {
        for (std::uint32_t h = 0; h < 2; ++h) {
            EXPECT_EQ(by_a.value[rows.value_added(c, h)],
                      by_b.value[rows.value_added(mirror[c], h)]);
            EXPECT_EQ(by_a.value[rows.value_added_net(c, h)],
                      by_b.value[rows.value_added_net(mirror[c], h)]);
            EXPECT_EQ(by_a.value[rows.final_demand(c, h)],
                      by_b.value[rows.final_demand(mirror[c], h)]);
        }
        EXPECT_EQ(by_a.value[rows.peak_loss(c)],
                  by_b.value[rows.peak_loss(mirror[c])]);
        EXPECT_EQ(by_a.count[rows.peak_week(c)],
                  by_b.count[rows.peak_week(mirror[c])]);
        for (std::uint32_t h = 0; every_mechanism && h < 2; ++h) {
            EXPECT_EQ(by_a.value[rows.capacity_index(c, h)],
                      by_b.value[rows.capacity_index(mirror[c], h)]);
            EXPECT_EQ(by_a.value[rows.competitiveness(c, h)],
                      by_b.value[rows.competitiveness(mirror[c], h)]);
        }
    }
    if (every_mechanism) {
        // Both are at work, and A is not B.
        EXPECT_GT(by_a.value[rows.price_peak(1)], 1.02f);
        EXPECT_GT(by_a.value[rows.reserve_released(1)], 0.1f);
        EXPECT_GT(by_a.value[rows.capacity_index(1, 1)], 1.01f);
        EXPECT_LT(by_a.value[rows.competitiveness(0, 1)], 0.99f);
        EXPECT_EQ(by_a.value[rows.price_peak(0)],
                  by_b.value[rows.price_peak(1)]);
        EXPECT_EQ(by_a.value[rows.reserve_released(1)],
                  by_b.value[rows.reserve_released(0)]);
        EXPECT_NE(by_a.value[rows.reserve_released(1)],
                  by_a.value[rows.reserve_released(0)]);
    }
}

TEST(Mirror, LossesOfSenderAndTargetSwapToTheBit) {
    expect_swapped_losses(false);
}

TEST(Mirror, TheySwapToTheBitWithEveryMechanismOn) {
    expect_swapped_losses(true);
}

TEST(Mirror, SenderTargetAndThirdCountryLoseDifferently) {
    MirrorWorld const world;
    CompiledModel model{CompiledNetwork{world.network}};
    auto const losses = ban(world, 0, &model);
    OutputLayout const rows{model.view()};
    float const sender = losses.value[rows.value_added(0, 1)];
    float const target = losses.value[rows.value_added(1, 1)];
    float const third = losses.value[rows.value_added_net(2, 1)];
    EXPECT_GT(sender, 10);
    EXPECT_GT(target, 10);
    EXPECT_GT(std::fabs(sender - target), 10);
    EXPECT_LT(third, -1) << "the alternate supplier gains";
}

TEST(Mirror, ReferenceSwapsToo) {
    MirrorWorld const world;
    WorldPath path[2];
    for (int sender : {0, 1}) {
        Measure measure;
        measure.links = world.exports[sender];
        measure.pass = 0.2;
        Shocks shocks;
        shocks.measures = {measure};
        path[sender] = march(Who::reference, world.network, shocks, {}, 104);
    }
    for (std::size_t week = 0; week < 104; ++week) {
        for (std::size_t i = 0; i < 6; ++i) {
            auto const mirror = i % 2 == 0 ? i + 1 : i - 1;
            EXPECT_NEAR(path[0].output[week][i], path[1].output[week][mirror],
                        1e-12);
        }
    }
}
}  // namespace
}  // namespace chokepoint::test
