#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <iterator>
#include <sstream>

#include "host/campaign/spec/type_names.hpp"
#include "host/campaign/toml/effective_toml.hpp"
#include "host/campaign/toml/load_campaign.hpp"
#include "host/network/input_error.hpp"
#include "host/network/tables/load_network.hpp"
#include "tests/campaign/campaign_text.hpp"

namespace chokepoint::test {
using testing::ElementsAre;
using testing::HasSubstr;

TEST(CampaignFileTest, an_almost_empty_file_has_all_defaults) {
    auto const c = campaign_of("");
    EXPECT_EQ(c.header.name, "try");
    EXPECT_EQ(c.network_path, "dir/nets/small");
    EXPECT_EQ(c.header.scenarios, 100000u);
    EXPECT_EQ(c.header.weeks, 104);
    EXPECT_EQ(c.header.seed, 1u);
    EXPECT_EQ(c.header.chunk, 65536u);
    EXPECT_EQ(c.model.mode, Mode::standard);
    EXPECT_EQ(c.model.reliability_memory_weeks, 4);
    EXPECT_EQ(c.model.overtime_weeks, 52);
    EXPECT_EQ(c.model.target_adaptation, 0);
    EXPECT_EQ(c.world.start_regime, "competition");
    EXPECT_FALSE(c.world.tension_start);
    EXPECT_DOUBLE_EQ(c.world.tension_noise, std::sqrt(1 - .97 * .97));
    EXPECT_THAT(c.metrics.horizons, ElementsAre(13, 26, 52, 104));
    EXPECT_EQ(c.output.file, "try.h5");
    EXPECT_EQ(c.output.compression, 1);
    EXPECT_EQ(c.engine.backend, "auto");
    ASSERT_EQ(c.packages.size(), 1u);
    EXPECT_EQ(c.packages[0].name, "none");
    EXPECT_TRUE(c.warnings.empty());
}

TEST(CampaignFileTest, defaults_follow_from_other_keys) {
    auto const c = campaign_of(
        "weeks = 60\n[model]\nmode = \"ario\"\n"
        "[world]\ntension_persistence = 0.6\n");
    EXPECT_THAT(c.metrics.horizons, ElementsAre(13, 26, 52, 60));
    EXPECT_EQ(c.model.target_adaptation, 1);
    EXPECT_EQ(c.model.demand_destruction, 0);
    EXPECT_EQ(c.model.overtime_weeks, 52);
    EXPECT_DOUBLE_EQ(c.world.tension_noise, 0.8);
}

TEST(CampaignFileTest, orders_follow_capacity_in_mode_ario_alone) {
    EXPECT_EQ(campaign_of("[model]\nmode = \"ario\"\n"
                          "order_rule = \"capacity\"\n")
                  .model.order_rule,
              OrderRule::capacity);
    EXPECT_EQ(campaign_of("[model]\nmode = \"ario\"\n").model.order_rule,
              OrderRule::fixed);
    auto const error_of = [](char const* keys) -> std::string {
        try {
            campaign_of(keys);
        } catch (InputError const& e) {
            return e.what();
        }
        return "";
    };
    EXPECT_THAT(error_of("[model]\nmode = \"pichler\"\n"
                         "order_rule = \"capacity\"\n"),
                AllOf(HasSubstr("order_rule: 'capacity' is a rule of mode "
                                "'ario', not of 'pichler'"),
                      HasSubstr("mode = \"ario\"")));
    EXPECT_THAT(error_of("[model]\nmode = \"ario\"\n"
                         "order_rule = \"capacities\"\n"),
                HasSubstr("capacity"));
}

TEST(CampaignFileTest, package_none_comes_first_whoever_wrote_it) {
    auto const added = campaign_of("[[package]]\nname = \"a\"\n");
    EXPECT_EQ(added.packages[0].name, "none");
    EXPECT_EQ(added.packages[1].name, "a");
    auto const moved = campaign_of(
        "[[package]]\nname = \"a\"\n[[package]]\nname = \"none\"\n"
        "description = \"mine\"\n");
    ASSERT_EQ(moved.packages.size(), 2u);
    EXPECT_EQ(moved.packages[0].description, "mine");
}

TEST(CampaignFileTest, whole_numbers_may_be_written_as_1e6) {
    EXPECT_EQ(campaign_of("scenarios = 1e6\n").header.scenarios, 1000000u);
}

TEST(CampaignFileTest, overrides_reach_sections_entries_and_nested_keys) {
    auto const c = campaign_of(
        "[[family]]\nname = \"quakes\"\ntype = \"natural_hazard\"\n"
        "[[family]]\ntype = \"plant_accident\"\n"
        "severity = { distribution = \"beta\", a = 1, b = 2 }\n",
        {"campaign.scenarios=1000", "campaign.name=other",
         "family.quakes.rate=0.7", "family.quakes.countries=[\"JPN\"]",
         "family.plant_accident.severity.a=3",
         "family.plant_accident.hold_weeks={distribution=\"uniform\", low=1, "
         "high=2}",
         "world.start_regime=crisis", "model.demand_floor=0.5"});
    EXPECT_EQ(c.header.scenarios, 1000u);
    EXPECT_EQ(c.header.name, "other");
    EXPECT_EQ(c.output.file, "other.h5");
    EXPECT_EQ(c.families[0].rate, 0.7);
    EXPECT_THAT(c.families[0].target.countries, ElementsAre("JPN"));
    EXPECT_EQ(c.families[1].severity, Distribution::beta(3, 2));
    EXPECT_EQ(c.families[1].hold_weeks, Distribution::uniform(1, 2));
    EXPECT_EQ(c.world.start_regime, "crisis");
    EXPECT_EQ(c.model.demand_floor, 0.5);
}

TEST(CampaignFileTest, horizons_are_sorted_and_cut_to_the_run) {
    auto const c = campaign_of("[metrics]\nhorizons = [200, 52, 10, 52]\n");
    EXPECT_THAT(c.metrics.horizons, ElementsAre(10, 52));
    EXPECT_THAT(c.warnings, ElementsAre(HasSubstr("horizons beyond the run")));
}

TEST(CampaignFileTest, a_late_event_and_an_idle_measure_make_warnings) {
    auto const c = campaign_of(
        "[[event]]\nname = \"fire\"\ntype = \"capacity\"\nhold_weeks = 1\n"
        "start_week = 104\n"
        "[[measure]]\nname = \"stop\"\ntype = \"ban\"\n");
    EXPECT_THAT(c.warnings,
                ElementsAre(HasSubstr("'fire': starts in week 104"),
                            HasSubstr("'stop': no package has this measure")));
}

/// One of everything, with values that are not defaults.
char const everything[] = R"(
description = "quote \" backslash \\ tab \t and é"
weeks = 70
seed = 9007199254740993
[model]
mode = "pichler"
[world]
tension_start = -0.1
transition = [[1,0,0,0],[0.1,0.9,0,0],[0,0,1,0],[0,0,0.5,0.5]]
[[family]]
type = "natural_hazard"
copula_freedom = 0
[[family]]
type = "plant_accident"
severity = { distribution = "empirical", values = [0.5, 0.1, 1] }
[[family]]
type = "cyber_outage"
unit = "firm"
[[family]]
type = "logistic"
delay_weeks = { distribution = "discrete", values = [1, 2], probabilities = [0.3, 0.7] }
[[family]]
type = "demand_surge"
products = ["device"]
[[family]]
type = "export_ban"
exporters = ["CHN"]
pass = { distribution = "mixture", atom = 0, atom_probability = 0.1, of = 0.5 }
leak = 0.1
[[family]]
type = "licence"
applications = 1
split = []
[[family]]
type = "entity_list"
exporters = ["bloc:ALLIES"]
[[family]]
type = "import_ban"
[[family]]
type = "tariff"
tariffs = [0.1, 0.2]
[[family]]
type = "blockade"
countries = ["JPN"]
[[event]]
name = "e1"
type = "capacity"
hold_weeks = 3.5
[[event]]
name = "e2"
type = "demand"
surge = 0.2
hold_weeks = 3
[[event]]
name = "e3"
type = "logistic"
pass = 0.5
delay_weeks = 2
hold_weeks = 3
[[event]]
name = "e4"
type = "blockade"
countries = ["JPN"]
severity = 0.1
hold_weeks = 3
[[measure]]
name = "m1"
type = "ban"
duration_weeks = 9
[[measure]]
name = "m2"
type = "quota"
[[measure]]
name = "m3"
type = "tariff"
[[measure]]
name = "m4"
type = "entity_list"
importers = ["USA"]
firms = ["WESTFAB"]
[[measure]]
name = "m5"
type = "import_ban"
[[measure]]
name = "m6"
type = "logistic"
routes = ["CANAL"]
[[measure]]
name = "m7"
type = "licence"
[[measure]]
name = "m8"
type = "entity_list"
[[package]]
name = "hard"
measures = ["m1", "m2", "m3", "m4", "m5", "m6", "m7", "m8"]
families = ["tariff", "blockade"]
[metrics]
products = ["chip", "group:minerals"]
groups = true
shortages = false
losses = ["peak"]
[output]
file = "x.h5"
[engine]
backend = "cpu"
devices = [0, 1]
)";

