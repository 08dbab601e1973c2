#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "host/campaign/model/adjusted_network.hpp"
#include "tests/campaign/measure_models.hpp"

namespace chokepoint::test {
namespace {
using testing::AllOf;
using testing::HasSubstr;

std::string section(std::string const& keys) {
    return "[[adjust]]\nname = \"a\"\n" + keys;
}

/// What all [[adjust]] of a campaign make of the small network.
SupplyNetwork adjusted(std::string const& text) {
    auto network = small_network();
    for (auto const& one : campaign_of(text).adjustments) {
        adjust(one, network);
    }
    return network;
}

std::string complaint(std::string const& text) {
    try {
        adjusted(text);
    } catch (std::exception const& error) {
        return error.what();
    }
    return "none";
}

TEST(AdjustTest, scales_and_adds_where_all_lists_match_and_nowhere_else) {
    auto const before = small_network();
    auto const after = adjusted(section(
        "inputs = [\"metal\"]\ncountries = [\"USA\"]\nscale = 2\nadd = 0.5\n"));
    ASSERT_EQ(after.inputs.size(), before.inputs.size());
    int changed = 0;
    for (std::size_t k = 0; k < before.inputs.size(); ++k) {
        auto const& input = before.inputs[k];
        bool const meant =
            before.products[input.product].id == "metal" &&
            before.countries[before.nodes[input.buyer].country].id == "USA";
        EXPECT_EQ(after.inputs[k].cover_weeks,
                  meant ? 2 * input.cover_weeks + 0.5 : input.cover_weeks);
        changed += meant;
    }
    EXPECT_GT(changed, 0);
    EXPECT_LT(changed, static_cast<int>(before.inputs.size()));
}

TEST(AdjustTest, sections_act_one_after_another) {
    auto const text = section("scale = 0\nadd = 3\n") +
                      "[[adjust]]\nname = \"b\"\nscale = 2\n";
    for (auto const& input : adjusted(text).inputs) {
        EXPECT_EQ(input.cover_weeks, 6);
    }
}

TEST(AdjustTest, columns_of_producers_change_producers) {
    auto const after = adjusted(section(
        "column = \"spare_capacity\"\nproducts = [\"chip\"]\nscale = 0\n"
        "add = 0.75\n"));
    for (auto const& node : after.nodes) {
        bool const meant = after.products[node.product].id == "chip";
        EXPECT_EQ(node.spare_capacity == 0.75, meant) << node.id;
    }
}

TEST(AdjustTest, says_how_much_it_changed) {
    auto network = small_network();
    double before = 0;
    for (auto const& input : network.inputs) {
        before += input.cover_weeks;
    }
    auto const rows =
        adjust(campaign_of(section("scale = 0.5\n")).adjustments[0], network);
    EXPECT_EQ(rows.rows, network.inputs.size());
    auto const n = static_cast<double>(rows.rows);
    EXPECT_DOUBLE_EQ(rows.mean_before, before / n);
    EXPECT_DOUBLE_EQ(rows.mean_now, before / n / 2);
}

TEST(AdjustTest, mistakes_name_the_place_the_reason_and_what_is_near) {
    EXPECT_THAT(complaint(section("column = \"cover_week\"\nscale = 2\n")),
                HasSubstr("nearest: 'cover_weeks'"));
    EXPECT_THAT(complaint(section("inputs = [\"metl\"]\nscale = 2\n")),
                AllOf(HasSubstr("inputs"), HasSubstr("'metal'")));
    EXPECT_THAT(complaint(section("")), HasSubstr("changes nothing"));
    EXPECT_THAT(complaint(section("add = 1000\n")),
                AllOf(HasSubstr("[adjust] 'a'"), HasSubstr("cover_weeks of"),
                      HasSubstr("<= 520")));
    EXPECT_THAT(complaint(section("add = -100\n")), HasSubstr(">= 0"));
    EXPECT_THAT(complaint(section("column = \"cycle_weeks\"\n"
                                  "inputs = [\"metal\"]\nadd = 1\n")),
                HasSubstr("a column of producers"));
    EXPECT_THAT(complaint(section("inputs = [\"device\"]\nscale = 2\n")),
                HasSubstr("no selected producer buys"));
    EXPECT_THAT(complaint(section("scale = -1\n")), HasSubstr("scale"));
}
}  // namespace
}  // namespace chokepoint::test
