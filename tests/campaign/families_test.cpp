/// \file families_test.cpp
/// Tables C2 and C3 of the model as compiled, family by family.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "host/campaign/model/quantile_table.hpp"
#include "tests/campaign/campaign_text.hpp"

namespace chokepoint::test {
using testing::ElementsAre;
using testing::FloatEq;

class FamilyTest : public testing::Test {
  protected:
    CompiledModel const& compiled(std::string const& type,
                                  std::string const& more = "") {
        model = model_of("weeks = 260\n[[family]]\ntype = \"" + type + "\"\n" +
                         more);
        family = model.family.at(0);
        return model;
    }
    Entity const& entity(std::uint32_t i) const { return model.entity.at(i); }
    /// What a table gives for the median word; 0 without a table.
    float median(std::uint32_t table) const {
        return table == none
                   ? 0
                   : read_quantile(&model.quantile[table * knots], 0x7fffffffu);
    }
    float median_hold() const { return median(family.hold_table); }
    float median_recovery() const { return median(family.recovery_table); }
    std::vector<float> multiplier() const {
        return {family.multiplier, family.multiplier + regimes};
    }
    /// Mean candidates a year, from the thresholds.
    double yearly() const {
        double mean = 0;
        for (std::uint32_t i = 0; i < family.count_thresholds; ++i) {
            mean += 1 - model.threshold[family.first_count + i] / 4294967296.0;
        }
        return mean;
    }

