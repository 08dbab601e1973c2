/// \file unused_mechanisms_test.cpp
/// I6 for mechanisms: at zero strength, or with nothing that touches it, a
/// mechanism changes no bit of the losses; and the extended march is the core
/// march where it has nothing to add.
#include <gtest/gtest.h>

#include <cstring>
#include <functional>

#include "tests/support/mechanism_builder.hpp"
#include "tests/support/model_builder.hpp"
#include "tests/support/random/random_habits.hpp"
#include "tests/support/random/random_mechanisms.hpp"
#include "tests/support/random/random_network.hpp"

namespace chokepoint::test {
namespace {
int constexpr weeks = 78;
std::vector<int> const horizons{13, 52, weeks};

ChunkLosses losses_of(SupplyNetwork const& network,
                      Shocks const& shocks,
                      CoreRules const& rules) {
    return run_engine(build_model(network, shocks, rules, weeks, horizons));
}

/// Rows that every model has: losses, peaks, episodes, covers; then weeks of
/// peaks and recoveries, shortages.
void expect_same_losses(ChunkLosses const& a,
                        ChunkLosses const& b,
                        OutputLayout const& rows) {
    std::size_t const values = rows.maximum_tension();
    ASSERT_GE(a.value.size(), values);
    ASSERT_GE(b.value.size(), values);
    for (std::size_t row = 0; row < values; ++row) {
        ASSERT_EQ(std::memcmp(&a.value[row], &b.value[row], sizeof(float)), 0)
            << "row " << row << ": " << a.value[row] << ", " << b.value[row];
    }
    for (std::size_t row = 0; row < rows.regime_weeks(0); ++row) {
        ASSERT_EQ(a.count[row], b.count[row]) << "integer row " << row;
    }
}

/// One way to switch a mechanism on without strength.
struct Neutral {
    char const* name;
    std::function<void(SupplyNetwork const&, Shocks&, CoreRules&)> add;
};

std::ostream& operator<<(std::ostream& out, Neutral const& n) {
    return out << n.name;
}

PricedMarket market_of(SupplyNetwork const& network, std::uint32_t product) {
    PricedMarket market;
    for (std::uint32_t g = 0; g < network.inputs.size(); ++g) {
        if (network.inputs[g].product == product &&
            network.inputs[g].input_class != InputClass::capital) {
            market.groups.push_back(g);
        }
    }
    for (std::uint32_t i = 0; i < network.nodes.size(); ++i) {
        if (network.nodes[i].product == product) {
            market.nodes.push_back(i);
        }
    }
    return market;
}

Stockpile reserve_of_all() {
    Stockpile h;
    h.users = {0, 1, 2};
    return h;
}

std::vector<Neutral> neutral_mechanisms() {
    using Network = SupplyNetwork const&;
    return {
        {"extended_march",
         [](Network, Shocks&, CoreRules& r) { r.extended = true; }},
        {"growth_of_rate_zero",
         [](Network, Shocks& s, CoreRules&) {
             IndigenousGrowth growth;
             growth.rate = 0;
             growth.denied = {0, 1};
             s.growth = {growth};
         }},
        {"increment_of_zero",
         [](Network, Shocks& s, CoreRules&) {
             s.steps = {{10, 0, 0, 0}, {12, 3, 0, 0.5}};
         }},
        {"increment_after_the_horizon",
         [](Network, Shocks& s, CoreRules&) {
             s.steps = {{weeks, 0, 0.5, 0}};
         }},
        {"preparation_of_no_effort",
         [](Network, Shocks& s, CoreRules&) {
             s.prepared = {{0, 0, true}, {1, 0, false}};
         }},
        {"knowledge_measure_without_effect",
         [](Network, Shocks& s, CoreRules&) {
             KnowledgeEffect effect;
             effect.nodes = {0, 1, 2, 3};
             s.effects = {effect};
         }},
        {"knowledge_measure_without_bite",
         [](Network, Shocks& s, CoreRules&) {
             Measure idle;
             idle.pass = 1;
             KnowledgeEffect effect;
             effect.measure = static_cast<std::uint32_t>(s.measures.size());
             effect.nodes = {0, 1, 2, 3};
             effect.growth = effect.erosion = effect.ramp = 0.5;
             effect.slack = -0.5;
             effect.drift = -0.01;
             s.measures.push_back(idle);
             s.effects = {effect};
         }},
        {"prices_that_do_not_move",
         [](Network n, Shocks& s, CoreRules& r) {
             r.price_speed = 0;
             s.markets = {market_of(n, 0), market_of(n, 1)};
         }},
        {"empty_reserve",
         [](Network, Shocks& s, CoreRules&) {
             s.stockpiles = {reserve_of_all()};
         }},
        {"closed_reserve",
         [](Network, Shocks& s, CoreRules&) {
             auto h = reserve_of_all();
             h.start = h.target = 20;
             h.trigger = ReserveTrigger::off;
             s.stockpiles = {h};
         }},
        {"reserve_of_rate_zero",
         [](Network, Shocks& s, CoreRules&) {
             auto h = reserve_of_all();
             h.start = h.target = 20;
             h.rate = 0;
             s.stockpiles = {h};
         }},
        {"precaution_without_tension",
         [](Network, Shocks&, CoreRules& r) { r.precaution = 0.5; }},
    };
}

class UnusedMechanism : public testing::TestWithParam<Neutral> {};

TEST_P(UnusedMechanism, ChangesNoBitOfTheLosses) {
    for (std::uint64_t seed = 1; seed <= 8; ++seed) {
        SCOPED_TRACE(seed);
        auto const network = random_network(seed);
        auto shocks = random_shocks(1000 + seed, network, weeks);
        CoreRules rules;
        auto const plain = losses_of(network, shocks, rules);
        OutputLayout const rows{
            build_model(network, shocks, rules, weeks, horizons).view()};
        GetParam().add(network, shocks, rules);
        auto const model = build_model(network, shocks, rules, weeks, horizons);
        ASSERT_EQ(model.rules.extended, 1u) << "else nothing is tested";
        expect_same_losses(run_engine(model), plain, rows);
    }
}

INSTANTIATE_TEST_SUITE_P(,
                         UnusedMechanism,
                         testing::ValuesIn(neutral_mechanisms()),
                         [](auto const& info) {
                             return std::string{info.param.name};
                         });

/// Rows of habits that are all 0, in the march that reads them.
TEST(UnusedHabits, ChangeNoBitOfTheLosses) {
    for (std::uint64_t seed = 1; seed <= 6; ++seed) {
        SCOPED_TRACE(seed);
        auto const network = random_network(seed);
        auto const shocks = random_shocks(1000 + seed, network, weeks);
        auto model = build_model(network, shocks, {}, weeks, horizons);
        ASSERT_TRUE(model.network.habit.empty());
        auto const plain = run_engine(model);
        OutputLayout const rows{model.view()};
        model.network.habit.assign(model.network.group.size(), BuyerHabit{});
        model.rules.extended = 1;
        expect_same_losses(run_engine(model), plain, rows);

        // Not because nothing reads them:
        auto habitual = network;
        add_random_habits(seed, habitual);
        auto const used = build_model(habitual, shocks, {}, weeks, horizons);
        EXPECT_FALSE(used.network.habit.empty());
        EXPECT_NE(run_engine(used).value, plain.value);
    }
}

TEST(UsedMechanism, ChangesTheLossesThatTheSameTestCompares) {
    auto const network = random_network(3);
    auto shocks = random_shocks(1003, network, weeks);
    auto const plain = losses_of(network, shocks, {});
    CoreRules rules;
    rules.erosion = 0.003;
    auto const eroded = losses_of(network, shocks, rules);
    EXPECT_NE(plain.value[0], eroded.value[0]);
}

TEST(Watching, ChangesNoBit) {
    auto const network = random_network(5);
    auto const shocks = random_shocks(1005, network, weeks);
    auto model = build_model(network, shocks, {}, weeks, horizons);
    auto const plain = run_engine(model);
    OutputLayout const rows{model.view()};
    watch_flow(model, network, {0, 3, 5});
    watch_denial(model, network, {0, 1, 2});
    watch_costs(model, network);
    expect_same_losses(run_engine(model), plain, rows);
}

/// Reactions without chance, and announcements realised in full.
TEST(UnusedReaction, ChangesNoBitOfTheLosses) {
    for (std::uint64_t seed = 1; seed <= 4; ++seed) {
        SCOPED_TRACE(seed);
        auto const network = random_network(seed);
        auto const shocks = random_shocks(1000 + seed, network, weeks);
        auto model = build_model(network, shocks, {}, weeks, horizons);
        auto const plain = run_engine(model);
        OutputLayout const rows{model.view()};

        model.rules.extended = model.rules.exits_on = 1;
        model.quantile.assign(knots, 1.0f);
        model.quantile.insert(model.quantile.end(), knots, 0.0f);
        for (auto& a : model.activation) {
            a.coverage_table = a.comply_table = 0;
            a.lag_table = 1;
        }
        auto const actions =
            static_cast<std::uint32_t>(model.activation.size());
        Pair pair{};
        pair.reactor = 1;
        pair.address = 9;
        pair.last_counter = 1;
        pair.most = 1;
        pair.lag_table = pair.duration_table = 0;
        model.pair = {pair};
        Counter counter{};
        counter.first_activation = actions;
        counter.last_activation = actions + 1;
        counter.weight = 1;
        model.counter = {counter};
        model.activation.push_back({0, 0, forever, 0, 0});
        model.slot_first_pair = {0};
        for (std::size_t s = 0; s < model.slot.size(); ++s) {
            model.slot_pair.push_back(0);
            model.slot_first_pair.push_back(
                static_cast<std::uint32_t>(model.slot_pair.size()));
            model.slot[s].sender = 0;
        }
        auto const idle = run_engine(model);
        expect_same_losses(idle, plain, rows);
        OutputLayout const more{model.view()};
        EXPECT_EQ(idle.count[more.retaliations()], 0);

        model.pair[0].base = 1;
        EXPECT_GT(run_engine(model).count[more.retaliations()], 0)
            << "the pair was armed";
    }
}

/// Every mechanism on and no event: nothing moves by one bit (I1).
TEST(AllMechanisms, WithoutEventsEveryMechanismStaysAtRest) {
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
        SCOPED_TRACE(seed);
        auto world = random_mechanism_world(seed, 260);
        auto& s = world.shocks;
        s.capacity.clear(), s.demand.clear(), s.delays.clear();
        s.steps.clear(), s.prepared.clear(), s.effects.clear();
        s.measures.clear(), s.purchases.clear();
        world.rules.precaution = 0;
        for (auto& h : s.stockpiles) {
            h.target = h.start;
        }
        auto model = build_model(world.network, s, world.rules, 260, {260});
        watch_costs(model, world.network);
        auto const run = trace_engine(model);
        for (auto const& week : run.weeks) {
            for (float x : week.output) {
                ASSERT_EQ(x, 1) << week.week;
            }
            for (float k : week.growth) {
                ASSERT_EQ(k, 1) << week.week;
            }
            for (float chi : week.standing) {
                ASSERT_EQ(chi, 1) << week.week;
            }
            for (float p : week.log_price) {
                ASSERT_EQ(p, 0) << week.week;
            }
            for (std::size_t h = 0; h < s.stockpiles.size(); ++h) {
                ASSERT_EQ(week.reserve[h],
                          static_cast<float>(s.stockpiles[h].start));
            }
        }
        OutputLayout const rows{model.view()};
        for (std::uint32_t row = 0; row < rows.minimum_cover(0); ++row) {
            EXPECT_EQ(run.losses.value[row], 0) << "loss row " << row;
        }
        for (std::uint32_t c = 0; c < rows.countries; ++c) {
            EXPECT_EQ(run.losses.value[rows.duties(c, 0)], 0);
            EXPECT_EQ(run.losses.value[rows.price_uplift(c, 0)], 0);
            EXPECT_EQ(run.losses.value[rows.switching_cost(c, 0)], 0);
        }
    }
}
}  // namespace
}  // namespace chokepoint::test
