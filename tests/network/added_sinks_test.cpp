/// \file added_sinks_test.cpp
/// Sinks that a campaign adds: reserves and purchases (supply_network.hpp).
#include <gtest/gtest.h>

#include "host/network/check.hpp"
#include "host/network/compiled_network.hpp"
#include "host/network/tables/load_network.hpp"
#include "tests/network/table_folder.hpp"

namespace chokepoint::test {
namespace {
/// A reserve of country 2 for what node 0 makes, which one link fills.
SupplyNetwork with_reserve() {
    TableFolder const folder;
    auto n = load_network(folder.path());
    FinalDemand reserve;
    reserve.country = 2;
    reserve.product = n.nodes[0].product;
    reserve.kind = SinkKind::reserve;
    n.final_demand.push_back(reserve);
    Link refill;
    refill.supplier = 0;
    refill.to_final_demand = true;
    refill.buyer = 2;
    refill.flow = 7;
    refill.sink = static_cast<std::uint32_t>(n.final_demand.size() - 1);
    n.links.push_back(refill);
    return n;
}

TEST(AddedSinks, CountInReceiptsButNotInTheDemandOfSuppliers) {
    TableFolder const folder;
    CompiledNetwork const plain{load_network(folder.path())};
    CompiledNetwork const c{with_reserve()};
    ASSERT_EQ(c.group.size(), plain.group.size() + 1);
    EXPECT_EQ(c.group.back().baseline_receipts, 7);
    EXPECT_EQ(c.group.back().owner, 2u);
    EXPECT_EQ(c.sink.back().kind, SinkKind::reserve);
    EXPECT_EQ(c.sink.front().kind, SinkKind::final_demand);
    for (std::size_t i = 0; i < plain.node.size(); ++i) {
        EXPECT_EQ(c.node[i].baseline_demand, plain.node[i].baseline_demand);
    }
    EXPECT_EQ(c.in_link.size(), plain.in_link.size() + 1);
    EXPECT_EQ(c.in_link.back().flow, 7);
    EXPECT_EQ(c.first_in.back() - c.first_in[c.group.size() - 1], 1u);
}

TEST(AddedSinks, MayRepeatThePairOfFinalDemandAndOfEachOther) {
    auto n = with_reserve();
    n.final_demand.push_back(n.final_demand.back());
    n.links.push_back(n.links.back());
    ++n.links.back().sink;
    n.links.back().flow = 2;
    CompiledNetwork const c{n};
    auto const last = c.group.size() - 1;
    EXPECT_EQ(c.group[last].baseline_receipts, 2);
    EXPECT_EQ(c.group[last - 1].baseline_receipts, 7);
}

TEST(AddedSinks, AreCheckedLikeOtherRows) {
    auto nowhere = with_reserve();
    nowhere.links.back().sink = 99;
    EXPECT_EQ(complaint([&] { check(nowhere); }),
              "links.csv row 7: column 'sink': there is no number 99 among 3");
    auto misled = with_reserve();
    misled.links.back().sink = 0;  // final demand
    EXPECT_EQ(complaint([&] { check(misled); }),
              "links.csv row 7: column 'sink': that row is no reserve or "
              "purchase of this buyer and product");
    auto other_buyer = with_reserve();
    other_buyer.links.back().buyer = 1;
    EXPECT_NE(complaint([&] { check(other_buyer); }), "");
    auto empty = with_reserve();
    empty.links.back().flow = 0;
    EXPECT_NE(complaint([&] { check(empty); }).find("receives no"),
              std::string::npos);
}

TEST(AddedSinks, AreNoSalesThatKeepANodeInBusiness) {
    auto n = with_reserve();
    for (auto& link : n.links) {
        if (link.supplier == 0 && link.sink == none) {
            link.flow = 0;
        }
    }
    EXPECT_NE(complaint([&] { check(n); }).find("sells nothing"),
              std::string::npos);
}
}  // namespace
}  // namespace chokepoint::test