    CompiledModel model{CompiledNetwork{small_network()}};
    Family family{};
};

TEST_F(FamilyTest, natural_hazard_hits_an_arc_of_a_country_at_its_rate) {
    compiled("natural_hazard");
    EXPECT_EQ(family.id, 1u);
    EXPECT_EQ(family.arrival, Arrival::poisson);
    EXPECT_EQ(family.entities, 4u);
    EXPECT_THAT(model.entity_name,
                ElementsAre("natural_hazard:AUS", "natural_hazard:CHN",
                            "natural_hazard:JPN", "natural_hazard:USA"));
    EXPECT_THAT(set_of(model, entity(1).node_set), ElementsAre(0, 2, 7));
    EXPECT_THAT(set_of(model, entity(2).node_set), ElementsAre(3, 4));
    // The table's rates .05 .20 .30, and the family's .10 for the USA.
    EXPECT_NEAR(yearly(), 0.65, 1e-8);
    EXPECT_EQ(entity(0).cumulative, threshold_of(0.05 / 0.65));
    EXPECT_EQ(entity(3).cumulative, 0xffffffffu);
    EXPECT_NEAR(median(family.fraction_table), 0.1591036, 1e-5);  // B(1,4)
    EXPECT_FLOAT_EQ(family.common_share, std::sqrt(0.5f));
    EXPECT_FLOAT_EQ(family.own_share, std::sqrt(0.5f));
    // nu = 4; the median of chi2_4 is 3.35669398003332 (scipy).
    EXPECT_FLOAT_EQ(median(family.chi_table), std::sqrt(4 / 3.35669398f));
    EXPECT_EQ(family.latent_table, 0u);
    // Beta(1.2, 3) has median .24963 (scipy); 0 lies between two knots.
    EXPECT_NEAR((model.latent[255] + model.latent[256]) / 2, 0.24963, 1e-3);
    EXPECT_FLOAT_EQ(median_hold(), 1.5f);
    EXPECT_FLOAT_EQ(median_recovery(), 10);
    EXPECT_THAT(multiplier(), ElementsAre(1, 1, 1, 1));
    EXPECT_EQ(family.tension_slope, 0);
    EXPECT_EQ(family.tension_jump, 0);
    EXPECT_EQ(family.keep_scale, 1);
}

TEST_F(FamilyTest, gaussian_copula_needs_no_chi_table) {
    compiled("natural_hazard", "copula_freedom = 0\n");
    EXPECT_EQ(family.chi_table, none);
}

TEST_F(FamilyTest, plant_accident_hits_one_node) {
    compiled("plant_accident", "stages = [\"fab\"]\n");
    ASSERT_EQ(family.entities, 3u);
    EXPECT_THAT(set_of(model, entity(0).node_set), ElementsAre(4));
    EXPECT_THAT(set_of(model, entity(2).node_set), ElementsAre(6));
    EXPECT_NEAR(yearly(), 3 * 0.015, 1e-8);
    EXPECT_NEAR(median(family.severity_table), 0.827249, 1e-5);
    EXPECT_FLOAT_EQ(median_hold(), 4);
    EXPECT_FLOAT_EQ(median_recovery(), 9.7f);
    EXPECT_EQ(family.fraction_table, none);
    EXPECT_EQ(family.level_draw, LevelDraw::absent);
    EXPECT_EQ(entity(0).slots, 0u);
}

TEST_F(FamilyTest, sites_share_accidents_and_hazards_but_no_outages) {
    auto network = small_network();
    network.nodes[4].sites = 10;              // JPN:chip:EASTFAB
    network.countries[2].hazard_regions = 8;  // JPN
    auto const campaign = campaign_of(
        "[[family]]\ntype = \"plant_accident\"\nstages = [\"fab\"]\n"
        "[[family]]\ntype = \"natural_hazard\"\n"
        "[[family]]\ntype = \"cyber_outage\"\n"
        "[[event]]\nname = \"e\"\ntype = \"capacity\"\n"
        "nodes = [\"JPN:chip:EASTFAB\"]\nseverity = 0.5\nhold_weeks = 4\n");
    model = compile(campaign, network);
    auto const share = [&](std::uint32_t set) {
        return model.set_share.at(model.set_first[set]);
    };
    // Three fabs: ten accidents of one for each of the others.
    EXPECT_EQ(entity(0).cumulative, threshold_of(10.0 / 12));
    EXPECT_THAT(set_of(model, entity(0).node_set), ElementsAre(4));
    EXPECT_FLOAT_EQ(share(entity(0).node_set), 0.1f);
    EXPECT_EQ(share(entity(1).node_set), 1);
    // JPN:metal, JPN:chip:EASTFAB.
    auto const japan = entity(3 + 2).node_set;
    EXPECT_THAT(set_of(model, japan), ElementsAre(3, 4));
    EXPECT_EQ(share(japan), 1);
    EXPECT_EQ(model.set_share[model.set_first[japan] + 1], 1.0f / 8);
    EXPECT_EQ(share(entity(3 + 4 + 4).node_set), 1) << "an outage";
    EXPECT_EQ(share(model.scheduled.at(0).node_set), 1);
    EXPECT_EQ(model.set_share.size(), model.set_node.size());
    EXPECT_TRUE(compile(campaign, small_network()).set_share.empty());
}

TEST_F(FamilyTest, cyber_outage_hits_a_node_or_all_plants_of_a_firm) {
    compiled("cyber_outage");
    EXPECT_EQ(family.entities, 9u);
    EXPECT_FLOAT_EQ(median_hold(), 0.7f);
    EXPECT_FLOAT_EQ(median_recovery(), 2);
    EXPECT_NEAR(median(family.severity_table), 0.614272, 1e-5);  // B(3,2)
    EXPECT_THAT(multiplier(), ElementsAre(FloatEq(0.7f), 1, 2, 5));
    EXPECT_FLOAT_EQ(family.keep_scale, 0.2f);
    EXPECT_NEAR(yearly(), 9 * 0.03 * 5, 1e-6);
    compiled("cyber_outage", "unit = \"firm\"\nproducts = [\"chip\"]\n");
    EXPECT_THAT(model.entity_name,
                ElementsAre("cyber_outage:EASTFAB", "cyber_outage:WESTFAB",
                            "cyber_outage:USA:chip"));
}

TEST_F(FamilyTest, logistic_slows_and_delays_a_route) {
    compiled("logistic");
    ASSERT_EQ(family.entities, 2u);
    EXPECT_EQ(entity(1).route, 1u);
    EXPECT_EQ(entity(1).first_slot, 1u);
    EXPECT_EQ(entity(1).slots, 1u);
    EXPECT_EQ(model.slot[1].type, SlotType::fixed);
    EXPECT_EQ(model.slot[1].quantity, 0u);
    EXPECT_EQ(family.level_draw, LevelDraw::continuous);
    EXPECT_FLOAT_EQ(median(family.level_table), 0.5f);
    EXPECT_FLOAT_EQ(median(family.delay_table), 2);
    EXPECT_FLOAT_EQ(median_hold(), 2);
    EXPECT_FLOAT_EQ(median_recovery(), 4);
    EXPECT_NEAR(yearly(), 2 * 0.10, 1e-8);
    EXPECT_EQ(model.mask_name[1], "logistic:CANAL");
    EXPECT_GT(model.network.transit_rows, 0u);
}

TEST_F(FamilyTest, demand_surge_raises_a_product_everywhere) {
    compiled("demand_surge");
    ASSERT_EQ(family.entities, 2u);  // metal and device have final demand
    EXPECT_EQ(model.demand_rows, 2u);
    // Sinks: CHN device, JPN metal, JPN device, USA device.
    auto const row = [&](int s) { return model.network.sink[s].demand_row; };
    EXPECT_EQ(row(0), row(2));
    EXPECT_EQ(row(0), row(3));
    EXPECT_NE(row(0), row(1));
    EXPECT_EQ(entity(0).demand_row, row(1));
    EXPECT_EQ(entity(1).demand_row, row(0));
    EXPECT_FLOAT_EQ(median(family.level_table), 0.17f);
    EXPECT_FLOAT_EQ(median_hold(), 52);
    EXPECT_EQ(family.recovery_table, none);
    EXPECT_NEAR(yearly(), 2 * 0.05, 1e-8);
}

TEST_F(FamilyTest, export_ban_has_a_slot_for_each_dyad_and_product) {
    compiled("export_ban",
             "exporters = [\"CHN\"]\nproducts = "
             "[\"group:minerals\"]\n");
    EXPECT_THAT(model.entity_name, ElementsAre("export_ban:CHN>JPN:ore",
                                               "export_ban:CHN>JPN:metal",
                                               "export_ban:CHN>USA:metal"));
    EXPECT_EQ(model.slot_name, model.entity_name);
    EXPECT_THAT(model.mask_name, ElementsAre("export_ban:CHN"));
    EXPECT_EQ(model.slot[0].quantity, 1u);
    EXPECT_EQ(family.arrival, Arrival::poisson);
    // 0 with probability .4, else Beta(2,2): the median x is its quantile
    // (.5 - .4) / .6 = 1/6, and its cumulative function is 3 x^2 - 2 x^3.
    double const x = median(family.level_table);
    EXPECT_NEAR(3 * x * x - 2 * x * x * x, 1.0 / 6, 1e-5);
    EXPECT_EQ(
        read_quantile(&model.quantile[family.level_table * knots], 0x60000000u),
        0);
    EXPECT_FLOAT_EQ(median_hold(), 70);
    EXPECT_EQ(family.recovery_table, none);
    EXPECT_THAT(multiplier(), ElementsAre(FloatEq(0.3f), 1, 3, 5));
    EXPECT_FLOAT_EQ(family.tension_slope, 0.25f);
    EXPECT_FLOAT_EQ(family.tension_jump, 0.3f);
    // mult_max = 5 (1 + 5 * .25)
    EXPECT_FLOAT_EQ(family.keep_scale, 1 / 11.25f);
    EXPECT_NEAR(yearly(), 3 * 0.05 * 11.25, 1e-6);
}

TEST_F(FamilyTest, split_decides_who_acts_together) {
    std::string const bloc =
        "exporters = [\"bloc:ALLIES\"]\n"
        "importers = [\"CHN\"]\n";
    compiled("export_ban", bloc + "split = []\n");
    EXPECT_THAT(model.entity_name,
                ElementsAre("export_ban:bloc:ALLIES>CHN:all"));
    compiled("export_ban", bloc + "split = [\"exporter\"]\n");
    EXPECT_THAT(model.entity_name,
                ElementsAre("export_ban:AUS>CHN:all", "export_ban:JPN>CHN:all",
                            "export_ban:USA>CHN:all"));
}

TEST_F(FamilyTest, licence_family_waits_and_approves) {
    compiled("licence", "exporters = [\"CHN\"]\nsplit = []\n");
    auto const& slot = model.slot.at(0);
    EXPECT_EQ(slot.type, SlotType::licence);
    EXPECT_FLOAT_EQ(slot.utilisation, 0.6f);
    EXPECT_FLOAT_EQ(slot.value_share[0], 0.19f);
    EXPECT_FLOAT_EQ(slot.value_share[1], 0.81f);
    EXPECT_EQ(slot.applications, 8u);
    EXPECT_EQ(slot.wait_table, none);
    EXPECT_NEAR(model.threshold[slot.first_approval + 7], 3984782982.0, 2);
    ASSERT_EQ(model.wait_cdf.size(), 261u);
    EXPECT_EQ(model.wait_cdf[0], 0);
    EXPECT_NEAR(model.wait_cdf[slot.first_wait + 12], 0.56235, 1e-5);
    EXPECT_FLOAT_EQ(median_hold(), 104);
    EXPECT_EQ(family.tension_jump, 0);
    EXPECT_EQ(family.level_draw, LevelDraw::absent);
    // .15 * 11.25 * 5 years = 8.4 candidates: tested weekly.
    EXPECT_EQ(family.arrival, Arrival::weekly);
    EXPECT_FLOAT_EQ(entity(0).weekly_rate, 0.15f / 52);
}

TEST_F(FamilyTest, a_single_application_has_its_own_waiting_time) {
    compiled("licence", "applications = 1\nsplit = []\n");
    ASSERT_NE(model.slot[0].wait_table, none);
    EXPECT_FLOAT_EQ(median(model.slot[0].wait_table), 11.3f);
}

TEST_F(FamilyTest, entity_list_grows_by_batches_every_week) {
    compiled("entity_list", "exporters = [\"USA\"]\nimporters = [\"CHN\"]\n");
    EXPECT_EQ(family.arrival, Arrival::weekly);
    EXPECT_FLOAT_EQ(entity(0).weekly_rate, 12.f / 52);
    EXPECT_EQ(family.keep_scale, 1);
    EXPECT_EQ(model.event_capacity, 0u);
    EXPECT_EQ(model.slot[0].type, SlotType::entity_list);
    EXPECT_EQ(model.slot[0].quantity, 1u);
    EXPECT_FLOAT_EQ(model.slot[0].strictness, 1);
    EXPECT_FLOAT_EQ(model.slot[0].chill, 0.05f);
    EXPECT_FLOAT_EQ(median(family.level_table), 6 * 0.001f);
    EXPECT_FLOAT_EQ(median_hold(), 260);
    EXPECT_FLOAT_EQ(family.tension_jump, 0.05f);
}

TEST_F(FamilyTest, import_ban_is_the_importers_doing) {
    compiled("import_ban", "importers = [\"USA\"]\n");
    EXPECT_THAT(model.mask_name, ElementsAre("import_ban:USA"));
    EXPECT_FLOAT_EQ(median(family.level_table), 0.25f);
    EXPECT_FLOAT_EQ(median_hold(), 260);
    EXPECT_FLOAT_EQ(family.tension_jump, 0.3f);
}

TEST_F(FamilyTest, tariff_has_a_slot_for_each_elasticity) {
    compiled("tariff", "exporters = [\"CHN\"]\nimporters = [\"JPN\"]\n");
    // CHN sells ore (sigma 2) and metal (3) to JPN.
    ASSERT_EQ(family.entities, 1u);
    EXPECT_EQ(entity(0).first_slot, 0u);
    EXPECT_EQ(entity(0).slots, 2u);
    EXPECT_EQ(model.slot[0].quantity, 0u);
    EXPECT_FLOAT_EQ(model.slot[0].level_pass[1], std::pow(1.25f, -2.f));
    EXPECT_FLOAT_EQ(model.slot[1].level_pass[3], 0.125f);
    EXPECT_EQ(family.level_draw, LevelDraw::discrete);
    EXPECT_EQ(family.levels, 3u);
    EXPECT_EQ(model.threshold[family.first_level], 0x40000000u);
    EXPECT_FLOAT_EQ(median_hold(), 104);
    EXPECT_THAT(slots_on(model, 1), ElementsAre(0));  // ore to JPN
    EXPECT_THAT(slots_on(model, 4), ElementsAre(1));  // metal to JPN
    EXPECT_THAT(slots_on(model, 5), ElementsAre());   // metal to USA
}

TEST_F(FamilyTest, blockade_cuts_and_damages_a_region_in_conflict) {
    compiled("blockade", "countries = [\"bloc:ISLANDS\"]\n");
    EXPECT_EQ(family.arrival, Arrival::conflict);
    ASSERT_EQ(family.entities, 1u);
    EXPECT_THAT(set_of(model, entity(0).node_set), ElementsAre(3, 4));
    EXPECT_EQ(model.slot[0].quantity, 1u);
    EXPECT_FLOAT_EQ(median(family.level_table), 0.05f);
    EXPECT_NEAR(median(family.severity_table), 0.735550, 1e-5);  // B(5,2)
    EXPECT_FLOAT_EQ(median_hold(), 13);
    EXPECT_FLOAT_EQ(median_recovery(), 78);
    EXPECT_EQ(family.tension_jump, 1);
    EXPECT_EQ(model.event_capacity, 8u);
    EXPECT_THAT(slots_on(model, 1), ElementsAre(0));   // CHN to JPN
    EXPECT_THAT(slots_on(model, 10), ElementsAre(0));  // JPN to USA
    EXPECT_THAT(slots_on(model, 7), ElementsAre());    // within JPN
    EXPECT_THAT(slots_on(model, 5), ElementsAre());    // CHN to USA
}

TEST_F(FamilyTest, arrival_can_be_forced) {
    compiled("licence", "arrival = \"poisson\"\n");
    EXPECT_EQ(family.arrival, Arrival::poisson);
    compiled("export_ban", "arrival = \"weekly\"\n");
    EXPECT_EQ(family.arrival, Arrival::weekly);
}

TEST_F(FamilyTest, event_list_has_room_for_mean_and_six_deviations) {
    compiled("plant_accident", "rate = 0.2\n");
    double const mean = 9 * 0.2 * 5;
    EXPECT_GE(model.event_capacity, mean + 6 * std::sqrt(mean));
    EXPECT_LE(model.event_capacity, mean + 6 * std::sqrt(mean) + 8);
    EXPECT_EQ(model.event_capacity % 4, 0u);
}

TEST_F(FamilyTest, rate_zero_switches_a_family_off) {
    compiled("plant_accident", "rate = 0\n");
    EXPECT_EQ(family.count_thresholds, 0u);
    EXPECT_EQ(model.event_capacity, 0u);
    EXPECT_EQ(family.entities, 9u);
}

TEST_F(FamilyTest, equal_distributions_share_a_table) {
    auto const one = model_of("[[family]]\ntype = \"plant_accident\"\n");
    auto const two = model_of(
        "[[family]]\nname = \"a\"\ntype = \"plant_accident\"\n"
        "[[family]]\nname = \"b\"\ntype = \"plant_accident\"\n");
    EXPECT_EQ(one.quantile.size(), two.quantile.size());
    EXPECT_EQ(two.family[1].id, 2u);
    EXPECT_EQ(two.family[1].first_entity, 9u);
}
}  // namespace chokepoint::test
