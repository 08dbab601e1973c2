#include "host/network/compiled_network.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "host/network/generate.hpp"
#include "host/network/tables/load_network.hpp"
#include "tests/network/table_folder.hpp"

namespace chokepoint::test {
namespace {
using ::testing::Each;
using ::testing::ElementsAre;

SupplyNetwork small_network() {
    TableFolder const folder;
    return load_network(folder.path());
}

/// One maker of `final` goods that buys `classes.size()` inputs, one of each
/// class in the order given, each from one mine of its own.
SupplyNetwork star_network(std::vector<InputClass> const& classes) {
    SupplyNetwork n;
    n.countries.resize(1);
    n.products.resize(classes.size() + 1);
    n.nodes.resize(classes.size() + 1);
    auto const maker = static_cast<std::uint32_t>(classes.size());
    for (std::uint32_t i = 0; i < classes.size(); ++i) {
        n.nodes[i].product = i;
        Input u;
        u.buyer = maker;
        u.product = i;
        u.input_class = classes[i];
        n.inputs.push_back(u);
        n.links.push_back({i, false, maker, 1.0 + i, 0, 0, {}});
    }
    n.nodes[maker].product = maker;
    n.final_demand.push_back({0, maker});
    n.links.push_back({maker, true, 0, 100, 0, 0, {}});
    return n;
}

SupplyNetwork generated(std::uint64_t seed, double priority_share) {
    GenerateOptions options;
    options.nodes = 150;
    options.seed = seed;
    options.priority_share = priority_share;
    return generate_network(options);
}

TEST(CompiledNetwork, OrdersGroupsOfANodeByClassThenByTable) {
    using C = InputClass;
    auto const network =
        star_network({C::none, C::bundle, C::critical, C::capital, C::important,
                      C::bundle, C::critical, C::none, C::important});
    CompiledNetwork const c{network};
    EXPECT_THAT(c.group_product, ElementsAre(2, 6, 4, 8, 1, 5, 3, 0, 7, 9));
    EXPECT_THAT(c.first_group, ElementsAre(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9));
    std::vector<std::uint32_t> const ends{c.class_end.end() - 4,
                                          c.class_end.end()};
    EXPECT_THAT(ends, ElementsAre(2, 4, 6, 7));
    EXPECT_THAT(
        std::vector<std::uint32_t>(c.class_end.begin(), c.class_end.end() - 4),
        Each(0u));
    EXPECT_EQ(c.first_sink, 9u);
    EXPECT_EQ(c.group[9].input_class, C::sink);
    EXPECT_EQ(c.group[7].input_class, C::none);
}

TEST(CompiledNetwork, PutsNodesWithoutInputsBetweenOthers) {
    auto const network = small_network();
    CompiledNetwork const c{network};
    // ALP:ore buys nothing; BET:metal, GAM:metal, GAM:device one each.
    EXPECT_THAT(c.first_group, ElementsAre(0, 0, 1, 2, 3));
    EXPECT_THAT(c.class_end,
                ElementsAre(0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 2, 3, 3, 3));
    EXPECT_EQ(c.first_sink, 3u);
    EXPECT_EQ(c.group[3].owner, 0u) << "country ALP";
    EXPECT_EQ(c.group[4].owner, 2u) << "country GAM";
}

TEST(CompiledNetwork, TakesInputsInAnyOrderOfBuyers) {
    auto network = small_network();
    std::swap(network.inputs[0], network.inputs[2]);
    CompiledNetwork const c{network};
    EXPECT_EQ(c.group[0].owner, 1u);
    EXPECT_EQ(c.group[2].owner, 3u);
}

TEST(CompiledNetwork, ComputesTheWeeksOfAGroup) {
    auto network = small_network();
    auto& use = network.inputs[0];
    use.cover_weeks = 4;
    use.caution = 0.8;
    use.adjustment_weeks = 7;
    use.lead_time_weeks = 1.5;
    use.qualification_delay_weeks = 3;
    use.qualification_ramp_weeks = 9;
    use.resourcing_ceiling = 0.25;
    use.importance = 0.75;
    network.inputs[1].cover_weeks = 0;
    network.inputs[1].caution = 0.9;
    network.final_demand[0].postponed_share = 0.5;
    CompiledNetwork const c{network};
    auto const& g = c.group[0];
    EXPECT_EQ(g.target_stock, 5.0f);
    EXPECT_EQ(g.throttle_stock, 4.0f) << "psi (1 + n)";
    EXPECT_EQ(g.adjustment, 7.0f);
    EXPECT_EQ(g.lead_time, 1.5f);
    EXPECT_EQ(g.qualification_delay, 3.0f);
    EXPECT_EQ(g.qualification_ramp, 9.0f);
    EXPECT_EQ(g.resourcing_ceiling, 0.25f);
    EXPECT_EQ(g.importance, 0.75f);
    EXPECT_EQ(g.transit_row, none);
    EXPECT_EQ(c.group[1].target_stock, 1.0f);
    EXPECT_EQ(c.group[1].throttle_stock, 1.0f) << "never below one week";
    EXPECT_EQ(c.sink[0].postponed_share, 0.5f);
    EXPECT_EQ(c.sink[0].demand_row, none);
}

TEST(CompiledNetwork, RescalesBundleWeightsToOne) {
    using C = InputClass;
    auto network = star_network({C::bundle, C::critical, C::bundle, C::bundle});
    {
        CompiledNetwork const c{network};  // flows 1, 3, 4 of 8
        EXPECT_EQ(c.group[0].bundle_weight, 0.0f) << "CRITICAL";
        EXPECT_EQ(c.group[1].bundle_weight, 0.125f);
        EXPECT_EQ(c.group[2].bundle_weight, 0.375f);
        EXPECT_EQ(c.group[3].bundle_weight, 0.5f);
    }
    network.inputs[0].bundle_weight = 3;
    network.inputs[2].bundle_weight = 0;
    network.inputs[3].bundle_weight = 1;
    {
        CompiledNetwork const c{network};
        EXPECT_EQ(c.group[1].bundle_weight, 0.75f);
        EXPECT_EQ(c.group[2].bundle_weight, 0.0f);
        EXPECT_EQ(c.group[3].bundle_weight, 0.25f);
    }
    network.inputs[3].bundle_weight = -1;  // its flow: half of the bundle's
    CompiledNetwork const c{network};
    EXPECT_FLOAT_EQ(c.group[1].bundle_weight, 3 / 3.5f);
    EXPECT_FLOAT_EQ(c.group[3].bundle_weight, .5f / 3.5f);
}

/// Sum what the engine will sum, from the tables and the two positions alone.
TEST(CompiledNetwork, SumsDenominatorsInTheOrderOfTheEngine) {
    for (std::uint64_t seed = 1; seed <= 4; ++seed) {
        for (double const priority_share : {0.0, 0.5}) {
            auto const n = generated(seed, priority_share);
            CompiledNetwork const c{n};
            ASSERT_EQ(c.priority_classes, priority_share > 0 ? 2u : 1u);
            bool order_matters = false;
            for (std::uint32_t i = 0; i < n.nodes.size(); ++i) {
                float part[2] = {0, 0};
                float single = 0;
                for (auto const& l : n.links) {  // table order
                    if (l.supplier == i) {
                        auto const k = c.priority_classes == 2 ? l.priority : 0;
                        part[k] += static_cast<float>(l.flow);
                        single += static_cast<float>(l.flow);
                    }
                }
                ASSERT_EQ(c.node[i].baseline_demand, part[0] + part[1]);
                order_matters |= single != part[0] + part[1];
            }
            EXPECT_EQ(order_matters, priority_share > 0);
            for (std::uint32_t g = 0; g < c.group.size(); ++g) {
                bool const sink = g >= c.first_sink;
                float receipts = 0;
                for (auto const& l : n.links) {
                    if (l.to_final_demand == sink &&
                        l.buyer == c.group[g].owner &&
                        n.nodes[l.supplier].product == c.group_product[g]) {
                        receipts += static_cast<float>(l.flow);
                    }
                }
                ASSERT_EQ(c.group[g].baseline_receipts, receipts);
            }
        }
    }
}

TEST(CompiledNetwork, ListsEveryLinkOnceForBuyerAndSupplier) {
    auto const n = generated(7, 0.5);
    CompiledNetwork const c{n};
    ASSERT_EQ(c.in_link.size(), n.links.size());
    ASSERT_EQ(c.out_link.size(), n.links.size());
    std::vector<int> in_seen(n.links.size(), 0), out_seen(n.links.size(), 0);
    for (std::size_t i = 0; i < n.links.size(); ++i) {
        auto const& l = n.links[i];
        auto const in = c.in_position[i], out = c.out_position[i];
        ++in_seen[in];
        ++out_seen[out];
        auto const flow = static_cast<float>(l.flow);
        EXPECT_EQ(c.in_link[in].flow, flow);
        EXPECT_EQ(c.out_link[out].flow, flow);
        EXPECT_EQ(c.in_link[in].alternate_weight,
                  static_cast<float>(l.alternate_weight));
        EXPECT_EQ(c.out_link[out].alternate_weight,
                  c.in_link[in].alternate_weight);
        EXPECT_EQ(c.in_link[in].fill_row, 2 * l.supplier + l.priority);
        EXPECT_EQ(c.in_link[in].control, 0u);
        EXPECT_EQ(c.out_link[out].control, 0u);
        auto const g = c.out_link[out].group;
        EXPECT_LE(c.first_in[g], in);
        EXPECT_LT(in, c.first_in[g + 1]);
        EXPECT_EQ(c.group[g].owner, l.buyer);
        EXPECT_EQ(c.group[g].input_class == InputClass::sink,
                  l.to_final_demand);
        EXPECT_EQ(c.group_product[g], n.nodes[l.supplier].product);
        EXPECT_EQ(c.in_weight[in], flow / c.group[g].baseline_receipts);
        EXPECT_LE(c.first_out[l.supplier], out);
        EXPECT_LT(out, c.first_out[l.supplier + 1]);
        EXPECT_EQ(out >= c.first_other[l.supplier], l.priority == 1);
        EXPECT_EQ(c.group[g].has_alternates, 1u);
    }
    EXPECT_THAT(in_seen, Each(1));
    EXPECT_THAT(out_seen, Each(1));
}

TEST(CompiledNetwork, KeepsTableOrderWithinGroupsAndPriorityClasses) {
    auto const n = generated(8, 0.5);
    CompiledNetwork const c{n};
    for (std::size_t i = 0; i < n.links.size(); ++i) {
        for (std::size_t k = i + 1; k < n.links.size(); ++k) {
            auto const in = c.in_position[i], out = c.out_position[i];
            if (c.out_link[out].group == c.out_link[c.out_position[k]].group) {
                ASSERT_LT(in, c.in_position[k]);
            }
            if (n.links[i].supplier == n.links[k].supplier &&
                n.links[i].priority == n.links[k].priority) {
                ASSERT_LT(out, c.out_position[k]);
            }
        }
    }
}

TEST(CompiledNetwork, IgnoresPriorityIfNobodyRationsByIt) {
    auto n = small_network();
    n.links[0].priority = 1;
    {
        CompiledNetwork const c{n};
        EXPECT_EQ(c.priority_classes, 1u);
        EXPECT_EQ(c.in_link[c.in_position[1]].fill_row, 0u);
        EXPECT_THAT(c.first_other, ElementsAre(2, 3, 4, 6))
            << "end of the out-links";
        EXPECT_EQ(c.out_position[0], 0u);
    }
    n.nodes[3].priority_share = 0.5;
    CompiledNetwork const c{n};
    EXPECT_EQ(c.priority_classes, 2u);
    EXPECT_EQ(c.in_link[c.in_position[0]].fill_row, 1u);
    EXPECT_EQ(c.in_link[c.in_position[2]].fill_row, 2u);
    EXPECT_EQ(c.out_position[0], 1u) << "priority 1 comes last";
    EXPECT_EQ(c.first_other[0], 1u);
}

TEST(CompiledNetwork, SharesFlowsByRoute) {
    auto n = small_network();
    n.links[2].routes = {1, 0};  // 20 of 25
    n.links[3].routes = {1};     // 5 of 25
    n.links[4].routes = {0};     // all of the sink
    CompiledNetwork const c{n};
    EXPECT_EQ(c.group[0].first_route, c.group[0].last_route);
    auto const& g = c.group[2];
    ASSERT_EQ(g.last_route - g.first_route, 2u);
    EXPECT_EQ(c.group_route[g.first_route].route, 0u);
    EXPECT_EQ(c.group_route[g.first_route].share, 0.8f);
    EXPECT_EQ(c.group_route[g.first_route + 1].route, 1u);
    EXPECT_EQ(c.group_route[g.first_route + 1].share, 1.0f);
    auto const& sink = c.group[3];
    ASSERT_EQ(sink.last_route - sink.first_route, 1u);
    EXPECT_EQ(c.group_route[sink.first_route].share, 1.0f);
}

TEST(CompiledNetwork, LeavesOutRoutesOnWhichNothingFlows) {
    auto n = small_network();
    n.nodes.push_back(n.nodes[1]);
    n.nodes.back().id = "BET:metal:spare";
    n.links.push_back({4, true, 0, 1, 0, 0, {}});
    n.links.push_back({4, false, 3, 0, 2, 0, {1}});
    n.final_demand.push_back({0, 1});
    CompiledNetwork const c{n};
    EXPECT_TRUE(c.group_route.empty());
}

TEST(CompiledNetwork, KeepsTransitOnlyWhereGoodsCanBeLate) {
    auto n = small_network();
    n.inputs[1].lead_time_weeks = 2;
    n.links[2].routes = {1};
    n.links[5].routes = {0};
    CompiledNetwork c{n};
    EXPECT_EQ(c.transit_rows, 0u);
    c.keep_transit(n, {});
    EXPECT_EQ(c.transit_rows, 1u);
    EXPECT_EQ(c.group[1].transit_row, 0u);
    c.keep_transit(n, {1});
    EXPECT_EQ(c.transit_rows, 2u);
    EXPECT_EQ(c.group[0].transit_row, none);
    EXPECT_EQ(c.group[1].transit_row, 0u);
    EXPECT_EQ(c.group[2].transit_row, 1u);
    EXPECT_EQ(c.group[4].transit_row, none);
    c.keep_transit(n, {0});
    EXPECT_EQ(c.group[2].transit_row, none);
    EXPECT_EQ(c.group[4].transit_row, 1u) << "final demand waits too";
}

TEST(CompiledNetwork, KnowsGroupsWithoutAlternates) {
    auto n = small_network();
    n.links[0].alternate_weight = 0;
    CompiledNetwork const c{n};
    EXPECT_EQ(c.group[0].has_alternates, 0u);
    EXPECT_EQ(c.group[1].has_alternates, 1u);
}

TEST(CompiledNetwork, HoldsNoNegativeZero) {
    auto n = small_network();
    n.nodes[0].value_added = -0.0;
    n.nodes[0].bundle_floor = -0.0;
    n.inputs[0].lead_time_weeks = -0.0;
    n.links[0].alternate_weight = -0.0;
    n.links.push_back({2, true, 0, -0.0, -0.0, 0, {}});
    n.final_demand.push_back({0, 1});
    n.links.push_back({1, true, 0, 1, 0, 0, {}});
    CompiledNetwork const c{n};
    EXPECT_FALSE(std::signbit(c.node[0].value_added));
    EXPECT_FALSE(std::signbit(c.node[0].bundle_floor));
    EXPECT_FALSE(std::signbit(c.group[0].lead_time));
    for (std::size_t i = 0; i < c.in_link.size(); ++i) {
        EXPECT_FALSE(std::signbit(c.in_link[i].flow));
        EXPECT_FALSE(std::signbit(c.in_link[i].alternate_weight));
        EXPECT_FALSE(std::signbit(c.in_weight[i]));
        EXPECT_FALSE(std::signbit(c.out_link[i].flow));
        EXPECT_FALSE(std::signbit(c.out_link[i].alternate_weight));
    }
}

TEST(CompiledNetwork, ComputesTheNodeOfTheTeachingNetwork) {
    auto const n = load_network(teaching_folder);
    CompiledNetwork const c{n};
    EXPECT_EQ(c.countries, 3u);
    EXPECT_EQ(c.node[4].baseline_demand, 100.0f);
    EXPECT_EQ(c.node[4].capacity, 1.25f);
    EXPECT_EQ(c.node[4].value_added, 45.0f);
    EXPECT_EQ(c.node[1].baseline_demand, 20.0f);
    EXPECT_EQ(c.group[2].baseline_receipts, 20.0f) << "metal of the fab";
    EXPECT_EQ(c.group[2].has_alternates, 1u);
    EXPECT_THAT(c.in_weight, ElementsAre(1, 1, 1, 0, 1, 1, 1, 1));
}

TEST(CompiledNetwork, RefusesANetworkThatIsNotChecked) {
    auto n = small_network();
    n.links[3].flow = 0;
    EXPECT_EQ(complaint([&] { CompiledNetwork{n}; }),
              "nodes.csv row 3 'GAM:metal': 'GAM:metal' sells nothing (the "
              "flows of its links must sum to more than 0)");
}
}  // namespace
}  // namespace chokepoint::test
