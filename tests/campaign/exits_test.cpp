/// \file exits_test.cpp
/// How measures end, what lifts or blocks them, who can leave a package.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "host/campaign/toml/effective_toml.hpp"
#include "host/campaign/toml/load_campaign.hpp"
#include "tests/campaign/measure_models.hpp"

namespace chokepoint::test {
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// ---------------------------------------------------------------- exits ---

TEST(ExitTest, hazards_are_of_the_sender_and_allies_leave_later) {
    auto const m = one_measure(std::string{japan_joins} +
                               "exit_hazard = 0.003\nexit_loss_hazard = 0.5\n"
                               "follow_exit_weeks = 13\n");
    EXPECT_FLOAT_EQ(m.slot[0].exit_hazard, 0.003f);
    EXPECT_FLOAT_EQ(m.slot[0].exit_loss, 0.5f);
    EXPECT_FLOAT_EQ(m.slot[0].exit_tolerance, 0.005f);
    EXPECT_EQ(m.slot[0].leader, none);
    EXPECT_EQ(m.slot[1].exit_hazard, 0);
    EXPECT_EQ(m.slot[1].leader, 0u);
    EXPECT_EQ(m.slot[1].exit_lag, 13);
    EXPECT_EQ(m.rules.exits_on, 1u);
    EXPECT_EQ(one_measure(japan_joins).slot[1].leader, none);
}

TEST(ExitTest, all_slots_of_the_senders_end_with_the_first) {
    auto const m = one_measure(
        "type = \"tariff\"\nsenders = [\"JPN\"]\n"
        "exit_hazard = 0.01\n");
    ASSERT_EQ(m.slot.size(), 2u);
    EXPECT_FLOAT_EQ(m.slot[0].exit_hazard, 0.01f);
    EXPECT_EQ(m.slot[1].exit_hazard, 0);
    EXPECT_EQ(m.slot[1].leader, 0u);
    EXPECT_EQ(m.slot[1].exit_lag, 0);
}

TEST(ExitTest, a_measure_can_follow_one_that_comes_later_in_the_file) {
    auto const m = model_of(
        "[[measure]]\nname = \"late\"\ntype = \"ban\"\nsenders = [\"JPN\"]\n"
        "follows = \"early\"\nfollow_exit_weeks = 40\n"
        "[[measure]]\nname = \"early\"\ntype = \"ban\"\nsenders = [\"USA\"]\n"
        "[[package]]\nname = \"p\"\nmeasures = [\"early\", \"late\"]\n");
    EXPECT_EQ(m.slot[0].leader, 1u);
    EXPECT_EQ(m.slot[0].exit_lag, 40);
    EXPECT_EQ(m.slot[1].leader, none);
}

TEST(ReliefTest, lifts_every_slot_of_a_measure_with_one_easing) {
    auto const m = model_of(
        "[[measure]]\nname = \"m\"\ntype = \"tariff\"\nimporters = [\"JPN\"]\n"
        "[[measure]]\nname = \"easing\"\ntype = \"relief\"\nlifts = [\"m\"]\n"
        "start_week = 30\n"
        "[[package]]\nname = \"p\"\nmeasures = [\"m\", \"easing\"]\n");
    auto const a = started(m, 1);
    ASSERT_EQ(a.size(), 4u);
    EXPECT_EQ(a[0].lifts, 0u);
    EXPECT_EQ(a[2].lifts, 1u);
    EXPECT_EQ(a[2].slot, 0u);
    EXPECT_EQ(a[3].slot, 1u);
    EXPECT_EQ(a[3].start, 30);
    EXPECT_FLOAT_EQ(a[2].tension_jump, -0.3f);
    EXPECT_EQ(a[3].tension_jump, 0);
}

TEST(ReliefTest, warns_if_there_is_nothing_to_lift) {
    std::vector<std::string> warnings;
    model_of(
        "[[measure]]\nname = \"m\"\ntype = \"ban\"\n"
        "[[measure]]\nname = \"easing\"\ntype = \"relief\"\nlifts = [\"m\"]\n"
        "[[package]]\nname = \"p\"\nmeasures = [\"easing\"]\n"
        "[[package]]\nname = \"q\"\nmeasures = [\"m\"]\n",
        &warnings);
    EXPECT_THAT(warnings, ElementsAre(HasSubstr(
                              "[package] 'p': 'easing' lifts 'm', which this "
                              "package lacks")));
}

TEST(ReliefTest, leaves_allies_stranded_for_a_while) {
    auto const m = model_of(
        "[[measure]]\nname = \"m\"\n" + std::string{japan_joins} +
        "follow_exit_weeks = 13\n"
        "[[measure]]\nname = \"easing\"\ntype = \"relief\"\nlifts = [\"m\"]\n"
        "[[package]]\nname = \"p\"\nmeasures = [\"m\", \"easing\"]\n");
    auto const a = started(m, 1);
    ASSERT_EQ(a.size(), 3u);
    EXPECT_EQ(a[2].lifts, 1u);
    EXPECT_EQ(a[2].slot, 0u);
    EXPECT_EQ(m.slot[1].leader, 0u);
    EXPECT_EQ(m.slot[1].exit_lag, 13);
    EXPECT_EQ(m.rules.exits_on, 1u);
}

// ------------------------------------------------------------- statutes ---

TEST(BlockingStatuteTest, scales_those_who_follow_only_in_its_packages) {
    auto const m = model_of(
        "[[measure]]\nname = \"m\"\n" + std::string{japan_joins} +
        "members_needed = 1\n"
        "[[measure]]\nname = \"statute\"\ntype = \"blocking_statute\"\n"
        "countries = [\"JPN\", \"USA\"]\nstrength = 0.4\n"
        "[[package]]\nname = \"without\"\nmeasures = [\"m\"]\n"
        "[[package]]\nname = \"with\"\nmeasures = [\"m\", \"statute\"]\n");
    EXPECT_EQ(started(m, 1)[1].comply_scale, 1);
    auto const a = started(m, 2);
    EXPECT_EQ(a[0].comply_scale, 1);  // the sender's own firms comply
    EXPECT_FLOAT_EQ(a[1].comply_scale, 0.6f);
    EXPECT_FLOAT_EQ(m.quorum_member[m.quorum[a[1].quorum].first].scale, 0.6f);
}

TEST(BlockingStatuteTest, also_scales_a_compliance_given_as_a_number) {
    auto const m = model_of(
        "[[measure]]\nname = \"m\"\n" + std::string{japan_joins} +
        "compliance = 0.5\n"
        "[[measure]]\nname = \"statute\"\ntype = \"blocking_statute\"\n"
        "countries = [\"JPN\"]\nstrength = 0.4\n"
        "[[package]]\nname = \"p\"\nmeasures = [\"m\", \"statute\"]\n");
    auto const a = started(m, 1);
    EXPECT_FLOAT_EQ(a[1].level, 0.5f);
    // Only a drawn compliance is scaled: the table draws 1.
    EXPECT_EQ(median_of(m, a[1].comply_table), 1.0f);
    EXPECT_FLOAT_EQ(a[1].comply_scale, 0.6f);
}

// -------------------------------------------------------- leave one out ---

TEST(LeaveOneOutTest, packages_lack_just_the_country_that_leaves) {
    auto const m = model_of(
        "[[measure]]\nname = \"m\"\ntype = \"ban\"\n"
        "senders = [\"USA\", \"AUS\"]\nallies = [\"JPN\"]\n"
        "[[package]]\nname = \"club\"\nmeasures = [\"m\"]\n"
        "leave_one_out = [\"JPN\", \"AUS\"]\n"
        "[[package]]\nname = \"last\"\n");
    EXPECT_THAT(m.package_name,
                ElementsAre("none", "club", "last", "club-without-JPN",
                            "club-without-AUS"));
    ASSERT_THAT(m.slot_name, ElementsAre("m", "m:AUS", "m:JPN"));
    auto const slots = [&](std::size_t package) {
        std::vector<std::uint32_t> list;
        for (auto const& a : started(m, package)) {
            list.push_back(a.slot);
        }
        return list;
    };
    EXPECT_THAT(slots(1), ElementsAre(0, 1, 2));
    EXPECT_THAT(slots(2), IsEmpty());
    EXPECT_THAT(slots(3), ElementsAre(0, 1));
    EXPECT_THAT(slots(4), ElementsAre(0, 2));
    EXPECT_THAT(scope_of(m, 1), ElementsAre(2, 3));  // Australian ore
    EXPECT_THAT(scope_of(m, 0), ElementsAre(11, 17));
}

TEST(LeaveOneOutTest, follows_from_the_file_and_is_not_written_twice) {
    auto const c = campaign_of(
        "[[measure]]\nname = \"m\"\ntype = \"ban\"\nallies = [\"JPN\"]\n"
        "senders = [\"USA\"]\n"
        "[[package]]\nname = \"club\"\nmeasures = [\"m\"]\n"
        "leave_one_out = [\"JPN\"]\n");
    auto const text = effective_toml(c);
    EXPECT_THAT(text, testing::Not(HasSubstr("club-without-JPN")));
    auto const again = parse_campaign(text, "dir/try.toml");
    EXPECT_EQ(again.packages.size(), 3u);
    EXPECT_EQ(effective_toml(again), text);
}

TEST(PackageTest, conduct_scales_reaction_erosion_and_leaks) {
    auto const m = one_measure("type = \"ban\"\n",
                               "restraint = 0.5\nopenness = 0.2\n"
                               "leak_prevention = 0.3\n");
    EXPECT_FLOAT_EQ(m.package[1].hazard_scale, 0.4f);
    EXPECT_FLOAT_EQ(m.package[1].erosion_scale, 0.8f);
    EXPECT_FLOAT_EQ(m.package[1].leak_scale, 0.7f);
    EXPECT_EQ(m.package[0].hazard_scale, 1);
    EXPECT_EQ(m.rules.extended, 1u);
}
}  // namespace chokepoint::test
