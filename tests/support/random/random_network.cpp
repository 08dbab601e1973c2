#include "tests/support/random/random_network.hpp"

#include <algorithm>

#include "tests/support/dice.hpp"
#include "tests/support/network_builder.hpp"

namespace chokepoint::test {
namespace {
using Ids = std::vector<std::uint32_t>;

void draw_producer(Dice& dice, Producer& node) {
    node.spare_capacity = dice.between(0.01, 0.4);
    node.overtime_max = dice.chance(0.5) ? dice.between(1.02, 1.3) : 1;
    node.bundle_floor = dice.chance(0.5) ? dice.between(0, 0.5) : 0;
    node.priority_share = dice.chance(0.5) ? dice.between(0.1, 1) : 0;
}

void draw_input(Dice& dice, Input& in) {
    in.importance = dice.between(0.2, 0.9);
    in.caution = dice.chance(0.3) ? dice.between(0.2, 0.9) : 0;
    in.lead_time_weeks = dice.chance(0.3) ? dice.between(0.3, 4) : 0;
    in.qualification_delay_weeks = dice.between(0, 12);
    in.qualification_ramp_weeks = dice.between(1, 20);
    in.resourcing_ceiling = dice.between(0.2, 1);
}

/// Add what every link may have: an alternate weight, a class, a route.
void draw_link(Dice& dice, SupplyNetwork& network, std::uint32_t row) {
    auto& l = network.links[row];
    l.alternate_weight = dice.chance(0.5) ? dice.between(1, 20) : 0;
    l.priority = dice.below(2);
    for (std::uint32_t r = 0; r < network.routes.size(); ++r) {
        if (dice.chance(0.3)) {
            l.routes.push_back(r);
        }
    }
}

/// \return up to `many` different entries of `pool`
Ids some_of(Dice& dice, Ids pool, std::uint32_t many) {
    Ids chosen;
    while (!pool.empty() && chosen.size() < many) {
        auto const k = dice.below(static_cast<std::uint32_t>(pool.size()));
        chosen.push_back(pool[k]);
        pool.erase(pool.begin() + k);
    }
    return chosen;
}

/// Producers of `product` sell to one buyer; the first sells something today.
template <class AddLink>
void supply(Dice& dice,
            SupplyNetwork& network,
            Ids const& producers,
            AddLink&& add_link) {
    double flow = dice.between(1, 30);
    for (auto supplier : some_of(dice, producers, 1 + dice.below(4))) {
        draw_link(dice, network, add_link(supplier, flow));
        auto& l = network.links.back();
        if (flow == 0) {
            l.alternate_weight = dice.between(1, 20);
        }
        flow = dice.chance(0.3) ? 0 : dice.between(1, 30);
    }
}
}  // namespace

SupplyNetwork random_network(std::uint64_t seed,
                             RandomNetworkSize const& size) {
    Dice dice{seed};
    NetworkBuilder build;
    auto& network = build.network;
    for (std::uint32_t c = 0; c < size.countries; ++c) {
        build.country("C" + std::to_string(c));
    }
    std::vector<Ids> producers(size.products);
    for (std::uint32_t p = 0; p < size.products; ++p) {
        build.product("p" + std::to_string(p));
    }
    build.route("strait");
    build.route("canal");
    for (std::uint32_t i = 0; i < size.nodes; ++i) {
        auto const p = i % size.products;
        producers[p].push_back(
            build.node(dice.below(size.countries), p, dice.between(1, 50)));
        draw_producer(dice, network.nodes[i]);
    }
    Ids products(size.products);
    for (std::uint32_t p = 0; p < size.products; ++p) {
        products[p] = p;
    }
    InputClass const classes[] = {InputClass::critical,  InputClass::critical,
                                  InputClass::important, InputClass::bundle,
                                  InputClass::bundle,    InputClass::capital,
                                  InputClass::none};
    for (std::uint32_t i = 0; i < size.nodes; ++i) {
        for (auto p : some_of(dice, products, dice.below(5))) {
            auto const row =
                build.input(i, p, classes[dice.below(7)], dice.between(0.3, 6),
                            dice.between(2, 8));
            draw_input(dice, network.inputs[row]);
            supply(dice, network, producers[p],
                   [&](auto s, double flow) { return build.link(s, i, flow); });
        }
        // Every node sells to someone, often also abroad.
        for (auto c : some_of(dice, {0, 1}, 1 + dice.below(2))) {
            draw_link(dice, network, build.sale(i, c, dice.between(5, 60)));
        }
    }
    for (auto& f : network.final_demand) {
        f.postponed_share = dice.chance(0.5) ? dice.between(0, 1) : 0;
        f.resourcing_ceiling = dice.between(0, 1);
    }
    return network;
}

Shocks random_shocks(std::uint64_t seed,
                     SupplyNetwork const& network,
                     int weeks) {
    Dice dice{seed};
    auto const rows = [](auto const& table) {
        return static_cast<std::uint32_t>(table.size());
    };
    auto const start = [&] {
        return static_cast<int>(
            dice.below(static_cast<std::uint32_t>(weeks * 3 / 4)));
    };
    Shocks shocks;
    for (int e = 0; e < 5; ++e) {
        shocks.capacity.push_back({dice.below(rows(network.nodes)), start(),
                                   static_cast<double>(dice.below(15)),
                                   static_cast<double>(dice.below(12)),
                                   dice.chance(0.3) ? 1 : dice.between(0.1, 1),
                                   0});
    }
    for (int m = 0; m < 5; ++m) {
        Measure measure;
        auto const exporter = dice.below(rows(network.countries));
        for (std::uint32_t l = 0; l < rows(network.links); ++l) {
            auto const& supplier = network.nodes[network.links[l].supplier];
            if (supplier.country == exporter && dice.chance(0.4)) {
                measure.links.push_back(l);
            }
        }
        measure.start = start();
        measure.end = measure.start + 4 + static_cast<int>(dice.below(40));
        measure.pass = dice.chance(0.4) ? 0 : dice.between(0.05, 0.95);
        measure.quantity = dice.chance(0.7);
        measure.leak_ceiling = dice.chance(0.5) ? dice.between(0.02, 0.3) : 0;
        measure.leak_weeks = dice.between(4, 40);
        shocks.measures.push_back(measure);
    }
    for (int d = 0; d < 2; ++d) {
        shocks.demand.push_back(
            {dice.below(rows(network.final_demand)), start(),
             static_cast<double>(1 + dice.below(30)), dice.between(-0.5, 0.6)});
        shocks.delays.push_back({dice.below(rows(network.routes)), start(),
                                 static_cast<double>(1 + dice.below(20)),
                                 dice.between(0.2, 5)});
    }
    return shocks;
}
}  // namespace chokepoint::test
