#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "host/network/input_error.hpp"
#include "tests/campaign/campaign_text.hpp"

namespace chokepoint::test {
using testing::ElementsAre;
using testing::HasSubstr;

/// One measure in package 1.
CompiledModel with_measure(std::string const& type, std::string const& more) {
    return model_of("[[measure]]\nname = \"m\"\ntype = \"" + type + "\"\n" +
                    more + "[[package]]\nname = \"p\"\nmeasures = [\"m\"]\n");
}

TEST(MeasureTest, package_none_has_no_measures) {
    auto const m = with_measure("ban", "");
    EXPECT_THAT(m.package_name, ElementsAre("none", "p"));
    EXPECT_EQ(m.package[0].first_activation, m.package[0].last_activation);
    EXPECT_EQ(m.package[1].last_activation - m.package[1].first_activation, 1u);
}

TEST(MeasureTest, ban_passes_what_coverage_compliance_and_strictness_miss) {
    auto const full = with_measure("ban", "");
    EXPECT_EQ(full.activation[0].level, 0);
    EXPECT_EQ(full.activation[0].start, 0);
    EXPECT_EQ(full.activation[0].end, forever);
    EXPECT_FLOAT_EQ(full.activation[0].tension_jump, 0.3f);
    EXPECT_EQ(full.slot[0].quantity, 1u);
    auto const part =
        with_measure("ban",
                     "coverage = 0.5\ncompliance = 0.5\nstrictness = 0.8\n"
                     "start_week = 4\nduration_weeks = 9\ntension_jump = 0\n");
    EXPECT_FLOAT_EQ(part.activation[0].level, 0.8f);
    EXPECT_EQ(part.activation[0].start, 4);
    EXPECT_EQ(part.activation[0].end, 13);
    EXPECT_EQ(part.activation[0].tension_jump, 0);
}

TEST(MeasureTest, measures_without_effect_let_everything_pass) {  // I6
    EXPECT_EQ(with_measure("ban", "strictness = 0\n").activation[0].level, 1);
    EXPECT_EQ(with_measure("ban", "compliance = 0\n").activation[0].level, 1);
    EXPECT_EQ(with_measure("quota", "quota = 1\n").activation[0].level, 1);
    auto const tariff = with_measure("tariff", "rate = 0\n");
    EXPECT_EQ(tariff.slot[0].level_pass[0], 1);
}

TEST(MeasureTest, quota_allows_its_share) {
    auto const m = with_measure("quota", "quota = 0.3\n");
    EXPECT_FLOAT_EQ(m.activation[0].level, 0.3f);
    auto const weak = with_measure("quota", "quota = 0.3\ncoverage = 0.5\n");
    EXPECT_FLOAT_EQ(weak.activation[0].level, 0.65f);
}

TEST(MeasureTest, tariff_has_one_jump_and_a_slot_for_each_elasticity) {
    auto const m = with_measure("tariff", "rate = 1\nimporters = [\"JPN\"]\n");
    // JPN imports ore (2), metal (3, sigma as device).
    ASSERT_EQ(m.slot.size(), 2u);
    EXPECT_FLOAT_EQ(m.slot[0].level_pass[0], 0.25f);
    EXPECT_FLOAT_EQ(m.slot[1].level_pass[0], 0.125f);
    EXPECT_EQ(m.slot[0].quantity, 0u);
    EXPECT_FLOAT_EQ(m.activation[0].tension_jump, 0.3f);
    EXPECT_EQ(m.activation[1].tension_jump, 0);
    EXPECT_THAT(m.mask_name, ElementsAre("tariff:JPN"));
    auto const half = with_measure(
        "tariff", "rate = 1\ncoverage = 0.5\nproducts = [\"ore\"]\n");
    EXPECT_FLOAT_EQ(half.slot[0].level_pass[0], 0.625f);
}

TEST(MeasureTest, entity_list_without_firms_lists_a_share_of_trade) {
    auto const m =
        with_measure("entity_list", "listed_share = 0.2\nstrictness = 0.9\n");
    EXPECT_EQ(m.slot[0].type, SlotType::entity_list);
    EXPECT_FLOAT_EQ(m.slot[0].strictness, 0.9f);
    EXPECT_FLOAT_EQ(m.slot[0].chill, 0.05f);
    EXPECT_FLOAT_EQ(m.activation[0].level, 0.2f);
    EXPECT_FLOAT_EQ(m.activation[0].tension_jump, 0.05f);
}

TEST(MeasureTest, entity_list_of_a_firm_bans_it_and_chills_its_neighbours) {
    auto const m = with_measure("entity_list",
                                "exporters = [\"CHN\"]\n"
                                "firms = [\"WESTFAB\"]\n");
    ASSERT_EQ(m.slot.size(), 2u);
    EXPECT_THAT(slots_on(m, 5), ElementsAre(0));  // CHN metal to WESTFAB
    EXPECT_THAT(slots_on(m, 6), ElementsAre(1));  // CHN metal to USA:chip
    EXPECT_THAT(slots_on(m, 4), ElementsAre());   // CHN metal to JPN
    EXPECT_THAT(slots_on(m, 15), ElementsAre());  // CHN devices to USA
    EXPECT_EQ(m.slot[0].quantity, 1u);
    EXPECT_EQ(m.slot[1].quantity, 0u);
    EXPECT_FLOAT_EQ(m.activation[1].level, 0.95f);
    EXPECT_EQ(m.activation[1].tension_jump, 0);
}

TEST(MeasureTest, logistic_measure_works_by_route_and_is_no_quantity) {
    auto const m = with_measure("logistic",
                                "routes = [\"CANAL\"]\n"
                                "pass = 0.4\n");
    EXPECT_FLOAT_EQ(m.activation[0].level, 0.4f);
    EXPECT_EQ(m.activation[0].tension_jump, 0);
    for (std::uint32_t l = 0; l < small_network().links.size(); ++l) {
        auto const routes = small_network().links[l].routes;
        bool const passes = std::count(routes.begin(), routes.end(), 1u);
        EXPECT_EQ(slots_on(m, l).size(), passes ? 1u : 0u) << "link " << l;
        EXPECT_EQ(m.network.in_link[l].control & quantity_bit, 0u);
    }
}

TEST(MeasureTest, licence_measure_carries_its_terms_and_leak) {
    auto const m = with_measure("licence",
                                "approval_large = 1\nleak = 0.2\n"
                                "enforcement = 0.25\nleak_weeks = 10\n");
    EXPECT_EQ(m.slot[0].type, SlotType::licence);
    EXPECT_EQ(m.threshold[m.slot[0].first_approval + 8], 0u);  // all of them
    EXPECT_FLOAT_EQ(m.slot[0].leak_ceiling, 0.15f);
    EXPECT_EQ(m.slot[0].leak_weeks, 10);
    EXPECT_EQ(m.activation[0].tension_jump, 0);
}

LicenceTerms licence_of(std::string const& keys) {
    return campaign_of("[[measure]]\nname = \"m\"\ntype = \"licence\"\n" + keys)
        .measures.at(0)
        .licence;
}

TEST(MeasureTest, licences_have_the_defaults_of_their_record) {
    auto const security = licence_of("");
    EXPECT_EQ(security.approval_small, 0.72);
    EXPECT_EQ(security.utilisation, 0.6);
    EXPECT_EQ(licence_of("record = \"security\"\n").approval_small, 0.72);
    auto const supply = licence_of("record = \"supply\"\n");
    EXPECT_EQ(supply.approval_small, 0.95);
    EXPECT_EQ(supply.approval_large, 0.90);
    EXPECT_EQ(supply.utilisation, 1);
    EXPECT_EQ(supply.large_value_share, security.large_value_share);
    EXPECT_EQ(supply.applications, security.applications);
    EXPECT_EQ(supply.wait_weeks, Distribution::lognormal(9, 0.383));
}

TEST(MeasureTest, a_licence_key_wins_over_its_record) {
    auto const terms =
        licence_of("approval_large = 0.5\nrecord = \"supply\"\n");
    EXPECT_EQ(terms.approval_large, 0.5);
    EXPECT_EQ(terms.approval_small, 0.95);
    auto const family = campaign_of(
        "[[family]]\ntype = \"licence\"\nrecord = \"supply\"\n"
        "utilisation = 0.7\n");
    EXPECT_EQ(family.families.at(0).licence.approval_small, 0.95);
    EXPECT_EQ(family.families.at(0).licence.utilisation, 0.7);
}

TEST(MeasureTest, exclusion_and_blocs_select_countries) {
    auto const m =
        with_measure("ban",
                     "exporters = [\"bloc:ALLIES\", \"!AUS\"]\n"
                     "importers = [\"!USA\"]\nproducts = [\"!device\"]\n");
    std::set<std::uint32_t> in_scope;
    for (std::uint32_t l = 0; l < small_network().links.size(); ++l) {
        if (!slots_on(m, l).empty()) {
            in_scope.insert(l);
        }
    }
    EXPECT_THAT(in_scope, ElementsAre(9, 11));  // JPN, USA chips to CHN
}

// ------------------------------------------------------------- classes ---

char const overlapping[] = R"(
[[measure]]
name = "minerals"
type = "ban"
exporters = ["CHN"]
products = ["group:minerals"]
[[measure]]
name = "to-japan"
type = "tariff"
importers = ["JPN"]
[[measure]]
name = "chips"
type = "quota"
importers = ["CHN"]
products = ["chip"]
[[measure]]
name = "canal"
type = "logistic"
routes = ["CANAL"]
)";

