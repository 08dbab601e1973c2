/// \file small_study.hpp
/// The teaching network under fire, accidents and two policies: a run of
/// milliseconds in which every kind of result is there.
#pragma once

#include <cstring>
#include <string>
#include <vector>

#include "host/campaign/toml/load_campaign.hpp"
#include "host/storage/results/results_reader.hpp"
#include "host/study/run/run_study.hpp"
#include "tests/network/table_folder.hpp"

namespace chokepoint::test {
inline std::string small_campaign() {
    return "[campaign]\n"
           "name = \"small\"\n"
           "network = \"" +
           teaching_folder +
           "\"\n"
           "scenarios = 150\n"
           "chunk = 50\n"
           "weeks = 60\n"
           "seed = 5\n"
           "[[event]]\n"
           "name = \"fire\"\n"
           "type = \"capacity\"\n"
           "firms = [\"FABCO\"]\n"
           "start_week = 5\n"
           "hold_weeks = 6\n"
           "severity = 0.6\n"
           "[[family]]\n"
           "name = \"accidents\"\n"
           "type = \"plant_accident\"\n"
           "rate = 0.6\n"
           "[[family]]\n"
           "name = \"hazards\"\n"
           "type = \"natural_hazard\"\n"
           "[[measure]]\n"
           "name = \"ore-ban\"\n"
           "type = \"ban\"\n"
           "exporters = [\"ALP\"]\n"
           "importers = [\"BET\"]\n"
           "start_week = 10\n"
           "duration_weeks = 20\n"
           "[[package]]\n"
           "name = \"ban\"\n"
           "measures = [\"ore-ban\"]\n"
           "[[package]]\n"
           "name = \"calm\"\n"
           "families = []\n"
           "[metrics]\n"
           "horizons = [26, 60]\n"
           "products = true\n"
           "groups = true\n";
}

/// \param overrides  as --set takes them
inline Study small_study(std::vector<std::string> const& overrides = {}) {
    return make_study(
        parse_campaign(small_campaign(), "small.toml", overrides));
}

inline RunOptions into(std::string const& output, Resume resume = Resume::no) {
    RunOptions options;
    options.output = output;
    options.backend = "cpu";
    options.engine.threads = 1;
    options.resume = resume;
    return options;
}

/// Everything that a run writes except for names and attributes.
inline std::vector<std::string> const& stored_numbers() {
    static std::vector<std::string> const paths = [] {
        std::vector<std::string> all;
        auto const add = [&](std::string const& group,
                             std::vector<std::string> const& names) {
            for (auto const& name : names) {
                all.push_back(group + name);
            }
        };
        std::vector<std::string> const risk{"/mean", "/value_at_risk",
                                            "/tail_value_at_risk"};
        add("/losses/",
            {"value_added", "value_added_net", "cell_value_added",
             "final_demand", "peak_loss", "largest_episode", "minimum_cover",
             "peak_week", "recovery_weeks", "recovery_censored",
             "shortage_weeks", "stockout_weeks"});
        add("/world/",
            {"weight", "maximum_tension", "regime_weeks", "event_count",
             "family_mask", "family_bit", "measure_mask", "overflow",
             "first_shortage_node", "first_shortage_week",
             "first_shortage_input", "first_lack_node", "first_lack_week",
             "first_lack_input"});
        add("/baseline/", {"value_added"});
        add("/summary/risk", risk);
        add("/summary/world", risk);
        add("/summary/final_demand", risk);
        add("/summary/", {"tail_dependence"});
        add("/summary/exceedance/", {"aggregate", "occurrence", "world"});
        add("/policy/", {"mean_difference", "probability_worse", "mean_ratio",
                         "world_mean_difference", "world_probability_worse",
                         "world_mean_ratio"});
        add("/attribution/",
            {"country_contribution", "world_cell_contribution",
             "cell_contribution", "family_in_tail", "family_in_world_tail",
             "family_overall", "measure_in_tail", "measure_in_world_tail",
             "measure_overall", "first_shortage_in_tail",
             "first_shortage_overall", "first_lack_in_tail",
             "first_lack_overall", "first_lack_contribution",
             "first_lack_input", "first_lack_source",
             "first_lack_source_share"});
        return all;
    }();
    return paths;
}

/// Expect that two files hold the same numbers, to the bit.
inline void expect_same_numbers(std::string const& a, std::string const& b) {
    ResultsReader const first{a};
    ResultsReader const second{b};
    for (auto const& path : stored_numbers()) {
        auto const x = first.table(path);
        auto const y = second.table(path);
        ASSERT_EQ(x.size(), y.size()) << path;
        ASSERT_FALSE(x.empty()) << path;
        EXPECT_EQ(std::memcmp(x.data(), y.data(), x.size() * sizeof(double)), 0)
            << path << " differs between " << a << " and " << b;
    }
}
}  // namespace chokepoint::test
