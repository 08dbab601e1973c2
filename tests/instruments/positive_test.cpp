/// \file positive_test.cpp
/// Positive measures and packages (model A1, A4): what builds, helps,
/// buys, moves, eases and ends.
#include "tests/instruments/instrument.hpp"

namespace chokepoint::test {
namespace {
std::string const ban = measure(
    "ban",
    "ban",
    "senders = [\"USA\"]\nimporters = [\"CHN\"]\nproducts = [\"chip\"]\n"
    "tension_jump = 0");
std::string const only_ban = ban + package({"ban"});

std::string beside_ban(std::string const& type, std::string const& keys) {
    return ban + measure("m", type, keys) + package({"ban", "m"});
}
std::string one(std::string const& type, std::string const& keys) {
    return measure("m", type, keys) + package({"m"});
}

std::string ban_that_ends(std::string const& keys) {
    return measure("ban", "ban",
                   "senders = [\"USA\"]\nimporters = [\"CHN\"]\n"
                   "products = [\"chip\"]\ntension_jump = 0\n" +
                       keys) +
           package({"ban"});
}

/// Japan learns to serve China's households.
std::string engage(std::string const& keys) {
    return measure("m", "engagement",
                   "countries = [\"JPN\"]\nimporters = [\"CHN\"]\n"
                   "products = [\"chip\"]\n" +
                       keys);
}
std::string const chips_stop =
    "[[event]]\nname = \"e\"\ntype = \"capacity\"\n"
    "nodes = [\"USA:chip\"]\nseverity = 1\nhold_weeks = 104\n";
std::string const leaking_ban =
    measure("ban",
            "ban",
            "senders = [\"USA\"]\nimporters = [\"CHN\"]\n"
            "products = [\"chip\"]\ntension_jump = 0\n"
            "leak = 0.5\nleak_weeks = 4");

double denied_to_china(Trial const& t) {
    return t.denied("CHN");
}

std::vector<Instrument> positive_measures() {
    return {
        // M2, M65
        {"lifting_a_measure_brings_trade_back",
         beside_ban("relief", "lifts = [\"ban\"]\nstart_week = 30"),
         only_ban,
         {"measure.m.start_week=104", "measure.m.start_week=2000"},
         denied_to_china,
         Moves::down},
        // M65: a sunset
        {"a_sunset_brings_trade_back",
         ban_that_ends("duration_weeks = 30"),
         only_ban,
         {"measure.ban.duration_weeks=104"},
         denied_to_china,
         Moves::down},
        // M36, M16
        {"a_chance_of_settlement_shortens_measures",
         ban_that_ends("exit_hazard = 0.05"),
         only_ban,
         {"measure.ban.exit_hazard=0"},
         denied_to_china,
         Moves::down},
        {"a_sender_that_suffers_gives_up_sooner",
         ban_that_ends("exit_loss_hazard = 50\nexit_tolerance = 0"),
         only_ban,
         {"measure.ban.exit_loss_hazard=0", "measure.ban.exit_tolerance=1"},
         denied_to_china,
         Moves::down},
        // M18, M57
        {"a_subsidy_builds_capacity_at_home",
         "[dynamics]\ntool_decay = 0\nerosion = 0\n" +
             one("subsidy",
                 "countries = [\"USA\"]\nproducts = [\"chip\"]\n"
                 "capacity = 0.3\nbuild_weeks = 52"),
         package({}),
         {"measure.m.capacity=0", "measure.m.build_weeks=104",
          "measure.m.waits_for_demand=100"},
         [](Trial const& t) { return t.lost("USA"); },
         Moves::down},
        // M5
        {"preclusive_buying_crowds_other_products_out",
         one("preclusive_buying",
             "senders = [\"USA\"]\nexporters = [\"CHN\"]\n"
             "products = [\"ore\"]\nsurge = 1\ndecay = 0.01\n"
             "duration_weeks = 52\ntension_jump = 0"),
         package({}),
         {"measure.m.duration_weeks=0"},
         [](Trial const& t) { return t.lost("CHN"); },
         Moves::up},
        {"the_target_loses_its_boom_when_the_buyer_leaves",
         one("preclusive_buying",
             "senders = [\"USA\"]\nexporters = [\"AUS\"]\n"
             "products = [\"ore\"]\nsurge = 0.2\ndecay = 0\n"
             "tension_jump = 0"),
         one("preclusive_buying",
             "senders = [\"USA\"]\nexporters = [\"AUS\"]\n"
             "products = [\"ore\"]\nsurge = 0.2\ndecay = 0\n"
             "tension_jump = 0\nduration_weeks = 52"),
         {"measure.m.duration_weeks=52"},
         [](Trial const& t) { return t.lost_net("AUS"); },
         Moves::down},
        // M53, M49
        {"third_countries_become_alternates",
         chips_stop + engage("weight = 5") + package({"m"}),
         chips_stop + package({}),
         {"measure.m.weight=0"},
         [](Trial const& t) { return t.fewer_shipments("JPN>CHN"); },
         Moves::down},
        // M53: leaks of third countries
        {"engaged_third_countries_stop_leaks",
         leaking_ban + engage("weight = 0\nleak_effect = 0.5") +
             package({"ban", "m"}),
         leaking_ban + package({"ban"}),
         {"measure.m.leak_effect=0"},
         denied_to_china,
         Moves::up},
        // M56
        {"relocation_takes_capacity_from_the_origin",
         one("relocation",
             "from_countries = [\"JPN\"]\nto_countries = [\"USA\"]\n"
             "products = [\"chip\"]\nrate = 0.3"),
         package({}),
         {"measure.m.rate=0", "measure.m.start_week=104"},
         [](Trial const& t) { return t.lost("JPN"); },
         Moves::up},
        // M2: the target of relief is better off
        {"lifting_a_measure_spares_the_target",
         beside_ban("relief", "lifts = [\"ban\"]\nstart_week = 10"),
         only_ban,
         {"measure.m.start_week=104"},
         [](Trial const& t) { return t.lost("CHN"); },
         Moves::down},
    };
}

INSTANTIATE_TEST_SUITE_P(PositiveMeasures,
                         InstrumentTest,
                         testing::ValuesIn(positive_measures()),
                         instrument_name);

/// M18: the plant stands `build_weeks` after the start, all of it at once.
TEST(PositiveMeasures, a_subsidised_plant_opens_in_its_week) {
    Trial const t{one("subsidy",
                      "nodes = [\"USA:chip\"]\ncapacity = 0.3\n"
                      "start_week = 5\nbuild_weeks = 20"),
                  {},
                  Background::quiet};
    auto const weeks = weeks_of(t);
    EXPECT_EQ(weeks[23].growth[6], 1);
    EXPECT_FLOAT_EQ(weeks[25].growth[6], 1.3f);
    EXPECT_EQ(weeks[103].growth[5], 1) << "the neighbour";
}

/// M56: what leaves in dollars of sales arrives in dollars of sales.
TEST(PositiveMeasures, relocated_capacity_arrives) {
    Trial const t{one("relocation",
                      "from_countries = [\"JPN\"]\nto_countries = [\"AUS\"]\n"
                      "products = [\"ore\", \"metal\"]\nrate = 0.1\n"
                      "tension_jump = 0"),
                  {"measure.m.to_countries=[\"CHN\"]"},
                  Background::quiet};
    auto const last = weeks_of(t).back().growth;
    // JPN:metal sells 6 + 2 + 1, CHN:metal 5 + 4 + 3 + 1 a week.
    double const moved = 0.1 / 52 * trial_weeks;
    EXPECT_NEAR(last[3], 1 - moved, 1e-4);
    EXPECT_NEAR(last[2], 1 + moved * 9 / 13, 1e-4);
}

/// M5: the buyer's orders are surge times the sales.
TEST(PositiveMeasures, a_boom_is_the_surge_the_buyer_adds) {
    Trial const t{one("preclusive_buying",
                      "senders = [\"USA\"]\nexporters = [\"AUS\"]\n"
                      "products = [\"ore\"]\nsurge = 0.2\ndecay = 0\n"
                      "tension_jump = 0"),
                  {},
                  Background::quiet};
    EXPECT_NEAR(weeks_of(t)[20].output[1], 1.2, 1e-3);
    EXPECT_NEAR(t.lost_net("AUS"), -0.2 * 4 * trial_weeks, 1.0);
}

/// Pre-qualified alternates (CoRe): each step of readiness saves losses.
TEST(PositiveMeasures, qualifying_alternates_before_the_ban_saves_losses) {
    auto const ready = [](char const* level, char const* kept) {
        return Trial{beside_ban("prequalification",
                                "importers = [\"CHN\"]\nproducts = [\"chip\"]"),
                     {std::string{"measure.m.level="} + level,
                      std::string{"measure.m.kept="} + kept}}
            .lost("CHN");
    };
    double const never = Trial{only_ban}.lost("CHN");
    double const delay = ready("delay", "false");
    double const qualified = ready("ready", "false");
    EXPECT_LT(delay, never * 0.999);
    EXPECT_LT(qualified, delay * 0.999);
    EXPECT_LE(ready("ready", "true"), qualified * 1.001);
}

/// M14, M65: packages meet the same worlds; "none" is the base of both.
TEST(PositiveMeasures, packages_of_one_campaign_share_their_worlds) {
    std::string const text =
        beside_ban("relief", "lifts = [\"ban\"]\nstart_week = 30");
    Trial const none{text, {}, Background::watched, "none"};
    expect_same_common_rows(none, Trial{package({})});
}
}  // namespace
}  // namespace chokepoint::test
