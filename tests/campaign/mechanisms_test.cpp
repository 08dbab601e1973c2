/// Slow dynamics, prices and reserves of a campaign, as kernels read them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cfloat>
#include <cmath>

#include "tests/campaign/campaign_text.hpp"

namespace chokepoint::test {
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::vector<std::uint32_t> part_of(std::vector<std::uint32_t> const& pool,
                                   std::uint32_t first,
                                   std::uint32_t last) {
    return {pool.begin() + first, pool.begin() + last};
}

TEST(DynamicsTest, campaign_without_the_sections_has_no_slow_states) {
    auto const m = model_of("");
    EXPECT_EQ(m.rules.extended, 0u);
    EXPECT_EQ(m.rules.tool_decay, 0);
    EXPECT_EQ(m.rules.sales_erode, 0u);
    EXPECT_THAT(m.slow_node, IsEmpty());
    EXPECT_THAT(m.market, IsEmpty());
    EXPECT_THAT(m.reserve_user, IsEmpty());
    EXPECT_THAT(m.pair, IsEmpty());
}

TEST(DynamicsTest, empty_section_switches_the_defaults_on) {
    auto const m = model_of("[dynamics]\n");
    EXPECT_EQ(m.rules.tool_decay, 0.004f);
    EXPECT_EQ(m.rules.erosion, 0.003f);
    EXPECT_EQ(m.rules.regain, 0.002f);
    EXPECT_EQ(m.rules.capacity_moves, 1u);
    EXPECT_EQ(m.rules.sales_erode, 1u);
    EXPECT_EQ(m.rules.extended, 1u);
    ASSERT_EQ(m.slow_node.size(), 9u);
    EXPECT_EQ(m.slow_node[4].growth, 0);
    EXPECT_EQ(m.slow_node[4].ceiling, FLT_MAX);
    EXPECT_EQ(m.slow_node[4].denial_cell, none);
}

TEST(DynamicsTest, each_state_can_be_left_out) {
    auto const m = model_of("[dynamics]\ntool_decay = 0\nerosion = 0\n");
    EXPECT_EQ(m.rules.capacity_moves, 0u);
    EXPECT_EQ(m.rules.sales_erode, 0u);
    EXPECT_EQ(m.rules.extended, 0u);
}

TEST(DynamicsTest, precaution_needs_tension_that_moves) {
    auto const m = model_of(
        "[dynamics]\ntool_decay = 0\nerosion = 0\nprecaution = 0.5\n"
        "precaution_tension = 2\n");
    EXPECT_EQ(m.rules.precaution, 0.5f);
    EXPECT_EQ(m.rules.precaution_tension, 2);
    EXPECT_EQ(m.world.world_active, 1u);
    EXPECT_EQ(m.rules.extended, 1u);
}

TEST(GrowthTest, producers_follow_the_denial_of_their_product_at_home) {
    auto const m = model_of(
        "[[growth]]\nname = \"g\"\ncountries = [\"JPN\", \"USA\"]\n"
        "products = [\"metal\", \"device\"]\nrate = 0.02\nceiling = 4\n");
    // 3 JPN:metal and 8 USA:device.
    ASSERT_EQ(m.denial_index.size(), 2u);
    EXPECT_EQ(m.slow_node[3].growth, 0.02f);
    EXPECT_EQ(m.slow_node[3].ceiling, 4);
    EXPECT_EQ(m.slow_node[3].denial_cell, 0u);
    EXPECT_EQ(m.slow_node[8].denial_cell, 1u);
    EXPECT_EQ(m.slow_node[2].growth, 0);
    // Metal in Japan: chips (5 + 6) and households (1).
    auto const& metal = m.denial_index[0];
    EXPECT_THAT(part_of(m.denial_index_group, metal.first, metal.last),
                ElementsAre(2, 8));
    EXPECT_EQ(m.denial_index_flow[0], 12);
    EXPECT_EQ(m.denial_index_flow[1], 60);
    EXPECT_EQ(m.rules.capacity_moves, 1u);
}

TEST(GrowthTest, nodes_whose_product_nobody_buys_at_home_are_reported) {
    std::vector<std::string> warnings;
    auto const m =
        model_of("[[growth]]\nname = \"g\"\nproducts = [\"ore\"]\n", &warnings);
    EXPECT_THAT(warnings, Contains(HasSubstr("1 of 2 nodes never grow")));
    EXPECT_EQ(m.slow_node[1].denial_cell, none);
    EXPECT_NE(m.slow_node[0].denial_cell, none);
}

TEST(MarketTest, one_world_price_by_default) {
    auto const m = model_of(
        "[prices]\nlimit = 10\n[[market]]\nname = \"m\"\n"
        "products = [\"metal\"]\ndemand_elasticity = 0.5\n");
    ASSERT_EQ(m.market.size(), 1u);
    EXPECT_THAT(m.market_name, ElementsAre("metal"));
    EXPECT_THAT(part_of(m.market_group, m.market[0].first, m.market[0].last),
                ElementsAre(2, 3, 4, 8));
    EXPECT_EQ(m.market[0].baseline, 21);
    EXPECT_EQ(m.market[0].demand_elasticity, 0.5f);
    EXPECT_EQ(m.market[0].supply_elasticity, 0.15f);
    EXPECT_EQ(m.rules.price_limit, static_cast<float>(std::log(10.0)));
    EXPECT_EQ(m.rules.price_speed, 0.15f);
    EXPECT_EQ(m.rules.boost_limit, 1.5f);
    EXPECT_EQ(m.node_market[2], 0u);
    EXPECT_EQ(m.node_market[3], 0u);
    EXPECT_EQ(m.node_market[0], none);
    EXPECT_EQ(m.group_market[2], 0u);
    EXPECT_EQ(m.group_market[0], none);
}

TEST(MarketTest, split_gives_each_part_its_own_price) {
    auto const m = model_of(
        "[[market]]\nname = \"m\"\nproducts = [\"metal\"]\n"
        "split = [\"JPN\"]\n");
    EXPECT_THAT(m.market_name, ElementsAre("metal@JPN", "metal@rest"));
    EXPECT_EQ(m.market[0].baseline, 12);
    EXPECT_EQ(m.market[1].baseline, 9);
    EXPECT_EQ(m.node_market[3], 0u);  // Japan's refinery
    EXPECT_EQ(m.node_market[2], 1u);
    EXPECT_EQ(m.group_market[8], 0u);
}

TEST(MarketTest, exporter_without_home_buyers_sees_the_price_abroad) {
    auto const m = model_of(
        "[[market]]\nname = \"m\"\nproducts = [\"metal\"]\n"
        "split = [\"CHN\"]\n");
    EXPECT_THAT(m.market_name, ElementsAre("metal@rest"));
    EXPECT_EQ(m.node_market[2], 0u);
}

TEST(MarketTest, capital_goods_have_no_price) {
    auto network = small_network();
    network.inputs[2].input_class = InputClass::capital;
    auto const m = compile(campaign_of("[[market]]\nname = \"m\"\n"
                                       "products = [\"metal\"]\n"),
                           network, nullptr);
    EXPECT_EQ(m.market[0].baseline, 10);
}

TEST(ReserveTest, cell_holds_all_buyers_of_a_country) {
    auto const m = model_of(
        "[[reserve]]\nname = \"r\"\ncountries = [\"JPN\"]\n"
        "products = [\"metal\"]\nweeks = 8\n");
    ASSERT_EQ(m.reserve.size(), 1u);
    auto const& r = m.reserve[0];
    EXPECT_THAT(m.reserve_name, ElementsAre("r"));
    EXPECT_THAT(part_of(m.reserve_group, r.first, r.last), ElementsAre(2, 8));
    EXPECT_EQ(r.first_user, r.first);
    EXPECT_EQ(r.last_user, r.last);
    EXPECT_EQ(r.trigger, ReserveTrigger::shortage);
    EXPECT_EQ(r.start, 8);
    EXPECT_EQ(r.target, 8);
    EXPECT_EQ(r.rate, 1);
    EXPECT_EQ(r.release_below, 0.9f);
    EXPECT_EQ(r.use, 12);
    EXPECT_EQ(r.sink, none);
    EXPECT_EQ(r.market, none);
    EXPECT_EQ(m.reserve_user[8].reserve, 0u);
    EXPECT_EQ(m.reserve_user[8].entry, 1u);
    EXPECT_EQ(m.reserve_user[8].draws, 1u);
    EXPECT_EQ(m.reserve_user[3].reserve, none);
    EXPECT_EQ(m.world.world_active, 0u);
}

TEST(ReserveTest, priority_users_draw_and_the_others_only_count) {
    auto const m = model_of(
        "[[reserve]]\nname = \"r\"\ncountries = [\"JPN\"]\n"
        "products = [\"metal\"]\nweeks = 8\nusers_stages = [\"fab\"]\n");
    auto const& r = m.reserve[0];
    EXPECT_THAT(part_of(m.reserve_group, r.first, r.last), ElementsAre(2, 8));
    EXPECT_THAT(part_of(m.reserve_group, r.first_user, r.last_user),
                ElementsAre(2));
    EXPECT_EQ(m.reserve_user[2].draws, 1u);
    EXPECT_EQ(m.reserve_user[8].draws, 0u);
    EXPECT_EQ(r.use, 12);
}

TEST(ReserveTest, refill_buys_a_week_of_use_from_the_usual_suppliers) {
    auto const m = model_of(
        "[[reserve]]\nname = \"r\"\ncountries = [\"JPN\"]\n"
        "products = [\"metal\"]\nweeks = 2\ntarget_weeks = 8\n"
        "refill_rate = 0.1\nrefill_tension = 1.5\n");
    auto const& r = m.reserve[0];
    EXPECT_EQ(r.target, 8);
    EXPECT_EQ(r.refill, 0.1f);
    EXPECT_EQ(r.refill_tension, 1.5f);
    ASSERT_EQ(r.sink, 11u);
    EXPECT_EQ(m.network.sink.back().kind, SinkKind::reserve);
    EXPECT_EQ(m.network.group[11].baseline_receipts, 12);
    // Its orders are 0 at baseline: nobody's demand has changed.
    EXPECT_EQ(m.network.node[2].baseline_demand, 12);
    EXPECT_EQ(m.network.node[3].baseline_demand, 9);
    EXPECT_EQ(m.reserve_user[11].reserve, none);
    EXPECT_EQ(m.world.world_active, 1u);
}

TEST(ReserveTest, coalition_pools_its_users) {
    auto const m = model_of(
        "[[reserve]]\nname = \"pool\"\ncountries = [\"bloc:ALLIES\"]\n"
        "products = [\"group:minerals\"]\nweeks = 8\n");
    // Ore is bought in Japan, metal in Japan and America.
    EXPECT_THAT(m.reserve_name, ElementsAre("pool:ore", "pool:metal"));
    EXPECT_EQ(m.reserve[0].use, 5);
    EXPECT_EQ(m.reserve[1].use, 21);
    EXPECT_EQ(m.reserve[0].bit, 0u);
    EXPECT_EQ(m.reserve[1].bit, 0u);
}

TEST(ReserveTest, price_trigger_watches_the_market_of_its_users) {
    auto const m = model_of(
        "[[market]]\nname = \"m\"\nproducts = [\"metal\"]\n"
        "split = [\"USA\"]\n"
        "[[reserve]]\nname = \"r\"\ncountries = [\"JPN\"]\n"
        "products = [\"metal\"]\nweeks = 8\ntrigger = \"price\"\n"
        "release_price = 3\n");
    EXPECT_EQ(m.reserve[0].trigger, ReserveTrigger::price);
    EXPECT_EQ(m.market_name[m.reserve[0].market], "metal@rest");
    EXPECT_EQ(m.reserve[0].release_price, static_cast<float>(std::log(3.0)));
}

TEST(ReserveTest, packages_choose_their_reserves) {
    std::string const two =
        "[[reserve]]\nname = \"a\"\ncountries = [\"JPN\"]\n"
        "products = [\"metal\"]\nweeks = 8\n"
        "[[reserve]]\nname = \"b\"\ncountries = [\"USA\"]\n"
        "products = [\"metal\"]\nweeks = 8\n";
    auto const m = model_of(two +
                            "[[package]]\nname = \"p\"\nreserves = [\"b\"]\n"
                            "[[package]]\nname = \"q\"\nreserves = []\n");
    EXPECT_EQ(m.package[0].reserve_mask, 0xffffffffu);
    EXPECT_EQ(m.package[1].reserve_mask, 2u);
    EXPECT_EQ(m.package[2].reserve_mask, 0u);
}

TEST(ConductTest, restraint_and_openness_temper_reaction) {
    auto const m = model_of(
        "[[package]]\nname = \"p\"\nrestraint = 0.5\nopenness = 0.2\n"
        "leak_prevention = 0.25\n");
    EXPECT_EQ(m.package[0].hazard_scale, 1);
    EXPECT_EQ(m.package[1].hazard_scale, 0.4f);
    EXPECT_EQ(m.package[1].erosion_scale, 0.8f);
    EXPECT_EQ(m.package[1].leak_scale, 0.75f);
}
}  // namespace chokepoint::test
