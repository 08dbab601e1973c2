/// \file esri_test.cpp
/// ESRI-down mode: removal of a firm spreads downstream until a fixed point,
/// Diem et al. (2022), Sci. Rep. 12: 7719. Oracles E8 and E10.
#include <algorithm>
#include <cmath>

#include "tests/support/both.hpp"
#include "tests/support/dice.hpp"
#include "tests/support/network_builder.hpp"

namespace chokepoint::test {
namespace {
Shocks removal(std::uint32_t node) {
    Shocks shocks;
    shocks.capacity = {{node, 0, 1e6, 0, 1, 0}};
    return shocks;
}

class Esri : public Both {};

/// Idle capacity of every row and its overtime, which must not matter.
struct Idle {
    double spare, overtime_max;
};
Idle const idle[] = {{0, 1}, {0.25, 1}, {0.25, 1.5}, {3, 1}};

void set_idle(SupplyNetwork& network, Idle const& much) {
    for (auto& node : network.nodes) {
        node.spare_capacity = much.spare;
        node.overtime_max = much.overtime_max;
    }
}

SupplyNetwork five_firms() {
    NetworkBuilder build;
    auto const home = build.country("AAA");
    for (int i = 1; i <= 5; ++i) {
        build.node(home, build.product("p" + std::to_string(i)), 1);
    }
    struct Delivery {
        std::uint32_t from, to;
        double flow;
    };
    for (auto const& d : {Delivery{1, 2, 50},
                          {5, 2, 50},
                          {1, 3, 20},
                          {5, 3, 80},
                          {2, 4, 60},
                          {3, 4, 40}}) {
        build.input(d.to - 1, d.from - 1, InputClass::bundle, 0);
        build.link(d.from - 1, d.to - 1, d.flow);
    }
    build.sale(3, home, 100);
    return build.network;
}

TEST_P(Esri, RemovalOfOneFirmInTheFiveFirmExample) {
    auto network = five_firms();
    double const expected[] = {0, 0.5, 0.8, 0.62, 1};
    double const sales[] = {70, 60, 40, 100, 130};
    for (auto const& much : idle) {
        SCOPED_TRACE(much.spare);
        set_idle(network, much);
        auto const path = march(network, removal(0), 20, esri_rules());
        double lost = 0, total = 0;
        for (int i = 0; i < 5; ++i) {
            EXPECT_NEAR(path.output[19][i], expected[i], rounding()) << i + 1;
            lost += sales[i] * (1 - path.output[19][i]);
            total += sales[i];
        }
        EXPECT_NEAR(lost / total, 146. / 400, rounding());
    }
}

/// Each firm its own product; two to four inputs of any class.
SupplyNetwork random_firms(std::uint64_t seed, std::uint32_t firms) {
    Dice dice{seed};
    NetworkBuilder build;
    auto const home = build.country("AAA");
    for (std::uint32_t i = 0; i < firms; ++i) {
        auto const node =
            build.node(home, build.product("p" + std::to_string(i)), 1);
        build.network.nodes[node].bundle_floor = dice.between(0, 0.5);
    }
    for (std::uint32_t buyer = 0; buyer < firms; ++buyer) {
        build.sale(buyer, home, dice.between(1, 20));
        for (auto n = 2 + dice.below(3); n > 0; --n) {
            auto const supplier = dice.below(firms);
            auto const& in = build.network.inputs;
            if (std::any_of(in.begin(), in.end(), [&](Input const& row) {
                    return row.buyer == buyer && row.product == supplier;
                })) {
                continue;
            }
            InputClass const classes[] = {
                InputClass::critical, InputClass::important, InputClass::bundle,
                InputClass::bundle, InputClass::none};
            auto const row =
                build.input(buyer, supplier, classes[dice.below(5)], 0);
            build.network.inputs[row].importance = dice.between(0.2, 0.9);
            build.link(supplier, buyer, dice.between(1, 20));
        }
    }
    return build.network;
}

/// h = min(alive, critical, important, bundle) iterated down from 1; written
/// without the reference's code. Every input has one supplier.
std::vector<double> greatest_fixed_point(SupplyNetwork const& network,
                                         std::uint32_t removed) {
    std::vector<double> h(network.nodes.size(), 1);
    for (int round = 0; round < 10000; ++round) {
        auto const old = h;
        std::vector<double> bundle(h.size(), 0), lost(h.size(), 0);
        std::fill(h.begin(), h.end(), 1.0);
        for (std::size_t g = 0; g < network.inputs.size(); ++g) {
            auto const& in = network.inputs[g];
            double const missing = 1 - old[in.product];  // product = firm
            double flow = 0;
            for (auto const& l : network.links) {
                if (!l.to_final_demand && l.supplier == in.product &&
                    l.buyer == in.buyer) {
                    flow = l.flow;
                }
            }
            if (in.input_class == InputClass::critical) {
                h[in.buyer] = std::min(h[in.buyer], 1 - missing);
            } else if (in.input_class == InputClass::important) {
                h[in.buyer] =
                    std::min(h[in.buyer], 1 - in.importance * missing);
            } else if (in.input_class == InputClass::bundle) {
                bundle[in.buyer] += flow;
                lost[in.buyer] += flow * missing;
            }
        }
        double change = 0;
        for (std::size_t i = 0; i < h.size(); ++i) {
            if (bundle[i] > 0) {
                double const share = lost[i] / bundle[i];
                h[i] = std::min(
                    h[i], 1 - (1 - network.nodes[i].bundle_floor) * share);
            }
            h[i] = i == removed ? 0 : h[i];
            change = std::max(change, std::fabs(h[i] - old[i]));
        }
        if (change < 1e-12) {
            return h;
        }
    }
    ADD_FAILURE() << "no fixed point";
    return h;
}

TEST_P(Esri, RandomMixedNetworksReachTheGreatestFixedPoint) {
    double worst = 0, smallest = 1;
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        auto network = random_firms(seed, 60);
        set_idle(network, idle[seed % 4]);
        auto const removed = static_cast<std::uint32_t>(seed % 60);
        auto const h = greatest_fixed_point(network, removed);
        auto const path = march(network, removal(removed), 1200, esri_rules());
        for (std::size_t i = 0; i < h.size(); ++i) {
            worst = std::max(worst, std::fabs(path.output.back()[i] - h[i]));
            smallest = i == removed ? smallest : std::min(smallest, h[i]);
        }
    }
    // Outputs below 1e-6 are 0 in a march.
    EXPECT_LT(worst, 2e-6);
    EXPECT_LT(smallest, 0.5) << "the networks must be hurt to be a test";
}

INSTANTIATE_TEST_SUITE_P(, Esri, reference_and_engine(), who_name);
}  // namespace
}  // namespace chokepoint::test
