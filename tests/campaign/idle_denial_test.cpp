/// \file idle_denial_test.cpp
/// Denial that can harm nobody is warned of, and only that.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/campaign/measure_models.hpp"

namespace chokepoint::test {
namespace {
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

using Warnings = std::vector<std::string>;

/// CHN:device buys chips of Japan and the USA as `input`.
SupplyNetwork chips_are(InputClass input) {
    auto network = small_network();
    for (auto& row : network.inputs) {
        if (row.buyer == 7) {
            row.input_class = input;
        }
    }
    return network;
}

Warnings warnings_of(std::string const& text,
                     InputClass input = InputClass::capital) {
    Warnings warnings;
    compile(campaign_of(text), chips_are(input), &warnings);
    return warnings;
}

std::string of_measure(std::string const& keys) {
    return "[[measure]]\nname = \"m\"\n" + keys +
           "[[package]]\nname = \"p\"\nmeasures = [\"m\"]\n";
}

std::string const chip_ban = of_measure(
    "type = \"ban\"\nexporters = [\"USA\"]\nimporters = [\"CHN\"]\n"
    "products = [\"chip\"]\n");
std::string growth_of(char const* product) {
    return "[[growth]]\nname = \"g\"\ncountries = [\"CHN\"]\n"
           "products = [\"" +
           std::string{product} + "\"]\n";
}

std::string on_knowledge(char const* type, std::string const& keys = "") {
    return of_measure("type = \"" + std::string{type} +
                      "\"\nsenders = [\"USA\"]\ncountries = [\"CHN\"]\n" +
                      keys);
}

TEST(IdleDenial, OfCapitalGoodsNeedsPlantsThatWearOut) {
    EXPECT_THAT(
        warnings_of(chip_ban),
        ElementsAre(AllOf(HasSubstr("[measure] 'm': denial without harm: it "
                                    "withholds capital goods only"),
                          HasSubstr("as [dynamics] is off"))));
    EXPECT_THAT(warnings_of("[dynamics]\ntool_decay = 0\n" + chip_ban),
                ElementsAre(HasSubstr("as `tool_decay` of [dynamics] is 0")));
    EXPECT_THAT(warnings_of("[dynamics]\n" + chip_ban), IsEmpty());
}

TEST(IdleDenial, OfInputsThatLimitOrOfHouseholdsNeedsNothing) {
    for (auto const input :
         {InputClass::critical, InputClass::important, InputClass::bundle}) {
        EXPECT_THAT(warnings_of(chip_ban, input), IsEmpty());
    }
    // Of all goods: metal for Japan's chips is no capital.
    EXPECT_THAT(warnings_of(of_measure("type = \"ban\"\n"
                                       "importers = [\"CHN\", \"JPN\"]\n")),
                IsEmpty());
    // Devices of China go to households of the USA.
    EXPECT_THAT(warnings_of(of_measure("type = \"ban\"\n"
                                       "exporters = [\"CHN\"]\n"
                                       "products = [\"device\"]\n")),
                IsEmpty());
}

TEST(IdleDenial, ByAFamilyOrALicenceIsTheSame) {
    std::string const scope =
        "exporters = [\"USA\"]\nimporters = [\"CHN\"]\n"
        "products = [\"chip\"]\n";
    EXPECT_THAT(
        warnings_of("[[family]]\nname = \"f\"\ntype = \"export_ban\"\n" +
                    scope),
        ElementsAre(HasSubstr("[family] 'f': denial without harm")));
    EXPECT_THAT(warnings_of(of_measure("type = \"licence\"\n" + scope)),
                ElementsAre(HasSubstr("withholds capital goods only")));
}

TEST(IdleDenial, OfKnowledgeNeedsGrowthOrStanding) {
    EXPECT_THAT(warnings_of(on_knowledge("outbound_investment")),
                ElementsAre(HasSubstr(
                    "[measure] 'm': denial without harm: it acts on growth, "
                    "but none of its nodes grows when denied")));
    EXPECT_THAT(warnings_of("[dynamics]\n" + on_knowledge("judicial",
                                                          "sender_erosion_"
                                                          "effect = 0\n")),
                ElementsAre(HasSubstr("acts on growth")));
    EXPECT_THAT(
        warnings_of(growth_of("device") + on_knowledge("outbound_investment")),
        IsEmpty());
    // Nobody in China buys metal: its makers can be denied none.
    EXPECT_THAT(
        warnings_of(growth_of("metal") + on_knowledge("outbound_investment")),
        ElementsAre(HasSubstr("1 of 1 nodes never grow"),
                    HasSubstr("none of its nodes grows when denied")));
    EXPECT_THAT(warnings_of(on_knowledge("deemed_export")),
                ElementsAre(AllOf(HasSubstr("acts on growth"),
                                  HasSubstr("; and on standing, but nobody "
                                            "loses any, as [dynamics] is "
                                            "off"))));
    EXPECT_THAT(warnings_of("[dynamics]\n" + on_knowledge("deemed_export")),
                IsEmpty())
        << "the sender loses standing";
    EXPECT_THAT(warnings_of(on_knowledge("inbound_investment")), IsEmpty())
        << "qualification takes longer, with or without [dynamics]";
}

TEST(IdleDenial, ThatNoPackageUsesIsNotSpokenOf) {
    EXPECT_THAT(warnings_of("[[measure]]\nname = \"m\"\n"
                            "type = \"outbound_investment\"\n"
                            "senders = [\"USA\"]\ncountries = [\"CHN\"]\n"),
                ElementsAre(HasSubstr("no package has this measure")));
}
}  // namespace
}  // namespace chokepoint::test
