#include "host/study/bench/bench.hpp"

#include <gtest/gtest.h>

#include "host/explain/network_facts.hpp"
#include "host/network/input_error.hpp"
#include "host/network/tables/load_network.hpp"
#include "tests/network/table_folder.hpp"

namespace chokepoint::test {
namespace {
TEST(Bench, MeasuresTheNetworkItWasGiven) {
    BenchOptions options;
    options.backend = "cpu";
    options.engine.threads = 1;
    options.repeats = 3;
    options.seconds = 0.01;
    auto const network = bench_network_of(700);
    auto const result = bench_network("seven hundred", network, options);
    EXPECT_EQ(result.nodes, 100u);
    EXPECT_EQ(result.links, network.links.size());
    EXPECT_NEAR(result.links, 700, 70);
    EXPECT_EQ(result.worlds % result.lanes, 0u);
    EXPECT_GT(result.worlds, 0u);
    EXPECT_GT(result.slowest, 0);
    EXPECT_LE(result.slowest, result.link_steps_per_s);
    EXPECT_LE(result.link_steps_per_s, result.fastest);
    EXPECT_GT(result.tile_bytes, 0u);
}

TEST(Bench, MarchesStatecraftWhereTwoCountriesTradeBothWays) {
    BenchOptions options;
    options.backend = "cpu";
    options.engine.threads = 1;
    options.repeats = 1;
    options.seconds = 0.01;
    auto network = bench_network_of(700);
    auto const core = bench_network("core", network, options);
    options.mechanisms = "statecraft";
    auto const full = bench_network("full", network, options);
    EXPECT_GT(full.tile_bytes, core.tile_bytes);
    EXPECT_GT(full.slowest, 0);

    for (auto& node : network.nodes) {
        node.country = 0;
    }
    for (auto& link : network.links) {
        if (link.to_final_demand) {
            link.buyer = 0;
        }
    }
    for (auto& sink : network.final_demand) {
        sink.country = 0;
    }
    EXPECT_THROW(bench_network("alone", network, options), InputError);
}

TEST(Bench, RefusesSizesThatCannotBe) {
    EXPECT_THROW(bench_network_of(5), InputError);
    EXPECT_THROW(bench_network_of(10000000000), InputError);
}

TEST(NetworkFacts, OfTheTeachingNetworkAreThoseOfItsTables) {
    auto const facts = network_facts(load_network(teaching_folder));
    EXPECT_EQ(facts.nodes, 5u);
    EXPECT_EQ(facts.links, 8u);
    EXPECT_EQ(facts.spare_links, 1u);  // GAM:metal -> BET:chip:FABCO
    EXPECT_EQ(facts.sinks, 2u);
    EXPECT_DOUBLE_EQ(facts.value_added, 10 + 12 + 3 + 30 + 45);
    EXPECT_DOUBLE_EQ(facts.final_demand, 60 + 40);
    ASSERT_EQ(facts.stages.size(), 4u);
    EXPECT_EQ(facts.stages[1].name, "refine");
    EXPECT_EQ(facts.stages[1].nodes, 2u);
}
}  // namespace
}  // namespace chokepoint::test
