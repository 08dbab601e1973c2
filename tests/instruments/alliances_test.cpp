/// \file alliances_test.cpp
/// Who joins a control, how willingly, how late, and what it costs them
/// (model A3, A4, A6).
#include "tests/instruments/instrument.hpp"

#include <algorithm>
#include <cmath>

namespace chokepoint::test {
namespace {
std::string const chips_to_china =
    "senders = [\"USA\"]\nimporters = [\"CHN\"]\nproducts = [\"chip\"]\n"
    "tension_jump = 0\n";

/// Follows at once, wholly.
std::string japan(std::string const& row, std::string const& more = "") {
    return "[[compliance]]\ncountry = \"JPN\"\n" + row +
           " = { alpha = 10000, beta = 0.05, lag_weeks = 0" + more + " }\n";
}

std::string ban(std::string const& keys) {
    return measure("m", "ban", chips_to_china + keys);
}

std::string const alone = ban("") + package({"m"});
std::string const joined =
    japan("export_control") + ban("allies = [\"JPN\"]\n") + package({"m"});
std::string const lifted_at_30 = measure(
    "ease", "relief", "lifts = [\"m\"]\nstart_week = 30\ntension_jump = 0");

double japan_ships_less(Trial const& t) {
    return t.fewer_shipments("JPN>CHN");
}

std::vector<Instrument> alliances() {
    std::string const never = "compliance.JPN.export_control.lag_weeks=104";
    return {
        // M51, M50: restricted access, jointly
        {"an_ally_joins_the_control",
         joined,
         alone,
         {never},
         japan_ships_less,
         Moves::up},
        {"a_coalition_denies_more",
         joined,
         alone,
         {never},
         [](Trial const& t) { return t.denied("CHN"); },
         Moves::up},
        // M33
        {"joining_costs_the_ally",
         joined,
         alone,
         {never},
         [](Trial const& t) { return t.lost("JPN"); },
         Moves::up},
        // M38: one row of Table 1 each; another row changes nothing
        {"a_country_that_follows_late_denies_less",
         japan("export_control") + ban("allies = [\"JPN\"]\n") + package({"m"}),
         ban("allies = [\"JPN\"]\n") + package({"m"}),
         {"compliance.JPN.export_control={ alpha = 3, beta = 7, "
          "lag_weeks = 104 }"},
         japan_ships_less,
         Moves::up},
        {"an_entity_list_is_followed_by_its_own_row",
         "[[compliance]]\ncountry = \"JPN\"\n" +
             measure("m", "entity_list",
                     chips_to_china + "firms = [\"DRAGON\"]\n"
                                      "chill = 0\nallies = [\"JPN\"]") +
             package({"m"}),
         measure("m", "ban", chips_to_china + "firms = [\"DRAGON\"]\n") +
             package({"m"}),
         {"compliance.JPN.entity_list.lag_weeks=104"},
         japan_ships_less,
         Moves::up},
        {"import_restrictions_are_followed_by_their_own_row",
         "[[compliance]]\ncountry = \"JPN\"\n" +
             measure("m", "import_ban",
                     "senders = [\"USA\"]\nexporters = [\"CHN\"]\n"
                     "allies = [\"JPN\"]\ntension_jump = 0\n") +
             package({"m"}),
         measure("m", "import_ban",
                 "senders = [\"USA\"]\nexporters = [\"CHN\"]\n"
                 "tension_jump = 0\n") +
             package({"m"}),
         {"compliance.JPN.import_restriction.lag_weeks=104"},
         [](Trial const& t) { return t.fewer_shipments("CHN>JPN"); },
         Moves::up},
        // M35
        {"a_blocking_statute_keeps_third_country_trade",
         japan("export_control") + ban("allies = [\"JPN\"]\n") +
             measure("shield", "blocking_statute",
                     "countries = [\"JPN\"]\nstrength = 0.5") +
             package({"m", "shield"}),
         joined,
         {"measure.shield.strength=0"},
         japan_ships_less,
         Moves::down},
        // M40
        {"a_multilateral_control_may_find_no_majority",
         ban("allies = [\"JPN\", \"AUS\"]\nmembers_needed = 2\n") +
             package({"m"}),
         ban("allies = [\"JPN\", \"AUS\"]\n") + package({"m"}),
         {"measure.m.members_needed=0"},
         [](Trial const& t) { return t.denied("CHN"); },
         Moves::down},
        // M44
        {"a_coalitions_quota_costs_the_ally_less_than_a_ban",
         measure("m", "quota",
                 "exporters = [\"USA\", \"JPN\"]\nimporters = [\"CHN\"]\n"
                 "products = [\"chip\"]\nquota = 0.5\ntension_jump = 0\n") +
             package({"m"}),
         measure("m", "ban",
                 "exporters = [\"USA\", \"JPN\"]\nimporters = [\"CHN\"]\n"
                 "products = [\"chip\"]\ntension_jump = 0\n") +
             package({"m"}),
         {"measure.m.quota=0"},
         [](Trial const& t) { return t.lost("JPN"); },
         Moves::down},
        // M59, M29
        {"an_ally_outside_the_control_fills_the_gap",
         alone,
         package({}),
         {"measure.m.compliance=0"},
         japan_ships_less,
         Moves::down},
        {"an_ally_outside_the_control_gains",
         alone,
         package({}),
         {"measure.m.strictness=0"},
         [](Trial const& t) { return t.lost_net("JPN"); },
         Moves::down},
        // M48
        {"an_ally_is_stranded_when_the_sender_eases_first",
         japan("export_control") +
             ban("allies = [\"JPN\"]\nfollow_exit_weeks = 52\n") +
             lifted_at_30 + package({"m", "ease"}),
         japan("export_control") +
             ban("allies = [\"JPN\"]\nduration_weeks = 30\n") + package({"m"}),
         {"measure.m.follow_exit_weeks=0"},
         japan_ships_less,
         Moves::up},
        // M48, by name
        {"a_measure_that_follows_ends_after_its_leader",
         measure("m", "ban", chips_to_china + "duration_weeks = 20") +
             measure("n", "ban",
                     "exporters = [\"JPN\"]\nimporters = [\"CHN\"]\n"
                     "products = [\"chip\"]\ntension_jump = 0\n"
                     "follows = \"m\"\nfollow_exit_weeks = 10") +
             package({"m", "n"}),
         measure("m", "ban", chips_to_china + "duration_weeks = 20") +
             measure("n", "ban",
                     "exporters = [\"JPN\"]\nimporters = [\"CHN\"]\n"
                     "products = [\"chip\"]\ntension_jump = 0\n") +
             package({"m", "n"}),
         {"measure.n.follow_exit_weeks=104"},
         japan_ships_less,
         Moves::down},
    };
}

INSTANTIATE_TEST_SUITE_P(Alliances,
                         InstrumentTest,
                         testing::ValuesIn(alliances()),
                         instrument_name);

/// M40: members who surely agree do not hinder.
TEST(Alliances, a_quorum_of_the_willing_has_the_bits_of_none) {
    std::string const text = japan("export_control") +
                             ban("allies = [\"JPN\"]\nmembers_needed = 1\n") +
                             package({"m"});
    Trial const with{text, {"measure.m.compliance=1"}};
    Trial const without{
        text, {"measure.m.compliance=1", "measure.m.members_needed=0"}};
    expect_same_common_rows(with, without);
    EXPECT_GT(japan_ships_less(with), 100);
}

/// M38: the mean of Beta(a, b) is realised, within 3.5 standard errors.
TEST(Alliances, compliance_is_drawn_from_its_table) {
    Trial const t{
        "[[compliance]]\ncountry = \"JPN\"\n"
        "export_control = { alpha = 6, beta = 4, lag_weeks = 0 }\n" +
            measure("m", "ban",
                    "senders = [\"USA\"]\nimporters = [\"CHN\"]\n"
                    "products = [\"ore\", \"chip\"]\nallies = [\"JPN\"]") +
            package({"m"}),
        {},
        Background::quiet};
    double mean = 0;
    for (std::uint64_t w = 0; w < 200; ++w) {
        float lowest = 1;  // of the ally; the senders' slot passes 0
        trace_world(
            t.model().view(), t.package(), w,
            [&](TraceWeek const& week) {
                lowest = *std::max_element(week.slot_pass.begin(),
                                           week.slot_pass.end());
            },
            nullptr);
        mean += (1 - lowest) / 200;
    }
    double const deviation = std::sqrt(0.6 * 0.4 / 11);
    EXPECT_NEAR(mean, 0.6, 3.5 * deviation / std::sqrt(200));
}

/// M50: a member that leaves had no part in it: what is left are the bits of
/// the package without the member's trade.
TEST(Alliances, a_coalition_without_a_member_is_the_one_that_never_had_it) {
    std::string const text = japan("export_control") +
                             ban("allies = [\"JPN\"]\n") +
                             package({"m"}, "leave_one_out = [\"JPN\"]");
    Trial const left{text, {}, Background::watched, "trial-without-JPN"};
    expect_same_common_rows(left, Trial{alone});
    EXPECT_GT(japan_ships_less(Trial{text}), japan_ships_less(left));
}

/// M60: a coalition narrower than the sender leaves a gap.
TEST(Alliances, a_coalition_limited_to_key_goods_leaves_a_gap) {
    auto const coalition = [](char const* product) {
        return Trial{
            measure("us", "ban",
                    "exporters = [\"USA\"]\nimporters = [\"CHN\"]\n") +
            measure("jp", "ban",
                    std::string{"exporters = [\"JPN\"]\nproducts = ["} +
                        product + "]\n") +
            package({"us", "jp"})};
    };
    EXPECT_GT(coalition("\"chip\", \"metal\"").denied("CHN"),
              coalition("\"metal\"").denied("CHN") * 1.05);
}

/// M58: with a compliance of one half, each firm obeys wholly or not at all.
TEST(Alliances, firms_obey_wholly_or_not_at_all) {
    std::string const text =
        "[[compliance]]\ncountry = \"JPN\"\n"
        "export_control = { alpha = 5000, beta = 5000, lag_weeks = 0 }\n" +
        ban("allies = [\"JPN\"]\nfirm_obedience = true\n") + package({"m"});
    Trial const t{text, {}, Background::quiet};
    Trial const share{
        text, {"measure.m.firm_obedience=false"}, Background::quiet};
    double const all = 15.0 * trial_weeks;
    int obey = 0;
    for (std::uint32_t w = 0; w < trial_worlds; ++w) {
        double const less = t.fewer_shipments("EASTFAB>DRAGON", w);
        EXPECT_TRUE(less < 1 || less > 0.99 * all) << w << ": " << less;
        obey += less > 0.99 * all;
        EXPECT_LT(share.fewer_shipments("EASTFAB>DRAGON", w), 0.8 * all);
    }
    EXPECT_GE(obey, 4);
    EXPECT_LE(obey, 20);
}
}  // namespace
}  // namespace chokepoint::test
