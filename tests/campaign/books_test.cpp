/// Leverage, flows, denial and costs as kernels count them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/campaign/campaign_text.hpp"

namespace chokepoint::test {
using testing::ElementsAre;
using testing::IsEmpty;

TEST(LeverageTest, power_through_inputs_and_through_the_market) {
    auto const m =
        model_of("[metrics]\nleverage = [\"JPN>USA\", \"bloc:ISLANDS>CHN\"]\n");
    ASSERT_EQ(m.leverage_pair.size(), 2u);
    EXPECT_THAT(m.leverage_name, ElementsAre("JPN>USA", "bloc:ISLANDS>CHN"));
    auto const& pair = m.leverage_pair[0];
    ASSERT_EQ(pair.last_input - pair.first_input, 2u);
    // WESTFAB's metal: important, half of 30; devices' chips: all of 50.
    auto const& metal = m.leverage_input[pair.first_input];
    EXPECT_EQ(metal.group, 3u);
    EXPECT_EQ(metal.stake, 15);
    EXPECT_EQ(metal.alternates, 6);
    ASSERT_EQ(metal.last_link - metal.first_link, 1u);
    auto const& link = m.network.in_link[m.leverage_link[metal.first_link]];
    EXPECT_EQ(link.flow, 2);
    EXPECT_EQ(link.fill_row, 3u);
    auto const& chips = m.leverage_input[pair.first_input + 1];
    EXPECT_EQ(chips.group, 6u);
    EXPECT_EQ(chips.stake, 50);
    // America sells devices in Japan: 10 of 50, all its value added.
    ASSERT_EQ(pair.last_market - pair.first_market, 1u);
    auto const& sale = m.leverage_market[pair.first_market];
    EXPECT_EQ(m.network.out_link[sale.link].flow, 10);
    EXPECT_EQ(sale.fill_row, 8u);
    EXPECT_EQ(sale.stake, 1);
}

TEST(LeverageTest, dates_end_with_the_run) {
    auto const m =
        model_of("weeks = 104\n[metrics]\nleverage = [\"JPN>USA\"]\n");
    EXPECT_THAT(m.date, ElementsAre(0, 26, 52, 104));
    EXPECT_THAT(model_of("").date, IsEmpty());
}

TEST(FlowTest, parties_are_countries_blocs_or_firms) {
    auto const m = model_of(
        "[metrics]\nflows = [\"JPN>CHN\", \"bloc:ALLIES>CHN\", "
        "\"EASTFAB>USA\", \"CHN>WESTFAB\"]\n");
    EXPECT_THAT(m.flow_baseline, ElementsAre(15, 28, 10, 4));
    EXPECT_EQ(m.flow_name[2], "EASTFAB>USA");
    auto const& cell = m.flow_cell[3];
    ASSERT_EQ(cell.last - cell.first, 1u);
    EXPECT_EQ(m.network.out_link[m.flow_link[cell.first].link].flow, 4);
    EXPECT_EQ(m.flow_link[cell.first].fill_row, 2u);
    EXPECT_EQ(m.rules.extended, 1u);
}

TEST(DenialTest, dual_use_products_are_followed_by_default) {
    auto const m = model_of("[metrics]\ndenial = [\"CHN\"]\n");
    EXPECT_THAT(m.denial_name, ElementsAre("CHN"));
    EXPECT_THAT(m.denial_group, ElementsAre(5));
    EXPECT_THAT(m.denial_flow, ElementsAre(27));
}

TEST(DenialTest, named_products_are_followed_together_and_one_by_one) {
    auto const m = model_of(
        "[metrics]\ndenial = [\"CHN\"]\n"
        "denial_products = [\"ore\", \"chip\"]\n");
    EXPECT_THAT(m.denial_name, ElementsAre("CHN", "CHN:ore", "CHN:chip"));
    EXPECT_THAT(m.denial_flow, ElementsAre(34, 7, 27));
}

TEST(CostTest, every_country_books_what_it_buys) {
    auto const m = model_of(
        "[prices]\nswitching_premium = 0.2\n[metrics]\ncosts = true\n");
    EXPECT_EQ(m.rules.costs_on, 1u);
    EXPECT_EQ(m.rules.switching_premium, 0.2f);
    ASSERT_EQ(m.cost_cell.size(), 4u);
    EXPECT_EQ(m.cost_cell[0].first, m.cost_cell[0].last);  // Australia
    auto const& japan = m.cost_cell[2];
    std::vector<std::uint32_t> const groups(m.cost_group.begin() + japan.first,
                                            m.cost_group.begin() + japan.last);
    EXPECT_THAT(groups, ElementsAre(1, 2, 8, 9));
    EXPECT_EQ(model_of("").rules.costs_on, 0u);
}
}  // namespace chokepoint::test
