#include "host/network/first_served.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "host/network/tables/load_network.hpp"
#include "tests/network/network_equality.hpp"
#include "tests/network/table_folder.hpp"
#include "tests/support/network_rows.hpp"

namespace chokepoint::test {
namespace {
using ::testing::ElementsAre;

/// Two makers of chips. Value added per dollar of chips: cars 60 / 20 = 3,
/// drugs 50 / 10 = 5, phones 30 / 30 = 1; households buy 40. Of 100 in all,
/// by rank: drugs 0-10, cars 10-30, phones 30-60, households 60-100.
SupplyNetwork chip_market(double share) {
    SupplyNetwork n;
    n.countries = {{"AAA", "A", {}}};
    for (auto const* id : {"chip", "car", "drug", "phone"}) {
        Product p;
        p.id = p.name = id;
        p.stage = "fab";
        n.products.push_back(p);
    }
    n.products[0].first_served_share = share;
    add_node(n, "AAA:chip:1", 0, 0, 5);
    add_node(n, "AAA:chip:2", 0, 0, 5);
    add_node(n, "AAA:car", 0, 1, 60);
    add_node(n, "AAA:drug", 0, 2, 50);
    add_node(n, "AAA:phone", 0, 3, 30);
    add_link(n, 0, 2, 15, 15);
    add_link(n, 1, 2, 5, 5);
    add_link(n, 0, 3, 10, 10);
    add_link(n, 1, 4, 30, 30);
    add_sale(n, 0, 0, 40, 40);
    for (std::uint32_t i = 2; i < 5; ++i) {
        add_sale(n, i, 0, 100, 100);
        add_input(n, i, 0, InputClass::critical);
    }
    n.final_demand = {{0, 0}, {0, 1}, {0, 2}, {0, 3}};
    return n;
}

/// Priorities of the links to cars (two), drugs, phones, households.
std::vector<std::uint32_t> priorities(double share) {
    auto const n = serve_first(chip_market(share));
    std::vector<std::uint32_t> p;
    for (std::size_t i = 0; i < 5; ++i) {
        p.push_back(n.links[i].priority);
    }
    return p;
}

TEST(FirstServed, AreThoseWithMostValueAddedPerDollarUntilTheShareIsReached) {
    EXPECT_THAT(priorities(0.3), ElementsAre(0, 0, 0, 1, 1));
    // The border lies before, then past the middle of what cars buy (20).
    EXPECT_THAT(priorities(0.19), ElementsAre(1, 1, 0, 1, 1));
    EXPECT_THAT(priorities(0.21), ElementsAre(0, 0, 0, 1, 1));
    EXPECT_THAT(priorities(0.04), ElementsAre(1, 1, 1, 1, 1));
    EXPECT_THAT(priorities(0.06), ElementsAre(1, 1, 0, 1, 1));
    EXPECT_THAT(priorities(0.79), ElementsAre(0, 0, 0, 0, 1));
    EXPECT_THAT(priorities(1), ElementsAre(0, 0, 0, 0, 0));
}

TEST(FirstServed, MakesSuppliersRationWhollyByPriority) {
    auto const n = serve_first(chip_market(0.3));
    EXPECT_EQ(n.nodes[0].priority_share, 1);
    EXPECT_EQ(n.nodes[1].priority_share, 1);
    EXPECT_EQ(n.nodes[2].priority_share, 0) << "makes cars";
    EXPECT_EQ(n.links[5].priority, 0u) << "a car for households";
    check(n);
    expect_equal(serve_first(n), n);
}

TEST(FirstServed, ChangesNothingIfNobodyIs) {
    auto const n = chip_market(0);
    expect_equal(serve_first(n), n);
}

TEST(FirstServed, BreaksTiesInTableOrder) {
    auto n = chip_market(0.125);
    n.nodes[2].value_added = 100;  // cars 5, as drugs: before them, 0-20
    auto const served = serve_first(n);
    EXPECT_EQ(served.links[0].priority, 0u) << "cars";
    EXPECT_EQ(served.links[2].priority, 1u) << "drugs";
}

TEST(FirstServed, RefusesPrioritiesBesideIt) {
    TableFolder const tables;
    tables.write("products.csv",
                 "product,name,stage,first_served_share,source\n"
                 "ore,Ore,mine,,s\nmetal,Metal,refine,0.2,s\n"
                 "device,Device,final,,s\n");
    EXPECT_EQ(complaint([&] { load_network(tables.path()); }), "");
    tables.write("nodes.csv",
                 "node,country,product,value_added,priority_share,source\n"
                 "ALP:ore,ALP,ore,10,0.5,s\n"
                 "BET:metal,BET,metal,12,,s\n"
                 "GAM:metal,GAM,metal,3,0.5,s\n"
                 "GAM:device,GAM,device,75,,s\n");
    EXPECT_EQ(complaint([&] { load_network(tables.path()); }),
              tables.file("nodes.csv") +
                  ":4: column 'priority_share' = '0.5': products.csv ranks the "
                  "buyers of 'metal' by 'first_served_share' = '0.2' already "
                  "(give one of the two)");
    tables.replace("nodes.csv", "3,0.5", "3,");
    tables.write("links.csv",
                 "supplier,buyer,flow,priority,source\n"
                 "ALP:ore,BET:metal,8,1,s\n"
                 "ALP:ore,GAM:metal,2,,s\n"
                 "BET:metal,GAM:device,20,1,s\n"
                 "GAM:metal,GAM:device,5,,s\n"
                 "GAM:device,final:ALP,60,,s\n"
                 "GAM:device,final:GAM,40,,s\n");
    EXPECT_EQ(complaint([&] { load_network(tables.path()); }),
              tables.file("links.csv") +
                  ":4: column 'priority' = '1': products.csv ranks the buyers "
                  "of 'metal' by 'first_served_share' = '0.2' already (give "
                  "one of the two)");
}
}  // namespace
}  // namespace chokepoint::test
