#include "host/study/worlds/same_worlds.hpp"

#include <gmock/gmock.h>

#include "host/network/input_error.hpp"
#include "host/study/answers/package_comparison.hpp"
#include "tests/study/small_study.hpp"

namespace chokepoint::test {
namespace {
using testing::HasSubstr;

class SameWorlds : public testing::Test {
  protected:
    /// Results of the small campaign, changed by text and by keys.
    ResultsReader results(std::string const& name,
                          std::vector<std::string> const& overrides,
                          std::string const& more = {}) const {
        auto const path = folder_.file(name);
        run_study(make_study(parse_campaign(small_campaign() + more,
                                            "small.toml", overrides)),
                  into(path));
        return ResultsReader{path};
    }

    std::string refusal(std::vector<std::string> const& overrides,
                        std::string const& more = {}) const {
        auto const b = results("b.h5", overrides, more);
        try {
            require_same_worlds(a_, b);
        } catch (InputError const& error) {
            std::filesystem::remove(b.path());
            EXPECT_THAT(error.what(),
                        HasSubstr("b.h5: does not hold the same"));
            return error.what();
        }
        ADD_FAILURE() << "no InputError was thrown";
        return {};
    }

    TemporaryFolder folder_;
    ResultsReader a_ = results("a.h5", {});
};

TEST_F(SameWorlds, GiveWhatOneFileGives) {
    // A file that knows nothing of the ban: its worlds are those of `none`.
    auto const b = results("b.h5", {"package.ban.measures=[]"});
    auto const keys = require_same_worlds(a_, b);
    ASSERT_EQ(keys.size(), 1u);
    EXPECT_EQ(keys[0].key.path(), "package.ban.measures");
    EXPECT_EQ(keys[0].a, "[\"ore-ban\"]");
    EXPECT_EQ(keys[0].b, "[]");
    auto const within = compare_packages({a_, 1, 1}, {a_, 0, 1}, {}, 3);
    auto const across = compare_packages({a_, 1, 1}, {b, 1, 1}, {}, 3);
    ASSERT_EQ(across.size(), within.size());
    EXPECT_GT(within[0].paired.mean.lower, 0);
    for (std::size_t i = 0; i < within.size(); ++i) {
        EXPECT_EQ(across[i].country, within[i].country);
        EXPECT_EQ(across[i].mean_b, within[i].mean_b);
        EXPECT_EQ(across[i].paired.mean.value, within[i].paired.mean.value);
        EXPECT_EQ(across[i].paired.mean.lower, within[i].paired.mean.lower);
        EXPECT_EQ(across[i].one_in_20.upper, within[i].one_in_20.upper);
    }
}

TEST_F(SameWorlds, StayThoseWithOtherStocksReservesAndHorizons) {
    auto const b = results("b.h5", {"metrics.horizons=[13, 60]"},
                           "[[reserve]]\nname = \"ores\"\n"
                           "countries = [\"BET\"]\nproducts = [\"ore\"]\n"
                           "weeks = 4\nrefill_rate = 0.1\n"
                           "[[adjust]]\nname = \"stocks\"\n"
                           "column = \"cover_weeks\"\nscale = 2\n");
    auto const keys = require_same_worlds(a_, b);
    ASSERT_FALSE(keys.empty());
    EXPECT_FALSE(keys[0].a);
    for (auto const& key : keys) {
        EXPECT_THAT(key.key.section,
                    testing::AnyOf("adjust", "reserve", "package"));
    }
    // The horizon is the second of both files, and no sum of others.
    auto const lines = compare_packages({a_, 0, 1}, {b, 0, 1}, {}, 3);
    EXPECT_GT(lines[0].mean_a, lines[0].mean_b);
    EXPECT_GT(lines[0].paired.correlation, 0.5);
}

TEST_F(SameWorlds, AreRefusedByTheKeyThatDiffers) {
    EXPECT_THAT(refusal({"campaign.seed=6"}),
                HasSubstr("campaign.seed is 6 here, 5 there"));
    EXPECT_THAT(refusal({"campaign.scenarios=100"}),
                HasSubstr("campaign.scenarios is 100 here, 150 there"));
    EXPECT_THAT(refusal({"campaign.weeks=61", "metrics.horizons=[26, 60]"}),
                HasSubstr("campaign.weeks is 61 here, 60 there"));
    EXPECT_THAT(refusal({"family.accidents.rate=0.7"}),
                HasSubstr("family.accidents.rate is 0.7 here, 0.6 there"));
    EXPECT_THAT(refusal({"event.fire.severity=0.5"}),
                HasSubstr("event.fire.severity is 0.5 here, 0.6 there"));
    EXPECT_THAT(refusal({"world.tension_start=1"}),
                HasSubstr("world.tension_start is 1 here, \"random\" there"));
    EXPECT_THAT(refusal({},
                        "[[family]]\nname = \"outages\"\n"
                        "type = \"cyber_outage\"\nrate = 0.1\n"),
                HasSubstr("order of [[family]] is accidents, hazards, outages "
                          "here, accidents, hazards there"));
}

TEST_F(SameWorlds, AreRefusedWhereAddedTradeMovesTheTargetsOfAFamily) {
    std::string const bans =
        "[[family]]\nname = \"bans\"\ntype = \"export_ban\"\nrate = 0.1\n"
        "split = [\"exporter\", \"importer\"]\n";
    std::string const reserve =
        "[[reserve]]\nname = \"ores\"\ncountries = [\"BET\", \"GAM\"]\n"
        "products = [\"ore\"]\nweeks = 4\nrefill_rate = ";
    auto const with = results("with.h5", {}, bans);
    auto const kept = results("kept.h5", {}, bans + reserve + "0\n");
    EXPECT_FALSE(require_same_worlds(with, kept).empty());
    auto const refilled = results("refilled.h5", {}, bans + reserve + "0.1\n");
    try {
        require_same_worlds(with, refilled);
        ADD_FAILURE() << "no InputError was thrown";
    } catch (InputError const& error) {
        EXPECT_THAT(error.what(), HasSubstr("reserve.ores.countries (adds "
                                            "trade"));
    }
    auto const faster = results("faster.h5", {}, bans + reserve + "0.2\n");
    EXPECT_EQ(require_same_worlds(refilled, faster).size(), 1u);
}
}  // namespace
}  // namespace chokepoint::test
