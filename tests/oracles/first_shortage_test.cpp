/// \file first_shortage_test.cpp
/// Who runs short first, when and of what, by hand and beside the reference.
#include <gmock/gmock.h>

#include <cmath>

#include "kernels/views/output_layout.cuh"
#include "tests/support/model_builder.hpp"
#include "tests/support/network_builder.hpp"
#include "tests/support/random/random_habits.hpp"
#include "tests/support/random/random_network.hpp"
#include "tests/support/reference/reference_shortages.hpp"

namespace chokepoint::test {
namespace {
using testing::ElementsAre;

/// (node, week, product that it lacked); -1: none, or its own capacity.
using Entry = std::vector<int>;
Entry const nobody{-1, -1, -1};

std::vector<Entry> first_short(CompiledModel const& model,
                               ChunkLosses const& losses) {
    OutputLayout const l{model.view()};
    std::vector<Entry> entries;
    for (std::uint32_t k = 0; k < first_shortages; ++k) {
        entries.push_back({losses.count[l.shortage_node(k)],
                           losses.count[l.shortage_week(k)],
                           losses.count[l.shortage_input(k)]});
    }
    return entries;
}

std::vector<Entry> first_lacking(CompiledModel const& model,
                                 ChunkLosses const& losses) {
    OutputLayout const l{model.view()};
    std::vector<Entry> entries;
    for (std::uint32_t k = 0; k < first_shortages; ++k) {
        entries.push_back({losses.count[l.lack_node(k)],
                           losses.count[l.lack_week(k)],
                           losses.count[l.lack_input(k)]});
    }
    return entries;
}

struct Firsts {
    std::vector<Entry> any, lacking;
};

Firsts firsts(SupplyNetwork const& network,
              Shocks const& shocks,
              int weeks = 52) {
    auto const model = build_model(network, shocks, {}, weeks, {weeks});
    auto const losses = run_engine(model);
    return {first_short(model, losses), first_lacking(model, losses)};
}

CapacityEvent outage(std::uint32_t node,
                     int start,
                     double weeks,
                     double severity = 1) {
    CapacityEvent e;
    e.node = node;
    e.start = start;
    e.hold = weeks;
    e.severity = severity;
    return e;
}

/// Four nodes in a row, each with a critical input of two weeks' cover: node
/// i makes product i.
SupplyNetwork four_in_a_row() {
    NetworkBuilder build;
    auto const home = build.country("AAA");
    std::vector<std::uint32_t> node;
    for (auto const name : {"a", "b", "c", "d"}) {
        node.push_back(build.node(home, build.product(name), 1));
    }
    for (std::uint32_t i = 1; i < node.size(); ++i) {
        build.input(node[i], i - 1, InputClass::critical, 2, 5);
        build.link(node[i - 1], node[i], 1);
    }
    build.sale(node[3], home, 1);
    return build.network;
}

TEST(FirstShortages, AreDifferentNodesDownTheChainWithWhatTheyLack) {
    // A stock of three weeks of use: a stops in week 0, so b in week 3, c in
    // week 6, d in week 9.
    Shocks shocks;
    shocks.capacity = {outage(0, 0, 20)};
    auto const found = firsts(four_in_a_row(), shocks);
    EXPECT_THAT(found.any,
                ElementsAre(Entry{0, 0, -1}, Entry{1, 3, 0}, Entry{2, 6, 1}));
    EXPECT_THAT(found.lacking,
                ElementsAre(Entry{1, 3, 0}, Entry{2, 6, 1}, Entry{3, 9, 2}));
}

/// Five plants without inputs that sell to final demand.
SupplyNetwork five_plants(std::vector<double> const& value_added) {
    NetworkBuilder build;
    auto const home = build.country("AAA");
    auto const good = build.product("good");
    for (auto const value : value_added) {
        build.sale(build.node(home, good, value), home, 1);
    }
    return build.network;
}

TEST(FirstShortages, OfOneWeekComeByTheValueThatTheyCost) {
    // Costs of week 3: 1 * 1, 4 * 0.5, 9 * 0.1, 2 * 0.75, 1 * 0.9.
    Shocks shocks;
    shocks.capacity = {outage(0, 3, 5, 1), outage(1, 3, 5, 0.5),
                       outage(2, 3, 5, 0.1), outage(3, 3, 5, 0.75),
                       outage(4, 3, 5, 0.9)};
    EXPECT_THAT(firsts(five_plants({1, 4, 9, 2, 1}), shocks).any,
                ElementsAre(Entry{1, 3, -1}, Entry{3, 3, -1}, Entry{0, 3, -1}));
}

TEST(FirstShortages, OfAnEarlierWeekStayBeforeCostlierOnes) {
    Shocks shocks;
    shocks.capacity = {outage(4, 2, 9), outage(2, 5, 9), outage(0, 7, 9),
                       outage(1, 7, 9), outage(3, 7, 9)};
    EXPECT_THAT(firsts(five_plants({1, 4, 9, 2, 1}), shocks).any,
                ElementsAre(Entry{4, 2, -1}, Entry{2, 5, -1}, Entry{1, 7, -1}));
}

TEST(FirstShortages, OfTheSameCostComeInTheOrderOfTheTable) {
    Shocks shocks;
    for (std::uint32_t i = 5; i-- > 0;) {
        shocks.capacity.push_back(outage(i, 1, 4));
    }
    EXPECT_THAT(firsts(five_plants({2, 2, 2, 2, 2}), shocks).any,
                ElementsAre(Entry{0, 1, -1}, Entry{1, 1, -1}, Entry{2, 1, -1}));
}

TEST(FirstShortages, DoNotCountWhoeverIsNotAsked) {
    // B has a year of stock; its supplier may not deliver for ten weeks and
    // makes nothing, for nobody orders.
    Measure ban;
    ban.links = {0};
    ban.start = 2;
    ban.end = 12;
    Shocks shocks;
    shocks.measures = {ban};
    auto const model = build_model(chain(52, 5), shocks, {}, 52, {52});
    auto const run = trace_engine(model);
    ASSERT_EQ(run.weeks[5].output[0], 0) << "the supplier must stand still";
    EXPECT_THAT(first_short(model, run.losses),
                ElementsAre(nobody, nobody, nobody));
    EXPECT_THAT(first_lacking(model, run.losses),
                ElementsAre(nobody, nobody, nobody));
}

TEST(FirstShortages, CountWhoCannotMakeTheLittleThatIsAsked) {
    // Half of A's sales are banned; A loses 0.8 of its plant: asked for 0.5 it
    // makes 0.2.
    NetworkBuilder build;
    auto const home = build.country("AAA");
    auto const a = build.node(home, build.product("a"), 10);
    auto const b = build.node(home, build.product("b"), 1);
    build.input(b, 0, InputClass::critical, 52, 5);
    build.link(a, b, 5);
    build.sale(a, home, 5);
    build.sale(b, home, 9);
    Measure ban;
    ban.links = {0};
    Shocks shocks;
    shocks.measures = {ban};
    EXPECT_THAT(firsts(build.network, shocks, 40).any,
                ElementsAre(nobody, nobody, nobody));
    shocks.capacity = {outage(0, 6, 4, 0.8)};
    EXPECT_THAT(firsts(build.network, shocks, 40).any,
                ElementsAre(Entry{0, 6, -1}, nobody, nobody));
}

TEST(FirstShortages, NameTheInputThatEmptiesFirstOfSeveral) {
    // Both suppliers stop in week 0. The important part 0 (one week's cover)
    // halves output from week 2; the critical part 1 stops it from week 5.
    NetworkBuilder build;
    auto const home = build.country("AAA");
    auto const p0 = build.node(home, build.product("part0"), 0);
    auto const p1 = build.node(home, build.product("part1"), 0);
    auto const user = build.node(home, build.product("good"), 7);
    build.input(user, 0, InputClass::important, 1, 5);
    build.input(user, 1, InputClass::critical, 4, 5);
    build.link(p0, user, 1);
    build.link(p1, user, 1);
    build.sale(user, home, 9);
    Shocks shocks;
    shocks.capacity = {outage(0, 0, 30), outage(1, 0, 30)};
    EXPECT_THAT(firsts(build.network, shocks).lacking,
                ElementsAre(Entry{2, 2, 0}, nobody, nobody));
    shocks.capacity = {outage(1, 0, 30)};
    EXPECT_THAT(firsts(build.network, shocks).lacking,
                ElementsAre(Entry{2, 5, 1}, nobody, nobody));
}

TEST(FirstShortages, AgreeWithTheReferenceOnRandomNetworks) {
    int const weeks = 60;
    int judged = 0, lacking = 0;
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        auto network = random_network(seed);
        if (seed % 2 == 0) {
            add_random_habits(seed, network);
        }
        auto const shocks = random_shocks(1000 + seed, network, weeks);
        auto const truth = reference_shortages(
            network, march_reference(network, shocks, {}, weeks));
        if (truth.margin < 1e-4) {
            continue;  // rounding decides
        }
        SCOPED_TRACE("network " + std::to_string(seed));
        auto const entries = [](std::vector<ReferenceShortage> const& list) {
            std::vector<Entry> all(first_shortages, nobody);
            for (std::size_t k = 0; k < list.size(); ++k) {
                all[k] = {static_cast<int>(list[k].node), list[k].week,
                          list[k].product};
            }
            return all;
        };
        auto const found = firsts(network, shocks, weeks);
        EXPECT_EQ(found.any, entries(truth.any));
        EXPECT_EQ(found.lacking, entries(truth.lacking));
        ++judged;
        lacking += static_cast<int>(truth.lacking.size());
    }
    EXPECT_GE(judged, 20);
    EXPECT_GE(lacking, 30);
}
}  // namespace
}  // namespace chokepoint::test
