#include "host/network/dependence.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "host/network/tables/load_network.hpp"
#include "host/network/tables/write_dependence.hpp"
#include "tests/network/table_folder.hpp"
#include "tests/network/written_network.hpp"

namespace chokepoint::test {
namespace {
// ALP:ore -> BET 8, GAM 2; BET:metal -> GAM 20; GAM:metal -> GAM 5;
// GAM:device -> ALP 60, GAM 40.
enum Country : std::uint32_t { alp, bet, gam };
enum ProductRow : std::uint32_t { ore, metal, device };

SupplyNetwork by_hand() {
    return load_network(TableFolder{}.path());
}

Dependence of_product(SupplyNetwork const& network,
                      std::uint32_t product,
                      Flows flows) {
    return dependence(network, product, {network, product, flows});
}

TEST(Concentration, is_the_sum_of_squared_shares) {
    auto const equal = concentration({3, 3, 3, 3});
    EXPECT_DOUBLE_EQ(equal.index, 1. / 4);
    EXPECT_EQ(equal.largest, 0u) << "of equal ones the first";
    auto const found = concentration({1, 6, 3});
    EXPECT_DOUBLE_EQ(found.index, .01 + .36 + .09);
    EXPECT_EQ(found.largest, 1u);
    EXPECT_DOUBLE_EQ(found.largest_share, .6);
    auto const one = concentration({0, 7, 0});
    EXPECT_DOUBLE_EQ(one.index, 1);
    EXPECT_DOUBLE_EQ(one.largest_share, 1);
}

TEST(Concentration, of_nothing_is_not_known) {
    for (auto const& nothing :
         {std::vector<double>{}, std::vector<double>{0, 0}}) {
        auto const found = concentration(nothing);
        EXPECT_TRUE(std::isnan(found.index));
        EXPECT_TRUE(std::isnan(found.largest_share));
        EXPECT_EQ(found.largest, none);
    }
}

TEST(Dependence, looks_at_sellers_and_at_buyers) {
    auto const network = by_hand();
    auto const of_ore = of_product(network, ore, Flows::all);
    EXPECT_EQ(of_ore.product, "ore");
    EXPECT_DOUBLE_EQ(of_ore.flow, 10);
    EXPECT_DOUBLE_EQ(of_ore.suppliers.index, 1);
    EXPECT_EQ(of_ore.suppliers.largest, alp);
    EXPECT_DOUBLE_EQ(of_ore.customers.index, .8 * .8 + .2 * .2);
    EXPECT_EQ(of_ore.customers.largest, bet);
    EXPECT_DOUBLE_EQ(of_ore.customers.largest_share, .8);
    auto const of_metal = of_product(network, metal, Flows::all);
    EXPECT_DOUBLE_EQ(of_metal.suppliers.index, .68);
    EXPECT_EQ(of_metal.suppliers.largest, bet);
    EXPECT_DOUBLE_EQ(of_metal.customers.index, 1);
    // Households buy too.
    auto const of_device = of_product(network, device, Flows::all);
    EXPECT_DOUBLE_EQ(of_device.customers.index, .6 * .6 + .4 * .4);
    EXPECT_EQ(of_device.customers.largest, alp);
}

TEST(Dependence, of_all_products_adds_their_flows) {
    auto const all = of_product(by_hand(), none, Flows::all);
    EXPECT_EQ(all.product, "all products");
    EXPECT_DOUBLE_EQ(all.flow, 135);
    // Sold: 10, 20, 105; bought: 60, 8, 67.
    EXPECT_DOUBLE_EQ(all.suppliers.index, (100. + 400 + 11025) / (135. * 135));
    EXPECT_DOUBLE_EQ(all.customers.index, (3600. + 64 + 4489) / (135. * 135));
    EXPECT_EQ(all.suppliers.largest, gam);
    EXPECT_EQ(all.customers.largest, gam);
}

TEST(Dependence, across_borders_leaves_home_trade_out) {
    auto const network = by_hand();
    auto const of_metal = of_product(network, metal, Flows::across_borders);
    EXPECT_DOUBLE_EQ(of_metal.flow, 20);
    EXPECT_DOUBLE_EQ(of_metal.suppliers.index, 1);
    auto const all = of_product(network, none, Flows::across_borders);
    EXPECT_DOUBLE_EQ(all.flow, 8 + 2 + 20 + 60);
}

TEST(TradeMatrix, rows_of_shares_sum_to_one) {
    TradeMatrix const trade{by_hand(), none, Flows::all};
    EXPECT_DOUBLE_EQ(trade.supplier_share(gam, alp), 2. / 67);
    EXPECT_DOUBLE_EQ(trade.supplier_share(gam, bet), 20. / 67);
    EXPECT_DOUBLE_EQ(trade.supplier_share(gam, gam), 45. / 67);
    EXPECT_DOUBLE_EQ(trade.supplier_share(bet, alp), 1);
    EXPECT_DOUBLE_EQ(trade.customer_share(alp, bet), .8);
    EXPECT_DOUBLE_EQ(trade.customer_share(alp, gam), .2);
    EXPECT_DOUBLE_EQ(trade.customer_share(gam, alp), 60. / 105);
    for (std::uint32_t row : {alp, bet, gam}) {
        double from = 0, to = 0;
        for (std::uint32_t column : {alp, bet, gam}) {
            from += trade.supplier_share(row, column);
            to += trade.customer_share(row, column);
        }
        EXPECT_DOUBLE_EQ(from, 1) << row;
        EXPECT_DOUBLE_EQ(to, 1) << row;
    }
}

TEST(TradeMatrix, who_buys_nothing_depends_on_nobody) {
    TradeMatrix const trade{by_hand(), ore, Flows::all};
    EXPECT_TRUE(std::isnan(trade.supplier_share(alp, alp)));
    EXPECT_TRUE(std::isnan(trade.customer_share(bet, gam)));
    EXPECT_EQ(trade.flow(alp, gam), 2);
}

TEST(TradeMatrix, alternates_without_a_flow_do_not_count) {
    TableFolder const folder;
    folder.replace("links.csv", "ALP:ore,BET:metal,8,invented\n",
                   "ALP:ore,BET:metal,8,invented\n"
                   "BET:metal,final:BET,0,invented\n");
    folder.replace("final_demand.csv", "ALP,device,invented\n",
                   "ALP,device,invented\nBET,metal,invented\n");
    // A sink needs a supplier that does deliver.
    folder.replace("links.csv", "GAM:metal,GAM:device,5,invented\n",
                   "GAM:metal,GAM:device,5,invented\n"
                   "GAM:metal,final:BET,3,invented\n");
    TradeMatrix const trade{load_network(folder.path()), metal, Flows::all};
    EXPECT_EQ(trade.flow(bet, bet), 0);
    EXPECT_DOUBLE_EQ(trade.supplier_share(bet, gam), 1);
}

TEST(DependenceTexts, are_tables_that_a_spreadsheet_opens) {
    TableFolder const tables;
    tables.replace("links.csv", "BET:metal,8", "BET:metal,5");
    tables.replace("links.csv", "GAM:metal,2", "GAM:metal,5");
    auto const network = load_network(tables.path());
    TemporaryFolder const folder;
    std::vector<Dependence> products;
    for (std::uint32_t p : {ore, metal, device}) {
        products.push_back(of_product(network, p, Flows::across_borders));
    }
    write_texts(dependence_texts(network, products,
                                 {network, metal, Flows::across_borders}),
                folder.file("new/shares"));
    EXPECT_EQ(folder.read("new/shares/concentration.csv"),
              "product,flow_musd_week,supplier_hhi,largest_supplier,"
              "supplier_share,customer_hhi,largest_customer,customer_share\n"
              "ore,10,1,ALP,1,0.5,BET,0.5\n"
              "metal,20,1,BET,1,1,GAM,1\n"
              "device,60,1,GAM,1,1,ALP,1\n");
    EXPECT_EQ(folder.read("new/shares/supplier_shares.csv"),
              "buyer,ALP,BET,GAM\nGAM,0,1,0\n");
    EXPECT_EQ(folder.read("new/shares/customer_shares.csv"),
              "supplier,ALP,BET,GAM\nBET,0,0,1\n");
}
}  // namespace
}  // namespace chokepoint::test