TEST(ControlClassTest, links_carry_exactly_the_slots_in_their_scope) {
    auto const network = small_network();
    auto const m = model_of(overlapping);
    ASSERT_THAT(m.slot_name, ElementsAre("minerals", "to-japan", "to-japan",
                                         "chips", "canal"));
    for (std::uint32_t l = 0; l < network.links.size(); ++l) {
        // The scopes by hand, country and product numbers from the network.
        auto const& link = network.links[l];
        auto const from = network.nodes[link.supplier].country;
        auto const to = link.to_final_demand
                            ? link.buyer
                            : network.nodes[link.buyer].country;
        auto const product = network.nodes[link.supplier].product;
        std::vector<std::uint32_t> expected;
        if (from == 1 && to != 1 && product <= 1) {
            expected.push_back(0);
        }
        if (to == 2 && from != 2) {
            expected.push_back(product == 0 ? 1 : 2);  // sigma 2, 3
        }
        if (to == 1 && from != 1 && product == 2) {
            expected.push_back(3);
        }
        if (std::count(link.routes.begin(), link.routes.end(), 1u)) {
            expected.push_back(4);
        }
        EXPECT_EQ(slots_on(m, l), expected) << "link " << l;
        bool const quantity =
            std::count(expected.begin(), expected.end(), 0u) ||
            std::count(expected.begin(), expected.end(), 3u);
        auto const& in = m.network.in_link[m.network.in_position[l]];
        auto const& out = m.network.out_link[m.network.out_position[l]];
        EXPECT_EQ((in.control & quantity_bit) != 0, quantity) << "link " << l;
        EXPECT_EQ(in.control, out.control) << "link " << l;
    }
}

