#include "host/study/criticality/criticality.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <numeric>

#include "host/network/input_error.hpp"
#include "tests/network/table_folder.hpp"
#include "tests/study/small_study.hpp"

namespace chokepoint::test {
namespace {
using testing::HasSubstr;

StopPlan plan() {
    StopPlan p;
    p.weeks = 60;
    p.hold_weeks = 10;
    p.threads = 1;
    return p;
}

/// A campaign with chance, events and packages, which must not count.
Study quiet_study() {
    return make_study(without_chance_and_policy(
        parse_campaign(small_campaign(), "small.toml", {}), 60));
}

/// By product and country.
std::map<std::string, ExporterStop> by_name(StopPlan const& p) {
    auto const study = quiet_study();
    std::map<std::string, ExporterStop> stops;
    for (auto const& stop : exporter_stops(study, p)) {
        stops[study.network.countries[stop.country].id + ":" +
              study.network.products[stop.product].id] = stop;
    }
    return stops;
}

/// What a campaign with nothing but this stop says, by way of a results file.
double run_loss(std::string const& country, std::string const& product) {
    TableFolder const folder;
    auto const text = "[campaign]\nname = \"one\"\nnetwork = \"" +
                      std::string{teaching_folder} +
                      "\"\nscenarios = 1\nweeks = 60\n[metrics]\n"
                      "horizons = [60]\n[[event]]\nname = \"stop\"\n"
                      "type = \"capacity\"\ncountries = [\"" +
                      country + "\"]\nproducts = [\"" + product +
                      "\"]\nhold_weeks = 10\nseverity = 1\n";
    auto const file = folder.path() + "/one.h5";
    run_study(make_study(parse_campaign(text, "one.toml", {})), into(file), {});
    auto const losses = ResultsReader{file}.table("/losses/value_added");
    return std::accumulate(losses.begin(), losses.end(), 0.0);
}

TEST(CriticalityTest, costs_what_a_campaign_with_this_stop_alone_costs) {
    auto const stops = by_name(plan());
    ASSERT_EQ(stops.size(), 5u);
    for (auto const& [name, stop] : stops) {
        auto const at = name.find(':');
        auto const loss = run_loss(name.substr(0, at), name.substr(at + 1));
        EXPECT_GT(stop.loss, 0) << name;
        EXPECT_NEAR(stop.loss, loss, 1e-6 * loss) << name;
        EXPECT_NEAR(stop.loss_share, loss / (100 * 60), 1e-9) << name;
    }
}

TEST(CriticalityTest, says_what_lies_behind_it) {
    auto stops = by_name(plan());
    // Of 25 of metal 20 are made in BET, all bought by who keeps 4 weeks; GAM
    // has all of its 5 idle again.
    EXPECT_DOUBLE_EQ(stops["BET:metal"].share, 0.8);
    EXPECT_DOUBLE_EQ(stops["BET:metal"].cover_weeks, 4);
    EXPECT_DOUBLE_EQ(stops["BET:metal"].spare, 5.0 * 1 / 20);
    EXPECT_DOUBLE_EQ(stops["GAM:metal"].cover_weeks, 2);
    EXPECT_DOUBLE_EQ(stops["GAM:metal"].spare, 20 * 0.25 / 5);
    EXPECT_DOUBLE_EQ(stops["ALP:ore"].spare, 0);
    EXPECT_TRUE(std::isnan(stops["GAM:device"].cover_weeks));
    // Without chips GAM's devices stop, and GAM has the most value in them.
    auto const& chips = stops["BET:chip"];
    auto const study = quiet_study();
    EXPECT_EQ(study.network.nodes[chips.first_node].id, "GAM:device");
    EXPECT_EQ(study.network.products[chips.lacked].id, "chip");
    // Two weeks of stock and the week that is under way.
    EXPECT_EQ(chips.first_week, 3);
    EXPECT_EQ(study.network.countries[chips.bearer].id, "GAM");
    EXPECT_EQ(stops["GAM:device"].first_node, none);
}

TEST(CriticalityTest, the_dearest_is_first_whatever_the_threads) {
    auto const study = quiet_study();
    auto p = plan();
    auto const one = exporter_stops(study, p);
    p.threads = 3;
    std::size_t calls = 0;
    auto const three =
        exporter_stops(study, p, [&](std::size_t done, std::size_t all) {
            EXPECT_EQ(done, ++calls);
            EXPECT_EQ(all, 5u);
        });
    EXPECT_EQ(calls, 5u);
    for (std::size_t k = 0; k < one.size(); ++k) {
        EXPECT_TRUE(k == 0 || one[k - 1].loss >= one[k].loss);
        EXPECT_EQ(one[k].loss, three[k].loss);
        EXPECT_EQ(one[k].product, three[k].product);
        EXPECT_EQ(one[k].country, three[k].country);
    }
}

TEST(CriticalityTest, tries_those_that_are_chosen) {
    auto p = plan();
    p.least_share = 0.5;
    EXPECT_EQ(by_name(p).count("GAM:metal"), 0u);
    EXPECT_EQ(by_name(p).size(), 4u);
    p.products = {"metal"};
    EXPECT_EQ(by_name(p).size(), 1u);
    p.least_share = 0.9;
    EXPECT_THROW(by_name(p), InputError);
    p.products = {"metl"};
    try {
        by_name(p);
        FAIL();
    } catch (InputError const& error) {
        EXPECT_THAT(error.what(), HasSubstr("--product"));
        EXPECT_THAT(error.what(), HasSubstr("'metal'"));
    }
}

TEST(CriticalityTest, what_a_reserve_will_buy_is_no_sale_yet) {
    auto const refilled = make_study(without_chance_and_policy(
        parse_campaign(small_campaign() +
                           "[[reserve]]\nname = \"stock\"\n"
                           "countries = [\"GAM\"]\nproducts = [\"metal\"]\n"
                           "weeks = 4\nrefill_rate = 0.1\n",
                       "small.toml", {}),
        60));
    ASSERT_GT(refilled.network.links.size(),
              quiet_study().network.links.size());
    for (auto const& stop : exporter_stops(refilled, plan())) {
        auto const name = refilled.network.countries[stop.country].id + ":" +
                          refilled.network.products[stop.product].id;
        EXPECT_DOUBLE_EQ(stop.share, by_name(plan())[name].share) << name;
    }
}

TEST(CriticalityTest, a_stop_of_nothing_costs_nothing) {
    auto p = plan();
    p.severity = 0;
    for (auto const& [name, stop] : by_name(p)) {
        EXPECT_EQ(stop.loss, 0) << name;
        EXPECT_EQ(stop.first_node, none) << name;
    }
}
}  // namespace
}  // namespace chokepoint::test
