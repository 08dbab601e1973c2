/// \file measure_file_test.cpp
/// A campaign with an entry of every type: written, read back, explained.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <sstream>

#include "host/campaign/spec/measure_traits.hpp"
#include "host/campaign/spec/type_names.hpp"
#include "host/campaign/toml/effective_toml.hpp"
#include "host/campaign/toml/load_campaign.hpp"
#include "tests/campaign/measure_models.hpp"

namespace chokepoint::test {
using testing::HasSubstr;

/// Keys that the type needs, and some that are not at their default.
std::string keys_of(MeasureType type) {
    switch (type) {
        case MeasureType::quota:
            return "quota = 0.4\nfollows = \"tariff\"\n"
                   "follow_exit_weeks = 9\n";
        case MeasureType::tariff:
            return "senders = [\"USA\"]\nexit_hazard = 0.01\n"
                   "exit_loss_hazard = 0.5\n";
        case MeasureType::export_control:
            return "senders = [\"AUS\"]\nde_minimis = 0.1\n"
                   "direct_product = true\ndepth = 2\n"
                   "direct_products = [\"ore\"]\nallies = [\"USA\"]\n"
                   "firm_obedience = true\nmembers_needed = 1\n"
                   "coverage = { distribution = \"beta\", a = 1, b = 6 }\n"
                   "implementation_weeks = 8\nforeign_availability = 30\n";
        case MeasureType::financial_sanction:
            return "senders = [\"CHN\"]\nfirms = [\"WESTFAB\"]\n"
                   "compliance = 0.5\nallies = [\"AUS\", \"JPN\"]\n";
        case MeasureType::vendor_exclusion:
            return "operators = [\"final\"]\nexclusion_weeks = 60\n";
        case MeasureType::logistic:
            return "routes = [\"CANAL\"]\npass = 0.5\nvisibility = 0.5\n";
        case MeasureType::deemed_export:
        case MeasureType::inbound_investment:
        case MeasureType::outbound_investment:
        case MeasureType::judicial:
        case MeasureType::innovation:
        case MeasureType::intra_firm_decoupling:
            return "countries = [\"CHN\"]\nsenders = [\"USA\"]\n"
                   "growth_effect = -0.3\nallies = [\"JPN\"]\n";
        case MeasureType::subsidy:
            return "countries = [\"JPN\"]\nbuild_weeks = 20\n";
        case MeasureType::relocation:
            return "from_countries = [\"JPN\"]\nto_countries = [\"USA\"]\n";
        case MeasureType::preclusive_buying:
            return "senders = [\"CHN\"]\nexporters = [\"JPN\"]\n"
                   "products = [\"metal\"]\ncrowded_out = [\"chip\"]\n";
        case MeasureType::engagement:
            return "countries = [\"CHN\"]\nimporters = [\"JPN\"]\n"
                   "products = [\"device\"]\nleak_effect = 0.1\n";
        case MeasureType::prequalification:
            return "level = \"ready\"\nkept = true\n";
        case MeasureType::local_for_local:
            return "region = [\"JPN\"]\n";
        case MeasureType::blocking_statute:
            return "countries = [\"JPN\"]\n";
        case MeasureType::relief:
            return "lifts = [\"tariff\"]\nstart_week = 30\n";
        default:
            return "";
    }
}

Campaign with_every_type() {
    std::string text, names;
    for (std::size_t t = 0; t < measure_names().size(); ++t) {
        auto const& name = measure_names()[t];
        text += "[[measure]]\nname = \"" + name + "\"\ntype = \"" + name +
                "\"\n" + keys_of(static_cast<MeasureType>(t));
        names += (t ? ", \"" : "\"") + name + "\"";
    }
    return campaign_of(text +
                       "[[compliance]]\ncountry = \"CHN\"\nlike = \"IND\"\n"
                       "[[package]]\nname = \"all\"\nmeasures = [" +
                       names +
                       "]\nrestraint = 0.1\nleave_one_out = [\"JPN\"]\n");
}

/// All arrays of a model, as they are.
std::string array_bytes(CompiledModel const& m) {
    std::string bytes;
    auto view = m.view();
    for_each_array(view, [&](auto const& span) {
        bytes.append(reinterpret_cast<char const*>(span.data),
                     span.size * sizeof(*span.data));
    });
    return bytes.append(reinterpret_cast<char const*>(&view.rules),
                        sizeof view.rules);
}

TEST(MeasureFileTest, every_type_is_read_back_to_the_same_model) {
    auto const first = with_every_type();
    auto const text = effective_toml(first);
    auto const second = parse_campaign(text, "dir/elsewhere.toml");
    EXPECT_EQ(effective_toml(second), text);
    ASSERT_EQ(second.measures.size(), 24u);
    auto const network = small_network();
    EXPECT_EQ(array_bytes(compile(second, network)),
              array_bytes(compile(first, network)));
}

TEST(MeasureFileTest, every_key_and_type_is_explained_in_the_reference) {
    std::ifstream file{std::string{CHOKEPOINT_SOURCE_DIR} +
                       "/configs/README.md"};
    std::string const reference{std::istreambuf_iterator<char>{file}, {}};
    for (auto const& type : measure_names()) {
        EXPECT_TRUE(reference.find("| `" + type + "` |") != reference.npos)
            << type;
    }
    std::istringstream lines{effective_toml(with_every_type())};
    int keys = 0;
    for (std::string line; std::getline(lines, line);) {
        auto const key = line.substr(0, line.find(" = "));
        if (key.size() < line.size()) {
            EXPECT_TRUE(reference.find("`" + key + "`") != reference.npos)
                << key;
            ++keys;
        }
    }
    EXPECT_GT(keys, 300);
}

TEST(MeasureFileTest, what_a_type_does_not_use_is_not_written) {
    auto const text = effective_toml(
        campaign_of("[[measure]]\nname = \"m\"\ntype = \"subsidy\"\n"
                    "countries = [\"JPN\"]\n"));
    auto const from = text.find("[[measure]]");
    auto const section = text.substr(from, text.find("[[package]]") - from);
    EXPECT_EQ(section,
              "[[measure]]\nname = \"m\"\ntype = \"subsidy\"\n"
              "countries = [\"JPN\"]\nproducts = []\nstages = []\n"
              "firms = []\nnodes = []\ncapacity = 0.1\nbuild_weeks = 130\n"
              "waits_for_demand = 0\nstart_week = 0\n\n");
}

TEST(MeasureFileTest, ordinary_measures_need_no_extended_march) {
    auto const m = model_of(
        "[[measure]]\nname = \"a\"\ntype = \"ban\"\nexporters = [\"CHN\"]\n"
        "coverage = 0.5\ncompliance = 0.5\nleak = 0.1\nvisibility = 0.5\n"
        "[[measure]]\nname = \"b\"\ntype = \"tariff\"\n"
        "[[measure]]\nname = \"c\"\ntype = \"entity_list\"\n"
        "[[measure]]\nname = \"d\"\ntype = \"licence\"\n"
        "[[measure]]\nname = \"e\"\ntype = \"vendor_exclusion\"\n"
        "[[package]]\nname = \"p\"\n"
        "measures = [\"a\", \"b\", \"c\", \"d\", \"e\"]\n");
    EXPECT_EQ(m.rules.extended, 0u);
    EXPECT_TRUE(m.slow_node.empty());
    EXPECT_TRUE(m.influence_class.empty());
}
}  // namespace chokepoint::test