TEST(ControlClassTest, equal_lists_share_a_class_and_class_0_is_untouched) {
    auto const m = model_of(overlapping);
    std::set<std::vector<std::uint32_t>> lists;
    for (std::size_t c = 0; c < m.control_class.size(); ++c) {
        auto const& k = m.control_class[c];
        EXPECT_TRUE(lists
                        .insert({m.class_slot.begin() + k.first_slot,
                                 m.class_slot.begin() + k.last_slot})
                        .second);
    }
    EXPECT_EQ(m.control_class[0].first_slot, m.control_class[0].last_slot);
    EXPECT_EQ(m.network.in_link[m.network.in_position[7]].control, 0u);
}

TEST(ControlClassTest, ids_do_not_depend_on_packages) {
    auto const bare = model_of(overlapping);
    auto const used = model_of(
        std::string{overlapping} +
        "[[package]]\nname = \"p\"\nmeasures = [\"canal\", \"chips\"]\n");
    EXPECT_EQ(bare.slot_name, used.slot_name);
    EXPECT_EQ(bare.class_slot, used.class_slot);
    // Measures start in the order the package names them.
    EXPECT_EQ(used.activation[0].slot, 4u);
    EXPECT_EQ(used.activation[1].slot, 3u);
}

TEST(ControlClassTest, too_many_slots_are_refused_with_the_number) {
    std::string text;
    for (int i = 0; i < 513; ++i) {
        text += "[[measure]]\nname = \"m" + std::to_string(i) +
                "\"\ntype = \"ban\"\n";
    }
    try {
        model_of(text);
        FAIL();
    } catch (InputError const& error) {
        EXPECT_THAT(error.what(), HasSubstr("513 measure slots"));
        EXPECT_THAT(error.what(), HasSubstr("at most 512"));
    }
}

TEST(ControlClassTest, many_senders_share_the_last_bit_of_the_mask) {
    std::string text;
    for (int i = 0; i < 40; ++i) {
        text += "[[event]]\nname = \"e" + std::to_string(i) +
                "\"\ntype = \"logistic\"\npass = 0.5\nhold_weeks = 1\n";
    }
    auto const m = model_of(text);
    ASSERT_EQ(m.mask_name.size(), 32u);
    EXPECT_EQ(m.mask_name[31], "other");
    EXPECT_EQ(m.slot[39].mask_bit, 31u);
    EXPECT_EQ(m.slot[3].mask_bit, 3u);
}
}  // namespace chokepoint::test
