/// \file knowledge_test.cpp
/// Measures on knowledge, capital and people (model B4.4), and the slow
/// states they act on (B7): capacity that wears and grows, standing that is
/// lost with sales.
#include "tests/instruments/instrument.hpp"

#include <cmath>

namespace chokepoint::test {
namespace {
std::string const chip_ban =
    measure("ban",
            "ban",
            "exporters = [\"USA\", \"JPN\"]\nimporters = [\"CHN\"]\n"
            "products = [\"chip\"]\ntension_jump = 0");
std::string const growth =
    "[[growth]]\nname = \"own\"\ncountries = [\"CHN\"]\n"
    "products = [\"chip\"]\nrate = 0.02\n";
std::string const slow = "[dynamics]\n" + growth + chip_ban;

std::string beside_ban(std::string const& type, std::string const& keys) {
    return slow + measure("m", type, keys + "\ntension_jump = 0") +
           package({"ban", "m"});
}

std::string const only_ban = slow + package({"ban"});
std::string const of_china =
    "senders = [\"USA\"]\ncountries = [\"CHN\"]\nproducts = [\"chip\"]\n";

double china_grows(Trial const& t) {
    return t.capacity("CHN");
}

std::vector<Instrument> knowledge() {
    return {
        // M29, M32
        {"a_sender_that_eroded_sells_less_at_home_of_friends",
         "[dynamics]\ntool_decay = 0\n" + chip_ban + package({"ban"}),
         chip_ban + package({"ban"}),
         {"dynamics.erosion=0"},
         [](Trial const& t) { return t.fewer_shipments("JPN>USA"); },
         Moves::up},
        {"faster_erosion_leaves_less_standing",
         "[dynamics]\nerosion = 0.01\n" + chip_ban + package({"ban"}),
         "[dynamics]\nerosion = 0.001\n" + chip_ban + package({"ban"}),
         {"dynamics.erosion=0.001"},
         [](Trial const& t) { return t.standing("USA"); },
         Moves::down},
        {"standing_that_is_regained_lets_less_be_lost",
         "[dynamics]\nregain = 0.05\n" + chip_ban + package({"ban"}),
         "[dynamics]\nregain = 0\n" + chip_ban + package({"ban"}),
         {"dynamics.regain=0"},
         [](Trial const& t) { return t.standing("JPN"); },
         Moves::up},
        // B7.2
        {"tools_without_service_wear_capacity_down",
         "[dynamics]\ntool_decay = 0.02\nerosion = 0\n" +
             measure("m", "ban",
                     "exporters = [\"USA\"]\nproducts = [\"tool\"]") +
             package({"m"}),
         measure("m", "ban", "exporters = [\"USA\"]\nproducts = [\"tool\"]") +
             package({"m"}),
         {"dynamics.tool_decay=0"},
         [](Trial const& t) { return t.lost("JPN"); },
         Moves::up},
        // M31
        {"the_denied_grow_an_industry_of_their_own",
         "[dynamics]\nerosion = 0\n" + growth + chip_ban + package({"ban"}),
         "[dynamics]\nerosion = 0\n" + chip_ban + package({"ban"}),
         {"growth.own.rate=0"},
         china_grows,
         Moves::up},
        {"a_grown_industry_spares_the_target_losses",
         "[dynamics]\nerosion = 0\n" + growth + chip_ban + package({"ban"}),
         "[dynamics]\nerosion = 0\n" + chip_ban + package({"ban"}),
         {"growth.own.rate=0"},
         [](Trial const& t) { return t.lost("CHN"); },
         Moves::down},
        // M20
        {"deemed_exports_slow_the_target",
         beside_ban("deemed_export", of_china),
         only_ban,
         {"measure.m.strictness=0", "measure.m.coverage=0",
          "measure.m.duration_weeks=0"},
         china_grows,
         Moves::down},
        {"deemed_exports_wear_the_sender",
         beside_ban("deemed_export", of_china),
         only_ban,
         {"measure.m.strictness=0"},
         [](Trial const& t) { return t.standing("USA"); },
         Moves::down,
         1e-5},
        // M25
        {"outbound_review_slows_the_target",
         beside_ban("outbound_investment", of_china),
         only_ban,
         {"measure.m.growth_effect=0", "measure.m.strictness=0"},
         china_grows,
         Moves::down},
        // M27
        {"prosecution_slows_the_target",
         beside_ban("judicial", of_china),
         only_ban,
         {"measure.m.strictness=0"},
         china_grows,
         Moves::down},
        {"prosecution_wears_the_sender",
         beside_ban("judicial", of_china),
         only_ban,
         {"measure.m.coverage=0"},
         [](Trial const& t) { return t.standing("USA"); },
         Moves::down,
         1e-5},
        // M23
        {"inbound_review_slows_qualification",
         beside_ban("inbound_investment",
                    "senders = [\"USA\"]\ncountries = [\"CHN\"]\n"
                    "ramp_effect = 2"),
         only_ban,
         {"measure.m.ramp_effect=0", "measure.m.strictness=0"},
         [](Trial const& t) { return t.lost("CHN"); },
         Moves::up},
        // M39: FEFA covers 14 % of firms
        {"a_review_of_few_firms_slows_less",
         beside_ban("outbound_investment", of_china + "coverage = 0.14"),
         beside_ban("outbound_investment", of_china),
         {"measure.m.coverage=1"},
         china_grows,
         Moves::up},
        // M52
        {"joint_innovation_speeds_growth",
         beside_ban("innovation", "countries = [\"CHN\"]"),
         only_ban,
         {"measure.m.strictness=0"},
         china_grows,
         Moves::up},
        {"joint_innovation_shortens_qualification",
         beside_ban("innovation",
                    "countries = [\"CHN\"]\ngrowth_effect = 0\n"
                    "erosion_effect = 0\nramp_effect = -0.8"),
         only_ban,
         {"measure.m.ramp_effect=0"},
         [](Trial const& t) { return t.lost("CHN"); },
         Moves::down},
        {"joint_innovation_keeps_standing",
         beside_ban("innovation", "countries = [\"USA\"]"),
         only_ban,
         {"measure.m.coverage=0"},
         [](Trial const& t) { return t.standing("USA"); },
         Moves::up,
         1e-5},
        // B5.5: as before the cut-off of Huawei
        {"precaution_builds_cover_before_the_ban",
         "[world]\ntension_start = 3\ntension_persistence = 0.9999\n"
         "tension_noise = 0\n[dynamics]\nerosion = 0\ntool_decay = 0\n"
         "precaution = 1\n" +
             chip_ban + package({"ban"}),
         "[world]\ntension_start = 3\ntension_persistence = 0.9999\n"
         "tension_noise = 0\n" +
             chip_ban + package({"ban"}),
         {"dynamics.precaution=0", "dynamics.precaution_tension=5"},
         [](Trial const& t) { return t.lost("CHN"); },
         Moves::down,
         1e-4},
    };
}

INSTANTIATE_TEST_SUITE_P(Knowledge,
                         InstrumentTest,
                         testing::ValuesIn(knowledge()),
                         instrument_name);

/// B7.2: no part arrives, so that capacity falls by tool_decay a week. The
/// first week still ships what was ordered before it.
TEST(Knowledge, without_any_parts_capacity_decays_geometrically) {
    Trial const t{"[dynamics]\ntool_decay = 0.01\nerosion = 0\n" +
                      measure("m", "ban",
                              "exporters = [\"USA\"]\nproducts = [\"tool\"]") +
                      package({"m"}),
                  {},
                  Background::quiet};
    auto const weeks = weeks_of(t);
    for (std::size_t const w : {0u, 9u, 51u, 103u}) {
        double const left = std::pow(0.99, static_cast<double>(w + 1));
        EXPECT_NEAR(weeks[w].growth[10], left, 1e-5) << "week " << w;
        EXPECT_NEAR(weeks[w].growth[4], left, 1e-5) << "week " << w;
        EXPECT_EQ(weeks[w].growth[5], 1) << "has no such tools";
    }
}

/// B7.3 with M = w (1 - P): the first week's growth is g Q (1 - 1/ceiling).
TEST(Knowledge, growth_follows_the_denied_share_at_home) {
    Trial const t{
        "[dynamics]\nerosion = 0\n" + growth + chip_ban + package({"ban"}),
        {},
        Background::quiet};
    // China buys chips for 15 + 12 + 4 and households for 3; 4 are its own.
    double const denial = (15 + 12 + 3) / 34.0;
    double const kappa = 1 + 0.02 * denial * (1 - 1 / 3.0);
    EXPECT_NEAR(weeks_of(t)[0].growth[10], kappa, 1e-6);
}

/// M20: an effect of -1 takes all growth away.
TEST(Knowledge, a_deemed_export_rule_of_full_effect_stops_growth) {
    Trial const t{beside_ban("deemed_export", of_china + "growth_effect = -1"),
                  {"dynamics.tool_decay=0"}};
    for (auto const& week : weeks_of(t)) {
        ASSERT_EQ(week.growth[10], 1) << week.week;
    }
}

/// However fast standing is lost, orders divided by it stay finite.
TEST(Knowledge, standing_that_is_lost_at_once_leaves_finite_losses) {
    Trial const t{beside_ban("judicial",
                             "senders = [\"USA\"]\n"
                             "erosion_effect = 100\n"
                             "sender_erosion_effect = 100"),
                  {"dynamics.erosion=1", "dynamics.regain=1"}};
    for (char const* country : {"AUS", "CHN", "JPN", "USA"}) {
        EXPECT_TRUE(std::isfinite(t.lost_net(country))) << country;
        EXPECT_GE(t.standing(country), 0);
        EXPECT_LE(t.standing(country), 1);
    }
}

/// M29: after the ban, buyers do not come back at once.
TEST(Knowledge, markets_do_not_come_back_when_the_ban_ends) {
    std::string const text =
        "[dynamics]\nerosion = 0.01\n" + chip_ban + package({"ban"});
    Trial const t{text, {"measure.ban.duration_weeks=52"}, Background::quiet};
    auto const weeks = weeks_of(t);
    EXPECT_LT(weeks[51].standing[5], 0.95f);
    EXPECT_LT(weeks[103].standing[5], 0.99f);
    EXPECT_GT(weeks[103].standing[5], weeks[52].standing[5]);
}
}  // namespace
}  // namespace chokepoint::test
