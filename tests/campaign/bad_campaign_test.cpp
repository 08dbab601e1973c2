/// \file bad_campaign_test.cpp
/// Every complaint names the file, the line, the key, and what would be right.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "host/campaign/toml/load_campaign.hpp"
#include "host/network/input_error.hpp"
#include "tests/campaign/campaign_text.hpp"

namespace chokepoint::test {
using testing::HasSubstr;

struct BadCampaign {
    char const* name;
    std::string text;  ///< from line 3 on, or overrides after "--set "
    std::vector<std::string> message;
};

std::string message_of(BadCampaign const& bad) {
    try {
        bool const is_override = bad.text.rfind("--set ", 0) == 0;
        auto const campaign = is_override ? campaign_of(
                                                "[[family]]\nname = \"acc\"\n"
                                                "type = \"plant_accident\"\n",
                                                {bad.text.substr(6)})
                                          : campaign_of(bad.text);
        compile(campaign, small_network());
    } catch (InputError const& error) {
        return error.what();
    }
    return "no error";
}

class BadCampaignTest : public testing::TestWithParam<BadCampaign> {};

TEST_P(BadCampaignTest, is_refused_with_a_message_that_helps) {
    auto const message = message_of(GetParam());
    for (auto const& part : GetParam().message) {
        EXPECT_THAT(message, HasSubstr(part));
    }
}

std::string family(std::string const& type, std::string const& more) {
    return "[[family]]\ntype = \"" + type + "\"\n" + more;  // more: line 5
}
std::string measure(std::string const& type, std::string const& more) {
    return "[[measure]]\nname = \"stop\"\ntype = \"" + type + "\"\n" +
           more;  // more: line 6
}

INSTANTIATE_TEST_SUITE_P(
    Cases,
    BadCampaignTest,
    testing::Values(
        BadCampaign{"not_toml", "weeks = = 3\n", {"dir/try.toml:3: "}},
        BadCampaign{
            "duplicate_key", "weeks = 3\nweeks = 4\n", {"dir/try.toml:4: "}},
        BadCampaign{"not_utf8", "name = \"\xff\xfe\"\n", {"dir/try.toml:3: "}},
        BadCampaign{
            "unknown_section",
            "[famliy]\n",
            {"dir/try.toml:3: [famliy]: unknown section", "nearest: 'family'"}},
        BadCampaign{"single_brackets",
                    "[family]\ntype = \"tariff\"\n",
                    {"dir/try.toml:3: ", "write [[family]]"}},
        BadCampaign{"double_brackets",
                    "[[model]]\nmode = \"ario\"\n",
                    {"dir/try.toml:3: ", "write [model]"}},
        BadCampaign{"unknown_key",
                    "week = 10\n",
                    {"dir/try.toml:3: [campaign]: week: unknown key",
                     "nearest: 'weeks'"}},
        BadCampaign{"wrong_type",
                    "weeks = \"ten\"\n",
                    {"dir/try.toml:3: [campaign]: weeks: is a text",
                     "a whole number, 1 to 2600 weeks"}},
        BadCampaign{"broken_whole_number",
                    "weeks = 10.5\n",
                    {"weeks: is a number", "a whole number"}},
        BadCampaign{"out_of_range",
                    "weeks = 0\n",
                    {"dir/try.toml:3: ", "weeks: 0 is out of range",
                     "1 to 2600 weeks"}},
        BadCampaign{"not_a_number",
                    "[model]\ndemand_floor = nan\n",
                    {"dir/try.toml:4: [model]: demand_floor: nan is out of "
                     "range"}},
        BadCampaign{"bad_name",
                    "name = \"a.b\"\n",
                    {"dir/try.toml:3: ", "'a.b' is not a name"}},
        BadCampaign{"unknown_mode",
                    "[model]\nmode = \"pitchler\"\n",
                    {"dir/try.toml:4: [model]: mode: 'pitchler' is not known",
                     "nearest: 'pichler'"}},
        BadCampaign{"transition_not_square",
                    "[world]\ntransition = [[1,0,0,0]]\n",
                    {"dir/try.toml:4: [world]: transition: has 1 rows"}},
        BadCampaign{"transition_sum",
                    "[world]\ntransition = "
                    "[[1,0,0,0],[0,1,0,0],[0,0,0.9,0],[0,0,0,1]]\n",
                    {"dir/try.toml:4: ", "row 3 sums to 0.9 (needed: 1)"}},
        BadCampaign{"tension_word",
                    "[world]\ntension_start = \"any\"\n",
                    {"tension_start: 'any' is not known (one of: random"}},
        BadCampaign{"family_without_type",
                    "[[family]]\nname = \"x\"\n",
                    {"dir/try.toml:3: [family] 'x': key 'type' is missing"}},
        BadCampaign{"unknown_family_type",
                    family("plant_acident", ""),
                    {"dir/try.toml:4: ", "type: 'plant_acident' is not known",
                     "nearest: 'plant_accident'"}},
        BadCampaign{"key_of_another_family",
                    family("plant_accident", "pass = 0.5\n"),
                    {"dir/try.toml:5: [family] 'plant_accident': pass: "
                     "unknown key"}},
        BadCampaign{"negative_rate",
                    family("tariff", "rate = -1\n"),
                    {"dir/try.toml:5: [family] 'tariff': rate: -1 is out of "
                     "range (needed: 0 to 1000 events per year)"}},
        BadCampaign{"multiplier_size",
                    family("tariff", "multiplier = [1, 2]\n"),
                    {"multiplier: has 2 values (needed: 4"}},
        BadCampaign{"unknown_distribution",
                    family("plant_accident",
                           "severity = { distribution = \"betta\" }\n"),
                    {"dir/try.toml:5: [family] 'plant_accident': severity: "
                     "distribution 'betta' is not known",
                     "nearest: 'beta'"}},
        BadCampaign{"distribution_key_missing",
                    family("plant_accident",
                           "severity = { distribution = \"beta\", a = 1 }\n"),
                    {"severity: key 'b' is missing"}},
        BadCampaign{"distribution_unknown_key",
                    family("plant_accident",
                           "hold_weeks = { distribution = "
                           "\"lognormal\", median = 1, "
                           "log_sd = 1, log_s = 2 }\n"),
                    {"hold_weeks: unknown key 'log_s'", "nearest: 'log_sd'"}},
        BadCampaign{"distribution_out_of_range",
                    family("plant_accident",
                           "severity = { distribution = \"uniform\", low = 0, "
                           "high = 2 }\n"),
                    {"severity: gives 2 (needed: 0 to 1)"}},
        BadCampaign{"distribution_parameters",
                    family("plant_accident",
                           "severity = { distribution = \"uniform\", low = 1, "
                           "high = 0 }\n"),
                    {"severity: needs low <= high"}},
        BadCampaign{"probabilities_sum",
                    family("logistic",
                           "delay_weeks = { distribution = \"discrete\", "
                           "values = [1, 2], probabilities = [0.5, 0.6] }\n"),
                    {"delay_weeks: needs probabilities >= 0 that sum to 1"}},
        BadCampaign{"mixture_inside",
                    family("export_ban",
                           "pass = { distribution = \"mixture\", atom = 0, "
                           "atom_probability = 0.5, of = "
                           "{ distribution = \"beta\", a = 1 } }\n"),
                    {"dir/try.toml:5: ", "pass: of: key 'b' is missing"}},
        BadCampaign{"tariff_probabilities",
                    family("tariff", "tariff_probabilities = [0.5, 0.5]\n"),
                    {"tariff_probabilities: 2 values with sum 1 (needed: one "
                     "a tariff, 4"}},
        BadCampaign{"blockade_of_nobody",
                    family("blockade", ""),
                    {"dir/try.toml:3: [family] 'blockade': key 'countries' is "
                     "missing"}},
        BadCampaign{"same_name_twice",
                    family("tariff", "") + family("tariff", ""),
                    {"dir/try.toml:5: ", "'tariff' is taken"}},
        BadCampaign{"event_without_hold",
                    "[[event]]\nname = \"e\"\ntype = \"capacity\"\n",
                    {"[event] 'e': key 'hold_weeks' is missing"}},
        BadCampaign{"unknown_measure_in_package",
                    measure("ban", "") +
                        "[[package]]\nname = \"p\"\nmeasures = [\"stpo\"]\n",
                    {"dir/try.toml:8: [package] 'p': measures: no measure is "
                     "named 'stpo'",
                     "nearest: 'stop'"}},
        BadCampaign{"unknown_family_in_package",
                    family("tariff", "") +
                        "[[package]]\nname = \"p\"\nfamilies = [\"tarif\"]\n",
                    {"dir/try.toml:7: ", "no family is named 'tarif'"}},
        BadCampaign{"package_without_name",
                    "[[package]]\nmeasures = []\n",
                    {"dir/try.toml:3: ", "key 'name' is missing"}},
        BadCampaign{
            "too_many_horizons",
            "[metrics]\nhorizons = [1,2,3,4,5,6,7,8,9]\n",
            {"dir/try.toml:4: [metrics]: horizons: 9 horizons", "1 to 8"}},
        BadCampaign{"unknown_loss",
                    "[metrics]\nlosses = [\"peek\"]\n",
                    {"losses: 'peek' is not known", "nearest: 'peak'"}},
        BadCampaign{"unknown_backend",
                    "[engine]\nbackend = \"gpu\"\n",
                    {"backend: 'gpu' is not known (one of: auto, cpu, cuda"}},
        BadCampaign{"override_without_value",
                    "--set campaign.weeks",
                    {"--set campaign.weeks: cannot be read"}},
        BadCampaign{"override_unknown_entry",
                    "--set family.ac.rate=1",
                    {"no entry is named 'ac'", "nearest: 'acc'"}},
        BadCampaign{"override_out_of_range",
                    "--set family.acc.rate=-1",
                    {"--set family.acc.rate: [family] 'acc': rate: -1"}},
        BadCampaign{"override_unknown_key",
                    "--set world.start_regim=calm",
                    {"--set world.start_regim: ", "unknown key",
                     "nearest: 'start_regime'"}},
        // Names of the network, found when compiled.
        BadCampaign{"unknown_country",
                    measure("ban", "exporters = [\"CHM\"]\n"),
                    {"dir/try.toml:6: [measure] 'stop': exporters: 'CHM' is "
                     "not a country or bloc of this network",
                     "nearest: 'CHN'"}},
        BadCampaign{"unknown_bloc",
                    measure("ban", "exporters = [\"bloc:ALLEIS\"]\n"),
                    {"'bloc:ALLEIS'", "nearest: 'bloc:ALLIES'"}},
        BadCampaign{"unknown_product",
                    measure("ban", "products = [\"chips\"]\n"),
                    {"products: 'chips'", "nearest: 'chip'"}},
        BadCampaign{"unknown_firm",
                    measure("entity_list", "firms = [\"EASTFAP\"]\n"),
                    {"firms: 'EASTFAP'", "nearest: 'EASTFAB'"}},
        BadCampaign{
            "unknown_route",
            measure("logistic", "routes = [\"CANEL\"]\n"),
            {"dir/try.toml:6: ", "routes: 'CANEL'", "nearest: 'CANAL'"}},
        BadCampaign{"unknown_stage",
                    family("plant_accident", "stages = [\"mines\"]\n"),
                    {"stages: 'mines'", "nearest: 'mine'"}},
        BadCampaign{"unknown_node",
                    family("plant_accident", "nodes = [\"CHN:oer\"]\n"),
                    {"nodes: 'CHN:oer'", "nearest: 'CHN:ore'"}},
        BadCampaign{"no_such_trade",
                    measure("ban",
                            "exporters = [\"AUS\"]\nimporters = "
                            "[\"USA\"]\n"),
                    {"dir/try.toml:3: [measure] 'stop': selects no trade"}},
        BadCampaign{"no_such_node",
                    family("plant_accident",
                           "countries = [\"AUS\"]\nproducts = [\"chip\"]\n"),
                    {"[family] 'plant_accident': selects no node"}},
        BadCampaign{"no_such_demand",
                    family("demand_surge", "products = [\"ore\"]\n"),
                    {"selects no final demand"}},
        BadCampaign{"everything_excluded",
                    family("natural_hazard",
                           "countries = [\"JPN\", "
                           "\"!JPN\"]\n"),
                    {"countries: selects no country"}},
        BadCampaign{"demand_raised_in_parts",
                    family("demand_surge", "") +
                        "[[event]]\nname = \"e\"\ntype = \"demand\"\n"
                        "countries = [\"USA\"]\nsurge = 1\nhold_weeks = 1\n",
                    {"the demand of 'demand_surge:device' is also raised"}},
        BadCampaign{"too_many_candidates",
                    family("plant_accident", "rate = 500\n"),
                    {"dir/try.toml:5: ",
                     "rate: 9 targets have 4500 candidate "
                     "events a year"}},
        BadCampaign{"unknown_cell",
                    "[metrics]\nproducts = [\"chap\"]\n",
                    {"dir/try.toml:4: [metrics]: products: 'chap'"}}),
    [](auto const& info) { return std::string{info.param.name}; });

TEST(MissingCampaignTest, names_the_file_and_a_missing_network_key) {
    EXPECT_THROW(load_campaign("no/such/file.toml"), InputError);
    try {
        parse_campaign("[campaign]\nweeks = 3\n", "a.toml");
        FAIL();
    } catch (InputError const& error) {
        EXPECT_THAT(error.what(),
                    HasSubstr("a.toml:1: [campaign]: key 'network' is "
                              "missing"));
    }
    try {
        parse_campaign("", "a.toml");
        FAIL();
    } catch (InputError const& error) {
        EXPECT_THAT(error.what(), HasSubstr("key 'network' is missing"));
    }
}
}  // namespace chokepoint::test
