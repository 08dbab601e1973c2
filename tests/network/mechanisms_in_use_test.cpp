#include "host/network/review/mechanisms_in_use.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "host/network/specific_parts.hpp"
#include "host/network/tables/load_network.hpp"
#include "tests/network/table_folder.hpp"

namespace chokepoint::test {
namespace {
using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(MechanismsInUse, AreNoneByDefault) {
    TableFolder const tables;
    auto const use = mechanisms_in_use(load_network(tables.path()));
    EXPECT_EQ(use.work_in_process + use.idle_capacity + use.sites +
                  use.hazard_regions + use.supply_line + use.shifting +
                  use.savings + use.bought_as_parts + use.specific_parts +
                  use.first_served + use.by_priority,
              0u);
}

TEST(MechanismsInUse, AreCountedByRow) {
    TableFolder const tables;
    auto n = load_network(tables.path());
    n.nodes[0].cycle_weeks = 11;
    n.nodes[1].overtime_max = 20;
    n.nodes[1].overtime_weeks = 26;
    n.nodes[2].overtime_max = 20;  // in the time of the campaign
    n.nodes[3].sites = 4;
    n.countries[1].hazard_regions = 8;
    n.inputs[0].supply_line = n.inputs[1].supply_line = 1;
    n.inputs[0].shift_share = n.final_demand[1].shift_share = 0.5;
    n.inputs[1].design_out_share = 0.1;
    n.inputs[2].specific_share = 1;
    n.products[1].first_served_share = 0.2;
    for (auto const& network : {n, split_specific_parts(n)}) {
        auto const use = mechanisms_in_use(network);
        EXPECT_EQ(use.work_in_process, 1u);
        EXPECT_EQ(use.idle_capacity, 1u);
        EXPECT_EQ(use.sites, 1u);
        EXPECT_EQ(use.hazard_regions, 1u);
        EXPECT_EQ(use.supply_line, 2u);
        EXPECT_EQ(use.shifting, 2u);
        EXPECT_EQ(use.savings, 1u);
        EXPECT_EQ(use.bought_as_parts, 1u);
        EXPECT_EQ(use.specific_parts, 1u) << "two parts, no pool";
        EXPECT_EQ(use.first_served, 1u);
    }
}

TEST(IdleColumns, AreNamedOnceEach) {
    TableFolder const tables;
    auto n = load_network(tables.path());
    EXPECT_THAT(idle_columns(n, "net"), IsEmpty());
    n.nodes[1].scrap_share = n.nodes[2].scrap_share = 0.5;
    n.nodes[1].overtime_weeks = 13;
    n.inputs[2].design_out_delay_weeks = 4;
    n.inputs[2].specific_breadth = 2;
    EXPECT_THAT(
        idle_columns(n, "net"),
        ElementsAre(
            "net/nodes.csv: 'scrap_share' does nothing without 'cycle_weeks' "
            "(2 rows, first 'BET:metal')",
            "net/nodes.csv: 'overtime_weeks' does nothing with an "
            "'overtime_max' of 1 (1 row, first 'BET:metal')",
            "net/inputs.csv: 'design_out_delay_weeks' and "
            "'design_out_ramp_weeks' do nothing without 'design_out_share' (1 "
            "row, first 'metal' of 'GAM:device')",
            "net/inputs.csv: 'specific_breadth' does nothing without "
            "'specific_share' (1 row, first 'metal' of 'GAM:device')"));
    n.nodes[1].cycle_weeks = n.nodes[2].cycle_weeks = 8;
    n.nodes[1].overtime_max = 2;
    n.inputs[2].design_out_share = 0.1;
    n.inputs[2].specific_share = 0.5;
    EXPECT_THAT(idle_columns(n, "net"), IsEmpty());
    EXPECT_THAT(idle_columns(split_specific_parts(n), "net"), IsEmpty());
}
}  // namespace
}  // namespace chokepoint::test
