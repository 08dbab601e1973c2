/// \file restart_loops_test.cpp
/// Loops of critical inputs, by hand.
#include "host/network/review/restart_loops.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "host/network/review/network_warnings.hpp"
#include "tests/support/network_rows.hpp"

namespace chokepoint::test {
namespace {
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using Loop = std::vector<std::uint32_t>;

/// `size` nodes of one country, each with a product of its own. Whose flows
/// are 1 is all that matters here.
SupplyNetwork nodes(std::uint32_t size) {
    SupplyNetwork n;
    n.countries = {{"AAA", "Aland", {}, 1, 0}};
    for (std::uint32_t i = 0; i < size; ++i) {
        auto const id = "p" + std::to_string(i);
        n.products.push_back({id, id, "fab", "", false, 3});
        add_node(n, "AAA:" + id, 0, i, 1);
        add_sale(n, i, 0, 100, 100);
        n.final_demand.push_back({0, i});
    }
    return n;
}

/// Node `buyer` needs the product of node `supplier`.
void need(SupplyNetwork& n,
          std::uint32_t buyer,
          std::uint32_t supplier,
          InputClass input = InputClass::critical) {
    add_input(n, buyer, n.nodes[supplier].product, input);
    add_link(n, supplier, buyer, 1, 1);
}

RestartLoops loops(SupplyNetwork const& n) {
    return restart_loops(n, StoppedBy::critical_inputs);
}

TEST(RestartLoops, AChainHasNone) {
    auto n = nodes(3);
    need(n, 1, 0);
    need(n, 2, 1);
    EXPECT_THAT(loops(n).loops, IsEmpty());
    EXPECT_EQ(loops(n).dependents, 0u);
}

TEST(RestartLoops, ANodeThatNeedsItselfIsOne) {
    auto n = nodes(3);
    need(n, 1, 0);
    need(n, 1, 1);
    need(n, 2, 1);
    EXPECT_THAT(loops(n).loops, ElementsAre(Loop{1}));
    EXPECT_EQ(loops(n).dependents, 1u) << "node 2 waits for it";
}

TEST(RestartLoops, EachOfTwoIsNamedTheLargerFirst) {
    auto n = nodes(6);
    need(n, 0, 1);
    need(n, 1, 0);
    need(n, 2, 4);
    need(n, 3, 2);
    need(n, 4, 3);
    need(n, 2, 0);  // waits for the first as well: still two loops
    EXPECT_THAT(loops(n).loops, ElementsAre(Loop{2, 3, 4}, Loop{0, 1}));
    EXPECT_EQ(loops(n).dependents, 0u);
}

TEST(RestartLoops, ASupplierOutsideOpensTheLoop) {
    auto n = nodes(3);
    need(n, 0, 1);
    need(n, 1, 0);
    // Node 2 makes the same as node 1, and can start.
    n.nodes[2].product = n.nodes[1].product;
    add_link(n, 2, 0, 0.1, 0.1);
    EXPECT_THAT(loops(n).loops, IsEmpty());
    // Neither used nor an alternate: it does not help.
    n.links.back().flow = n.links.back().alternate_weight = 0;
    EXPECT_THAT(loops(n).loops, ElementsAre(Loop{0, 1}));
    // An alternate that may be qualified does, to a ceiling above 0.
    n.links.back().alternate_weight = 1;
    EXPECT_THAT(loops(n).loops, IsEmpty());
    n.inputs.front().resourcing_ceiling = 0;
    EXPECT_THAT(loops(n).loops, ElementsAre(Loop{0, 1}));
}

TEST(RestartLoops, OnlyInputsThatStopTheirBuyerCloseOne) {
    for (auto const input : {InputClass::important, InputClass::bundle,
                             InputClass::capital, InputClass::none}) {
        auto n = nodes(2);
        need(n, 0, 1);
        need(n, 1, 0, input);
        EXPECT_THAT(loops(n).loops, IsEmpty());
        auto const all = restart_loops(n, StoppedBy::every_input).loops;
        bool const stops =
            input == InputClass::important || input == InputClass::bundle;
        EXPECT_EQ(all.size(), stops ? 1u : 0u);
    }
}

TEST(RestartLoops, AreWarnedOfByNameAndNumber) {
    auto n = nodes(9);
    for (std::uint32_t i = 0; i < 7; ++i) {
        need(n, i, (i + 1) % 7);
    }
    need(n, 7, 0);
    need(n, 8, 8);
    EXPECT_THAT(
        network_warnings(n, "net", StoppedBy::critical_inputs),
        ElementsAre(
            HasSubstr("net/inputs.csv: 'AAA:p0', 'AAA:p1', 'AAA:p2', 'AAA:p3' "
                      "and 3 more, a loop of 7 nodes, cannot start again once "
                      "stocks are gone"),
            testing::AllOf(HasSubstr("'AAA:p8', a loop of 1 node, cannot"),
                           HasSubstr("; 1 more node stops with them"))));
}

/// A chain as long as recursion would not bear.
TEST(RestartLoops, MayBeLong) {
    std::uint32_t const size = 200000;
    SupplyNetwork n;
    n.countries = {{"AAA", "Aland", {}, 1, 0}};
    for (std::uint32_t i = 0; i < size; ++i) {
        n.products.push_back({"p", "p", "fab", "", false, 3});
        n.nodes.push_back({});
        n.nodes.back().product = i;
    }
    for (std::uint32_t i = 0; i < size; ++i) {
        need(n, i, (i + 1) % size);
    }
    auto const found = loops(n);
    ASSERT_EQ(found.loops.size(), 1u);
    EXPECT_EQ(found.loops[0].size(), size);
}
}  // namespace
}  // namespace chokepoint::test
