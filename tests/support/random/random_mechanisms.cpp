#include "tests/support/random/random_mechanisms.hpp"

#include <algorithm>

#include "tests/support/dice.hpp"
#include "tests/support/network_builder.hpp"
#include "tests/support/numbers.hpp"
#include "tests/support/random/random_habits.hpp"
#include "tests/support/random/random_network.hpp"

namespace chokepoint::test {
namespace {
/// Groups that buy a product, without CAPITAL ones and added sinks.
Rows32 buyers_of(SupplyNetwork const& network, std::uint32_t product) {
    Rows32 rows;
    for (std::uint32_t g = 0; g < count(network.inputs.size()); ++g) {
        auto const& in = network.inputs[g];
        if (in.product == product && in.input_class != InputClass::capital) {
            rows.push_back(g);
        }
    }
    for (std::uint32_t j = 0; j < count(network.final_demand.size()); ++j) {
        auto const& f = network.final_demand[j];
        if (f.product == product && f.kind == SinkKind::final_demand) {
            rows.push_back(count(network.inputs.size()) + j);
        }
    }
    return rows;
}

Rows32 makers_of(SupplyNetwork const& network, std::uint32_t product) {
    Rows32 rows;
    for (std::uint32_t i = 0; i < count(network.nodes.size()); ++i) {
        if (network.nodes[i].product == product) {
            rows.push_back(i);
        }
    }
    return rows;
}

CoreRules random_rules(Dice& dice) {
    CoreRules rules;
    rules.tool_decay = dice.between(0.002, 0.02);
    rules.erosion = dice.between(0.002, 0.01);
    rules.regain = dice.between(0.001, 0.005);
    rules.precaution = dice.between(0, 0.5);
    rules.tension = dice.between(0.5, 2);
    rules.price_speed = dice.between(0.05, 0.15);
    rules.boost_limit = dice.between(1.1, 1.5);
    rules.price_limit = std::log(dice.between(3, 20));
    return rules;
}

void add_growth(Dice& dice, MechanismWorld& world, int weeks) {
    auto const& network = world.network;
    auto const nodes = count(network.nodes.size());
    for (int k = 0; k < 5; ++k) {
        IndigenousGrowth growth;
        growth.node = dice.below(nodes);
        bool const taken = std::any_of(
            world.shocks.growth.begin(), world.shocks.growth.end(),
            [&](auto const& other) { return other.node == growth.node; });
        growth.denied = buyers_of(network, network.nodes[growth.node].product);
        growth.rate = dice.between(0.005, 0.05);
        growth.ceiling = dice.chance(0.5) ? dice.between(1.2, 4) : no_ceiling;
        if (!taken && !growth.denied.empty()) {
            world.shocks.growth.push_back(growth);
        }
    }
    for (int k = 0; k < 4; ++k) {
        world.shocks.steps.push_back(
            {static_cast<int>(dice.below(count(weeks))), dice.below(nodes),
             dice.between(-0.3, 0.5),
             dice.chance(0.3) ? dice.between(0.8, 1.1) : 0});
    }
    for (int k = 0; k < 4; ++k) {
        auto const g = dice.below(count(network.inputs.size()));
        auto const& in = network.inputs[g];
        world.shocks.prepared.push_back(
            {g,
             dice.between(
                 0, in.qualification_delay_weeks + in.qualification_ramp_weeks),
             dice.chance(0.5)});
    }
}

void add_effects(Dice& dice, MechanismWorld& world) {
    auto const nodes = count(world.network.nodes.size());
    for (std::uint32_t m = 0; m < 3; ++m) {
        KnowledgeEffect effect;
        effect.measure = m;
        for (std::uint32_t i = 0; i < nodes; ++i) {
            if (dice.chance(0.3)) {
                effect.nodes.push_back(i);
            }
        }
        effect.growth = dice.between(-0.5, 0.5);
        effect.erosion = dice.between(-0.5, 0.5);
        effect.ramp = dice.between(-0.4, 0.4);
        effect.slack = dice.between(-0.5, 0);
        effect.drift = dice.between(-0.002, 0.002);
        world.shocks.effects.push_back(effect);
    }
}

void add_markets(Dice& dice, MechanismWorld& world) {
    for (std::uint32_t product : {0u, 1u}) {
        PricedMarket market;
        market.groups = buyers_of(world.network, product);
        market.nodes = makers_of(world.network, product);
        market.demand_elasticity = dice.between(0.1, 0.6);
        market.supply_elasticity = dice.between(0.05, 0.3);
        if (!market.groups.empty()) {
            world.shocks.markets.push_back(market);
        }
    }
}

/// Reserves of products 1 and 2, bought from their makers.
void add_stockpiles(Dice& dice, MechanismWorld& world) {
    NetworkBuilder build;
    build.network = world.network;
    auto const priced = world.shocks.markets.size();
    for (std::uint32_t product : {1u, 2u}) {
        Stockpile h;
        h.users = buyers_of(world.network, product);
        auto const makers = makers_of(world.network, product);
        if (h.users.size() < 2 || makers.empty()) {
            continue;
        }
        if (dice.chance(0.5)) {
            h.drawing.assign(h.users.begin(), h.users.begin() + 2);
        }
        if (product == 1 && priced == 2 && dice.chance(0.4)) {
            h.trigger = ReserveTrigger::price;
            h.market = 1;
            h.release_price = dice.between(0.1, 0.5);
        }
        h.start = dice.between(0.5, 12);
        h.target = h.start * dice.between(0.8, 1.3);
        h.rate = dice.between(0.1, 1);
        h.refill = dice.between(0.02, 0.1);
        h.refill_tension = 1.5;
        h.refill_sink = build.added_sink(SinkKind::reserve, 0, product);
        // One week of the users' use, from the makers in equal shares.
        double use = 0;
        for (auto const& l : world.network.links) {
            bool const here =
                world.network.nodes[l.supplier].product == product &&
                (l.to_final_demand ||
                 std::any_of(h.users.begin(), h.users.end(), [&](auto g) {
                     return g < world.network.inputs.size() &&
                            world.network.inputs[g].buyer == l.buyer &&
                            world.network.inputs[g].product == product;
                 }));
            use += here ? l.flow : 0;
        }
        for (auto i : makers) {
            build.fill_sink(i, h.refill_sink,
                            use / static_cast<double>(makers.size()));
        }
        world.shocks.stockpiles.push_back(h);
    }
    world.network = build.network;
}
}  // namespace

/// A measure buys product 3 away while it is in force.
void add_purchase(Dice& dice, MechanismWorld& world) {
    NetworkBuilder build;
    build.network = world.network;
    auto const sink = build.added_sink(SinkKind::purchase, 1, 3);
    for (auto i : makers_of(world.network, 3)) {
        build.fill_sink(i, sink, dice.between(5, 30));
    }
    world.network = build.network;
    world.shocks.purchases = {{4, sink, dice.between(0.1, 0.6)}};
}

MechanismWorld random_mechanism_world(std::uint64_t seed, int weeks) {
    MechanismWorld world;
    world.network = random_network(seed);
    if (seed % 2 == 0) {
        add_random_habits(seed, world.network);
    }
    world.shocks = random_shocks(1000 + seed, world.network, weeks);
    Dice dice{5000 + seed};
    world.rules = random_rules(dice);
    add_growth(dice, world, weeks);
    add_effects(dice, world);
    add_markets(dice, world);
    add_stockpiles(dice, world);
    add_purchase(dice, world);
    return world;
}
}  // namespace chokepoint::test
