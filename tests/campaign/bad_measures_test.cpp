#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "host/network/input_error.hpp"
#include "tests/campaign/campaign_text.hpp"

namespace chokepoint::test {
using testing::HasSubstr;

/// What is said of a measure 'm' whose keys begin on line 6.
std::string measure_error(std::string const& keys,
                          std::string const& more = "") {
    try {
        model_of("[[measure]]\nname = \"m\"\n" + keys +
                 "[[package]]\nname = \"p\"\nmeasures = [\"m\"]\n" + more);
    } catch (InputError const& error) {
        return error.what();
    }
    return "";
}

TEST(BadMeasureTest, an_unknown_licence_record_is_named_with_the_nearest) {
    EXPECT_EQ(measure_error("type = \"licence\"\nrecord = \"suply\"\n"),
              "dir/try.toml:6: [measure] 'm': record: 'suply' is not known "
              "(one of: security, supply; nearest: 'supply')");
}

TEST(BadMeasureTest, unknown_parties_are_named_with_the_nearest) {
    EXPECT_THAT(
        measure_error("type = \"ban\"\nsenders = [\"UAS\"]\n"),
        HasSubstr("dir/try.toml:6: [measure] 'm': senders: 'UAS' is not a "
                  "country or bloc of this network; nearest: 'AUS'"));
    EXPECT_THAT(measure_error("type = \"ban\"\nallies = [\"bloc:ALLIE\"]\n"),
                HasSubstr("allies: 'bloc:ALLIE' is not a country or bloc"));
    EXPECT_THAT(measure_error("type = \"vendor_exclusion\"\n"
                              "operators = [\"fnal\"]\n"),
                HasSubstr("operators: 'fnal' is not a stage"));
    EXPECT_THAT(measure_error("type = \"preclusive_buying\"\nsenders = "
                              "[\"CHN\"]\nexporters = [\"JPN\"]\n"
                              "crowded_out = [\"chp\"]\n"),
                HasSubstr("crowded_out: 'chp' is not a product"));
    EXPECT_THAT(measure_error("type = \"export_control\"\ndirect_product = "
                              "true\ndirect_products = [\"chp\"]\n"),
                HasSubstr("direct_products: 'chp' is not a product"));
}

TEST(BadMeasureTest, keys_of_other_types_are_refused) {
    EXPECT_THAT(measure_error("type = \"ban\"\nde_minimis = 0.25\n"),
                HasSubstr("de_minimis: unknown key"));
    EXPECT_THAT(measure_error("type = \"subsidy\"\nsenders = [\"USA\"]\n"),
                HasSubstr("senders: unknown key"));
    EXPECT_THAT(measure_error("type = \"innovation\"\nleak = 0.1\n"),
                HasSubstr("leak: unknown key"));
    EXPECT_THAT(measure_error("type = \"import_ban\"\n"
                              "foreign_availability = 0.1\n"),
                HasSubstr("foreign_availability: unknown key"));
}

TEST(BadMeasureTest, required_keys_are_missed) {
    EXPECT_THAT(measure_error("type = \"relocation\"\n"),
                HasSubstr("key 'from_countries' is missing"));
    EXPECT_THAT(measure_error("type = \"preclusive_buying\"\n"
                              "exporters = [\"JPN\"]\n"),
                HasSubstr("key 'senders' is missing"));
    EXPECT_THAT(measure_error("type = \"engagement\"\n"),
                HasSubstr("key 'countries' is missing"));
    EXPECT_THAT(measure_error("type = \"relief\"\n"),
                HasSubstr("key 'lifts' is missing"));
    EXPECT_THAT(measure_error("type = \"local_for_local\"\n"),
                HasSubstr("key 'region' is missing"));
    EXPECT_THAT(measure_error("type = \"financial_sanction\"\n"
                              "countries = [\"CHN\"]\n"),
                HasSubstr("key 'senders' is missing"));
    EXPECT_THAT(measure_error("type = \"financial_sanction\"\n"
                              "senders = [\"CHN\"]\n"),
                HasSubstr("names no target (needed: `countries`, `firms`"));
}

TEST(BadMeasureTest, values_out_of_range_are_refused) {
    EXPECT_THAT(measure_error("type = \"ban\"\ncoverage = 1.5\n"),
                HasSubstr("coverage: gives 1.5 (needed: 0 to 1)"));
    EXPECT_THAT(measure_error("type = \"judicial\"\nslack_effect = 0.5\n"),
                HasSubstr("slack_effect: 0.5 is out of range (needed: -1 to "
                          "0)"));
    EXPECT_THAT(measure_error("type = \"ban\"\nvisibility = 2\n"),
                HasSubstr("visibility: 2 is out of range"));
    EXPECT_THAT(measure_error("type = \"export_control\"\nde_minimis = "
                              "\"none\"\n"),
                HasSubstr("de_minimis: 'none' is not known (one of: off)"));
    EXPECT_THAT(measure_error("type = \"prequalification\"\n"
                              "level = \"redy\"\n"),
                HasSubstr("level: 'redy' is not known (one of: delay, ready; "
                          "nearest: 'ready')"));
}

TEST(BadMeasureTest, alliances_need_allies) {
    EXPECT_THAT(measure_error("type = \"ban\"\nfirm_obedience = true\n"),
                HasSubstr("firm_obedience: there are no allies"));
    EXPECT_THAT(measure_error("type = \"ban\"\nmembers_needed = 1\n"),
                HasSubstr("members_needed: there are no allies"));
    EXPECT_THAT(measure_error("type = \"ban\"\nsenders = [\"USA\"]\n"
                              "allies = [\"USA\", \"JPN\"]\n"
                              "members_needed = 2\n"),
                HasSubstr("members_needed: 2 of 1 allies"));
}

TEST(BadMeasureTest, losses_that_count_need_one_sender) {
    EXPECT_THAT(
        measure_error("type = \"ban\"\nexit_loss_hazard = 0.5\n"),
        HasSubstr("exit_loss_hazard: 4 countries act (needed: one whose "
                  "losses count, see `senders`)"));
}

TEST(BadMeasureTest, leaders_must_exist_end_and_be_in_the_package) {
    std::string const ban = "type = \"ban\"\n";
    EXPECT_THAT(measure_error(ban + "follows = \"tarif\"\n",
                              "[[measure]]\nname = \"tariff\"\ntype = "
                              "\"tariff\"\n"),
                HasSubstr("follows: no measure is named 'tarif' (this "
                          "campaign has: m, tariff; nearest: 'tariff')"));
    EXPECT_THAT(measure_error(ban + "follows = \"m\"\n"),
                HasSubstr("follow each other in a circle"));
    EXPECT_THAT(measure_error(ban + "follows = \"s\"\n",
                              "[[measure]]\nname = \"s\"\ntype = "
                              "\"subsidy\"\n"),
                HasSubstr("follows: 's' has type subsidy, which does not end"));
    EXPECT_THAT(measure_error(ban + "follows = \"n\"\n",
                              "[[measure]]\nname = \"n\"\ntype = \"ban\"\n"),
                HasSubstr("[package] 'p': measures: 'm' follows 'n', which "
                          "this package lacks"));
    EXPECT_THAT(measure_error("type = \"relief\"\nlifts = [\"x\"]\n"),
                HasSubstr("lifts: no measure is named 'x'"));
    EXPECT_THAT(measure_error("type = \"relief\"\nlifts = []\n"),
                HasSubstr("lifts: names no measure"));
}

TEST(BadMeasureTest, instruments_that_touch_nothing_say_so) {
    EXPECT_THAT(measure_error("type = \"export_control\"\n"
                              "senders = [\"AUS\"]\nimporters = [\"USA\"]\n"),
                HasSubstr("selects no trade"));
    EXPECT_THAT(measure_error("type = \"relocation\"\nfrom_countries = "
                              "[\"AUS\"]\nto_countries = [\"USA\"]\n"),
                HasSubstr("moves nothing: no product is made both in"));
    EXPECT_THAT(measure_error("type = \"preclusive_buying\"\nsenders = "
                              "[\"CHN\"]\nexporters = [\"JPN\"]\n"
                              "products = [\"ore\"]\n"),
                HasSubstr("buys nothing"));
    EXPECT_THAT(measure_error("type = \"preclusive_buying\"\nsenders = "
                              "[\"CHN\", \"USA\"]\nexporters = [\"JPN\"]\n"),
                HasSubstr("senders: must name one country: the buyer"));
    EXPECT_THAT(measure_error("type = \"engagement\"\ncountries = [\"CHN\"]\n"
                              "importers = [\"JPN\"]\nproducts = [\"ore\"]\n"),
                HasSubstr("adds no link"));
    EXPECT_THAT(measure_error("type = \"local_for_local\"\nregion = "
                              "[\"AUS\"]\n"),
                HasSubstr("the region imports none of these products"));
    EXPECT_THAT(measure_error("type = \"prequalification\"\nimporters = "
                              "[\"AUS\"]\n"),
                HasSubstr("prepares nothing"));
}

TEST(BadMeasureTest, countries_that_leave_must_be_countries) {
    auto const leaving = [](std::string const& who) {
        return measure_error("type = \"ban\"\n",
                             "leave_one_out = [\"" + who + "\"]\n");
    };
    EXPECT_THAT(leaving("JPM"),
                HasSubstr("[package] 'p': leave_one_out: 'JPM' is not a "
                          "country"));
    EXPECT_THAT(leaving("bloc:ALLIES"),
                HasSubstr("leave_one_out: 'bloc:ALLIES' is no country"));
    EXPECT_THAT(measure_error("type = \"ban\"\n",
                              "leave_one_out = [\"JPN\"]\n[[package]]\n"
                              "name = \"p-without-JPN\"\n"),
                HasSubstr("the package 'p-without-JPN' exists already"));
}
}  // namespace chokepoint::test
