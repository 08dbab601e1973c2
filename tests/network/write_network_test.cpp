#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "host/network/generate.hpp"
#include "host/network/tables/load_network.hpp"
#include "host/network/tables/network_sha256.hpp"
#include "tests/network/network_equality.hpp"
#include "tests/network/table_folder.hpp"
#include "tests/network/written_network.hpp"

namespace chokepoint::test {
namespace {
TEST(WriteNetwork, GivesBackTheTeachingNetwork) {
    TemporaryFolder const folder;
    auto const network = load_network(teaching_folder);
    write_network(network, folder.path(), "invented");
    expect_equal(load_network(folder.path()), network);
}

TEST(WriteNetwork, GivesBackGeneratedNetworksToTheBit) {
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
        GenerateOptions options;
        options.nodes = 200;
        options.seed = seed;
        options.priority_share = 0.3;
        auto const network = generate_network(options);
        TemporaryFolder const folder;
        write_network(network, folder.file("made/here"), "generated");
        expect_equal(load_network(folder.file("made/here")), network);
    }
}

TEST(WriteNetwork, GivesBackEveryFieldThatIsNotADefault) {
    TableFolder const tables;
    auto n = load_network(tables.path());
    n.countries[0].name = " Alpha, \"the\"\nland ";
    n.countries[0].blocs = {"G7", "QUAD"};
    n.countries[0].gdp_busd = 1.0 / 3;
    n.countries[0].natural_hazard_rate = 0;
    n.products[0].dual_use = true;
    n.products[0].tariff_elasticity = 0.1;
    n.nodes[0].firm = 0;
    n.nodes[0].latent = true;
    n.nodes[0].bundle_floor = 0.7;
    n.inputs[0].bundle_weight = 0.2;
    n.inputs[0].input_class = InputClass::bundle;
    n.inputs[1].input_class = InputClass::capital;
    n.inputs[2].input_class = InputClass::none;
    n.final_demand[0].postponed_share = 0.1 + 0.2;
    n.links[0].routes = {1, 0};
    n.links[0].alternate_weight = 0;
    n.links[0].priority = 1;
    TemporaryFolder const folder;
    write_network(n, folder.path(), "a, \"b\"");
    expect_equal(load_network(folder.path()), n);
}

/// A network in which one row of each table uses each mechanism.
SupplyNetwork network_with_mechanisms(TableFolder const& tables) {
    auto n = load_network(tables.path());
    n.countries[1].hazard_regions = 8;
    n.firms.push_back({"FAB_1", "First of Fabco", 0, 0});
    n.products[0].first_served_share = 0.2;
    n.nodes[1].overtime_weeks = 13.5;
    n.nodes[2].cycle_weeks = 11;
    n.nodes[2].scrap_share = 0;
    n.nodes[3].sites = 7;
    n.inputs[1].supply_line = 0.3;
    n.inputs[1].shift_share = 0.9;
    n.inputs[2].design_out_share = 0.4;
    n.inputs[2].design_out_delay_weeks = 0;
    n.inputs[2].design_out_ramp_weeks = 1;
    n.inputs[2].specific_share = 0.1 + 0.2;
    n.inputs[2].specific_breadth = 2.5;
    n.final_demand[1].shift_share = 1;
    return n;
}

TEST(WriteNetwork, GivesBackEveryMechanism) {
    TableFolder const tables;
    auto const n = network_with_mechanisms(tables);
    TemporaryFolder const folder;
    write_network(n, folder.path(), "s");
    expect_equal(load_network(folder.path()), n);
}

/// No row that forgets goods under way may learn to remember them because its
/// cell is left empty.
TEST(WriteNetwork, WritesASupplyLineOfZeroOut) {
    TableFolder const tables;
    auto n = load_network(tables.path());
    n.inputs[0].supply_line = 1;
    TemporaryFolder const folder;
    write_network(n, folder.path(), "s");
    auto const back = load_network(folder.path());
    EXPECT_EQ(back.inputs[0].supply_line, 1);
    EXPECT_EQ(back.inputs[1].supply_line, 0);
}

/// Old files keep their text: the columns that they had are those that are
/// written.
TEST(WriteNetwork, WritesNoColumnOfAMechanismThatNobodyUses) {
    TableFolder const tables;
    std::vector<std::string> headers;
    for (auto const& text : network_texts(load_network(tables.path()), "s")) {
        headers.push_back(text.sign);
    }
    EXPECT_THAT(
        headers,
        ::testing::ElementsAre(
            "country,name,blocs,gdp_busd,natural_hazard_rate,source",
            "product,name,stage,group,dual_use,tariff_elasticity,source",
            "firm,name,owner_country,source", "route,name,source",
            "node,country,product,firm,sales,value_added,spare_capacity,"
            "overtime_max,bundle_floor,priority_share,latent,source",
            "buyer,input,class,importance,bundle_weight,cover_weeks,"
            "adjustment_weeks,caution,lead_time_weeks,"
            "qualification_delay_weeks,qualification_ramp_weeks,"
            "resourcing_ceiling,source",
            "country,product,demand,postponed_share,"
            "qualification_delay_weeks,qualification_ramp_weeks,"
            "resourcing_ceiling,source",
            "supplier,buyer,flow,alternate_weight,priority,routes,source"));
    auto n = load_network(tables.path());
    n.inputs[1].shift_share = 0.5;
    auto const inputs = network_texts(n, "s")[5].sign;
    EXPECT_THAT(inputs,
                ::testing::EndsWith("resourcing_ceiling,shift_share,source"));
}

TEST(WriteNetwork, WritesEqualNetworksAsEqualBytes) {
    TemporaryFolder const one, other;
    auto const network = load_network(teaching_folder);
    write_network(network, one.path(), "s");
    write_network(load_network(one.path()), other.path(), "s");
    EXPECT_EQ(network_sha256(one.path()), network_sha256(other.path()));
}

TEST(WriteNetwork, RefusesNamesThatTheReaderWould) {
    TemporaryFolder const folder;
    auto network = load_network(teaching_folder);
    network.nodes[0].id = "ALP:iron ore";
    EXPECT_EQ(complaint([&] { write_network(network, folder.path(), "s"); }),
              "'ALP:iron ore' is no name (a name is not empty and has no "
              "comma, semicolon or white space)");
}
}  // namespace
}  // namespace chokepoint::test
