#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "host/network/table_names.hpp"
#include "host/network/tables/load_network.hpp"
#include "host/network/tables/network_sha256.hpp"
#include "tests/network/table_folder.hpp"
#include "tests/network/written_network.hpp"

namespace chokepoint::test {
namespace {
TEST(LoadNetwork, GivesEveryDefaultOfTheReadme) {
    TableFolder const folder;
    auto const n = load_network(folder.path());
    ASSERT_EQ(n.countries.size(), 3u);
    EXPECT_EQ(n.countries[1].name, "Betaland");
    EXPECT_TRUE(n.countries[1].blocs.empty());
    EXPECT_EQ(n.countries[1].gdp_busd, 0);
    EXPECT_LT(n.countries[1].natural_hazard_rate, 0);
    EXPECT_EQ(n.products[1].stage, "refine");
    EXPECT_EQ(n.products[1].group, "other");
    EXPECT_FALSE(n.products[1].dual_use);
    EXPECT_EQ(n.products[1].tariff_elasticity, 3);
    auto const& node = n.nodes[1];
    EXPECT_EQ(node.id, "BET:metal");
    EXPECT_EQ(node.country, 1u);
    EXPECT_EQ(node.product, 1u);
    EXPECT_EQ(node.firm, none);
    EXPECT_EQ(node.value_added, 12);
    EXPECT_EQ(node.spare_capacity, 0.25);
    EXPECT_EQ(node.overtime_max, 1);
    EXPECT_EQ(node.bundle_floor, 0);
    EXPECT_EQ(node.priority_share, 0);
    EXPECT_FALSE(node.latent);
    EXPECT_EQ(node.overtime_weeks, 0) << "that of the campaign";
    EXPECT_EQ(node.cycle_weeks, 0);
    EXPECT_EQ(node.scrap_share, 0.25);
    EXPECT_EQ(node.sites, 1u);
    EXPECT_EQ(n.countries[1].hazard_regions, 1u);
    EXPECT_EQ(n.products[1].first_served_share, 0);
    auto const& use = n.inputs[0];
    EXPECT_EQ(use.importance, 0.5);
    EXPECT_LT(use.bundle_weight, 0);
    EXPECT_EQ(use.cover_weeks, 4);
    EXPECT_EQ(use.adjustment_weeks, 5);
    EXPECT_EQ(use.caution, 0);
    EXPECT_EQ(use.lead_time_weeks, 0);
    EXPECT_EQ(use.qualification_delay_weeks, 26);
    EXPECT_EQ(use.qualification_ramp_weeks, 52);
    EXPECT_EQ(use.resourcing_ceiling, 0.5);
    EXPECT_EQ(use.supply_line, 0) << "there is no such column";
    EXPECT_EQ(use.shift_share, 0);
    EXPECT_EQ(use.design_out_share, 0);
    EXPECT_EQ(use.design_out_delay_weeks, 26);
    EXPECT_EQ(use.design_out_ramp_weeks, 52);
    EXPECT_EQ(use.specific_share, 0);
    EXPECT_EQ(use.specific_breadth, 3);
    auto const& demand = n.final_demand[0];
    EXPECT_EQ(demand.postponed_share, 0);
    EXPECT_EQ(demand.qualification_delay_weeks, 4);
    EXPECT_EQ(demand.qualification_ramp_weeks, 8);
    EXPECT_EQ(demand.resourcing_ceiling, 1);
    EXPECT_EQ(demand.shift_share, 0);
    EXPECT_EQ(n.links[2].flow, 20);
    EXPECT_EQ(n.links[2].alternate_weight, 20) << "the flow";
    EXPECT_EQ(n.links[2].priority, 0u);
    EXPECT_TRUE(n.links[2].routes.empty());
}

TEST(LoadNetwork, ReadsWhatIsGiven) {
    TableFolder const folder;
    folder.write("countries.csv",
                 "note,country,blocs,source,name,gdp_busd,natural_hazard_rate,"
                 "grade\n"
                 ",ALP,G7;QUAD,s,\"Alpha, land\",20.5,0.1,A\n"
                 "x,BET,,s,Betaland,,0,\n,GAM,G7,s,Gammaland,,,\n");
    folder.write("nodes.csv",
                 "node,country,product,firm,sales,value_added,spare_capacity,"
                 "overtime_max,bundle_floor,priority_share,latent,source,"
                 "grade,note\n"
                 "ALP:ore,ALP,ore,,10.005,10,0.1,1.2,0.3,0.4,1,s,A,n\n"
                 "BET:metal,BET,metal,FABCO,20,12,,,,,0,s,,\n"
                 "GAM:metal,GAM,metal,,,3,,,,,,s,,\n"
                 "GAM:device,GAM,device,,,75,,,,,,s,,\n");
    folder.write("links.csv",
                 "supplier,buyer,flow,alternate_weight,priority,routes,source\n"
                 "ALP:ore,BET:metal,8,0,1,CANAL;STRAIT,s\n"
                 "ALP:ore,GAM:metal,2,,,,s\n"
                 "BET:metal,GAM:device,20,7,0,STRAIT,s\n"
                 "GAM:metal,GAM:device,5,,,,s\n"
                 "GAM:device,final:ALP,60,,,,s\n"
                 "GAM:device,final:GAM,40,,,,s\n");
    auto const n = load_network(folder.path() + "/");
    EXPECT_EQ(n.countries[0].name, "Alpha, land");
    EXPECT_THAT(n.countries[0].blocs, ::testing::ElementsAre("G7", "QUAD"));
    EXPECT_EQ(n.countries[0].gdp_busd, 20.5);
    EXPECT_EQ(n.countries[0].natural_hazard_rate, 0.1);
    EXPECT_EQ(n.countries[1].natural_hazard_rate, 0);
    EXPECT_EQ(n.nodes[0].spare_capacity, 0.1);
    EXPECT_EQ(n.nodes[0].overtime_max, 1.2);
    EXPECT_EQ(n.nodes[0].bundle_floor, 0.3);
    EXPECT_EQ(n.nodes[0].priority_share, 0.4);
    EXPECT_TRUE(n.nodes[0].latent);
    EXPECT_EQ(n.nodes[1].firm, 0u);
    EXPECT_EQ(n.links[0].alternate_weight, 0);
    EXPECT_EQ(n.links[0].priority, 1u);
    EXPECT_THAT(n.links[0].routes, ::testing::ElementsAre(1u, 0u));
    EXPECT_EQ(n.links[2].alternate_weight, 7);
    EXPECT_TRUE(n.links[4].to_final_demand);
    EXPECT_EQ(n.links[4].buyer, 0u) << "country ALP";
}

TEST(LoadNetwork, LetsARowOfANodeWinOverItsProduct) {
    TableFolder const folder;
    folder.write("inputs.csv",
                 "buyer,input,class,cover_weeks,source\n"
                 "GAM:metal,ore,NONE,1,s\n"
                 "metal,ore,CRITICAL,2,s\n"
                 "device,metal,BUNDLE,3,s\n"
                 "device,ore,BUNDLE,9,s\n");
    auto const n = load_network(folder.path());
    ASSERT_EQ(n.inputs.size(), 3u) << "no device maker buys ore";
    EXPECT_EQ(n.inputs[0].buyer, 1u);
    EXPECT_EQ(n.inputs[0].input_class, InputClass::critical);
    EXPECT_EQ(n.inputs[0].cover_weeks, 2);
    EXPECT_EQ(n.inputs[1].buyer, 2u);
    EXPECT_EQ(n.inputs[1].input_class, InputClass::none);
    EXPECT_EQ(n.inputs[1].cover_weeks, 1);
    EXPECT_EQ(n.inputs[2].buyer, 3u);
    EXPECT_EQ(n.inputs[2].product, 1u);
}

TEST(LoadNetwork, RemembersTheSupplyLineWhereTheColumnIsThereAndEmpty) {
    TableFolder const folder;
    folder.write("inputs.csv",
                 "buyer,input,class,supply_line,source\n"
                 "metal,ore,CRITICAL,,s\ndevice,metal,IMPORTANT,0.25,s\n");
    auto const n = load_network(folder.path());
    EXPECT_EQ(n.inputs[0].supply_line, 1);
    EXPECT_EQ(n.inputs[2].supply_line, 0.25);
}

TEST(LoadNetwork, DoesWithoutFirmsRoutesInputsRows) {
    TableFolder const folder;
    std::filesystem::remove(folder.file("firms.csv"));
    std::filesystem::remove(folder.file("routes.csv"));
    auto const n = load_network(folder.path());
    EXPECT_TRUE(n.firms.empty());
    EXPECT_TRUE(n.routes.empty());
}

TEST(LoadNetwork, AllowsLoopsWithoutLeadTime) {
    // Goods are shipped one week and used the next: a loop needs no delay.
    TableFolder const folder;
    folder.append("inputs.csv", "ore,device,CAPITAL,s\nore,ore,NONE,s\n");
    folder.append("links.csv",
                  "GAM:device,ALP:ore,1,s\nALP:ore,ALP:ore,0.5,s\n");
    EXPECT_EQ(load_network(folder.path()).inputs.size(), 5u);
}

TEST(LoadNetwork, AcceptsSumsWithinOnePerMille) {
    TableFolder const folder;
    folder.write("final_demand.csv",
                 "country,product,demand,source\n"
                 "ALP,device,60.05,s\nGAM,device,39.97,s\n");
    EXPECT_EQ(complaint([&] { load_network(folder.path()); }), "");
    folder.replace("final_demand.csv", "39.97", "39.95");
    EXPECT_EQ(complaint([&] { load_network(folder.path()); }),
              folder.file("final_demand.csv") +
                  ":3: column 'demand' = '39.95': the links sum to 40 (must "
                  "agree within 0.1 %; million USD/week)");
}

TEST(LoadNetwork, RefusesABundleThatWeighsNothing) {
    TableFolder const folder;
    folder.write("inputs.csv",
                 "buyer,input,class,bundle_weight,source\n"
                 "metal,ore,BUNDLE,0,s\ndevice,metal,BUNDLE,0,s\n");
    EXPECT_EQ(complaint([&] { load_network(folder.path()); }),
              folder.file("inputs.csv") +
                  ":2: column 'bundle_weight' = '0': all weights of "
                  "'BET:metal' are 0 (one must be > 0)");
}

TEST(LoadNetwork, ReadsTheTeachingNetwork) {
    auto const n = load_network(teaching_folder);
    EXPECT_EQ(n.nodes.size(), 5u);
    EXPECT_EQ(n.inputs.size(), 5u);
    EXPECT_EQ(n.links.size(), 8u);
    EXPECT_EQ(n.links[3].flow, 0);
    EXPECT_EQ(n.links[3].alternate_weight, 1);
}

TEST(LoadNetwork, ReadsTheSameFromCrlfTablesWithByteOrderMarks) {
    TemporaryFolder const folder;
    for (std::string const table : table_files) {
        std::ifstream stream{teaching_folder + '/' + table};
        std::string bytes = "\xef\xbb\xbf", line;
        while (std::getline(stream, line)) {
            bytes += line + "\r\n";
        }
        folder.write(table, bytes);
    }
    TemporaryFolder const one, other;
    write_network(load_network(teaching_folder), one.path(), "s");
    write_network(load_network(folder.path()), other.path(), "s");
    EXPECT_EQ(network_sha256(one.path()), network_sha256(other.path()));
}
}  // namespace
}  // namespace chokepoint::test