/// All bytes that a march would read.
std::string bytes_of(CompiledModel const& m) {
    std::string bytes;
    auto view = m.view();
    for_each_array(view, [&](auto const& span) {
        bytes.append(reinterpret_cast<char const*>(span.data),
                     span.size * sizeof(*span.data));
    });
    auto const add = [&](auto const& value) {
        bytes.append(reinterpret_cast<char const*>(&value), sizeof value);
    };
    add(view.rules);
    add(view.world);
    add(view.weeks);
    add(view.seed);
    add(view.event_capacity);
    return bytes;
}

TEST(EffectiveTomlTest, reads_back_to_the_same_text_and_the_same_model) {
    auto const first = campaign_of(everything);
    auto const text = effective_toml(first);
    auto const second = parse_campaign(text, "dir/elsewhere.toml");
    EXPECT_EQ(effective_toml(second), text);
    EXPECT_EQ(second.network_path, first.network_path);
    EXPECT_EQ(second.header.seed, 9007199254740993u);
    EXPECT_EQ(second.header.description, first.header.description);
    EXPECT_EQ(second.families[1].severity, first.families[1].severity);
    EXPECT_EQ(second.families[5].pass, first.families[5].pass);
    auto const network = small_network();
    EXPECT_EQ(bytes_of(compile(second, network)),
              bytes_of(compile(first, network)));
}

