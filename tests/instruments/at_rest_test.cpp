/// \file at_rest_test.cpp
/// I1 with everything switched on and nothing that happens: every mechanism
/// has its section, every type of measure is there, and no bit moves.
#include <gtest/gtest.h>

#include "host/campaign/spec/type_names.hpp"
#include "tests/instruments/instrument.hpp"

namespace chokepoint::test {
namespace {
/// Events of every kind, at rate 0; conflict stays out of reach.
std::string idle_families() {
    std::string text =
        "[world]\ntransition = [[0.9, 0.1, 0, 0], [0.1, 0.8, 0.1, 0],"
        " [0, 0.1, 0.9, 0], [0, 0, 0.5, 0.5]]\n";
    for (auto const& type : family_names()) {
        text +=
            "[[family]]\nname = \"" + type + "\"\ntype = \"" + type + "\"\n";
        text += type == "blockade" ? "countries = [\"JPN\"]\n" : "rate = 0\n";
        // The network has hazard rates of its own.
        text += type == "natural_hazard" ? "multiplier = [0, 0, 0, 0]\n" : "";
    }
    return text;
}

/// What a measure of the type needs to be one.
std::string keys_of(std::string const& type) {
    std::string const china = "exporters = [\"USA\"]\nimporters = [\"CHN\"]\n";
    if (type == "logistic") {
        return "routes = [\"STRAIT\"]\n";
    }
    if (type == "import_ban" || type == "tariff" ||
        type == "vendor_exclusion") {
        return "exporters = [\"CHN\"]\nimporters = [\"USA\"]\n"
               "allies = [\"JPN\"]\n";
    }
    if (type == "export_control") {
        return china + "de_minimis = 0.01\ndirect_product = true\n";
    }
    if (type == "financial_sanction") {
        return "senders = [\"USA\"]\nfirms = [\"DRAGON\"]\n";
    }
    if (type == "subsidy" || type == "intra_firm_decoupling" ||
        type == "innovation") {
        return "countries = [\"USA\", \"JPN\"]\n";
    }
    if (type == "deemed_export" || type == "inbound_investment" ||
        type == "outbound_investment" || type == "judicial") {
        return "senders = [\"USA\"]\ncountries = [\"CHN\"]\n";
    }
    if (type == "relocation") {
        return "from_countries = [\"JPN\"]\nto_countries = [\"USA\"]\n";
    }
    if (type == "preclusive_buying") {
        return "senders = [\"USA\"]\nexporters = [\"CHN\"]\n"
               "products = [\"ore\"]\n";
    }
    if (type == "engagement") {
        return "countries = [\"JPN\"]\nimporters = [\"CHN\"]\n"
               "products = [\"chip\"]\n";
    }
    if (type == "prequalification") {
        return "importers = [\"USA\"]\nlevel = \"ready\"\nkept = true\n";
    }
    if (type == "local_for_local") {
        return "region = [\"JPN\", \"USA\"]\n";
    }
    if (type == "blocking_statute") {
        return "countries = [\"JPN\"]\n";
    }
    if (type == "relief") {
        return "lifts = [\"ban\"]\n";
    }
    return china + "allies = [\"JPN\"]\nexit_hazard = 0.1\n";
}

bool stands(std::string const& type) {
    return type == "engagement" || type == "prequalification" ||
           type == "blocking_statute";
}

/// A measure of each type, in force from `start` on. \return all of it, and
/// a package "trial" of these measures
std::string measures_from(int start) {
    std::string text;
    for (auto const& type : measure_names()) {
        text +=
            measure(type, type,
                    keys_of(type) +
                        (stands(type)
                             ? ""
                             : "start_week = " + std::to_string(start) + "\n"));
    }
    return text + package(measure_names());
}

std::string const mechanisms =
    idle_families() +
    "[dynamics]\nprecaution = 1\nprecaution_tension = 5\n"
    "[[growth]]\nname = \"own\"\ncountries = [\"CHN\"]\n"
    "[prices]\n[[market]]\nname = \"all\"\n"
    "products = [\"ore\", \"metal\", \"chip\", \"device\"]\n"
    "split = [\"CHN\", \"bloc:ALLIES\"]\n"
    "[[reserve]]\nname = \"metal\"\ncountries = [\"USA\", \"JPN\"]\n"
    "products = [\"metal\"]\nweeks = 8\nrefill_rate = 0.5\n"
    "refill_tension = 5\nrelease_below = 1\n"
    "[[reserve]]\nname = \"chip\"\ncountries = [\"CHN\"]\n"
    "products = [\"chip\"]\nweeks = 30\ntrigger = \"price\"\n"
    "release_price = 1.01\n"
    "[[retaliation]]\nname = \"china\"\nreactor = \"CHN\"\n"
    "against = [\"USA\", \"JPN\"]\nmeasures = [\"import_ban\", \"ban\"]\n"
    "base = 1\nmost = 1\n"
    "[[retaliation]]\nname = \"usa\"\nreactor = \"USA\"\n"
    "against = [\"CHN\"]\nmeasures = [\"tariff\", \"quota\"]\n"
    "base = 1\nmost = 1\n";

void expect_baseline(Trial const& t) {
    auto const rows = t.rows();
    auto const value = [&](std::uint32_t row, std::uint32_t world) {
        return t.losses().value[row * trial_worlds + world];
    };
    auto const& m = t.model();
    for (std::uint32_t w = 0; w < trial_worlds; ++w) {
        for (std::uint32_t row = 0; row < rows.minimum_cover(0); ++row) {
            ASSERT_EQ(value(row, w), 0) << "loss row " << row;
        }
        for (std::uint32_t h = 0; h < rows.reserves; ++h) {
            ASSERT_EQ(value(rows.reserve_minimum(h), w), m.reserve[h].start);
            ASSERT_EQ(value(rows.reserve_released(h), w), 0);
        }
        for (std::uint32_t k = 0; k < rows.markets; ++k) {
            ASSERT_EQ(value(rows.price_peak(k), w), 1) << m.market_name[k];
            ASSERT_EQ(value(rows.price_mean(k), w), 1) << m.market_name[k];
        }
        for (auto row = rows.flow_lost(0, 0); row < rows.capacity_index(0, 0);
             ++row) {
            ASSERT_EQ(value(row, w), 0) << "flow, denial or cost row " << row;
        }
        for (auto row = rows.capacity_index(0, 0); row < rows.leverage(0, 0);
             ++row) {
            ASSERT_EQ(value(row, w), 1) << "slow state " << row;
        }
        for (std::uint32_t p = 0; p < rows.leverage_pairs; ++p) {
            for (std::uint32_t d = 1; d < rows.dates; ++d) {
                ASSERT_EQ(value(rows.leverage(p, d), w),
                          value(rows.leverage(p, 0), w));
                ASSERT_EQ(value(rows.market_leverage(p, d), w),
                          value(rows.market_leverage(p, 0), w));
            }
        }
    }
    EXPECT_EQ(t.retaliations(), 0);
    EXPECT_EQ(t.longest_chain(), 0);
}

void expect_baseline_every_week(Trial const& t, std::uint64_t world) {
    auto const weeks = weeks_of(t, world);
    ASSERT_EQ(weeks.size(), static_cast<std::size_t>(trial_weeks));
    auto const& start = weeks.front();
    for (auto const& week : weeks) {
        for (auto const* states : {&week.output, &week.fill, &week.capacity,
                                   &week.growth, &week.standing}) {
            ASSERT_FALSE(states->empty());
            for (float x : *states) {
                ASSERT_EQ(x, 1) << "week " << week.week;
            }
        }
        for (float price : week.log_price) {
            ASSERT_EQ(price, 0);
        }
        ASSERT_EQ(week.stock, start.stock);
        ASSERT_EQ(week.order, start.order);
        ASSERT_EQ(week.receipts, start.receipts);
        ASSERT_EQ(week.reserve, start.reserve);
    }
}

/// Everything is there; the package starts it when the world has ended.
TEST(AtRest, measures_that_start_after_the_end_change_no_bit) {
    Trial const t{
        mechanisms + measures_from(trial_weeks), {}, Background::quiet};
    ASSERT_EQ(t.model().rules.extended, 1u);
    EXPECT_GE(t.model().slot.size(), measure_names().size() - 6);
    expect_baseline(t);
    for (std::uint64_t world : {0u, 7u, 23u}) {
        expect_baseline_every_week(t, world);
    }
}

/// Everything is there; no package uses it.
TEST(AtRest, measures_that_no_package_uses_change_no_bit) {
    Trial const t{mechanisms + measures_from(0), {}, Background::quiet, "none"};
    expect_baseline(t);
    expect_baseline_every_week(t, 3);
}

/// A measure of the type whose keys take all effect away; each arms and moves
/// tension as far as it bites.
struct Idle {
    char const* type;
    char const* keys;
};

std::vector<Idle> const idle{
    {"ban", "strictness = 0\n"},
    {"ban", "coverage = 0\n"},
    {"ban", "compliance = 0\n"},
    {"quota", "quota = 1\n"},
    {"tariff", "rate = 0\n"},
    {"entity_list", "strictness = 0\nchill = 0.5\n"},
    {"entity_list", "listed_share = 0\nchill = 0.5\n"},
    {"import_ban", "strictness = 0\n"},
    {"export_control", "strictness = 0\n"},
    {"licence", "strictness = 0\ntension_jump = 1\n"},
    {"licence",
     "approval_small = 1\napproval_large = 1\nutilisation = 1\n"
     "wait_weeks = 0\ntension_jump = 1\n"},
    {"licence",
     "approval_small = 1\napproval_large = 1\nutilisation = 1\n"
     "wait_weeks = 0\napplications = 1\ntension_jump = 1\n"},
    {"vendor_exclusion", "strictness = 0\n"},
    {"financial_sanction", "strictness = 0\n"},
    {"deemed_export", "growth_effect = 0\nsender_erosion_effect = 0\n"},
    {"inbound_investment", "ramp_effect = 0\n"},
    {"outbound_investment", "growth_effect = 0\n"},
    {"judicial", "growth_effect = 0\nsender_erosion_effect = 0\n"},
    {"innovation",
     "growth_effect = 0\nramp_effect = 0\nerosion_effect = 0\n"
     "tension_jump = 1\n"},
    {"intra_firm_decoupling", "slack_effect = 0\ntension_jump = 1\n"},
    {"relocation", "rate = 0\ntension_jump = 1\n"},
    {"preclusive_buying", "surge = 0\ndecay = 0\n"},
    {"local_for_local", "share = 0\ntension_jump = 1\n"},
    {"logistic", "pass = 1\n"},
};

/// Without allies: `compliance` is then the senders'.
std::string acting_alone(std::string keys) {
    std::string const allies = "allies = [\"JPN\"]\n";
    auto const at = keys.find(allies);
    return at == keys.npos ? keys : keys.erase(at, allies.size());
}

/// I6 where everybody is ready to answer: no bit moves, tension included.
TEST(AtRest, measures_without_effect_arm_nobody_and_move_no_tension) {
    for (auto const& [type, keys] : idle) {
        std::string const all = keys;
        auto own = acting_alone(keys_of(type));
        // Exits are no business of this test.
        own = own.substr(0, own.find("exit_hazard"));
        auto const text = mechanisms + measures_from(0) +
                          measure("idle", type, own + all) +
                          "[[package]]\nname = \"idle\"\n"
                          "measures = [\"idle\"]\n";
        Trial const with{text, {}, Background::quiet, "idle"};
        Trial const without{text, {}, Background::quiet, "none"};
        SCOPED_TRACE(std::string{type} + ": " + all);
        EXPECT_EQ(with.retaliations(), 0);
        EXPECT_EQ(with.highest_tension(), without.highest_tension());
        EXPECT_EQ(with.regime_weeks(2), without.regime_weeks(2));
        expect_same_common_rows(with, without);
    }
}

/// An answer is as firm as its measure is strict, also one by licences.
TEST(AtRest, answers_without_effect_move_no_tension) {
    std::string const ban =
        measure("ban", "ban",
                "exporters = [\"USA\"]\nimporters = [\"CHN\"]\n"
                "tension_jump = 0\n") +
        package({"ban"});
    auto const peak = [](std::string const& text) {
        return Trial{idle_families() + text, {}, Background::quiet}
            .highest_tension();
    };
    auto const risen = [&](std::string const& terms) {
        Trial const t{
            idle_families() +
                measure("permits", "licence",
                        "exporters = [\"CHN\"]\n" + terms) +
                "[[retaliation]]\nname = \"china\"\nreactor = \"CHN\"\n"
                "against = [\"USA\"]\nmeasures = [\"permits\"]\n"
                "base = 1\nmost = 1\ntension_jump = 1\n" +
                ban,
            {},
            Background::quiet};
        EXPECT_GT(t.retaliations(), 0);
        return t.highest_tension() - peak(ban);
    };
    EXPECT_EQ(risen("strictness = 0\n"), 0);
    EXPECT_EQ(risen("compliance = 0\n"), 0);
    EXPECT_EQ(risen("approval_small = 1\napproval_large = 1\n"
                    "utilisation = 1\nwait_weeks = 0\n"),
              0);
    auto const half = risen("strictness = 0.5\n"),
               whole = risen("strictness = 1\n");
    EXPECT_GT(half, 0.05);
    EXPECT_GT(whole, 1.2 * half);
}

/// The judge above would see it if one of them moved.
TEST(AtRest, the_same_measures_move_the_world_when_they_start) {
    Trial const t{mechanisms + measures_from(4), {}, Background::quiet};
    EXPECT_GT(t.lost("CHN"), 1);
    EXPECT_GT(t.retaliations(), 0);
    EXPECT_GT(t.released("metal"), 0);
    EXPECT_NE(t.capacity("CHN"), 1);
    EXPECT_NE(t.standing("USA"), 1);
}
}  // namespace
}  // namespace chokepoint::test
