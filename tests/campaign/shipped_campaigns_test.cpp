/// \file shipped_campaigns_test.cpp
/// Every campaign of configs/ is one that a user can run.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "host/campaign/compile/compile.hpp"
#include "host/campaign/toml/effective_toml.hpp"
#include "host/campaign/toml/load_campaign.hpp"
#include "host/network/tables/load_network.hpp"

namespace chokepoint::test {
namespace {
using testing::HasSubstr;
using testing::IsEmpty;
namespace fs = std::filesystem;

std::string const configs = CHOKEPOINT_SOURCE_DIR "/configs";

std::vector<std::string> shipped_in(std::string const& folder) {
    std::vector<std::string> files;
    for (auto const& entry : fs::directory_iterator{configs + folder}) {
        if (entry.path().extension() == ".toml") {
            files.push_back(folder + '/' + entry.path().filename().string());
        }
    }
    std::sort(files.begin(), files.end());
    return files;
}

std::vector<std::string> shipped() {
    std::vector<std::string> all;
    for (auto const folder : {"", "/packages", "/questions"}) {
        for (auto const& file : shipped_in(folder)) {
            all.push_back(file);
        }
    }
    return all;
}

std::string text_of(std::string const& file) {
    std::ifstream stream{configs + file};
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
}

/// Networks are large: each is read once.
SupplyNetwork const& network_at(std::string const& folder) {
    static std::map<std::string, SupplyNetwork> read;
    auto const key = fs::weakly_canonical(folder).string();
    auto const found = read.find(key);
    return found != read.end()
               ? found->second
               : read.emplace(key, load_network(folder)).first->second;
}

class ShippedCampaigns : public testing::TestWithParam<std::string> {};

TEST_P(ShippedCampaigns, compile_on_their_network_without_a_warning) {
    auto const campaign = load_campaign(configs + GetParam());
    std::vector<std::string> warnings;
    auto const model =
        compile(campaign, network_at(campaign.network_path), &warnings);
    EXPECT_THAT(warnings, IsEmpty());
    EXPECT_GE(model.package.size(), campaign.packages.size());
}

TEST_P(ShippedCampaigns, are_the_same_when_their_effective_text_is_read_back) {
    auto const campaign = load_campaign(configs + GetParam());
    auto const text = effective_toml(campaign);
    auto const again = parse_campaign(text, configs + GetParam());
    EXPECT_EQ(effective_toml(again), text);
    EXPECT_EQ(again.header.name, campaign.header.name);
}

TEST_P(ShippedCampaigns, are_named_as_their_file_and_say_what_they_do) {
    auto const campaign = load_campaign(configs + GetParam());
    EXPECT_EQ(campaign.header.name, fs::path{GetParam()}.stem().string());
    EXPECT_FALSE(campaign.header.description.empty());
}

INSTANTIATE_TEST_SUITE_P(
    Of, ShippedCampaigns, testing::ValuesIn(shipped()), [](auto const& info) {
        auto name = info.param.substr(1, info.param.rfind('.') - 1);
        std::replace_if(
            name.begin(), name.end(), [](char c) { return !std::isalnum(c); },
            '_');
        return name;
    });

TEST(ShippedFolders, are_explained_file_by_file_in_their_readme) {
    for (std::string const folder : {"/packages", "/questions"}) {
        auto const readme = text_of(folder + "/README.md");
        auto const files = shipped_in(folder);
        EXPECT_FALSE(files.empty()) << folder;
        for (auto const& file : files) {
            EXPECT_THAT(readme, HasSubstr(fs::path{file}.filename().string()));
        }
    }
}
}  // namespace
}  // namespace chokepoint::test
