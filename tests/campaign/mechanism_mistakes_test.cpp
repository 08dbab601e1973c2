/// Mistakes in sections of reaction, slow dynamics, prices and reserves.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <sstream>

#include "host/campaign/toml/effective_toml.hpp"
#include "host/campaign/toml/load_campaign.hpp"
#include "host/network/input_error.hpp"
#include "tests/campaign/campaign_text.hpp"

namespace chokepoint::test {
using testing::AllOf;
using testing::HasSubstr;

/// \return what the user reads
std::string complaint(std::string const& text) {
    try {
        model_of(text);
    } catch (InputError const& error) {
        return error.what();
    }
    return "no complaint";
}

std::string reserve(std::string const& more) {
    return "[[reserve]]\nname = \"r\"\ncountries = [\"JPN\"]\n"
           "products = [\"metal\"]\nweeks = 8\n" +
           more;
}

TEST(ReserveMistakeTest, price_trigger_needs_a_price) {
    EXPECT_THAT(complaint(reserve("trigger = \"price\"\n")),
                AllOf(HasSubstr("try.toml:8: [reserve] 'r': trigger"),
                      HasSubstr("[[market]]")));
    EXPECT_THAT(complaint("[[market]]\nname = \"m\"\nproducts = [\"ore\"]\n" +
                          reserve("trigger = \"price\"\n")),
                HasSubstr("metal has no price"));
}

TEST(ReserveMistakeTest, buyer_draws_on_one_reserve) {
    EXPECT_THAT(
        complaint(reserve("") +
                  "[[reserve]]\nname = \"s\"\n"
                  "countries = [\"bloc:ALLIES\"]\nproducts = [\"metal\"]\n"
                  "weeks = 8\n"),
        HasSubstr("'s': countries: metal of JPN is in reserve 'r' already"));
}

TEST(ReserveMistakeTest, content_and_target_must_agree) {
    EXPECT_THAT(complaint(reserve("target_weeks = 4\n")),
                HasSubstr("4 is less than the content at the start, 8"));
}

TEST(ReserveMistakeTest, reserve_needs_users) {
    EXPECT_THAT(complaint("[[reserve]]\nname = \"r\"\n"
                          "countries = [\"AUS\"]\nproducts = [\"metal\"]\n"
                          "weeks = 8\n"),
                HasSubstr("nobody in these countries buys them"));
    EXPECT_THAT(complaint(reserve("users_products = [\"device\"]\n")),
                HasSubstr("no user of the product"));
}

TEST(ReserveMistakeTest, weeks_are_required_and_unknown_keys_refused) {
    EXPECT_THAT(complaint("[[reserve]]\nname = \"r\"\n"
                          "countries = [\"JPN\"]\nproducts = [\"metal\"]\n"),
                HasSubstr("weeks"));
    EXPECT_THAT(complaint(reserve("refil_rate = 1\n")),
                HasSubstr("refill_rate"));
}

TEST(ReserveMistakeTest, packages_name_known_reserves) {
    EXPECT_THAT(complaint(reserve("[[package]]\nname = \"p\"\n"
                                  "reserves = [\"rr\"]\n")),
                HasSubstr("no reserve is named 'rr'"));
}

TEST(MarketMistakeTest, parts_must_not_overlap) {
    EXPECT_THAT(complaint("[[market]]\nname = \"m\"\nproducts = [\"metal\"]\n"
                          "split = [\"JPN\", \"bloc:ALLIES\"]\n"),
                HasSubstr("country JPN is in another part already"));
}

TEST(MarketMistakeTest, product_has_one_market) {
    EXPECT_THAT(complaint("[[market]]\nname = \"m\"\nproducts = [\"metal\"]\n"
                          "[[market]]\nname = \"n\"\n"
                          "products = [\"group:minerals\"]\n"),
                HasSubstr("'metal' has a market already"));
}

TEST(GrowthMistakeTest, node_grows_by_one_rule) {
    EXPECT_THAT(complaint("[[growth]]\nname = \"g\"\nproducts = [\"metal\"]\n"
                          "[[growth]]\nname = \"h\"\ncountries = [\"JPN\"]\n"),
                HasSubstr("node 'JPN:metal' has a growth of its own already"));
}

std::string retaliation(std::string const& more) {
    return "[[measure]]\nname = \"ban\"\ntype = \"ban\"\n"
           "[[measure]]\nname = \"pay\"\ntype = \"subsidy\"\n"
           "countries = [\"JPN\"]\n"
           "[[retaliation]]\nname = \"r\"\n" +
           more;
}

TEST(RetaliationMistakeTest, menu_names_controls_of_the_campaign) {
    EXPECT_THAT(
        complaint(retaliation("reactor = \"CHN\"\n"
                              "against = [\"USA\"]\n"
                              "measures = [\"bann\"]\n")),
        AllOf(HasSubstr("no control is named 'bann'"), HasSubstr("ban")));
    EXPECT_THAT(complaint(retaliation("reactor = \"CHN\"\n"
                                      "against = [\"USA\"]\n"
                                      "measures = [\"pay\"]\n")),
                HasSubstr("'pay' is no control of trade"));
}

TEST(RetaliationMistakeTest, reactor_is_one_country_and_another_one) {
    EXPECT_THAT(complaint(retaliation("reactor = \"bloc:ALLIES\"\n"
                                      "against = [\"CHN\"]\n"
                                      "measures = [\"ban\"]\n")),
                HasSubstr("must be one country"));
    EXPECT_THAT(complaint(retaliation("reactor = \"CHN\"\n"
                                      "against = [\"CHN\"]\n"
                                      "measures = [\"ban\"]\n")),
                HasSubstr("only the reactor itself"));
    EXPECT_THAT(complaint(retaliation("reactor = \"CHN\"\nagainst = [\"USA\"]\n"
                                      "measures = [\"ban\"]\n"
                                      "[[retaliation]]\nname = \"s\"\n"
                                      "reactor = \"CHN\"\n"
                                      "against = [\"bloc:ALLIES\"]\n"
                                      "measures = [\"ban\"]\n")),
                HasSubstr("CHN answers USA in another section already"));
}

TEST(PackageMistakeTest, sides_come_in_pairs) {
    EXPECT_THAT(complaint("[[package]]\nname = \"p\"\nsender = [\"USA\"]\n"),
                HasSubstr("sender: needs 'target' too"));
    EXPECT_THAT(complaint("[[package]]\nname = \"p\"\nallies = [\"JPN\"]\n"),
                HasSubstr("allies: needs 'sender' too"));
}

TEST(MetricsMistakeTest, pairs_have_two_sides_that_trade) {
    auto const asked = [](char const* text) {
        return complaint(std::string{"[metrics]\n"} + text);
    };
    EXPECT_THAT(asked("leverage = [\"USA\"]\n"), HasSubstr("\"A>B\""));
    EXPECT_THAT(asked("leverage = [\"bloc:ALLIES>USA\"]\n"),
                HasSubstr("USA is on both sides"));
    EXPECT_THAT(
        asked("flows = [\"EASTFAP>CHN\"]\n"),
        AllOf(HasSubstr("no country, bloc or firm"), HasSubstr("EASTFAB")));
    EXPECT_THAT(asked("flows = [\"USA>AUS\"]\n"),
                HasSubstr("nothing is traded between them"));
    EXPECT_THAT(asked("denial = [\"JPN\"]\n"),
                HasSubstr("'JPN' buys none of these products"));
}

std::string every_mechanism() {
    return "[dynamics]\nerosion = 0.01\n"
           "[[growth]]\nname = \"g\"\ncountries = [\"JPN\"]\n"
           "[prices]\nspeed = 0.2\n"
           "[[market]]\nname = \"m\"\nproducts = [\"metal\"]\n"
           "split = [\"JPN\"]\n" +
           reserve("refill_rate = 0.5\n") +
           "[[measure]]\nname = \"ban\"\ntype = \"ban\"\n"
           "[[retaliation]]\nname = \"r\"\nreactor = \"CHN\"\n"
           "against = [\"USA\"]\nmeasures = [\"ban\"]\n"
           "[[package]]\nname = \"p\"\nsender = [\"USA\"]\n"
           "target = [\"CHN\"]\nreserves = []\n"
           "[metrics]\nleverage = [\"JPN>USA\"]\ncosts = true\n";
}

TEST(EffectiveTomlTest, mechanisms_read_back_as_they_were_written) {
    auto const text = effective_toml(campaign_of(every_mechanism()));
    EXPECT_THAT(text, HasSubstr("erosion = 0.01"));
    EXPECT_EQ(effective_toml(parse_campaign(text, "dir/try.toml")), text);
    EXPECT_THAT(effective_toml(campaign_of("")),
                testing::Not(HasSubstr("[dynamics]")));
}

TEST(EffectiveTomlTest, every_key_of_a_mechanism_is_explained) {
    std::ifstream file{std::string{CHOKEPOINT_SOURCE_DIR} +
                       "/configs/README.md"};
    std::string const reference{std::istreambuf_iterator<char>{file}, {}};
    std::istringstream lines{effective_toml(campaign_of(every_mechanism()))};
    for (std::string line; std::getline(lines, line);) {
        auto const key = line.substr(0, line.find(" = "));
        if (key != line) {
            EXPECT_NE(reference.find("`" + key + "`"), std::string::npos)
                << key;
        }
    }
}

TEST(EffectiveTomlTest, overrides_reach_entries_by_name) {
    auto const campaign =
        campaign_of(reserve(""), {"reserve.r.weeks=20", "dynamics.regain=0"});
    EXPECT_EQ(campaign.reserves[0].weeks, 20);
    EXPECT_TRUE(campaign.dynamics.on);
    EXPECT_EQ(campaign.dynamics.regain, 0);
}
}  // namespace chokepoint::test
