/// \file reaction_test.cpp
/// Tension, regimes and answers (model A5, B6): who reacts, how often, and
/// what tempers it.
#include "tests/instruments/instrument.hpp"

namespace chokepoint::test {
namespace {
std::string ban(std::string const& keys) {
    return measure("ban", "ban",
                   "senders = [\"USA\"]\nexporters = [\"USA\"]\n"
                   "importers = [\"CHN\"]\n" +
                       keys);
}

/// China may answer the USA.
std::string answer(std::string const& keys, char const* base = "0.01") {
    return measure("menu", "import_ban", "products = [\"chip\"]") +
           "[[retaliation]]\nname = \"china\"\nreactor = \"CHN\"\n"
           "against = [\"USA\"]\nmeasures = [\"menu\"]\n"
           "by_tension = 0\nlag_weeks = 2\nbase = " +
           base + '\n' + keys;
}

std::string const seldom = ban("") + answer("by_loss = 0\n") + package({"ban"});

/// The USA answer China.
std::string const back =
    measure("back", "tariff", "products = [\"device\"]\nrate = 0.5") +
    "[[retaliation]]\nname = \"usa\"\nreactor = \"USA\"\n"
    "against = [\"CHN\"]\nmeasures = [\"back\"]\nbase = 0.1\n"
    "by_tension = 0\nlag_weeks = 2\n";

std::string const just_ban = ban("") + package({"ban"});
std::string const provoked = ban("") + answer("") + package({"ban"});

std::string const to_war =
    "[world]\nstart_regime = \"crisis\"\n"
    "transition = [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 0.9, 0.1],"
    " [0, 0, 0, 1]]\n"
    "[[family]]\nname = \"war\"\ntype = \"blockade\"\n"
    "countries = [\"JPN\"]\n";

/// A regime that stays.
std::string outages(std::string const& regime, std::string const& multiplier) {
    return "[world]\nstart_regime = \"" + regime +
           "\"\ntransition = [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0],"
           " [0, 0, 0, 1]]\n"
           "[[family]]\nname = \"outages\"\ntype = \"cyber_outage\"\n"
           "rate = 0.2\nmultiplier = [" +
           multiplier + "]\n" + package({});
}

/// Controls at a tension that fades from 3.
std::string tense(int slope) {
    return "[world]\ntension_start = 3\ntension_noise = 0\n"
           "[[family]]\nname = \"bans\"\ntype = \"export_ban\"\n"
           "rate = 0.1\nexporters = [\"USA\"]\ntension_jump = 0\n"
           "multiplier = [1, 1, 1, 1]\narrival = \"weekly\"\ntension_slope = " +
           std::to_string(slope) + "\n" + package({});
}

double answers(Trial const& t) {
    return t.retaliations();
}

std::vector<Instrument> reactions() {
    return {
        // M31, M1
        {"a_ban_is_answered",
         provoked,
         just_ban,
         {"retaliation.china.most=0", "retaliation.china.restraint=1",
          "measure.menu.strictness=0"},
         answers,
         Moves::up},
        {"an_answer_to_a_quota_stops_the_rest",
         measure("ban", "quota",
                 "exporters = [\"USA\"]\nimporters = [\"CHN\"]") +
             answer("") + package({"ban"}),
         measure("ban", "quota",
                 "exporters = [\"USA\"]\nimporters = [\"CHN\"]") +
             package({"ban"}),
         {"retaliation.china.restraint=1"},
         [](Trial const& t) { return t.lost("USA"); },
         Moves::up},
        // M63
        {"restraint_of_the_reactor_cuts_answers",
         ban("") + answer("by_loss = 0\nrestraint = 0.8\n") + package({"ban"}),
         seldom,
         {"retaliation.china.restraint=0"},
         answers,
         Moves::down},
        {"restraint_in_a_package_cuts_answers",
         ban("") + answer("by_loss = 0\n") +
             package({"ban"}, "restraint = 0.8"),
         seldom,
         {"package.trial.restraint=0"},
         answers,
         Moves::down},
        // M3
        {"openness_cuts_answers",
         ban("") + answer("by_loss = 0\n") + package({"ban"}, "openness = 0.8"),
         seldom,
         {"package.trial.openness=0"},
         answers,
         Moves::down},
        {"openness_slows_erosion",
         "[dynamics]\n" + ban("") + package({"ban"}, "openness = 0.8"),
         "[dynamics]\n" + just_ban,
         {"package.trial.openness=0"},
         [](Trial const& t) { return t.standing("USA"); },
         Moves::up},
        // M47
        {"a_covert_measure_is_answered_less",
         ban("visibility = 0.2\n") + answer("") + package({"ban"}),
         provoked,
         {"measure.ban.visibility=1"},
         answers,
         Moves::down},
        // M9
        {"a_reactor_without_the_chokepoint_has_no_answer",
         ban("") + answer("available_above = 0.9\n") + package({"ban"}),
         provoked,
         {"retaliation.china.available_above=0"},
         answers,
         Moves::down},
        // B6: what a measure blocks drives the answers
        {"harm_brings_answers",
         ban("") + answer("by_loss = 5\n") + package({"ban"}),
         ban("") + answer("by_loss = 0\n") + package({"ban"}),
         {"retaliation.china.by_loss=0"},
         answers,
         Moves::up},
        // M67, M63
        {"two_who_answer_each_other_spiral",
         ban("") + answer("", "0.1") + back + package({"ban"}),
         provoked,
         {"retaliation.usa.most=0"},
         answers,
         Moves::up},
        {"two_who_answer_each_other_make_chains",
         ban("") + answer("", "0.1") + back + package({"ban"}),
         provoked,
         {"retaliation.usa.restraint=1"},
         [](Trial const& t) { return t.longest_chain(); },
         Moves::up},
        {"a_spiral_raises_tension",
         ban("") + answer("tension_jump = 1\n", "0.1") + back +
             package({"ban"}),
         just_ban,
         {"retaliation.china.most=0"},
         [](Trial const& t) { return t.highest_tension(); },
         Moves::up},
        // M63, M2
        {"a_measure_raises_tension",
         ban("tension_jump = 2") + package({"ban"}),
         ban("tension_jump = 0") + package({"ban"}),
         {"measure.ban.tension_jump=0"},
         [](Trial const& t) { return t.highest_tension(); },
         Moves::up},
        // M12, M67
        {"tension_leads_to_crisis_and_conflict",
         ban("tension_jump = 4") + package({"ban"}),
         ban("tension_jump = 0") + package({"ban"}),
         {"measure.ban.tension_jump=0"},
         [](Trial const& t) { return t.regime_weeks(2) + t.regime_weeks(3); },
         Moves::up},
        // M67
        {"conflict_brings_the_blockade",
         to_war + package({}, "families = [\"war\", \"accidents\"]"),
         to_war + package({}, "families = [\"accidents\"]"),
         {"world.transition=[[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], "
          "[0, 0, 0, 1]]"},
         [](Trial const& t) { return t.lost("JPN"); },
         Moves::up},
        // M12
        {"conflict_multiplies_outages",
         outages("conflict", "1, 2, 3, 5"),
         outages("calm", "1, 2, 3, 5"),
         {"family.outages.multiplier=[5, 2, 3, 1]"},
         [](Trial const& t) { return t.events("outages"); },
         Moves::up},
        // M63
        {"tension_multiplies_controls",
         tense(1),
         tense(0),
         {"family.bans.tension_slope=0", "world.tension_start=0"},
         [](Trial const& t) { return t.events("bans"); },
         Moves::up},
    };
}

INSTANTIATE_TEST_SUITE_P(Reactions,
                         InstrumentTest,
                         testing::ValuesIn(reactions()),
                         instrument_name);

/// B6: an answer disarms; nothing arms the pair again.
TEST(Reactions, an_armed_pair_answers_once_until_it_is_provoked_again) {
    Trial const t{provoked,
                  {"retaliation.china.base=1", "retaliation.china.most=1"}};
    for (std::uint32_t w = 0; w < trial_worlds; ++w) {
        auto const row = t.rows().retaliations();
        ASSERT_EQ(t.losses().count[row * trial_worlds + w], 1) << w;
    }
    EXPECT_EQ(t.longest_chain(), 1);
}

/// B6: at most once in 26 weeks a pair, and the two provoke each other.
TEST(Reactions, two_who_always_answer_do_so_twice_a_year) {
    Trial const t{ban("") + answer("", "0.1") + back + package({"ban"}),
                  {"retaliation.china.base=1", "retaliation.china.most=1",
                   "retaliation.usa.base=1", "retaliation.usa.most=1"}};
    double const each = trial_weeks / 26;
    EXPECT_LE(t.retaliations(), 2 * each);
    EXPECT_GE(t.retaliations(), 2 * each - 2);
    EXPECT_GE(t.longest_chain(), 4);
}

/// M47: what nobody sees is not answered; M9: nor without a chokepoint.
TEST(Reactions, nobody_answers_what_nobody_sees_or_without_means) {
    for (char const* how :
         {"measure.ban.visibility=0", "retaliation.china.available_above=1"}) {
        SCOPED_TRACE(how);
        Trial const t{provoked, {how, "retaliation.china.base=1"}};
        EXPECT_EQ(t.retaliations(), 0);
        expect_same_common_rows(t, Trial{just_ban});
    }
}

/// M16: without exits the measure stays for ever.
TEST(Reactions, tension_keeps_measures_alive) {
    auto const denied = [](char const* tension) {
        return Trial{
            "[world]\ntension_persistence = 0.9999\n"
            "tension_noise = 0\n" +
                ban("exit_hazard = 0.05\ntension_jump = 0\n") +
                package({"ban"}),
            {std::string{"world.tension_start="} + tension}}
            .denied("CHN");
    };
    double const for_ever = Trial{just_ban}.denied("CHN");
    EXPECT_LT(denied("-1"), 0.8 * for_ever);
    EXPECT_NEAR(denied("2"), for_ever, 1e-3 * for_ever) << "(1 - T)+ is 0";
}
}  // namespace
}  // namespace chokepoint::test
