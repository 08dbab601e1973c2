#include "host/network/check.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <limits>

#include "host/network/table_names.hpp"
#include "host/network/tables/load_network.hpp"
#include "tests/network/table_folder.hpp"

namespace chokepoint::test {
namespace {
SupplyNetwork small_network() {
    TableFolder const folder;
    return load_network(folder.path());
}

struct Slip {
    char const* name;
    std::function<void(SupplyNetwork&)> make;
    char const* message;
};

void PrintTo(Slip const& c, std::ostream* out) {
    *out << c.message;
}

class CheckTest : public ::testing::TestWithParam<Slip> {};

TEST_P(CheckTest, NamesTheRowOfASlip) {
    auto network = small_network();
    ASSERT_EQ(complaint([&] { check(network); }), "");
    GetParam().make(network);
    EXPECT_EQ(complaint([&] { check(network); }), GetParam().message);
}

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

INSTANTIATE_TEST_SUITE_P(
    Slips,
    CheckTest,
    ::testing::Values(
        Slip{"NoSuchCountry", [](auto& n) { n.nodes[1].country = 3; },
             "nodes.csv row 2 'BET:metal': column 'country': there is no "
             "number 3 among 3"},
        Slip{"NoSuchProduct", [](auto& n) { n.nodes[1].product = 7; },
             "nodes.csv row 2 'BET:metal': column 'product': there is no "
             "number 7 among 3"},
        Slip{"NoSuchFirm", [](auto& n) { n.nodes[0].firm = 1; },
             "nodes.csv row 1 'ALP:ore': column 'firm': there is no number 1 "
             "among 1"},
        Slip{"NoSuchOwner", [](auto& n) { n.firms[0].owner_country = 9; },
             "firms.csv row 1: column 'owner_country': there is no number 9 "
             "among 3"},
        Slip{"ValueAddedNegative", [](auto& n) { n.nodes[0].value_added = -1; },
             "nodes.csv row 1 'ALP:ore': column 'value_added' = '-1': must be "
             ">= 0 (million USD/week)"},
        Slip{"OvertimeBelowOne", [](auto& n) { n.nodes[0].overtime_max = .9; },
             "nodes.csv row 1 'ALP:ore': column 'overtime_max' = '0.9': must "
             "be >= 1 (factor)"},
        Slip{"SpareCapacityNotANumber",
             [](auto& n) { n.nodes[0].spare_capacity = nan; },
             "nodes.csv row 1 'ALP:ore': column 'spare_capacity' = 'nan': must "
             "be >= 0 (share of baseline output)"},
        Slip{"CoverInfinite",
             [](auto& n) { n.inputs[0].cover_weeks = infinity; },
             "inputs.csv row 1: column 'cover_weeks' = 'inf': must be <= "
             "1000000000 (weeks)"},
        Slip{"AdjustmentBelowOneWeek",
             [](auto& n) { n.inputs[1].adjustment_weeks = .5; },
             "inputs.csv row 2: column 'adjustment_weeks' = '0.5': must be >= "
             "1 (weeks)"},
        Slip{"CautionAboveLimit", [](auto& n) { n.inputs[1].caution = .995; },
             "inputs.csv row 2: column 'caution' = '0.995': must be <= 0.99 (a "
             "share)"},
        Slip{"RampBelowOneWeek",
             [](auto& n) { n.inputs[1].qualification_ramp_weeks = 0; },
             "inputs.csv row 2: column 'qualification_ramp_weeks' = '0': must "
             "be >= 1 (weeks)"},
        Slip{"LeadTimeNegative",
             [](auto& n) { n.inputs[1].lead_time_weeks = -1; },
             "inputs.csv row 2: column 'lead_time_weeks' = '-1': must be >= 0 "
             "(weeks)"},
        Slip{"ClassOfASink",
             [](auto& n) { n.inputs[1].input_class = InputClass::sink; },
             "inputs.csv row 2: column 'class': must not be that of final "
             "demand"},
        Slip{"SinkShare",
             [](auto& n) { n.final_demand[1].postponed_share = 2; },
             "final_demand.csv row 2: column 'postponed_share' = '2': must be "
             "<= 1 (a share)"},
        Slip{"FlowNegative", [](auto& n) { n.links[2].flow = -1; },
             "links.csv row 3: column 'flow' = '-1': must be >= 0 (million "
             "USD/week)"},
        Slip{"FlowNearlyNothing", [](auto& n) { n.links[2].flow = 1e-20; },
             "links.csv row 3: column 'flow' = '1e-20': must be 0 or >= 1e-12 "
             "(million USD/week)"},
        Slip{"PriorityTwo", [](auto& n) { n.links[2].priority = 2; },
             "links.csv row 3: column 'priority': there is no number 2 among "
             "2"},
        Slip{"NoSuchRoute", [](auto& n) { n.links[2].routes = {2}; },
             "links.csv row 3: column 'routes': there is no number 2 among 2"},
        Slip{"RouteTwice",
             [](auto& n) {
                 n.links[2].routes = {1, 1};
             },
             "links.csv row 3: column 'routes': a route is there twice"},
        Slip{"BuyerIsNoCountry", [](auto& n) { n.links[4].buyer = 3; },
             "links.csv row 5: column 'buyer': there is no number 3 among 3"},
        Slip{"InputTwice", [](auto& n) { n.inputs.push_back(n.inputs[0]); },
             "inputs.csv row 4: the same pair as in inputs.csv row 1"},
        Slip{"InputMissing", [](auto& n) { n.inputs.pop_back(); },
             "links.csv row 3: there is no row in inputs.csv for 'metal' of "
             "'GAM:device'"},
        Slip{"SinkMissing", [](auto& n) { n.final_demand.pop_back(); },
             "links.csv row 6: there is no row in final_demand.csv for "
             "'device' of 'GAM'"},
        Slip{"NothingReceived", [](auto& n) { n.links[1].flow = 0; },
             "inputs.csv row 2: 'GAM:metal' receives no 'ore' (the flows of "
             "its links must sum to more than 0)"},
        Slip{"NothingSold", [](auto& n) { n.links[3].flow = 0; },
             "nodes.csv row 3 'GAM:metal': 'GAM:metal' sells nothing (the "
             "flows of its links must sum to more than 0)"},
        Slip{"NothingDemanded", [](auto& n) { n.links[5].flow = 0; },
             "final_demand.csv row 2: final demand of 'GAM' receives no "
             "'device' (the flows of its links must sum to more than 0)"}),
    [](auto const& info) { return std::string{info.param.name}; });

TEST(Check, LetsOnlyMinesWithPlantsKeepWorkInProcess) {
    auto network = small_network();
    network.nodes[0].cycle_weeks = 4;  // ALP:ore, of the stage mine
    EXPECT_NE(complaint([&] { check(network); }).find("a mine without plants"),
              std::string::npos);
    network.nodes[0].sites = 2;
    EXPECT_EQ(complaint([&] { check(network); }), "");
    network.nodes[0].cycle_weeks = 0;
    network.nodes[1].cycle_weeks = 4;  // BET:metal, a refinery
    EXPECT_EQ(complaint([&] { check(network); }), "");
}

TEST(Check, LetsMemoryGoBeyondTheLimitsOfTables) {
    auto network = small_network();
    network.inputs[0].cover_weeks = 1e6;
    network.nodes[0].spare_capacity = 1000;
    EXPECT_EQ(complaint([&] { check(network); }), "");
}

TEST(Check, NamesRowsAsItIsTold) {
    auto network = small_network();
    network.links[2].flow = -1;
    auto const said = complaint([&] {
        check(network, [](Table table, std::size_t row) {
            EXPECT_EQ(table, Table::links);
            return "here" + std::to_string(row);
        });
    });
    EXPECT_EQ(said,
              "here2: column 'flow' = '-1': must be >= 0 (million USD/week)");
}
}  // namespace
}  // namespace chokepoint::test
