/// \file instruments_test.cpp
/// What each instrument beyond bans, quotas and tariffs compiles to.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cfloat>

#include "host/network/input_error.hpp"
#include "tests/campaign/measure_models.hpp"

namespace chokepoint::test {
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// ------------------------------------------------------- export control ---

TEST(ExportControlTest, without_a_rule_it_is_a_ban_of_the_senders) {
    auto const m = one_measure(
        "type = \"export_control\"\n"
        "senders = [\"USA\"]\nimporters = [\"CHN\"]\n");
    ASSERT_EQ(m.slot.size(), 1u);
    EXPECT_THAT(scope_of(m, 0), ElementsAre(11));
    EXPECT_EQ(m.activation[0].level, 0);
    EXPECT_THAT(m.mask_name, ElementsAre("export_control:USA"));
}

/// Australian content of what others sell to the USA (content_test.cpp): JPN
/// metal .333, JPN chips .097, CHN metal .083, CHN devices .037.
TEST(ExportControlTest, content_brings_third_countries_in_by_threshold) {
    auto const at = [](std::string const& theta) {
        return one_measure(
            "type = \"export_control\"\nsenders = [\"AUS\"]\n"
            "importers = [\"USA\"]\nde_minimis = " +
            theta + "\n");
    };
    auto const strict = at("0.25");
    ASSERT_THAT(strict.slot_name, ElementsAre("m:JPN"));
    EXPECT_THAT(scope_of(strict, 0), ElementsAre(8));
    auto const lower = at("0.09");
    ASSERT_EQ(lower.slot.size(), 1u);
    EXPECT_THAT(scope_of(lower, 0), ElementsAre(8, 10));
    auto const exact = at("0.083333333333");
    ASSERT_THAT(exact.slot_name, ElementsAre("m:CHN", "m:JPN"));
    EXPECT_THAT(scope_of(exact, 0), ElementsAre(5, 6));
    auto const everything = at("0");
    EXPECT_THAT(scope_of(everything, 0), ElementsAre(5, 6, 15));
    // Third countries follow by their table: China has none, Beta(2,8).
    auto const a = started(everything, 1);
    EXPECT_EQ(a[0].start, 52);
    EXPECT_EQ(a[1].start, 104);
    EXPECT_NE(a[1].comply_table, none);
}

TEST(ExportControlTest, targets_are_no_third_countries_and_allies_go_first) {
    auto const m = one_measure(
        "type = \"export_control\"\nsenders = [\"AUS\"]\n"
        "importers = [\"USA\", \"CHN\"]\nde_minimis = 0\nallies = [\"JPN\"]\n");
    // CHN is a target; JPN's slot is that of the ally, all its exports.
    ASSERT_THAT(m.slot_name, ElementsAre("m", "m:JPN"));
    EXPECT_THAT(scope_of(m, 0), ElementsAre(2));
    EXPECT_THAT(scope_of(m, 1), ElementsAre(8, 9, 10));
}

TEST(ExportControlTest, a_direct_product_rule_follows_the_tools) {
    auto const m = one_measure(
        "type = \"export_control\"\nsenders = [\"AUS\"]\n"
        "importers = [\"USA\"]\ndirect_product = true\ndepth = 1\n"
        "direct_products = [\"ore\"]\n");
    // Australian ore enters the metal of CHN and JPN: depth 1.
    ASSERT_THAT(m.slot_name, ElementsAre("m:CHN", "m:JPN"));
    EXPECT_THAT(scope_of(m, 0), ElementsAre(5, 6));
    EXPECT_THAT(scope_of(m, 1), ElementsAre(8));
    auto const deep = one_measure(
        "type = \"export_control\"\nsenders = [\"AUS\"]\n"
        "importers = [\"USA\"]\ndirect_product = true\ndepth = 3\n"
        "direct_products = [\"ore\"]\n");
    EXPECT_THAT(scope_of(deep, 0), ElementsAre(5, 6, 15));
    EXPECT_THAT(scope_of(deep, 1), ElementsAre(8, 10));
}

TEST(ExportControlTest, a_named_firm_makes_it_a_matter_of_the_entity_list) {
    auto const m = one_measure(
        "type = \"export_control\"\nsenders = [\"AUS\"]\n"
        "firms = [\"WESTFAB\"]\nde_minimis = 0.3\n");
    ASSERT_THAT(m.slot_name, ElementsAre("m:JPN"));
    EXPECT_EQ(started(m, 1)[0].start, 4);
    EXPECT_NEAR(median_of(m, started(m, 1)[0].comply_table), 0.9642, 1e-3);
}

// -------------------------------------------------- foreign availability ---

TEST(ForeignAvailabilityTest, controls_only_what_others_cannot_replace) {
    // Chips of CHN:device: JPN 15, USA 12 of 27.
    auto const scope = [](std::string const& value) {
        auto const m = one_measure(
            "type = \"ban\"\nsenders = [\"USA\"]\nproducts = [\"chip\"]\n"
            "foreign_availability = " +
            value + "\n");
        return m.slot.empty() ? std::set<std::uint32_t>{} : scope_of(m, 0);
    };
    EXPECT_THAT(scope("0"), ElementsAre(11));
    EXPECT_THAT(scope("0.56"), ElementsAre(11));
    EXPECT_THAT(scope("0.55"), IsEmpty());
}

/// A supplier that stands in for the parts of every other maker counts once.
TEST(ForeignAvailabilityTest, does_not_count_alternates_of_parts_again) {
    auto const controlled = [](double specific_share, char const* value) {
        auto given = small_network();
        given.inputs[5].specific_share = specific_share;
        auto const campaign = campaign_of(
            std::string{"[[measure]]\nname = \"m\"\ntype = \"ban\"\n"
                        "senders = [\"USA\"]\nproducts = [\"chip\"]\n"
                        "foreign_availability = "} +
            value + "\n[[package]]\nname = \"p\"\nmeasures = [\"m\"]\n");
        return !compile(campaign, given).slot.empty();
    };
    for (double const share : {0.0, 0.5, 1.0}) {
        EXPECT_TRUE(controlled(share, "0.56")) << share;
        EXPECT_FALSE(controlled(share, "0.55")) << share;
    }
}

TEST(ForeignAvailabilityTest, a_coalition_closes_the_way_around) {
    std::vector<std::string> warnings;
    std::string const text =
        "type = \"ban\"\nsenders = [\"USA\"]\nproducts = [\"chip\"]\n"
        "foreign_availability = 0.1\n";
    EXPECT_THAT(one_measure(text, "", &warnings).slot_name, IsEmpty());
    ASSERT_EQ(warnings.size(), 1u);
    EXPECT_THAT(warnings[0], HasSubstr("controls nothing: free suppliers"));
    EXPECT_THAT(one_measure(text + "allies = [\"JPN\"]\n").slot_name,
                ElementsAre("m", "m:JPN"));
}

// ---------------------------------------------------- financial sanction ---

TEST(FinancialSanctionTest, stops_all_trade_of_a_firm_both_ways) {
    auto const m = one_measure(
        "type = \"financial_sanction\"\n"
        "senders = [\"CHN\"]\nfirms = [\"WESTFAB\"]\n");
    ASSERT_EQ(m.slot.size(), 2u);
    // WESTFAB buys CHN metal (5) and sells chips to CHN (11).
    EXPECT_THAT(scope_of(m, 0), ElementsAre(5, 11));
    // The rest of the trade between China and the USA is chilled.
    EXPECT_THAT(scope_of(m, 1), ElementsAre(6, 15));
    EXPECT_EQ(m.slot[0].quantity, 1u);
    EXPECT_EQ(m.slot[1].quantity, 0u);
    EXPECT_FLOAT_EQ(started(m, 1)[1].level, 0.95f);
}

TEST(FinancialSanctionTest, against_a_country_leaves_nothing_to_chill) {
    auto const m = one_measure(
        "type = \"financial_sanction\"\nsenders = [\"USA\"]\n"
        "countries = [\"CHN\"]\nallies = [\"JPN\"]\n");
    ASSERT_THAT(m.slot_name, ElementsAre("m", "m:JPN"));
    EXPECT_THAT(scope_of(m, 0), ElementsAre(5, 6, 11, 15));
    EXPECT_THAT(scope_of(m, 1), ElementsAre(1, 4, 9));
    EXPECT_THAT(m.mask_name, ElementsAre("financial_sanction:USA",
                                         "financial_sanction:JPN"));
}

// ------------------------------------------------------ vendor exclusion ---

TEST(VendorExclusionTest, phases_out_imports_of_consumers_in_eight_steps) {
    auto const m = one_measure(
        "type = \"vendor_exclusion\"\nsenders = [\"USA\"]\n"
        "exclusion_weeks = 80\nstart_week = 5\nstrictness = 0.8\n");
    ASSERT_EQ(m.slot.size(), 1u);
    EXPECT_THAT(scope_of(m, 0), ElementsAre(15));  // devices to households
    auto const a = started(m, 1);
    ASSERT_EQ(a.size(), 8u);
    float raised = 0;
    for (std::size_t k = 0; k < 8; ++k) {
        EXPECT_EQ(a[k].slot, 0u);
        EXPECT_EQ(a[k].start, 5 + 10 * static_cast<int>(k));
        EXPECT_NEAR(a[k].level, 1 - 0.1f * static_cast<float>(k + 1), 1e-6);
        raised += a[k].tension_jump * (1 - a[k].level);
    }
    EXPECT_NEAR(raised, 0.3 * 0.8, 1e-6);  // as a ban of this strictness
}

TEST(VendorExclusionTest, firms_are_vendors_and_operators_named_stages) {
    auto const scope = [](std::string const& more) {
        return scope_of(one_measure("type = \"vendor_exclusion\"\n"
                                    "senders = [\"CHN\"]\n" +
                                    more),
                        0);
    };
    EXPECT_THAT(scope("operators = [\"final\"]\n"), ElementsAre(9, 11));
    EXPECT_THAT(scope("operators = [\"final\"]\nfirms = [\"EASTFAB\"]\n"),
                ElementsAre(9));
}

// ------------------------------------------------------------ influences ---

TEST(InfluenceTest, deemed_export_slows_the_target_and_wears_the_sender) {
    auto const m = one_measure(
        "type = \"deemed_export\"\nsenders = [\"USA\"]\ncountries = [\"CHN\"]\n"
        "products = [\"chip\", \"device\"]\nstrictness = 0.5\n"
        "coverage = 0.5\n");
    ASSERT_EQ(m.slot.size(), 1u);
    EXPECT_THAT(scope_of(m, 0), IsEmpty());
    EXPECT_FLOAT_EQ(m.activation[0].level, 0.75f);
    auto const target = influences_on(m, 7);
    ASSERT_EQ(target.size(), 1u);
    EXPECT_FLOAT_EQ(target[0].growth, -0.2f);
    EXPECT_EQ(target[0].erosion, 0);
    auto const sender = influences_on(m, 5);
    ASSERT_EQ(sender.size(), 1u);
    EXPECT_FLOAT_EQ(sender[0].erosion, 0.2f);
    EXPECT_EQ(sender[0].growth, 0);
    for (auto const untouched : {0u, 1u, 2u, 3u, 4u}) {
        EXPECT_THAT(influences_on(m, untouched), IsEmpty());
        EXPECT_EQ(m.slow_node[untouched].influence, 0u);
    }
    EXPECT_EQ(m.influence_class.size(), 3u);
    EXPECT_EQ(m.slow_node[7].growth, 0);
    EXPECT_EQ(m.slow_node[7].ceiling, FLT_MAX);
    EXPECT_EQ(m.slow_node[7].denial_cell, none);
    EXPECT_EQ(m.rules.extended, 1u);
    EXPECT_EQ(m.rules.capacity_moves, 0u);
}

TEST(InfluenceTest, each_type_has_its_own_effects) {
    auto const on_chn = [](std::string const& type, std::string const& more) {
        auto const list =
            influences_on(one_measure("type = \"" + type +
                                      "\"\ncountries = [\"CHN\"]\n" + more),
                          7);
        return list.empty() ? Influence{} : list.front();
    };
    EXPECT_FLOAT_EQ(on_chn("inbound_investment", "").ramp, 0.2f);
    EXPECT_FLOAT_EQ(on_chn("outbound_investment", "").growth, -0.2f);
    EXPECT_FLOAT_EQ(on_chn("judicial", "").growth, -0.1f);
    EXPECT_FLOAT_EQ(on_chn("intra_firm_decoupling", "").slack, -0.5f);
    auto const partner = on_chn("innovation", "");
    EXPECT_FLOAT_EQ(partner.ramp, -0.2f);
    EXPECT_FLOAT_EQ(partner.growth, 0.2f);
    EXPECT_FLOAT_EQ(partner.erosion, -0.2f);
    EXPECT_FLOAT_EQ(on_chn("judicial", "growth_effect = -0.4\n").growth, -0.4f);
    EXPECT_EQ(on_chn("outbound_investment", "growth_effect = 0\n").growth, 0);
}

TEST(InfluenceTest, an_effect_of_0_leaves_no_trace) {  // I6
    auto const m = one_measure(
        "type = \"outbound_investment\"\n"
        "countries = [\"CHN\"]\ngrowth_effect = 0\n");
    EXPECT_THAT(m.influence_class, testing::SizeIs(0));
    EXPECT_THAT(m.slow_node, testing::SizeIs(0));
    EXPECT_EQ(m.rules.extended, 0u);
}

TEST(InfluenceTest, partners_in_innovation_gain_at_home) {
    auto const m = one_measure(
        "type = \"innovation\"\ncountries = [\"USA\"]\n"
        "products = [\"chip\"]\nallies = [\"JPN\"]\n");
    ASSERT_THAT(m.slot_name, ElementsAre("m", "m:JPN"));
    ASSERT_EQ(influences_on(m, 5).size(), 1u);
    EXPECT_EQ(influences_on(m, 5)[0].slot, 0u);
    ASSERT_EQ(influences_on(m, 4).size(), 1u);
    EXPECT_EQ(influences_on(m, 4)[0].slot, 1u);
    EXPECT_THAT(influences_on(m, 3), IsEmpty());
}

TEST(InfluenceTest, allies_of_other_measures_press_the_same_target) {
    auto const m = one_measure(
        "type = \"deemed_export\"\nsenders = [\"USA\"]\ncountries = [\"CHN\"]\n"
        "products = [\"device\"]\nallies = [\"JPN\"]\n");
    auto const on_target = influences_on(m, 7);
    ASSERT_EQ(on_target.size(), 2u);
    EXPECT_EQ(on_target[0].slot, 0u);
    EXPECT_EQ(on_target[1].slot, 1u);
}

// ------------------------------------------------------------- capacity ---

TEST(RelocationTest, moves_dollars_of_capacity_a_product_at_a_time) {
    auto const m = one_measure(
        "type = \"relocation\"\nfrom_countries = [\"JPN\"]\n"
        "to_countries = [\"USA\"]\nproducts = [\"chip\"]\nrate = 0.052\n");
    auto const leaves = influences_on(m, 4);
    ASSERT_EQ(leaves.size(), 1u);
    EXPECT_FLOAT_EQ(leaves[0].drift, -0.001f);
    // 25 of sales leave, 38 receive: 32 of WESTFAB and 6 of USA:chip.
    for (auto const node : {5u, 6u}) {
        ASSERT_EQ(influences_on(m, node).size(), 1u);
        EXPECT_FLOAT_EQ(influences_on(m, node)[0].drift, 0.001f * 25 / 38);
    }
    EXPECT_THAT(influences_on(m, 8), IsEmpty());
    EXPECT_EQ(m.rules.capacity_moves, 1u);
    EXPECT_EQ(m.activation[0].level, 0);
}

TEST(SubsidyTest, builds_in_the_packages_that_have_it_in_week_order) {
    auto const m = model_of(
        "[[measure]]\nname = \"late\"\ntype = \"subsidy\"\nnodes = "
        "[\"USA:chip\"]\ncapacity = 0.5\nbuild_weeks = 150\nstart_week = 2\n"
        "[[measure]]\nname = \"soon\"\ntype = \"subsidy\"\ncountries = "
        "[\"JPN\"]\nbuild_weeks = 100\nwaits_for_demand = 0.9\n"
        "[[package]]\nname = \"p\"\nmeasures = [\"late\", \"soon\"]\n"
        "[[package]]\nname = \"q\"\nmeasures = [\"late\"]\n");
    EXPECT_EQ(m.slot.size(), 0u);
    EXPECT_EQ(m.package[0].first_increment, m.package[0].last_increment);
    ASSERT_EQ(m.package[1].last_increment - m.package[1].first_increment, 3u);
    auto const* p = &m.increment[m.package[1].first_increment];
    EXPECT_EQ(p[0].week, 100);
    EXPECT_EQ(p[0].node, 3u);
    EXPECT_FLOAT_EQ(p[0].change, 0.1f);
    EXPECT_FLOAT_EQ(p[0].demand_floor, 0.9f);
    EXPECT_EQ(p[1].node, 4u);
    EXPECT_EQ(p[2].week, 152);
    EXPECT_EQ(p[2].node, 6u);
    EXPECT_FLOAT_EQ(p[2].change, 0.5f);
    EXPECT_EQ(m.package[2].last_increment - m.package[2].first_increment, 1u);
    EXPECT_EQ(m.rules.capacity_moves, 1u);
    EXPECT_EQ(m.slow_node.size(), m.network.node.size());
}

// ------------------------------------------------------------- prepared ---

TEST(PrequalificationTest, starts_the_clock_of_inputs_at_the_delay_or_ready) {
    auto const delay = one_measure(
        "type = \"prequalification\"\n"
        "importers = [\"USA\"]\n"
        "products = [\"chip\"]\n");
    ASSERT_EQ(delay.prepared.size(), 1u);
    auto const group = delay.prepared[0].group;
    EXPECT_EQ(delay.network.group[group].owner, 8u);
    EXPECT_EQ(delay.network.group_product[group], 2u);
    EXPECT_EQ(delay.prepared[0].effort, 26);
    EXPECT_EQ(delay.prepared[0].kept, 0u);
    EXPECT_EQ(delay.package[0].first_prepared, delay.package[0].last_prepared);
    EXPECT_EQ(delay.package[1].last_prepared, 1u);
    EXPECT_EQ(delay.rules.preparation_kept, 0u);
    auto const ready = one_measure(
        "type = \"prequalification\"\nimporters = [\"USA\"]\n"
        "products = [\"chip\"]\nlevel = \"ready\"\nkept = true\n");
    EXPECT_EQ(ready.prepared[0].effort, 78);
    EXPECT_EQ(ready.prepared[0].kept, 1u);
    EXPECT_EQ(ready.rules.preparation_kept, 1u);
    EXPECT_EQ(ready.rules.extended, 1u);
}

TEST(PrequalificationTest, of_two_the_further_one_counts) {
    auto const m = model_of(
        "[[measure]]\nname = \"a\"\ntype = \"prequalification\"\n"
        "level = \"ready\"\nimporters = [\"USA\"]\n"
        "[[measure]]\nname = \"b\"\ntype = \"prequalification\"\nkept = true\n"
        "[[package]]\nname = \"p\"\nmeasures = [\"a\", \"b\"]\n");
    std::set<std::uint32_t> groups;
    for (auto const& entry : m.prepared) {
        auto const& group = m.network.group[entry.group];
        bool const is_sink = entry.group >= m.network.first_sink;
        auto const country =
            is_sink ? group.owner : small_network().nodes[group.owner].country;
        EXPECT_EQ(entry.effort,
                  group.qualification_delay +
                      (country == 3 ? group.qualification_ramp : 0));
        EXPECT_EQ(entry.kept, 1u);
        EXPECT_TRUE(groups.insert(entry.group).second);
    }
    EXPECT_EQ(groups.size(), m.network.group.size());
}

TEST(LocalForLocalTest, keeps_a_share_out_and_alternates_ready) {
    auto const m = one_measure(
        "type = \"local_for_local\"\n"
        "region = [\"JPN\", \"AUS\"]\n"
        "products = [\"ore\"]\nshare = 0.3\n");
    ASSERT_EQ(m.slot.size(), 1u);
    EXPECT_THAT(scope_of(m, 0), ElementsAre(1));  // Chinese, not Australian
    EXPECT_FLOAT_EQ(m.activation[0].level, 0.7f);
    EXPECT_EQ(m.slot[0].quantity, 0u);
    ASSERT_EQ(m.prepared.size(), 1u);
    EXPECT_EQ(m.network.group[m.prepared[0].group].owner, 3u);
    EXPECT_EQ(m.prepared[0].effort, 78);
    EXPECT_EQ(m.rules.preparation_kept, 1u);
}
}  // namespace chokepoint::test
