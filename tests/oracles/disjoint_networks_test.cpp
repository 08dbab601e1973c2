/// \file disjoint_networks_test.cpp
/// Networks without links between them do not feel each other (B12, I7).
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/support/model_builder.hpp"
#include "tests/support/numbers.hpp"
#include "tests/support/random/random_network.hpp"

namespace chokepoint::test {
namespace {
int constexpr weeks = 104;

template <class Rows>
void append(Rows& to, Rows const& from) {
    to.insert(to.end(), from.begin(), from.end());
}

struct World {
    SupplyNetwork network;
    Shocks shocks;
};

/// \return `b` with all ids moved behind those of `a`, added to `a`
World together(World a, World b) {
    auto const& n = a.network;
    auto const countries = count(n.countries.size());
    auto const products = count(n.products.size());
    auto const nodes = count(n.nodes.size());
    auto const routes = count(n.routes.size());
    auto const sinks = count(n.final_demand.size());
    auto const links = count(n.links.size());
    for (auto& row : b.network.nodes) {
        row.country += countries;
        row.product += products;
    }
    for (auto& row : b.network.inputs) {
        row.buyer += nodes;
        row.product += products;
    }
    for (auto& row : b.network.final_demand) {
        row.country += countries;
        row.product += products;
    }
    for (auto& row : b.network.links) {
        row.supplier += nodes;
        row.buyer += row.to_final_demand ? countries : nodes;
        for (auto& route : row.routes) {
            route += routes;
        }
    }
    for (auto& e : b.shocks.capacity) {
        e.node += nodes;
    }
    for (auto& m : b.shocks.measures) {
        for (auto& l : m.links) {
            l += links;
        }
    }
    for (auto& d : b.shocks.demand) {
        d.sink += sinks;
    }
    for (auto& d : b.shocks.delays) {
        d.route += routes;
    }
    append(a.network.countries, b.network.countries);
    append(a.network.products, b.network.products);
    append(a.network.routes, b.network.routes);
    append(a.network.nodes, b.network.nodes);
    append(a.network.inputs, b.network.inputs);
    append(a.network.final_demand, b.network.final_demand);
    append(a.network.links, b.network.links);
    append(a.shocks.capacity, b.shocks.capacity);
    append(a.shocks.measures, b.shocks.measures);
    append(a.shocks.demand, b.shocks.demand);
    append(a.shocks.delays, b.shocks.delays);
    return a;
}

/// Names of rows must stay unique when networks are joined.
World random_world(std::uint64_t seed) {
    auto network = random_network(seed);
    auto const suffix = "-" + std::to_string(seed);
    auto const rename = [&](auto& rows) {
        for (auto& row : rows) {
            row.id += suffix;
        }
    };
    rename(network.countries);
    rename(network.products);
    rename(network.routes);
    rename(network.nodes);
    return {network, random_shocks(seed, network, weeks)};
}

/// Rows [first, first + part.size()) of `whole` are `part`.
void expect_part(std::vector<float> const& whole,
                 std::size_t first,
                 std::vector<float> const& part) {
    ASSERT_LE(first + part.size(), whole.size());
    EXPECT_TRUE(std::equal(part.begin(), part.end(), whole.begin() + first));
}

void expect_apart_is_together(World const& a, World const& b) {
    auto const joint = together(a, b);
    auto const all = trace_engine(joint.network, joint.shocks, {}, weeks).weeks;
    auto const of_a = trace_engine(a.network, a.shocks, {}, weeks).weeks;
    auto const of_b = trace_engine(b.network, b.shocks, {}, weeks).weeks;
    auto const inputs = a.network.inputs.size();
    for (int week = 0; week < weeks; ++week) {
        auto const& whole = all[week];
        expect_part(whole.output, 0, of_a[week].output);
        expect_part(whole.output, a.network.nodes.size(), of_b[week].output);
        expect_part(whole.demand, 0, of_a[week].demand);
        expect_part(whole.demand, a.network.final_demand.size(),
                    of_b[week].demand);
        auto const b_inputs = b.network.inputs.size();
        auto const stock_of = [](std::vector<float> const& stock,
                                 std::size_t groups) {
            return std::vector<float>(stock.begin(), stock.begin() + groups);
        };
        expect_part(whole.stock, 0, stock_of(of_a[week].stock, inputs));
        expect_part(whole.stock, inputs, stock_of(of_b[week].stock, b_inputs));
        ASSERT_FALSE(testing::Test::HasFailure()) << "week " << week;
    }
}

TEST(DisjointNetworks, TogetherAreAsApartToTheBit) {
    for (std::uint64_t seed = 400; seed < 420; seed += 2) {
        SCOPED_TRACE(seed);
        expect_apart_is_together(random_world(seed), random_world(seed + 1));
    }
}

TEST(DisjointNetworks, NeighbourWithoutPriorityRationingMakesNoDifference) {
    for (std::uint64_t seed = 430; seed < 440; seed += 2) {
        SCOPED_TRACE(seed);
        auto plain = random_world(seed);
        for (auto& node : plain.network.nodes) {
            node.priority_share = 0;
        }
        for (auto& link : plain.network.links) {
            link.priority = 0;
        }
        expect_apart_is_together(plain, random_world(seed + 1));
        expect_apart_is_together(random_world(seed + 1), plain);
    }
}
}  // namespace
}  // namespace chokepoint::test
