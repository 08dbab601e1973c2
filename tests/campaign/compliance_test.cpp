#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "host/campaign/model/compliance.hpp"
#include "host/campaign/model/quantile_table.hpp"
#include "host/campaign/spec/compliance_presets.hpp"
#include "host/campaign/toml/effective_toml.hpp"
#include "host/campaign/toml/load_campaign.hpp"
#include "host/network/input_error.hpp"
#include "tests/campaign/campaign_text.hpp"

namespace chokepoint::test {
using testing::HasSubstr;

ComplianceRow row(ComplianceTable const& table, ComplianceKind kind) {
    return table[static_cast<std::size_t>(kind)];
}

double mean(ComplianceRow const& r) {
    return r.alpha / (r.alpha + r.beta);
}

TEST(ComplianceTest, japan_follows_table_1_of_the_paper) {
    auto const japan = compliance_of("JPN");
    EXPECT_NEAR(mean(row(japan, ComplianceKind::fdi_review)), 0.90, 1e-12);
    EXPECT_NEAR(mean(row(japan, ComplianceKind::export_control)), 0.30, 1e-12);
    EXPECT_NEAR(mean(row(japan, ComplianceKind::entity_list)), 0.95, 1e-12);
    EXPECT_NEAR(mean(row(japan, ComplianceKind::import_restriction)), 0.80,
                1e-12);
    EXPECT_NEAR(mean(row(japan, ComplianceKind::personnel)), 0.60, 1e-12);
    EXPECT_EQ(row(japan, ComplianceKind::entity_list).lag_weeks, 4);
    EXPECT_EQ(row(japan, ComplianceKind::export_control).lag_weeks, 104);
    EXPECT_EQ(row(japan, ComplianceKind::import_restriction).visibility, 0.3);
    EXPECT_EQ(row(japan, ComplianceKind::technology_coalition).lag_weeks, 78);
}

TEST(ComplianceTest, every_built_in_row_can_be_drawn) {
    EXPECT_EQ(compliance_presets().size(), 10u);
    for (auto const& country : compliance_presets()) {
        for (auto const& r : compliance_of(country)) {
            EXPECT_GE(r.alpha, 0.05);
            EXPECT_GE(r.beta, 0.05);
            EXPECT_GE(r.lag_weeks, 0);
            EXPECT_GT(r.visibility, 0);
            EXPECT_LE(r.visibility, 1);
        }
    }
}

TEST(ComplianceTest, countries_without_a_table_comply_little_and_late) {
    auto const r = row(compliance_of("ATL"), ComplianceKind::personnel);
    EXPECT_NEAR(mean(r), 0.2, 1e-12);
    EXPECT_EQ(r.lag_weeks, 52);
}

TEST(ComplianceTest, a_section_starts_from_its_country_and_changes_rows) {
    auto const c = campaign_of(
        "[[compliance]]\ncountry = \"JPN\"\n"
        "export_control = { alpha = 9, lag_weeks = 10 }\n");
    auto const table = compliance_table(c, "JPN");
    auto const changed = row(table, ComplianceKind::export_control);
    EXPECT_EQ(changed.alpha, 9);
    EXPECT_EQ(changed.beta, 7);
    EXPECT_EQ(changed.lag_weeks, 10);
    EXPECT_EQ(row(table, ComplianceKind::fdi_review).alpha, 18);
    EXPECT_EQ(
        row(compliance_table(c, "KOR"), ComplianceKind::export_control).alpha,
        2);
}

TEST(ComplianceTest, like_copies_the_table_of_another_country) {
    auto const c = campaign_of(
        "[[compliance]]\ncountry = \"AUS\"\nlike = \"JPN\"\n"
        "personnel = { beta = 1 }\n");
    auto const table = compliance_table(c, "AUS");
    EXPECT_EQ(row(table, ComplianceKind::entity_list).alpha, 19);
    EXPECT_EQ(row(table, ComplianceKind::personnel).alpha, 6);
    EXPECT_EQ(row(table, ComplianceKind::personnel).beta, 1);
}

TEST(ComplianceTest, sections_are_written_and_read_back) {
    auto const c = campaign_of(
        "[[compliance]]\ncountry = \"AUS\"\nlike = \"JPN\"\n"
        "personnel = { beta = 1, visibility = 0.25 }\n"
        "[[compliance]]\ncountry = \"CHN\"\n");
    auto const text = effective_toml(c);
    EXPECT_THAT(text, HasSubstr("personnel = { alpha = 6, beta = 1, "
                                "lag_weeks = 104, visibility = 0.25 }\n"));
    auto const again = parse_campaign(text, "dir/try.toml");
    EXPECT_EQ(effective_toml(again), text);
    ASSERT_EQ(again.compliance.size(), 2u);
    EXPECT_EQ(row(again.compliance[0].row, ComplianceKind::entity_list).alpha,
              19);
}

TEST(ComplianceTest, overrides_find_a_section_by_its_country) {
    auto const c = campaign_of("[[compliance]]\ncountry = \"JPN\"\n",
                               {"compliance.JPN.like=KOR"});
    EXPECT_EQ(row(c.compliance[0].row, ComplianceKind::entity_list).alpha, 9);
}

std::string compliance_error(std::string const& text) {
    try {
        model_of(text);
    } catch (InputError const& error) {
        return error.what();
    }
    return "";
}

TEST(ComplianceTest, mistakes_are_named_with_place_and_nearest) {
    EXPECT_THAT(compliance_error("[[compliance]]\ncountry = \"JPM\"\n"),
                HasSubstr("dir/try.toml:4: [compliance] 'JPM': country: 'JPM' "
                          "is not a country of this network; nearest: 'JPN'"));
    EXPECT_THAT(compliance_error("[[compliance]]\ncountry = \"JPN\"\n"
                                 "like = \"CHN\"\n"),
                HasSubstr("dir/try.toml:5: [compliance] 'JPN': like: 'CHN' has "
                          "no built-in table"));
    EXPECT_THAT(
        compliance_error("[[compliance]]\ncountry = \"JPN\"\n"
                         "entity_list = { alhpa = 3 }\n"),
        HasSubstr("[compliance] 'JPN': entity_list: alhpa: unknown key"));
    EXPECT_THAT(compliance_error("[[compliance]]\ncountry = \"JPN\"\n"
                                 "entity_list = { alpha = 0 }\n"),
                HasSubstr("alpha: 0 is out of range (needed: 0.05 to 10000)"));
    EXPECT_THAT(compliance_error("[[compliance]]\ncountry = \"JPN\"\n"
                                 "entity_list = 3\n"),
                HasSubstr("is a whole number (needed: a table"));
    EXPECT_THAT(compliance_error("[[compliance]]\nentity_list = 3\n"),
                HasSubstr("key 'country' is missing"));
    EXPECT_THAT(compliance_error("[[compliance]]\ncountry = \"JPN\"\n"
                                 "[[compliance]]\ncountry = \"JPN\"\n"),
                HasSubstr("'JPN' is taken"));
}
}  // namespace chokepoint::test
