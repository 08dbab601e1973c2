#include "host/network/specific_parts.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "host/network/compiled_network.hpp"
#include "host/network/dependence.hpp"
#include "host/network/tables/load_network.hpp"
#include "tests/network/network_equality.hpp"
#include "tests/network/table_folder.hpp"

namespace chokepoint::test {
namespace {
using ::testing::ElementsAre;
/// Supplier, flow, alternate weight.
using Row = std::tuple<std::uint32_t, double, double>;

/// Device makers buy metal of BET (20 a week) and GAM (5). In alternates BET
/// weighs 20, GAM 5: the flows.
SupplyNetwork with_parts(double share, double breadth = 3) {
    TableFolder const tables;
    auto n = load_network(tables.path());
    n.inputs[2].specific_share = share;
    n.inputs[2].specific_breadth = breadth;
    n.inputs[2].cover_weeks = 7;
    return n;
}

/// The links that bring parts of one maker to the device maker.
std::vector<Row> brought(SupplyNetwork const& n, std::uint32_t part) {
    std::vector<Row> links;
    for (auto const& l : n.links) {
        if (!l.to_final_demand && l.buyer == 3 && l.part == part) {
            links.emplace_back(l.supplier, l.flow, l.alternate_weight);
        }
    }
    return links;
}

TEST(SpecificParts, LeaveANetworkWithoutThemAsItIs) {
    auto const n = with_parts(0);
    expect_equal(split_specific_parts(n), n);
}

TEST(SpecificParts, AreAnImportantInputOfEachMaker) {
    auto const n = split_specific_parts(with_parts(0.25, 2));
    ASSERT_EQ(n.inputs.size(), 5u);
    EXPECT_EQ(n.inputs[2].part, none);
    EXPECT_EQ(n.inputs[3].part, 1u) << "BET:metal";
    EXPECT_EQ(n.inputs[4].part, 2u) << "GAM:metal";
    EXPECT_EQ(n.inputs[3].input_class, InputClass::important);
    EXPECT_EQ(n.inputs[3].importance, 1) << "2 x 0.8, cut";
    EXPECT_DOUBLE_EQ(n.inputs[4].importance, 2 * 0.2);
    EXPECT_EQ(n.inputs[4].cover_weeks, 7);
    EXPECT_THAT(brought(n, none),
                ElementsAre(Row{1, 15, 15}, Row{2, 3.75, 3.75}));
    EXPECT_THAT(brought(n, 1), ElementsAre(Row{1, 5, 5}, Row{2, 0, 1.25}));
    EXPECT_THAT(brought(n, 2), ElementsAre(Row{1, 0, 5}, Row{2, 1.25, 1.25}));
    check(n);
    expect_equal(split_specific_parts(n), n);
}

/// What refers to a row of the tables refers to the same pair of nodes in the
/// split network.
TEST(SpecificParts, MoveNoRow) {
    for (double const share : {0.25, 1.0}) {
        auto const before = with_parts(share);
        auto const after = split_specific_parts(before);
        for (std::size_t i = 0; i < before.links.size(); ++i) {
            EXPECT_EQ(after.links[i].supplier, before.links[i].supplier);
            EXPECT_EQ(after.links[i].buyer, before.links[i].buyer);
        }
        for (std::size_t i = 0; i < before.inputs.size(); ++i) {
            EXPECT_EQ(after.inputs[i].buyer, before.inputs[i].buyer);
            EXPECT_EQ(after.inputs[i].product, before.inputs[i].product);
        }
    }
}

TEST(SpecificParts, LeaveNothingToBuyOfAnybodyIfTheyAreAll) {
    auto const n = split_specific_parts(with_parts(1));
    ASSERT_EQ(n.inputs.size(), 4u);
    EXPECT_EQ(n.inputs[2].part, 1u);
    EXPECT_EQ(n.inputs[3].part, 2u);
    EXPECT_TRUE(brought(n, none).empty());
    EXPECT_THAT(brought(n, 1), ElementsAre(Row{1, 20, 20}, Row{2, 0, 5}));
    check(n);
}

TEST(SpecificParts, LeaveSmallSuppliersWhereTheyWere) {
    auto given = with_parts(1);
    given.links[3].flow = 0.4;  // of 20.4: below 2 %
    auto const n = split_specific_parts(given);
    EXPECT_THAT(brought(n, none), ElementsAre(Row{2, 0.4, 5}));
    EXPECT_THAT(brought(n, 1), ElementsAre(Row{1, 20, 20}, Row{2, 0, 5}));
    EXPECT_TRUE(brought(n, 2).empty());
    check(n);
}

TEST(SpecificParts, OfPlantsOfOneFirmAreOfOneMaker) {
    auto given = with_parts(0.5);
    given.nodes[1].firm = given.nodes[2].firm = 0;
    auto const n = split_specific_parts(given);
    ASSERT_EQ(n.inputs.size(), 4u);
    EXPECT_EQ(n.inputs[3].part, 1u) << "the firm's first node";
    EXPECT_EQ(n.inputs[3].importance, 1);
    EXPECT_EQ(part_name(n, 1, 1), "metal!FABCO");
    EXPECT_EQ(part_name(n, 1, none), "metal");
    given.nodes[2].firm = none;
    EXPECT_EQ(part_name(given, 1, 2), "metal!GAM:metal");
}

TEST(SpecificParts, ChangeNoFlowBetweenNodesAndNoDemand) {
    for (double const share : {0.3, 0.9, 1.0}) {
        auto const before = with_parts(share);
        auto const after = split_specific_parts(before);
        TradeMatrix const was{before, none, Flows::all};
        TradeMatrix const is{after, none, Flows::all};
        for (std::uint32_t a = 0; a < 3; ++a) {
            for (std::uint32_t b = 0; b < 3; ++b) {
                EXPECT_NEAR(is.flow(a, b), was.flow(a, b), 1e-12);
            }
        }
        CompiledNetwork const plain{before}, split{after};
        for (std::size_t i = 0; i < before.nodes.size(); ++i) {
            EXPECT_NEAR(split.node[i].baseline_demand,
                        plain.node[i].baseline_demand, 1e-5);
        }
    }
}

TEST(SpecificParts, LeaveTheWeightsOfABundleAlone) {
    // Metal (25 a week) and ore (75) are a bundle of the device maker.
    auto bundle = [](double share) {
        auto n = with_parts(share);
        n.inputs[2].input_class = InputClass::bundle;
        Input ore;
        ore.buyer = 3;
        ore.product = 0;
        ore.input_class = InputClass::bundle;
        n.inputs.push_back(ore);
        Link link;
        link.supplier = 0;
        link.buyer = 3;
        link.flow = 75;
        n.links.push_back(link);
        return n;
    };
    auto const weights = [](SupplyNetwork const& n) {
        CompiledNetwork const compiled{n};
        std::vector<float> omega;
        for (auto const& group : compiled.group) {
            if (group.input_class == InputClass::bundle) {
                omega.push_back(group.bundle_weight);
            }
        }
        return omega;
    };
    EXPECT_THAT(weights(bundle(0)), ElementsAre(0.25f, 0.75f));
    EXPECT_THAT(weights(split_specific_parts(bundle(0.8))),
                ElementsAre(0.25f, 0.75f));
}

TEST(SpecificParts, NeedAnInputThatLimitsOutput) {
    TableFolder const tables;
    tables.write("inputs.csv",
                 "buyer,input,class,specific_share,source\n"
                 "metal,ore,CRITICAL,,s\ndevice,metal,CAPITAL,0.3,s\n");
    EXPECT_EQ(complaint([&] { load_network(tables.path()); }),
              tables.file("inputs.csv") +
                  ":3: column 'specific_share' = '0.3': an input of class "
                  "CAPITAL never limits output, nor could its parts (must be "
                  "CRITICAL, IMPORTANT or BUNDLE; nearest: a share of 0)");
    tables.replace("inputs.csv", "CAPITAL", "NONE");
    EXPECT_THAT(complaint([&] { load_network(tables.path()); }),
                ::testing::HasSubstr("an input of class NONE never limits"));
    tables.replace("inputs.csv", "NONE", "BUNDLE");
    EXPECT_EQ(complaint([&] { load_network(tables.path()); }), "");
}

TEST(SpecificParts, NeedASecondSupplierIfTheyAreAll) {
    TableFolder const tables;
    tables.write("inputs.csv",
                 "buyer,input,class,specific_share,source\n"
                 "metal,ore,CRITICAL,1,s\ndevice,metal,BUNDLE,1,s\n");
    EXPECT_EQ(complaint([&] { load_network(tables.path()); }),
              tables.file("inputs.csv") +
                  ":2: column 'specific_share' = '1': 'BET:metal' buys 'ore' "
                  "of one maker only, and a share of 1 needs a second "
                  "supplier (a link, if only with a flow of 0; nearest: a "
                  "share below 1)");
    tables.replace("inputs.csv", "CRITICAL,1", "CRITICAL,0.99");
    EXPECT_EQ(complaint([&] { load_network(tables.path()); }), "");
}
}  // namespace
}  // namespace chokepoint::test
