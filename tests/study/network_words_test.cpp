#include "host/explain/network_words.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "host/network/tables/load_network.hpp"
#include "tests/network/table_folder.hpp"

namespace chokepoint::test {
namespace {
using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(NetworkWords, NameNoMechanismThatIsNotUsed) {
    TableFolder const tables;
    EXPECT_THAT(network_words(load_network(tables.path())), IsEmpty());
}

TEST(NetworkWords, CountWhoUsesEachMechanism) {
    TableFolder const tables;
    auto n = load_network(tables.path());
    n.nodes[0].cycle_weeks = n.nodes[1].cycle_weeks = 11;
    n.nodes[2].overtime_max = 20;
    n.nodes[2].overtime_weeks = 26;
    n.nodes[3].sites = 4;
    n.countries[0].hazard_regions = n.countries[1].hazard_regions = 8;
    n.inputs[0].supply_line = 1;
    n.inputs[0].shift_share = n.final_demand[1].shift_share = 0.5;
    n.inputs[1].design_out_share = 0.1;
    n.inputs[2].specific_share = 0.5;
    n.products[1].first_served_share = 0.2;
    EXPECT_THAT(
        network_words(n),
        ElementsAre("work in process of 2 nodes",
                    "idle capacity, or overtime in a time of its own, of 1 "
                    "node",
                    "several sites of 1 node", "hazard regions of 2 countries",
                    "buyers who remember what is under way of 1 input",
                    "orders that move to those who deliver of 2 buyers",
                    "savings of 1 input",
                    "specific parts of 1 input: 2 groups more",
                    "buyers of the most value served first of 1 product"));
}
}  // namespace
}  // namespace chokepoint::test
