#include "host/campaign/compile/compile.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/campaign/campaign_text.hpp"

namespace chokepoint::test {
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::string event(std::string const& type, std::string const& more) {
    return "[[event]]\nname = \"e\"\ntype = \"" + type +
           "\"\nstart_week = 10\nhold_weeks = 2.5\nrecovery_weeks = 4\n" + more;
}

TEST(ScheduledEventTest, capacity_event_damages_the_selected_nodes) {
    auto const m = model_of(event("capacity",
                                  "products = [\"chip\"]\n"
                                  "countries = [\"USA\"]\n"
                                  "severity = 0.25\n"));
    ASSERT_EQ(m.scheduled.size(), 1u);
    auto const& e = m.scheduled[0];
    EXPECT_EQ(e.start, 10);
    EXPECT_EQ(e.hold, 2.5f);
    EXPECT_EQ(e.recovery, 4);
    EXPECT_EQ(e.severity, 0.25f);
    EXPECT_THAT(set_of(m, e.node_set), ElementsAre(5, 6));
    EXPECT_EQ(e.route, none);
    EXPECT_EQ(e.demand_row, none);
    EXPECT_EQ(m.world.world_active, 0u);
    // A total stop is the default.
    EXPECT_EQ(model_of(event("capacity", "")).scheduled[0].severity, 1);
}

TEST(ScheduledEventTest, single_nodes_are_the_first_sets) {
    auto const m = model_of(event("capacity", "firms = [\"EASTFAB\"]\n"));
    EXPECT_EQ(m.scheduled[0].node_set, 4u);
    for (std::uint32_t i = 0; i < 9; ++i) {
        EXPECT_THAT(set_of(m, i), ElementsAre(i));
    }
}

TEST(ScheduledEventTest, a_firm_is_hit_with_its_sites_a_site_alone) {
    auto network = small_network();
    network.firms.push_back({"WESTFAB_2", "West Fab 2", 3, 1});
    network.nodes[6].firm = 2;  // USA:chip
    auto const hit = [&](std::string const& firms) {
        auto const m = compile(
            parse_campaign("[campaign]\nnetwork = \"n\"\n" +
                               event("capacity", "firms = " + firms + "\n"),
                           "a.toml"),
            network);
        return set_of(m, m.scheduled[0].node_set);
    };
    EXPECT_THAT(hit("[\"WESTFAB\"]"), ElementsAre(5, 6));
    EXPECT_THAT(hit("[\"WESTFAB_2\"]"), ElementsAre(6));
    EXPECT_THAT(hit("[\"WESTFAB\", \"!WESTFAB_2\"]"), ElementsAre(5));
    EXPECT_THAT(hit("[\"all\", \"!WESTFAB\"]"), ElementsAre(4));
    // The plants of a firm fail together, those of its sites too.
    auto const families = compile(
        parse_campaign("[campaign]\nnetwork = \"n\"\n[[family]]\nname = "
                       "\"cyber\"\ntype = \"cyber_outage\"\nunit = \"firm\"\n"
                       "products = [\"chip\"]\n",
                       "a.toml"),
        network);
    EXPECT_EQ(families.entity.size(), 2u);
}

TEST(ScheduledEventTest, logistic_event_delays_routes_and_filters_links) {
    auto const m = model_of(event("logistic",
                                  "routes = [\"STRAIT\"]\n"
                                  "pass = 0.25\ndelay_weeks = 3\n") +
                            "[[package]]\nname = \"p\"\n");
    ASSERT_EQ(m.scheduled.size(), 1u);
    EXPECT_EQ(m.scheduled[0].route, 0u);
    EXPECT_EQ(m.scheduled[0].delay, 3);
    ASSERT_EQ(m.slot.size(), 1u);
    EXPECT_EQ(m.slot[0].quantity, 0u);
    // In every package, also "none"; while the age is below 2.5 weeks.
    ASSERT_EQ(m.activation.size(), 2u);
    for (auto const& a : m.activation) {
        EXPECT_EQ(a.start, 10);
        EXPECT_EQ(a.end, 13);
        EXPECT_EQ(a.level, 0.25f);
        EXPECT_EQ(a.tension_jump, 0);
    }
    EXPECT_EQ(m.package[0].last_activation, 1u);
    EXPECT_EQ(m.package[1].first_activation, 1u);
    EXPECT_THAT(slots_on(m, 1), ElementsAre(0));
    EXPECT_THAT(slots_on(m, 5), IsEmpty());
    EXPECT_GT(m.network.transit_rows, 0u);
    EXPECT_EQ(m.routes, 2u);
}

TEST(ScheduledEventTest, a_pure_delay_needs_no_slot) {
    auto const m = model_of(event("logistic", "delay_weeks = 3\n"));
    EXPECT_EQ(m.scheduled.size(), 2u);  // both routes
    EXPECT_THAT(m.slot, IsEmpty());
    EXPECT_THAT(m.activation, IsEmpty());
}

TEST(ScheduledEventTest, without_delays_nothing_keeps_goods_in_transit) {
    EXPECT_EQ(model_of("").network.transit_rows, 0u);
}

TEST(ScheduledEventTest, blockade_stops_the_borders_of_the_region) {
    auto const m = model_of(event("blockade", "countries = [\"JPN\"]\n"));
    EXPECT_THAT(m.scheduled, IsEmpty());
    EXPECT_EQ(m.slot[0].quantity, 1u);
    EXPECT_EQ(m.activation[0].level, 0);
    EXPECT_THAT(slots_on(m, 9), ElementsAre(0));
    EXPECT_THAT(slots_on(m, 7), IsEmpty());
    auto const hit =
        model_of(event("blockade", "countries = [\"JPN\"]\nseverity = 0.5\n"));
    EXPECT_THAT(set_of(hit, hit.scheduled.at(0).node_set), ElementsAre(3, 4));
}

TEST(ScheduledEventTest, overlapping_demand_events_split_into_rows) {
    auto const m = model_of(
        "[[event]]\nname = \"usa\"\ntype = \"demand\"\ncountries = "
        "[\"USA\"]\nsurge = 0.1\nhold_weeks = 5\n"
        "[[event]]\nname = \"all\"\ntype = \"demand\"\nproducts = "
        "[\"device\"]\nsurge = 0.2\nhold_weeks = 5\n");
    // Sinks: CHN device, JPN metal, JPN device, USA device.
    auto const row = [&](int s) { return m.network.sink[s].demand_row; };
    EXPECT_EQ(m.demand_rows, 2u);
    EXPECT_EQ(row(1), none);
    EXPECT_EQ(row(0), row(2));
    EXPECT_NE(row(0), row(3));
    float surge_of_usa = 0, surge_of_china = 0;
    for (auto const& e : m.scheduled) {
        surge_of_usa += e.demand_row == row(3) ? e.surge : 0;
        surge_of_china += e.demand_row == row(0) ? e.surge : 0;
    }
    EXPECT_FLOAT_EQ(surge_of_usa, 0.3f);
    EXPECT_FLOAT_EQ(surge_of_china, 0.2f);
}

TEST(PackageTest, families_of_a_package_are_a_mask) {
    auto const m = model_of(
        "[[family]]\nname = \"a\"\ntype = \"plant_accident\"\n"
        "[[family]]\nname = \"b\"\ntype = \"cyber_outage\"\n"
        "[[family]]\nname = \"c\"\ntype = \"natural_hazard\"\n"
        "[[package]]\nname = \"p\"\nfamilies = [\"c\", \"a\"]\n"
        "[[package]]\nname = \"q\"\nfamilies = []\n");
    EXPECT_EQ(m.package[0].family_mask, 7u);
    EXPECT_EQ(m.package[1].family_mask, 5u);
    EXPECT_EQ(m.package[2].family_mask, 0u);
    EXPECT_EQ(m.world.world_active, 1u);
}

TEST(RulesTest, modes_set_the_flags_of_the_core) {
    auto const with = [](char const* mode) {
        return model_of(std::string{"[model]\nmode = \""} + mode + "\"\n");
    };
    auto const standard = with("standard").rules;
    EXPECT_EQ(standard.reliability_weeks, 4);
    EXPECT_EQ(standard.overtime_weeks, 52);
    EXPECT_EQ(standard.demand_floor, 0.2f);
    EXPECT_EQ(standard.order_actual_use + standard.clip_gap +
                  standard.overtime_any_limit + standard.fixed_shares +
                  standard.overtime_on,
              0u);
    auto const ario = with("ario");
    EXPECT_EQ(ario.rules.target_adaptation, 1);
    EXPECT_EQ(ario.rules.demand_destruction, 0);
    EXPECT_EQ(ario.rules.overtime_weeks, 52);
    EXPECT_EQ(ario.rules.order_actual_use, 1u);
    EXPECT_EQ(ario.rules.clip_gap, 1u);
    EXPECT_EQ(ario.rules.overtime_any_limit, 1u);
    for (std::uint32_t g = 0; g < ario.network.first_sink; ++g) {
        EXPECT_EQ(ario.network.group[g].input_class, InputClass::critical);
    }
    for (std::uint32_t i = 0; i < 9; ++i) {
        EXPECT_EQ(ario.network.class_end[4 * i],
                  ario.network.first_group[i + 1]);
    }
    EXPECT_EQ(with("esri-down").rules.fixed_shares, 1u);
    auto const pichler = with("pichler");
    EXPECT_EQ(pichler.network.group[0].importance, 0.5f);
    EXPECT_EQ(pichler.network.group[0].throttle_stock, 1);
    EXPECT_GT(with("leontief").network.node[0].capacity, 1e5f);
}

TEST(RulesTest, mode_ario_keeps_what_is_written_and_says_where_it_leaves_ario) {
    std::vector<std::string> notes;
    auto const m = model_of(
        "[model]\nmode = \"ario\"\ntarget_adaptation = 0.5\n"
        "demand_destruction = 0.02\n",
        &notes);
    EXPECT_EQ(m.rules.target_adaptation, 0.5f);
    EXPECT_EQ(m.rules.demand_destruction, 0.02f);
    EXPECT_THAT(
        notes,
        ElementsAre("mode ario with target_adaptation 0.5: that of ARIO is 1",
                    "mode ario with demand_destruction 0.02: that of ARIO is 0",
                    HasSubstr("the network uses (rows): spare_capacity (")));
    notes.clear();
    model_of("[model]\nmode = \"ario\"\n", &notes);
    EXPECT_THAT(notes, ElementsAre(HasSubstr("spare_capacity")));
}

TEST(RulesTest, orders_follow_capacity_in_mode_ario_alone) {
    auto const m =
        model_of("[model]\nmode = \"ario\"\norder_rule = \"capacity\"\n");
    EXPECT_EQ(m.rules.orders_by_capacity, 1u);
    EXPECT_EQ(m.rules.extended, 1u);
    ASSERT_EQ(m.network.habit.size(), m.network.group.size());
    for (std::uint32_t g = 0; g < m.network.group.size(); ++g) {
        EXPECT_EQ(m.network.habit[g].shift_share,
                  g < m.network.first_sink ? 1 : 0);
    }
    auto const fixed = model_of("[model]\nmode = \"ario\"\n");
    EXPECT_EQ(fixed.rules.orders_by_capacity, 0u);
    EXPECT_TRUE(fixed.network.habit.empty());
}

TEST(RulesTest, world_carries_regimes_and_tension) {
    auto const m = model_of(
        "[world]\nstart_regime = \"crisis\"\n"
        "tension_start = 1.5\n");
    EXPECT_EQ(m.world.start_regime, 2u);
    EXPECT_EQ(m.world.tension_start, 1.5f);
    EXPECT_EQ(m.world.tension_start_random, 0u);
    EXPECT_EQ(m.world.transition[2][1], 0.046f);
    EXPECT_EQ(m.world.tension_persistence, 0.97f);
    auto const* normal = &m.quantile[m.world.normal_table * knots];
    EXPECT_EQ(normal[knots_per_half - 1], 0);
    EXPECT_FLOAT_EQ(normal[0], -6.33795775455379f);  // scipy
    EXPECT_EQ(model_of("").world.tension_start_random, 1u);
}

TEST(RulesTest, swinging_orders_make_a_warning) {
    std::vector<std::string> warnings;
    model_of("[model]\ntarget_adaptation = 1\n", &warnings);
    EXPECT_THAT(warnings, ElementsAre(HasSubstr("makes orders of 7 inputs "
                                                "swing")));
}

TEST(MetricsTest, countries_come_first_then_products_and_groups_once) {
    auto const m = model_of(
        "[metrics]\nproducts = [\"chip\", \"group:minerals\"]\n"
        "groups = true\nshortages = false\n");
    EXPECT_THAT(m.node_cell_name,
                ElementsAre("AUS", "CHN", "JPN", "USA", "product:chip",
                            "group:minerals", "group:chips", "group:users"));
    auto const& chips = m.node_cell[4];
    EXPECT_THAT(std::vector<std::uint32_t>(m.cell_node.begin() + chips.first,
                                           m.cell_node.begin() + chips.last),
                ElementsAre(4, 5, 6));
    EXPECT_EQ(m.cell_value_added[4], 60);
    EXPECT_EQ(m.cell_value_added[1], 52);  // China: 5 + 7 + 40
    EXPECT_FALSE(m.shortages_on);
    EXPECT_THAT(m.horizon, ElementsAre(13, 26, 52, 104));
    EXPECT_EQ(m.sink_cell.size(), 4u);
}

TEST(MetricsTest, all_products_give_a_cell_each) {
    auto const m = model_of("[metrics]\nproducts = true\n");
    EXPECT_THAT(m.node_cell_name,
                ElementsAre("AUS", "CHN", "JPN", "USA", "product:ore",
                            "product:metal", "product:chip", "product:device"));
}
}  // namespace chokepoint::test
