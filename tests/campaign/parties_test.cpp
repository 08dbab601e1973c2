/// \file parties_test.cpp
/// Who carries a measure out, and how willingly.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "host/campaign/model/address_book.hpp"
#include "tests/campaign/measure_models.hpp"

namespace chokepoint::test {
using testing::ElementsAre;

// ------------------------------------------------------------- address ---

TEST(AddressTest, a_name_has_the_folded_fnv_hash_and_keeps_it) {
    AddressBook book, other;
    // FNV-1a of "a" is e40c292c; its top byte folds onto the lower three.
    EXPECT_EQ(book.take("a"), 0x0c292cu ^ 0xe4u);
    EXPECT_EQ(other.take("b") == other.take("a"), false);
    EXPECT_NE(book.take("a"), 0x0c292cu ^ 0xe4u);  // taken: the next one
}

TEST(AddressTest, of_a_slot_does_not_depend_on_other_measures) {
    std::string const ban = "[[measure]]\nname = \"z\"\ntype = \"ban\"\n";
    auto const alone = model_of(ban);
    auto const among = model_of(
        "[[measure]]\nname = \"a\"\ntype = \"ban\"\n"
        "[[measure]]\nname = \"b\"\ntype = \"tariff\"\n" +
        ban);
    EXPECT_EQ(alone.slot.back().address, among.slot.back().address);
    std::set<std::uint32_t> all;
    for (auto const& slot : among.slot) {
        EXPECT_LT(slot.address, 1u << 24);
        EXPECT_TRUE(all.insert(slot.address).second);
    }
}

// -------------------------------------------------------------- senders ---

TEST(SenderTest, senders_stand_for_the_acting_side_that_is_not_named) {
    auto const m = one_measure("type = \"ban\"\nsenders = [\"JPN\"]\n");
    EXPECT_EQ(m.slot[0].sender, 2u);
    EXPECT_THAT(scope_of(m, 0), ElementsAre(8, 9, 10));
    EXPECT_THAT(m.mask_name, ElementsAre("ban:JPN"));
    auto const tariff = one_measure(
        "type = \"tariff\"\nsenders = [\"JPN\"]\n"
        "products = [\"ore\"]\n");
    EXPECT_THAT(scope_of(tariff, 0), ElementsAre(1, 3));
}

TEST(SenderTest, several_senders_have_no_single_account_of_losses) {
    auto const m =
        one_measure("type = \"ban\"\nsenders = [\"JPN\", \"USA\"]\n");
    EXPECT_EQ(m.slot[0].sender, none);
    EXPECT_THAT(m.mask_name, ElementsAre("ban:JPN+USA"));
}

TEST(SenderTest, tariff_slots_know_what_is_paid) {
    auto const m = one_measure(
        "type = \"tariff\"\nrate = 0.5\n"
        "coverage = 0.5\nproducts = [\"ore\"]\n");
    EXPECT_FLOAT_EQ(m.slot[0].level_duty[0], 0.25f);
    EXPECT_EQ(m.slot[0].level_duty[1], 0);
}

// ------------------------------------------------------ coverage and lag ---

TEST(CoverageTest, a_number_is_part_of_the_level_and_costs_nothing) {
    auto const m = one_measure("type = \"ban\"\ncoverage = 0.25\n");
    EXPECT_FLOAT_EQ(m.activation[0].level, 0.75f);
    EXPECT_EQ(m.activation[0].coverage_table, none);
    EXPECT_EQ(m.rules.extended, 0u);
}

TEST(CoverageTest, a_distribution_is_drawn_once_for_all_slots) {
    auto const m = one_measure(
        "type = \"tariff\"\nimporters = [\"JPN\"]\n"
        "coverage = { distribution = \"beta\", a = 1, b = 6 }\n"
        "implementation_weeks = { distribution = \"lognormal\", median = 52, "
        "log_sd = 0.8 }\n");
    auto const a = started(m, 1);
    ASSERT_EQ(a.size(), 2u);
    ASSERT_NE(a[0].coverage_table, none);
    EXPECT_EQ(a[0].coverage_table, a[1].coverage_table);
    EXPECT_EQ(a[0].coverage_address, a[1].coverage_address);
    EXPECT_EQ(a[0].lag_address, a[1].lag_address);
    EXPECT_NE(a[0].lag_address, a[0].coverage_address);
    EXPECT_NEAR(median_of(m, a[0].coverage_table), 1 - std::pow(.5, 1. / 6),
                1e-4);
    EXPECT_NEAR(median_of(m, a[0].lag_table), 52, 0.01);
    EXPECT_EQ(m.rules.extended, 1u);
}

// --------------------------------------------------------------- allies ---

TEST(AllyTest, an_ally_does_the_same_on_its_own_exports_by_its_table) {
    auto const m = one_measure(japan_joins);
    ASSERT_THAT(m.slot_name, ElementsAre("m", "m:JPN"));
    EXPECT_THAT(scope_of(m, 0), ElementsAre(11));  // USA chips
    EXPECT_THAT(scope_of(m, 1), ElementsAre(9));   // JPN chips
    auto const a = started(m, 1);
    EXPECT_EQ(a[0].comply_table, none);
    EXPECT_EQ(a[0].start, 10);
    // Beta(3,7), two years late.
    EXPECT_EQ(a[1].start, 114);
    EXPECT_NEAR(median_of(m, a[1].comply_table), 0.2862, 1e-3);
    EXPECT_EQ(a[1].level, 0);
    EXPECT_EQ(a[1].tension_jump, 0);
    EXPECT_EQ(m.slot[1].sender, 2u);
    EXPECT_THAT(m.mask_name, ElementsAre("ban:USA", "ban:JPN"));
}

TEST(AllyTest, an_importing_ally_acts_on_its_imports) {
    auto const m = one_measure(
        "type = \"import_ban\"\nsenders = [\"USA\"]\nexporters = [\"CHN\"]\n"
        "allies = [\"bloc:ALLIES\"]\nproducts = [\"ore\", \"metal\"]\n"
        "visibility = 0.5\n");
    // Australia buys nothing from China; Japan buys ore and metal.
    ASSERT_THAT(m.slot_name, ElementsAre("m", "m:JPN"));
    EXPECT_THAT(scope_of(m, 0), ElementsAre(5, 6));
    EXPECT_THAT(scope_of(m, 1), ElementsAre(1, 4));
    EXPECT_EQ(started(m, 1)[1].start, 26);
    EXPECT_FLOAT_EQ(m.slot[0].visibility, 0.5f);
    EXPECT_FLOAT_EQ(m.slot[1].visibility, 0.15f);  // row: 0.3
}

TEST(AllyTest, a_number_overrides_the_table) {
    auto const m = one_measure(std::string{japan_joins} +
                               "compliance = 0.25\nstrictness = 0.8\n");
    auto const a = started(m, 1);
    EXPECT_FLOAT_EQ(a[0].level, 0.2f) << "the sender itself is not in doubt";
    EXPECT_FLOAT_EQ(a[1].level, 0.8f);
    EXPECT_EQ(a[0].comply_table, none);
    EXPECT_EQ(a[1].comply_table, none);
}

TEST(AllyTest, a_number_is_that_of_whoever_is_asked) {
    // Third countries within reach are asked too; a tariff's duty follows.
    std::string const half = "compliance = 0.5\n";
    auto const reach = one_measure(
        "type = \"export_control\"\nsenders = [\"AUS\", \"JPN\"]\n"
        "importers = [\"USA\"]\nde_minimis = 0\n" +
        half);
    for (auto const& a : started(reach, 1)) {
        bool const asked = reach.slot_name[a.slot] != "m";
        EXPECT_FLOAT_EQ(a.level, asked ? 0.5f : 0);
    }
    auto const tariff = one_measure(
        "type = \"tariff\"\nimporters = [\"USA\"]\nallies = [\"JPN\"]\n"
        "rate = 0.2\n" +
        half);
    for (std::uint32_t s = 0; s < tariff.slot.size(); ++s) {
        bool const asked = tariff.slot_name[s] != "m";
        EXPECT_FLOAT_EQ(tariff.slot[s].level_duty[0], asked ? 0.1f : 0.2f);
    }
    // Nobody is asked: it is that of those who act.
    auto const alone = one_measure(
        "type = \"ban\"\nsenders = [\"USA\"]\nimporters = [\"CHN\"]\n" + half);
    EXPECT_FLOAT_EQ(started(alone, 1)[0].level, 0.5f);
}

TEST(AllyTest, the_instrument_chooses_the_row) {
    auto const lag = [](std::string const& text) {
        auto const m = one_measure(text +
                                   "senders = [\"USA\"]\n"
                                   "allies = [\"JPN\"]\n");
        return started(m, 1).back().start;
    };
    EXPECT_EQ(lag("type = \"entity_list\"\n"), 4);
    EXPECT_EQ(lag("type = \"ban\"\nfirms = [\"WESTFAB\"]\n"), 4);
    EXPECT_EQ(lag("type = \"licence\"\n"), 104);
    EXPECT_EQ(lag("type = \"tariff\"\n"), 26);
    EXPECT_EQ(lag("type = \"deemed_export\"\ncountries = [\"CHN\"]\n"), 104);
    EXPECT_EQ(lag("type = \"outbound_investment\"\ncountries = [\"CHN\"]\n"),
              26);
    EXPECT_EQ(lag("type = \"innovation\"\ncountries = [\"USA\"]\n"), 78);
}

TEST(AllyTest, firms_obey_alone_but_feel_one_compliance) {
    auto const m = one_measure(
        "type = \"ban\"\nsenders = [\"AUS\"]\nallies = [\"USA\", \"JPN\"]\n"
        "firm_obedience = true\n");
    // USA exports 11 (chips of WESTFAB) and 17 (devices of nobody named),
    // JPN 8 (metal of nobody named) and 9, 10 (chips of EASTFAB).
    ASSERT_THAT(m.slot_name, ElementsAre("m", "m:JPN:EASTFAB", "m:JPN",
                                         "m:USA:WESTFAB", "m:USA"));
    EXPECT_THAT(scope_of(m, 1), ElementsAre(9, 10));
    EXPECT_THAT(scope_of(m, 2), ElementsAre(8));
    EXPECT_THAT(scope_of(m, 3), ElementsAre(11));
    EXPECT_THAT(scope_of(m, 4), ElementsAre(17));
    auto const a = started(m, 1);
    EXPECT_EQ(a[0].obey_address, none);
    EXPECT_NE(a[1].obey_address, none);
    EXPECT_EQ(a[2].obey_address, none);
    EXPECT_NE(a[3].obey_address, a[1].obey_address);
    EXPECT_EQ(a[1].comply_address, a[2].comply_address);
    EXPECT_NE(a[1].comply_address, a[3].comply_address);
    EXPECT_EQ(a[1].level, 0);
}

TEST(AllyTest, obedience_keeps_a_given_compliance_as_a_chance) {
    auto const m = one_measure(
        "type = \"ban\"\nsenders = [\"AUS\"]\nallies = [\"USA\"]\n"
        "firm_obedience = true\ncompliance = 0.3\n");
    auto const a = started(m, 1);
    ASSERT_EQ(a.size(), 3u);
    EXPECT_EQ(a[0].level, 0);
    EXPECT_EQ(a[1].level, 0);
    EXPECT_FLOAT_EQ(median_of(m, a[1].comply_table), 0.3f);
    EXPECT_FLOAT_EQ(a[2].level, 0.7f);  // those without a name: a share
    EXPECT_EQ(a[2].comply_table, none);
}

TEST(AllyTest, listed_firms_have_chilled_peers_whoever_obeys) {
    auto const m = one_measure(
        "type = \"entity_list\"\nsenders = [\"CHN\"]\n"
        "firms = [\"WESTFAB\"]\nallies = [\"JPN\"]\nfirm_obedience = true\n");
    // CHN metal to WESTFAB (5) and its peer (6); JPN metal to WESTFAB (8),
    // which has no peer.
    ASSERT_THAT(m.slot_name, ElementsAre("m", "m", "m:JPN"));
    EXPECT_THAT(scope_of(m, 1), ElementsAre(6));
    EXPECT_THAT(scope_of(m, 2), ElementsAre(8));
}

// --------------------------------------------------------------- quorum ---

TEST(QuorumTest, all_parts_wait_for_the_members) {
    auto const m = one_measure(
        "type = \"ban\"\nsenders = [\"USA\"]\nallies = [\"JPN\", \"AUS\"]\n"
        "members_needed = 2\n");
    ASSERT_EQ(m.quorum.size(), 1u);
    EXPECT_EQ(m.quorum[0].needed, 2u);
    ASSERT_EQ(m.quorum_member.size(), 2u);
    auto const a = started(m, 1);
    ASSERT_EQ(a.size(), 3u);
    for (auto const& activation : a) {
        EXPECT_EQ(activation.quorum, 0u);
    }
    // A member agrees as it complies: same table, same draw.
    EXPECT_EQ(m.quorum_member[0].table, a[1].comply_table);
    EXPECT_EQ(m.quorum_member[0].address, a[1].comply_address);
    EXPECT_EQ(m.quorum_member[0].scale, 1);
}

TEST(CoverageTest, a_plain_delay_moves_start_and_end) {
    auto const m = one_measure(
        "type = \"ban\"\nimplementation_weeks = 8\n"
        "start_week = 3\nduration_weeks = 20\n");
    EXPECT_EQ(started(m, 1)[0].start, 11);
    EXPECT_EQ(started(m, 1)[0].end, 31);
    EXPECT_EQ(m.rules.extended, 0u);
    auto const open = one_measure("type = \"ban\"\nimplementation_weeks = 8\n");
    EXPECT_EQ(started(open, 1)[0].end, forever);
}

TEST(CoverageTest, scales_what_a_licence_takes_away) {
    auto const whole = one_measure("type = \"licence\"\n");
    EXPECT_EQ(started(whole, 1)[0].comply_scale, 1);
    EXPECT_EQ(started(whole, 1)[0].comply_table, none);
    auto const half =
        one_measure("type = \"licence\"\ncoverage = 0.5\nstrictness = 0.8\n");
    EXPECT_FLOAT_EQ(started(half, 1)[0].comply_scale, 0.4f);
    EXPECT_EQ(median_of(half, started(half, 1)[0].comply_table), 1.0f);
}
}  // namespace chokepoint::test
