/// \file goods_controls_test.cpp
/// Controls on goods (model A2, B4): what crosses a border, by whose leave.
#include "tests/instruments/instrument.hpp"

#include <cmath>

namespace chokepoint::test {
namespace {
std::string const against_china =
    "exporters = [\"USA\"]\nimporters = [\"CHN\"]\nstart_week = 4\n"
    "tension_jump = 0\n";

std::string const to_dragon = "firms = [\"DRAGON\"]\n";

std::string one(std::string const& type, std::string const& keys) {
    return measure("m", type, keys) + package({"m"});
}

std::string const none_of_it = package({});

/// A US control that leaks through third parties.
std::string leaking(std::string const& keys) {
    return measure("m", "ban", against_china + "leak_weeks = 8\n" + keys);
}

std::vector<Instrument> controls() {
    return {
        // M1
        {"a_ban_stops_shipments_across_the_border",
         one("ban", against_china),
         none_of_it,
         {"measure.m.strictness=0", "measure.m.coverage=0",
          "measure.m.compliance=0", "measure.m.start_week=104",
          "measure.m.duration_weeks=0"},
         [](Trial const& t) { return t.fewer_shipments("USA>CHN"); },
         Moves::up},
        // M6: the sender loses a market, upstream
        {"a_ban_costs_the_sender_its_sales",
         one("ban", against_china),
         none_of_it,
         {"measure.m.strictness=0"},
         [](Trial const& t) { return t.lost("USA"); },
         Moves::up},
        // M10
        {"a_ban_on_dual_use_goods_delays_the_target",
         one("ban", against_china),
         none_of_it,
         {"measure.m.coverage=0"},
         [](Trial const& t) { return t.delay_weeks("CHN"); },
         Moves::up},
        {"a_ban_on_dual_use_goods_denies_volume",
         one("ban", against_china),
         none_of_it,
         {"measure.m.coverage=0"},
         [](Trial const& t) { return t.denied("CHN"); },
         Moves::up},
        // M1, M44
        {"a_quota_lets_less_pass",
         one("quota", against_china + "quota = 0.4"),
         none_of_it,
         {"measure.m.quota=1", "measure.m.strictness=0"},
         [](Trial const& t) { return t.fewer_shipments("USA>CHN"); },
         Moves::up},
        // M24
        {"an_import_ban_costs_the_exporter_its_sales",
         one("import_ban", "exporters = [\"CHN\"]\nimporters = [\"USA\"]"),
         none_of_it,
         {"measure.m.strictness=0", "measure.m.coverage=0"},
         [](Trial const& t) { return t.lost("CHN"); },
         Moves::up},
        // M28
        {"a_tariff_is_paid_by_importers",
         one("tariff", "exporters = [\"CHN\"]\nimporters = [\"USA\"]"),
         none_of_it,
         {"measure.m.rate=0", "measure.m.coverage=0"},
         [](Trial const& t) { return t.duties("USA"); },
         Moves::up},
        {"a_tariff_lowers_the_volume",
         one("tariff", "exporters = [\"CHN\"]\nimporters = [\"USA\"]"),
         none_of_it,
         {"measure.m.rate=0", "measure.m.strictness=0"},
         [](Trial const& t) { return t.fewer_shipments("CHN>USA"); },
         Moves::up},
        // M21
        {"an_entity_list_stops_trade_with_the_listed",
         one("entity_list", against_china + "firms = [\"DRAGON\"]"),
         none_of_it,
         {"measure.m.strictness=0"},
         [](Trial const& t) { return t.fewer_shipments("USA>DRAGON"); },
         Moves::up},
        {"an_entity_list_without_names_lists_a_share",
         one("entity_list", against_china + "listed_share = 0.3\nchill = 0"),
         none_of_it,
         {"measure.m.listed_share=0", "measure.m.strictness=0"},
         [](Trial const& t) { return t.fewer_shipments("USA>CHN"); },
         Moves::up},
        // M54: bought by others than the listed
        {"chill_costs_trade_with_those_who_are_not_listed",
         one("entity_list",
             against_china + "firms = [\"DRAGON\"]\nchill = 0.3"),
         one("ban", against_china + "firms = [\"DRAGON\"]"),
         {"measure.m.chill=0"},
         [](Trial const& t) {
             return t.fewer_shipments("USA>CHN") -
                    t.fewer_shipments("USA>DRAGON");
         },
         Moves::up},
        // M22, M33, M43
        {"a_threshold_of_content_reaches_an_allys_sales",
         one("export_control",
             against_china + to_dragon + "compliance = 1\nde_minimis = 0.01"),
         one("ban", against_china + to_dragon),
         {"measure.m.de_minimis=off", "measure.m.de_minimis=1"},
         [](Trial const& t) { return t.fewer_shipments("JPN>CHN"); },
         Moves::up},
        {"a_direct_product_rule_costs_the_ally_who_uses_the_tools",
         one("export_control", against_china + to_dragon +
                                   "compliance = 1\ndirect_product = true"),
         one("ban", against_china + to_dragon),
         {"measure.m.direct_product=false"},
         [](Trial const& t) { return t.lost("JPN"); },
         Moves::up},
        // M11
        {"excluding_a_vendor_phases_its_sales_out",
         one("vendor_exclusion",
             "firms = [\"DRAGON\"]\nimporters = [\"USA\"]\n"
             "exclusion_weeks = 52"),
         none_of_it,
         {"measure.m.strictness=0", "measure.m.start_week=104"},
         [](Trial const& t) { return t.fewer_shipments("DRAGON>USA"); },
         Moves::up},
        // M26
        {"a_financial_sanction_stops_purchases",
         one("financial_sanction", "senders = [\"USA\"]\nfirms = [\"DRAGON\"]"),
         none_of_it,
         {"measure.m.strictness=0"},
         [](Trial const& t) { return t.fewer_shipments("USA>DRAGON"); },
         Moves::up},
        {"a_financial_sanction_stops_sales_too",
         one("financial_sanction", "senders = [\"USA\"]\nfirms = [\"DRAGON\"]"),
         none_of_it,
         {"measure.m.coverage=0"},
         [](Trial const& t) { return t.fewer_shipments("DRAGON>USA"); },
         Moves::up},
        // M34
        {"waiting_for_licences_costs_shipments",
         one("licence", against_china),
         none_of_it,
         {"measure.m.strictness=0"},
         [](Trial const& t) { return t.fewer_shipments("USA>CHN"); },
         Moves::up},
        {"approving_large_applications_saves_shipments",
         one("licence", against_china + "approval_large = 0.9"),
         one("licence", against_china),
         {"measure.m.approval_large=0.3"},
         [](Trial const& t) { return t.fewer_shipments("USA>CHN"); },
         Moves::down},
        // M7
        {"closing_a_strait_costs_those_behind_it",
         one("logistic", "routes = [\"STRAIT\"]\npass = 0.2"),
         none_of_it,
         {"measure.m.pass=1"},
         [](Trial const& t) { return t.lost("CHN"); },
         Moves::up},
        // M19
        {"narrowing_realises_less_than_was_announced",
         one("ban", against_china +
                        "coverage = { distribution = \"beta\", a = 1, b = 6 }"),
         one("ban", against_china),
         {"measure.m.coverage={ distribution = \"mixture\", atom = 1, "
          "atom_probability = 1, of = 0 }"},
         [](Trial const& t) { return t.denied("CHN"); },
         Moves::down},
        {"a_late_list_denies_less",
         one("ban", against_china + "implementation_weeks = "
                                    "{ distribution = \"lognormal\", "
                                    "median = 52, log_sd = 0.8 }"),
         one("ban", against_china),
         {"measure.m.implementation_weeks={ distribution = \"mixture\", "
          "atom = 0, atom_probability = 1, of = 9 }"},
         [](Trial const& t) { return t.denied("CHN"); },
         Moves::down},
        // M8
        {"leaks_let_goods_through",
         leaking("leak = 0.4\nenforcement = 0.2") + package({"m"}),
         leaking("") + package({"m"}),
         {"measure.m.leak=0", "measure.m.enforcement=1"},
         [](Trial const& t) { return t.fewer_shipments("USA>CHN"); },
         Moves::down},
        // M37
        {"leak_prevention_closes_leaks",
         leaking("leak = 0.4") + package({"m"}, "leak_prevention = 0.5"),
         leaking("leak = 0.4") + package({"m"}),
         {"package.trial.leak_prevention=0"},
         [](Trial const& t) { return t.fewer_shipments("USA>CHN"); },
         Moves::up},
        // M64
        {"the_test_of_foreign_availability_spares_pointless_controls",
         one("ban", against_china + "foreign_availability = 0.3"),
         one("ban", against_china),
         {"measure.m.foreign_availability=1e6"},
         [](Trial const& t) { return t.fewer_shipments("USA>CHN"); },
         Moves::down},
    };
}

INSTANTIATE_TEST_SUITE_P(GoodsControls,
                         InstrumentTest,
                         testing::ValuesIn(controls()),
                         instrument_name);

double const us_sales_to_china = 12 + 3 + 2;  ///< chips, tools; a week

/// M1: nothing passes for 100 of 104 weeks.
TEST(GoodsControls, a_full_ban_stops_exactly_the_trade_in_its_scope) {
    Trial const t{one("ban", against_china), {}, Background::quiet};
    EXPECT_NEAR(t.fewer_shipments("USA>CHN"), 100 * us_sales_to_china, 0.05);
}

/// M37: with no leak left, a leaking ban is a ban.
TEST(GoodsControls, full_leak_prevention_has_the_bits_of_no_leak) {
    expect_same_common_rows(
        Trial{leaking("leak = 0.4") + package({"m"}, "leak_prevention = 1")},
        Trial{leaking("") + package({"m"})});
}

/// M28: the first week's volume is (1 + rate)^-elasticity, 3 for devices.
TEST(GoodsControls, a_tariff_lowers_volume_by_its_elasticity) {
    Trial const t{one("tariff",
                      "exporters = [\"CHN\"]\nimporters = [\"USA\"]\n"
                      "products = [\"device\"]\nrate = 0.25"),
                  {},
                  Background::quiet};
    auto const pass = weeks_of(t).front().slot_pass;
    ASSERT_EQ(pass.size(), 1u);
    EXPECT_NEAR(pass[0], std::pow(1.25, -3), 1e-6);
}

/// M15: small yard, high fence. Wider or stricter denies more.
TEST(GoodsControls, denial_rises_with_breadth_and_with_strictness) {
    auto const stopped = [](double breadth, double strictness) {
        return Trial{one("ban", against_china),
                     {"measure.m.coverage=" + std::to_string(breadth),
                      "measure.m.strictness=" + std::to_string(strictness)}}
            .fewer_shipments("USA>CHN");
    };
    double const step = 0.05 * 100 * us_sales_to_china;
    for (double const a : {0.2, 0.6}) {
        for (double const b : {0.2, 0.6}) {
            EXPECT_GT(stopped(a + 0.4, b), stopped(a, b) + step * b);
            EXPECT_GT(stopped(a, b + 0.4), stopped(a, b) + step * a);
        }
    }
    EXPECT_NEAR(stopped(0.5, 1), stopped(1, 0.5), 1e-3) << "only a * strict";
}
}  // namespace
}  // namespace chokepoint::test