TEST(EffectiveTomlTest, has_no_key_that_the_reference_does_not_explain) {
    std::ifstream file{std::string{CHOKEPOINT_SOURCE_DIR} +
                       "/configs/README.md"};
    std::string const reference{std::istreambuf_iterator<char>{file}, {}};
    std::istringstream lines{effective_toml(campaign_of(everything))};
    int keys = 0;
    for (std::string line; std::getline(lines, line);) {
        auto const equals = line.find(" = ");
        if (equals != std::string::npos) {
            EXPECT_THAT(reference, HasSubstr("`" + line.substr(0, equals)));
            ++keys;
        }
    }
    EXPECT_GT(keys, 100);
}

TEST(EffectiveTomlTest, contains_overrides) {
    auto const c = campaign_of("", {"campaign.weeks=30"});
    EXPECT_THAT(effective_toml(c), HasSubstr("weeks = 30\n"));
    EXPECT_THAT(effective_toml(c), HasSubstr("horizons = [13, 26, 30]\n"));
}

TEST(ShippedCampaignTest, teaching_campaign_compiles_without_warnings) {
    auto const c = load_campaign(std::string{CHOKEPOINT_SOURCE_DIR} +
                                 "/configs/teaching.toml");
    std::vector<std::string> warnings;
    auto const m = compile(c, load_network(c.network_path), &warnings);
    EXPECT_TRUE(warnings.empty());
    EXPECT_THAT(m.package_name, ElementsAre("none", "ore-ban"));
    EXPECT_EQ(m.slot.size(), 1u);
    EXPECT_EQ(m.scheduled.size(), 1u);
    EXPECT_EQ(m.entity.size(), 5u);
}

TEST(ShippedCampaignTest, what_if_campaign_reads_without_luck_or_warnings) {
    auto const c = load_campaign(std::string{CHOKEPOINT_SOURCE_DIR} +
                                 "/configs/what-if-taiwan.toml");
    EXPECT_TRUE(c.warnings.empty());
    EXPECT_TRUE(c.families.empty());
    ASSERT_EQ(c.events.size(), 1u);
    EXPECT_EQ(c.events[0].start_week, 10);
    EXPECT_EQ(c.events[0].hold_weeks, 26);
    EXPECT_THAT(c.events[0].target.countries, ElementsAre("TWN"));
}
}  // namespace chokepoint::test
