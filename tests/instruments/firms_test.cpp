/// \file firms_test.cpp
/// Firms between governments (model M45, M46, M55, M58): what a rule of
/// others, a split of the house or a home market does to one.
#include <algorithm>

#include "tests/instruments/instrument.hpp"

namespace chokepoint::test {
namespace {
std::string const ban = measure("ban",
                                "ban",
                                "exporters = [\"USA\"]\nimporters = [\"CHN\"]\n"
                                "products = [\"chip\"]\ntension_jump = 0");
std::string const no_metal =
    "[[event]]\nname = \"e\"\ntype = \"capacity\"\nnodes = [\"CHN:metal\"]\n"
    "severity = 1\nstart_week = 10\nhold_weeks = 60\n";
std::string local(char const* region, char const* product, double share) {
    return measure("m", "local_for_local",
                   std::string{"region = ["} + region + "]\nproducts = [\"" +
                       product + "\"]\nshare = " + std::to_string(share)) +
           package({"m"});
}

std::string dragon_rule(std::string const& type, std::string const& keys) {
    return measure("m", type,
                   "exporters = [\"USA\"]\nimporters = [\"CHN\"]\n"
                   "firms = [\"DRAGON\"]\ntension_jump = 0\n" +
                       keys) +
           package({"m"});
}

std::string plant(std::string const& keys) {
    return ban +
           measure("m", "subsidy",
                   "firms = [\"WESTFAB\"]\ncapacity = 0.5\n"
                   "build_weeks = 40\n" +
                       keys) +
           package({"ban", "m"});
}

std::vector<Instrument> firms() {
    return {
        // M55, M43: Kioxia and Sony under the rule of 2020
        {"a_firm_abroad_loses_its_largest_customer",
         dragon_rule("export_control", "compliance = 1\ndirect_product = true"),
         dragon_rule("ban", ""),
         {"measure.m.direct_product=false"},
         [](Trial const& t) { return t.fewer_shipments("EASTFAB>DRAGON"); },
         Moves::up},
        {"a_firm_at_home_loses_its_customer",
         dragon_rule("ban", ""),
         package({}),
         {"measure.m.strictness=0"},
         [](Trial const& t) { return t.fewer_shipments("WESTFAB>DRAGON"); },
         Moves::up},
        // M55: investment waits for orders
        {"a_plant_waits_while_its_market_is_closed",
         "[dynamics]\n" + plant("waits_for_demand = 1"),
         "[dynamics]\n" + plant(""),
         {"measure.m.waits_for_demand=0"},
         [](Trial const& t) { return t.capacity("USA"); },
         Moves::down},
        // M45
        {"a_divided_firm_cannot_fill_the_gap",
         ban +
             measure("m", "intra_firm_decoupling",
                     "firms = [\"EASTFAB\"]\nslack_effect = -1") +
             package({"ban", "m"}),
         ban + package({"ban"}),
         {"measure.m.slack_effect=0", "measure.m.strictness=0",
          "measure.m.coverage=0"},
         [](Trial const& t) { return t.fewer_shipments("EASTFAB>DRAGON"); },
         Moves::up},
    };
}

INSTANTIATE_TEST_SUITE_P(Firms,
                         InstrumentTest,
                         testing::ValuesIn(firms()),
                         instrument_name);

/// M45: without slack, nobody makes more than at baseline.
TEST(Firms, a_firm_without_any_slack_makes_no_more_than_before) {
    std::string const divided =
        ban +
        measure("m", "intra_firm_decoupling",
                "firms = [\"EASTFAB\"]\nslack_effect = -1") +
        package({"ban", "m"});
    float most = 0, most_whole = 0;
    for (auto const& week : weeks_of(Trial{divided, {}, Background::quiet})) {
        most = std::max(most, week.output[4]);
    }
    for (auto const& week :
         weeks_of(Trial{ban + package({"ban"}), {}, Background::quiet})) {
        most_whole = std::max(most_whole, week.output[4]);
    }
    EXPECT_LE(most, 1);
    EXPECT_GT(most_whole, 1.1f);
}

/// M46: in the first week, what is given up of imports does not come.
TEST(Firms, local_chains_give_up_their_share_of_imports) {
    Trial const t{local("\"JPN\"", "metal", 0.25), {}, Background::quiet};
    auto const pass = weeks_of(t).front().slot_pass;
    ASSERT_EQ(pass.size(), 1u);
    EXPECT_FLOAT_EQ(pass[0], 0.75f);
    EXPECT_GT(t.fewer_shipments("CHN>JPN"), 1);
    // Readiness alone moves nothing where nothing is missing.
    expect_same_common_rows(
        Trial{local("\"JPN\"", "metal", 0), {}, Background::quiet},
        Trial{package({}), {}, Background::quiet});
}

/// M46: a chain of one's own region does not break with the neighbour's.
TEST(Firms, local_chains_do_not_suffer_from_disasters_abroad) {
    auto const region = local("\"JPN\", \"USA\", \"AUS\"", "metal", 0.9);
    auto const extra = [&](std::string const& text) {
        return Trial{no_metal + text, {}, Background::quiet}.lost("USA") -
               Trial{text, {}, Background::quiet}.lost("USA");
    };
    EXPECT_LT(extra(region), 0.95 * extra(package({})));
}
}  // namespace
}  // namespace chokepoint::test
