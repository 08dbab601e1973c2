#include <gmock/gmock.h>

#include "host/campaign/model/augmented_network.hpp"
#include "host/explain/effect_words.hpp"
#include "host/explain/measure_words.hpp"
#include "host/explain/mechanism_words.hpp"
#include "host/explain/package_words.hpp"
#include "host/explain/trade_scope.hpp"
#include "tests/campaign/campaign_text.hpp"

namespace chokepoint::test {
namespace {
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

Study study_of(std::string const& text) {
    auto campaign = campaign_of(text);
    auto network = augmented_network(campaign, small_network());
    auto model = compile(campaign, network);
    return {campaign, network, model, "", {}};
}

/// A package of all measures named in `text`, in the order given.
Study study_with(std::string const& text, std::string const& measures) {
    return study_of(text + "[[package]]\nname = \"p\"\nmeasures = [" +
                    measures + "]\n");
}

std::string line(WordBlock const& block, std::string const& label) {
    for (auto const& found : block.lines) {
        if (found.label == label) {
            return found.text;
        }
    }
    return "no line " + label;
}

std::vector<std::string> labels(WordBlock const& block) {
    std::vector<std::string> all;
    for (auto const& found : block.lines) {
        all.push_back(found.label);
    }
    return all;
}

std::string const metal_ban =
    "[[measure]]\n"
    "name = \"metal-ban\"\n"
    "type = \"ban\"\n"
    "exporters = [\"CHN\"]\n"
    "importers = [\"USA\"]\n"
    "products = [\"metal\"]\n"
    "start_week = 4\n"
    "duration_weeks = 26\n";

// Of metal China sells the United States 4 + 3 (two plants), which also get 2
// from Japan: 7/9 of their imports; and Japan 5: 7/12 of its exports.
TEST(MeasureWords, CountLinksValueAndShareOfBothSides) {
    auto const study = study_with(metal_ban, "\"metal-ban\"");
    auto const block = measure_words(study).at(0);
    EXPECT_EQ(block.head, "measure 'metal-ban': export ban, weeks 4 to 29");
    EXPECT_EQ(line(block, "by"), "China, on Metal from China to United States");
    EXPECT_EQ(line(block, "trade"),
              "2 links, 7 million USD a week: 77.8 % of the importers' imports "
              "and 58.3 % of the exporters' exports of these products");
    EXPECT_EQ(line(block, "effect"), "nothing passes");
    EXPECT_THAT(labels(block), ElementsAre("by", "trade", "effect"));
}

TEST(MeasureWords, SayWhatIsLeftOfTheTrade) {
    auto const effect = [](std::string const& keys) {
        auto const study = study_with(
            "[[measure]]\nname = \"m\"\nexporters = [\"CHN\"]\n"
            "importers = [\"USA\"]\nproducts = [\"metal\"]\n" +
                keys,
            "\"m\"");
        return line(measure_words(study).at(0), "effect");
    };
    EXPECT_EQ(effect("type = \"ban\"\nstrictness = 0.8\n"),
              "20 % of the baseline passes (strictness 0.8)");
    // 1 - 0.8 * 0.7
    EXPECT_EQ(effect("type = \"quota\"\nquota = 0.3\nstrictness = 0.8\n"),
              "44 % of the baseline passes (strictness 0.8)");
    // 1.25^-3
    EXPECT_EQ(effect("type = \"tariff\"\nrate = 0.25\n"),
              "a duty of 25 % on the value; orders fall to 51.2 % of the "
              "baseline by the products' elasticities");
    // WESTFAB buys 4, its peer 3.
    EXPECT_THAT(effect("type = \"entity_list\"\nfirms = [\"WESTFAB\"]\n"
                       "chill = 0.05\n"),
                HasSubstr("1 link of their peers (3 million USD a week) "
                          "shrink by 5 %"));
    EXPECT_EQ(
        line(measure_words(
                 study_with("[[measure]]\nname = \"m\"\ntype = "
                            "\"financial_sanction\"\nsenders = [\"USA\"]\n"
                            "countries = [\"CHN\"]\n",
                            "\"m\""))
                 .at(0),
             "by"),
        "United States, on all trade with CHN");
    // Beta(1,6) has the mean 1/7.
    EXPECT_THAT(effect("type = \"ban\"\ncoverage = { distribution = "
                       "\"beta\", a = 1, b = 6 }\n"),
                HasSubstr("85.7 % of the baseline passes; 14.3 % of what is "
                          "announced is really covered on average"));
}

TEST(MeasureWords, LicencesPassByValueAndByCount) {
    auto const study = study_with(
        "[[measure]]\nname = \"m\"\ntype = \"licence\"\n"
        "exporters = [\"CHN\"]\nimporters = [\"USA\"]\n",
        "\"m\"");
    auto const block = measure_words(study).at(0);
    EXPECT_THAT(line(block, "effect"),
                HasSubstr("half are decided within 11.3 weeks"));
    // .19 * .72 + .81 * .30 and .88 * .72 + .12 * .30; six tenths are used.
    EXPECT_THAT(line(block, "permits"),
                HasSubstr("38.0 % by value, 67.0 % by"));
    EXPECT_THAT(line(block, "permits"), HasSubstr("in the end 22.8 % of"));
    auto const expected = expected_licences({});
    EXPECT_NEAR(expected.by_value, 0.3798, 1e-12);
    EXPECT_NEAR(expected.by_count, 0.6696, 1e-12);
    EXPECT_NEAR(expected.passes, 0.22788, 1e-12);
}

std::string reach(std::string const& rule) {
    auto const study = study_with(
        "[[measure]]\nname = \"m\"\ntype = \"export_control\"\n"
        "senders = [\"CHN\"]\nexporters = [\"CHN\"]\n"
        "importers = [\"USA\"]\nproducts = [\"metal\", \"chip\"]\n" +
            rule,
        "\"m\"");
    auto const block = measure_words(study).at(0);
    EXPECT_THAT(line(block, "trade"), HasSubstr("2 links, 7 million USD"));
    return line(block, "reach") + " | " + line(block, "they are");
}

// Chinese value in a dollar of Japanese metal: 2/9 * 5/8 = 0.139; of chips:
// 5/25 * (7/12 + 6/12 * 5/8) + 6/25 * 0.139 = 0.213.
TEST(MeasureWords, ThirdCountriesAreReachedByContentOrByTools) {
    EXPECT_EQ(reach("de_minimis = 0.2\n"),
              "goods of 1 third country: 1 link (10 million USD a week) hold "
              "at least 20 % of the senders' value | Japan (1 link, 10 "
              "million USD a week; complies 30 %, 104 weeks later)");
    EXPECT_THAT(reach("de_minimis = 0.1\n"),
                HasSubstr("2 links (12 million USD a week) hold"));
    EXPECT_THAT(reach("de_minimis = 0.22\n"),
                HasSubstr("no goods of third countries are in scope"));
    EXPECT_THAT(reach("de_minimis = 0.22\ndirect_product = true\n"
                      "direct_products = [\"metal\"]\ndepth = 1\n"),
                HasSubstr("0 links (0 million USD a week) hold at least 22 % "
                          "of the senders' value; 1 other link (10 million "
                          "USD a week) are made with the senders' tools"));
}

std::string const chip_ban =
    "[[measure]]\n"
    "name = \"chip-ban\"\n"
    "type = \"ban\"\n"
    "exporters = [\"USA\"]\n"
    "importers = [\"CHN\"]\n"
    "products = [\"chip\"]\n"
    "allies = [\"JPN\"]\n"
    "leak = 0.2\n"
    "enforcement = 0.5\n";

TEST(MeasureWords, AlliesComplyAsTheirTableSaysAndLeaksAreEnforced) {
    auto const block =
        measure_words(study_with(chip_ban, "\"chip-ban\"")).at(0);
    EXPECT_THAT(line(block, "trade"),
                HasSubstr("1 link, 12 million USD a week: 44.4 % of the "
                          "importers' imports and 100 % of"));
    EXPECT_EQ(line(block, "allies"),
              "Japan (1 link, 15 million USD a week; complies 30 %, 104 weeks "
              "later)");
    EXPECT_THAT(line(block, "leak"), HasSubstr("up to 10 % of what is"));
    auto const given = measure_words(
        study_with(chip_ban + "compliance = 0.5\n", "\"chip-ban\""));
    EXPECT_THAT(line(given.at(0), "allies"), HasSubstr("complies 50 %"));
    EXPECT_EQ(line(given.at(0), "effect"), line(block, "effect"))
        << "the sender itself complies wholly";
}

TEST(MeasureWords, SayWhenNoGoodsAreFiltered) {
    auto const study = study_with(
        "[[measure]]\nname = \"m\"\ntype = \"judicial\"\n"
        "senders = [\"USA\"]\ncountries = [\"CHN\"]\n",
        "\"m\"");
    EXPECT_EQ(line(measure_words(study).at(0), "effect"),
              "on knowledge, money or people of 3 producers in China, not on "
              "goods: no link is filtered; growth of their capacity -10 %, "
              "loss of standing of the sender +20 %");
    EXPECT_EQ(line(package_words(study).at(0), "trade"),
              "no filter on any of the 19 links");
}

TEST(MeasureWords, EveryInstrumentHasWords) {
    std::vector<std::pair<std::string, std::string>> const instruments{
        {"ban", "exporters = [\"CHN\"]\n"},
        {"quota", "exporters = [\"CHN\"]\n"},
        {"tariff", "importers = [\"USA\"]\n"},
        {"entity_list", "exporters = [\"CHN\"]\n"},
        {"import_ban", "importers = [\"USA\"]\n"},
        {"logistic", "routes = [\"STRAIT\"]\n"},
        {"licence", "exporters = [\"CHN\"]\n"},
        {"export_control", "exporters = [\"CHN\"]\n"},
        {"financial_sanction", "senders = [\"USA\"]\ncountries = [\"CHN\"]\n"},
        {"vendor_exclusion", "importers = [\"USA\"]\n"},
        {"deemed_export", "senders = [\"USA\"]\ncountries = [\"CHN\"]\n"},
        {"inbound_investment", "senders = [\"USA\"]\ncountries = [\"CHN\"]\n"},
        {"outbound_investment", "senders = [\"USA\"]\ncountries = [\"CHN\"]\n"},
        {"judicial", "senders = [\"USA\"]\ncountries = [\"CHN\"]\n"},
        {"innovation", "senders = [\"USA\"]\ncountries = [\"USA\"]\n"},
        {"intra_firm_decoupling",
         "senders = [\"USA\"]\nfirms = [\"WESTFAB\"]\n"},
        {"subsidy", "countries = [\"USA\"]\n"},
        {"relocation",
         "from_countries = [\"JPN\"]\nto_countries = [\"USA\"]\n"
         "products = [\"chip\"]\n"},
        {"preclusive_buying",
         "senders = [\"USA\"]\nexporters = [\"CHN\"]\n"
         "products = [\"metal\"]\ncrowded_out = [\"ore\"]\n"},
        {"engagement",
         "countries = [\"JPN\"]\nimporters = [\"USA\"]\n"
         "products = [\"metal\"]\n"},
        {"prequalification", "importers = [\"USA\"]\n"},
        {"local_for_local", "region = [\"USA\"]\n"},
        {"blocking_statute", "countries = [\"JPN\"]\n"}};
    for (auto const& [type, keys] : instruments) {
        auto const study = study_with(
            "[[measure]]\nname = \"m\"\ntype = \"" + type + "\"\n" + keys,
            "\"m\"");
        auto const blocks = measure_words(study);
        ASSERT_EQ(blocks.size(), 1u) << type;
        EXPECT_THAT(blocks[0].head, HasSubstr("measure 'm': ")) << type;
        EXPECT_THAT(line(blocks[0], "effect"), Not(HasSubstr("no line")))
            << type;
        EXPECT_EQ(package_words(study).size(), 1u) << type;
    }
}

TEST(MeasureWords, TheSameTradeIsToldOnce) {
    auto twin = metal_ban;
    twin.replace(twin.find("metal-ban"), 9, "twin");
    auto const blocks =
        measure_words(study_with(metal_ban + twin, "\"metal-ban\", \"twin\""));
    EXPECT_EQ(line(blocks.at(1), "by"), "whom and on what: as 'metal-ban'");
    EXPECT_THAT(labels(blocks.at(1)), ElementsAre("by", "effect"));
}

TEST(MeasureWords, AFamilyOfTheSameNameIsNotCounted) {
    auto const study = study_with(
        metal_ban +
            "[[family]]\nname = \"metal-ban\"\ntype = \"export_ban\"\n"
            "exporters = [\"AUS\"]\nproducts = [\"ore\"]\n",
        "\"metal-ban\"");
    EXPECT_THAT(line(measure_words(study).at(0), "trade"),
                HasSubstr("2 links, 7 million USD"));
}

// 87 million a week cross a border in the small network, on 19 links in all.
TEST(PackageWords, AddUpWhatIsFilteredAndWhatIsNot) {
    auto const study =
        study_with(metal_ban + chip_ban, "\"metal-ban\", \"chip-ban\"");
    auto const block = package_words(study).at(0);
    EXPECT_EQ(block.head, "package 'p'");
    EXPECT_EQ(line(block, "measures"), "metal-ban and chip-ban");
    // 7 + 12 + 15 of 87
    EXPECT_EQ(line(block, "trade"),
              "4 links, 34 million USD a week (39.1 % of the trade across "
              "borders); no filter on 15 others");
}

TEST(PackageWords, SayWhoIsOnWhichSideAndWhatElseDiffers) {
    auto const study = study_of(
        chip_ban +
        "[[measure]]\nname = \"statute\"\ntype = \"blocking_statute\"\n"
        "countries = [\"JPN\"]\nstrength = 0.25\n"
        "[[reserve]]\nname = \"store\"\ncountries = [\"USA\"]\n"
        "products = [\"metal\"]\nweeks = 6\n"
        "[[package]]\nname = \"p\"\nmeasures = [\"chip-ban\", \"statute\"]\n"
        "sender = [\"USA\"]\ntarget = [\"CHN\"]\nallies = [\"JPN\"]\n"
        "reserves = []\nfamilies = []\nleak_prevention = 0.3\n");
    auto const block = package_words(study).at(0);
    EXPECT_EQ(line(block, "sides"), "United States against China, with Japan");
    EXPECT_EQ(line(block, "statutes"),
              "firms of Japan follow measures of others 25 % less");
    EXPECT_EQ(line(block, "leaks"), "30 % less than without this package");
    EXPECT_EQ(line(block, "reserves"), "none");
}

TEST(PackageWords, APackageThatChangesNothingNeedsNoWords) {
    EXPECT_THAT(package_words(study_of(metal_ban)), IsEmpty());
}

TEST(MechanismWords, SayWhoMayAnswerAndWhetherEscalationDiesOut) {
    auto const study =
        study_with(chip_ban + metal_ban +
                       "[[retaliation]]\nname = \"r\"\nreactor = \"CHN\"\n"
                       "against = [\"USA\"]\nmeasures = [\"metal-ban\"]\n"
                       "[[reserve]]\nname = \"store\"\ncountries = [\"USA\"]\n"
                       "products = [\"metal\"]\nweeks = 6\n"
                       "[[market]]\nname = \"market\"\nproducts = [\"metal\"]\n"
                       "[dynamics]\n",
                   "\"chip-ban\"");
    auto const lines = mechanism_words(study);
    auto const block = WordBlock{"", lines};
    EXPECT_THAT(labels(block),
                ElementsAre("reserve", "market", "answers", "answers", "slow"));
    EXPECT_THAT(lines[0].text, HasSubstr("6 weeks' use of metal"));
    EXPECT_THAT(lines[2].text,
                HasSubstr("CHN may answer USA with metal-ban: 0.2 % a week"));
    EXPECT_THAT(lines[3].text, HasSubstr("escalation dies out"));
    EXPECT_EQ(line(package_words(study).at(0), "answers"),
              "may come from China (to United States)");
    EXPECT_THAT(mechanism_words(study_of(metal_ban)), IsEmpty());
}

TEST(PlainWords, ListsEnd) {
    EXPECT_EQ(listed({"a", "b", "c"}, 4), "a, b and c");
    EXPECT_EQ(listed({"a", "b", "c", "d"}, 2), "a, b and 2 others");
    EXPECT_EQ(listed({"a", "b", "c"}, 2), "a, b and c");
    EXPECT_EQ(listed({"a, b", "c"}), "a, b; and c");
    EXPECT_EQ(listed({"a"}), "a");
    EXPECT_EQ(term(4, 30, 104), "weeks 4 to 29");
    EXPECT_EQ(term(4, 104, 104), "from week 4 to the end");
}
}  // namespace
}  // namespace chokepoint::test
