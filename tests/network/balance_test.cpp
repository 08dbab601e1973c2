/// \file balance_test.cpp
/// A producer cannot add and buy more than it sells.
#include "host/network/review/balance.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "host/network/review/network_warnings.hpp"
#include "host/network/tables/load_network.hpp"
#include "tests/network/table_folder.hpp"

namespace chokepoint::test {
namespace {
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// BET:metal buys 8 and sells 20.
class Accounts : public testing::Test {
  protected:
    /// Its value added, and more columns of its table.
    SupplyNetwork with(std::string const& value_added,
                       std::string const& column = "",
                       std::string const& cell = "") const {
        auto const add = [&](std::string const& text) {
            return column.empty() ? text : "," + text;
        };
        std::string const other = column == "sales" ? "" : "0";
        folder_.write("nodes.csv",
                      "node,country,product,value_added,source" + add(column) +
                          "\nALP:ore,ALP,ore,10,invented" + add(other) +
                          "\nBET:metal,BET,metal," + value_added + ",invented" +
                          add(cell) + "\nGAM:metal,GAM,metal,3,invented" +
                          add(other) + "\nGAM:device,GAM,device,75,invented" +
                          add(other) + "\n");
        return load_network(folder_.path());
    }
    std::vector<std::string> warnings(SupplyNetwork const& network) const {
        return network_warnings(network, "net", StoppedBy::critical_inputs);
    }

    TableFolder folder_;
};

TEST_F(Accounts, ThatCloseAreTaken) {
    EXPECT_THAT(overspent_nodes(with("12")), IsEmpty());
    EXPECT_THAT(overspent_nodes(with("0")), IsEmpty());
    EXPECT_THAT(overspent_nodes(with("12.015")), IsEmpty()) << "rounding";
    EXPECT_THAT(warnings(with("12", "sales", "20")), IsEmpty());
}

TEST_F(Accounts, BeyondTheSalesOfTheTableAreRefusedWithTheNumbers) {
    EXPECT_EQ(complaint([&] { with("12.5", "sales", "20"); }),
              folder_.file("nodes.csv") +
                  ":3: 'BET:metal': value added 12.5 and purchases 8 are "
                  "20.5, more than its sales of 20 million USD/week (needed: "
                  "value_added of at most 12, or other flows in links.csv)");
    EXPECT_EQ(complaint([&] { with("12.015", "sales", "20"); }), "");
}

TEST_F(Accounts, WithoutSalesInTheTableTheyAreDoubted) {
    auto const network = with("900");
    auto const found = overspent_nodes(network);
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].node, 1u);
    EXPECT_EQ(found[0].value_added, 900);
    EXPECT_EQ(found[0].purchases, 8);
    EXPECT_EQ(found[0].sales, 20);
    EXPECT_THAT(warnings(network),
                ElementsAre(HasSubstr(
                    "net/nodes.csv: 1 of 4 nodes add and buy more than they "
                    "sell; furthest 'BET:metal': value added 900 and "
                    "purchases 8 are 908, more than its sales of 20")));
}

TEST_F(Accounts, OfLatentSeedsMayBeAnything) {
    EXPECT_THAT(overspent_nodes(with("900", "latent", "1")), IsEmpty());
}

TEST(ShippedNetworks, HaveAccountsThatClose) {
    for (auto const name : {"networks/teaching", "networks/chips-and-minerals",
                            "networks/korea-2019", "validation/oil-shock"}) {
        auto const network =
            load_network(std::string{CHOKEPOINT_SOURCE_DIR "/configs/"} + name);
        EXPECT_THAT(overspent_nodes(network), IsEmpty()) << name;
        EXPECT_THAT(network_warnings(network, name, StoppedBy::critical_inputs),
                    IsEmpty())
            << name;
    }
}
}  // namespace
}  // namespace chokepoint::test
