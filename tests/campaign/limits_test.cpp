/// \file limits_test.cpp
/// Campaigns that do not fit say so, with the numbers.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "host/network/input_error.hpp"
#include "tests/campaign/campaign_text.hpp"

namespace chokepoint::test {
using testing::HasSubstr;

/// Mines of one country that all sell abroad, mine i over the routes that are
/// the bits of i.
SupplyNetwork many_mines(std::uint32_t mines, std::uint32_t routes) {
    SupplyNetwork n;
    n.countries = {{"AUS", "Australia", {}, 0, -1}, {"USA", "", {}, 0, -1}};
    n.products = {{"ore", "Ore", "mine", "minerals", false, 3}};
    n.final_demand = {{1, 0}};
    for (std::uint32_t r = 0; r < routes; ++r) {
        n.routes.push_back({"R" + std::to_string(r), ""});
    }
    for (std::uint32_t i = 0; i < mines; ++i) {
        Producer node;
        node.id = "AUS:ore:" + std::to_string(i);
        n.nodes.push_back(node);
        Link link;
        link.supplier = i;
        link.to_final_demand = true;
        link.buyer = 1;
        link.flow = 1;
        for (std::uint32_t r = 0; r < routes; ++r) {
            if (i >> r & 1u) {
                link.routes.push_back(r);
            }
        }
        n.links.push_back(link);
    }
    return n;
}

std::string refusal(std::string const& text, SupplyNetwork const& network) {
    try {
        compile(campaign_of(text), network);
    } catch (InputError const& error) {
        return error.what();
    }
    return "";
}

TEST(LimitsTest, more_control_classes_than_16_bits_are_refused) {
    std::string text;
    for (int r = 0; r < 16; ++r) {
        auto const id = std::to_string(r);
        text += "[[measure]]\nname = \"m" + id +
                "\"\ntype = \"logistic\"\nroutes = [\"R" + id + "\"]\n";
    }
    EXPECT_EQ(refusal(text, many_mines(1u << 15, 16)), "");
    EXPECT_THAT(refusal(text, many_mines(1u << 16, 16)),
                HasSubstr("65536 control classes"));
}

TEST(LimitsTest, a_country_too_large_for_an_arc_is_refused) {
    std::string const text = "[[family]]\ntype = \"natural_hazard\"\n";
    EXPECT_EQ(refusal(text, many_mines(16384, 0)), "");
    EXPECT_THAT(refusal(text, many_mines(16385, 0)),
                HasSubstr("selects 16385 nodes of AUS"));
}

TEST(LimitsTest, a_control_with_too_many_candidates_is_tested_weekly) {
    auto const m = model_of(
        "[[family]]\ntype = \"export_ban\"\nrate = 0.14\n"
        "tension_slope = 2\nmultiplier = [1, 1, 1, 1]\n");
    EXPECT_EQ(m.family[0].arrival, Arrival::poisson);  // 7.7 in five years
    auto const many = model_of(
        "[[family]]\ntype = \"export_ban\"\nrate = 0.15\n"
        "tension_slope = 2\nmultiplier = [1, 1, 1, 1]\n");
    EXPECT_EQ(many.family[0].arrival, Arrival::weekly);  // 8.25
}

TEST(LimitsTest, candidates_beyond_counting_are_refused_at_once) {
    EXPECT_THAT(refusal("[[family]]\nname = \"f\"\n"
                        "type = \"plant_accident\"\nrate = 1000\n"
                        "multiplier = [1000, 1000, 1000, 1000]\n",
                        many_mines(20, 0)),
                HasSubstr("20 targets have 20000000 candidate events a year"));
}

TEST(LimitsTest, an_event_list_beyond_reason_is_refused) {
    std::string text = "weeks = 2600\n";
    for (int i = 0; i < 6; ++i) {
        text += "[[family]]\nname = \"f" + std::to_string(i) +
                "\"\ntype = \"plant_accident\"\nrate = 15\n";
    }
    EXPECT_THAT(refusal(text, small_network()),
                HasSubstr("candidate events (at most 32768)"));
}

TEST(LimitsTest, more_than_thirty_families_are_refused) {
    std::string text;
    for (int i = 0; i < 31; ++i) {
        text += "[[family]]\nname = \"f" + std::to_string(i) +
                "\"\ntype = \"plant_accident\"\n";
    }
    EXPECT_THAT(refusal(text, small_network()),
                HasSubstr("31 families (at most 30)"));
}
}  // namespace chokepoint::test
