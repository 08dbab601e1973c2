/// Taking an event away against campaigns that never had it: to the bit.
#include "host/study/replay/why.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <map>

#include "host/explain/answers/why_words.hpp"
#include "kernels/engine/without_events.hpp"
#include "tests/study/small_study.hpp"

namespace chokepoint::test {
namespace {
using testing::HasSubstr;

/// Every way in which events arrive. Nothing here moves tension, so a package
/// that lacks a family plays the same world without its events.
std::string const every_arrival =
    "[campaign]\nname = \"arrivals\"\nnetwork = \"" + teaching_folder +
    "\"\nscenarios = 120\nweeks = 60\nseed = 8\n"
    "[world]\ntransition = [[1,0,0,0],[0,0.98,0,0.02],[0,0,1,0],"
    "[0,0.2,0,0.8]]\n"
    "[[event]]\nname = \"strait\"\ntype = \"logistic\"\n"
    "routes = [\"STRAIT\"]\nstart_week = 4\nhold_weeks = 12\n"
    "pass = 0.5\ndelay_weeks = 1\n"
    "[[event]]\nname = \"fire\"\ntype = \"capacity\"\nfirms = [\"FABCO\"]\n"
    "start_week = 5\nhold_weeks = 6\nseverity = 0.6\n"
    "[[family]]\nname = \"accidents\"\ntype = \"plant_accident\"\n"
    "rate = 0.3\n"
    "[[family]]\nname = \"bans\"\ntype = \"export_ban\"\nrate = 0.4\n"
    "arrival = \"weekly\"\nsplit = [\"exporter\"]\ntension_jump = 0\n"
    "tension_slope = 0\nmultiplier = [1, 1, 1, 1]\n"
    "[[family]]\nname = \"blockade\"\ntype = \"blockade\"\n"
    "countries = [\"BET\"]\ntension_jump = 0\n"
    "[[package]]\nname = \"accidents\"\nfamilies = [\"bans\", \"blockade\"]\n"
    "[[package]]\nname = \"bans\"\nfamilies = [\"accidents\", \"blockade\"]\n"
    "[[package]]\nname = \"blockade\"\nfamilies = [\"accidents\", \"bans\"]\n"
    "[[package]]\nname = \"calm\"\nfamilies = []\n"
    "[metrics]\nhorizons = [60]\n";

class WhyOfAWorld : public testing::Test {
  protected:
    WhyOfAWorld()
        : study_{make_study(parse_campaign(every_arrival, "arrivals.toml"))},
          path_{folder_.file("arrivals.h5")} {
        run_study(study_, into(path_));
    }

    Why why(std::uint64_t world, std::uint32_t package = 0) const {
        ResultsReader const reader{path_};
        auto const replay = replay_world(reader, study_, package, world);
        return explain_loss(reader, study_, replay, {0, 1, 2}, 0);
    }

    /// Of all countries, as the file has it.
    double stored(std::uint64_t world, std::string const& package) const {
        ResultsReader const reader{path_};
        auto const& names = reader.description().package;
        auto const p = static_cast<std::uint32_t>(
            std::find(names.begin(), names.end(), package) - names.begin());
        double sum = 0;
        for (auto const loss : reader.world("/losses/value_added", p, world)) {
            sum += double{loss};
        }
        return sum;
    }

    TemporaryFolder folder_;
    Study study_;
    std::string path_;
};

TEST_F(WhyOfAWorld, TakesAnEventOfEachArrivalAwayToTheBit) {
    std::map<std::string, int> checked;
    for (std::uint64_t world = 0; world < 120; ++world) {
        auto const answer = why(world);
        std::map<std::string, int> events;
        for (auto const& event : answer.events) {
            ++events[event.family];
        }
        EXPECT_EQ(answer.loss, stored(world, "none"));
        for (auto const& event : answer.events) {
            // The only one of its family: the package of that name lacks it.
            if (event.family != "scheduled" && events[event.family] == 1) {
                EXPECT_EQ(event.loss_without, stored(world, event.family))
                    << world << ' ' << event.family;
                checked[event.family] +=
                    event.loss_without != answer.loss ? 1 : 0;
            }
        }
    }
    EXPECT_GT(checked["accidents"], 3);
    EXPECT_GT(checked["bans"], 3);
    EXPECT_GT(checked["blockade"], 3);
}

TEST_F(WhyOfAWorld, TakesScheduledEventsAwayToTheBit) {
    auto const without = [&](std::string const& name) {
        auto campaign = parse_campaign(every_arrival, "arrivals.toml");
        auto& events = campaign.events;
        events.erase(
            std::remove_if(events.begin(), events.end(),
                           [&](auto const& e) { return e.name == name; }),
            events.end());
        return make_study(std::move(campaign));
    };
    for (std::string const name : {"strait", "fire"}) {
        auto const other = without(name);
        for (std::uint64_t world : {0, 7, 33}) {
            auto const answer = why(world);
            auto const found = std::find_if(
                answer.events.begin(), answer.events.end(),
                [&](auto const& event) { return event.what == name; });
            ASSERT_NE(found, answer.events.end());
            EXPECT_EQ(found->family, "scheduled");
            auto const model = other.model.view();
            auto const losses = trace_world(
                model, 0, world, [](TraceWeek const&) {}, nullptr);
            double sum = 0;
            for (std::uint32_t c = 0; c < 3; ++c) {
                sum +=
                    double{losses.value[OutputLayout{model}.value_added(c, 0)]};
            }
            EXPECT_EQ(found->loss_without, sum) << name << ' ' << world;
            EXPECT_LT(sum, answer.loss);
        }
    }
}

TEST_F(WhyOfAWorld, LosesNothingWithoutAnyEventUnlessMeasuresBite) {
    for (std::uint64_t world = 0; world < 30; ++world) {
        auto const answer = why(world);
        EXPECT_EQ(answer.without_any, 0) << world;
        EXPECT_EQ(answer.marches, answer.events.size() + 3);
        EXPECT_TRUE(std::is_sorted(answer.events.begin(), answer.events.end(),
                                   [&](auto const& a, auto const& b) {
                                       return answer.with(a) > answer.with(b);
                                   }));
    }
}

TEST(WhyInWords, SaysHowEventsActTogether) {
    auto const words = [](double without_any, double a, double b, double both) {
        Why const why{1000,
                      without_any,
                      {{"fires", "X", 3, 1000 - a}, {"bans", "Y", 5, 1000 - b}},
                      PairEffect{0, 1, 1000 - both},
                      5};
        std::string text;
        for (auto const& sentence : why_words(why, "ban")) {
            text += sentence + ' ';
        }
        return text;
    };
    EXPECT_THAT(words(0, 600, 400, 1000),
                HasSubstr("on the whole they add up"));
    EXPECT_THAT(words(0, 900, 800, 1000),
                HasSubstr("account for 1.7 bn USD, which is more: they need"));
    EXPECT_THAT(words(0, 100, 50, 1000),
                HasSubstr("which is less: they stand"));
    EXPECT_THAT(words(0, 100, 50, 1000),
                HasSubstr("With X (fires, week 3) goes 100 million USD, with Y "
                          "(bans, week 5) 50 million USD, with both 1 bn USD: "
                          "they stand in for one another."));
    // Nearly all of the smaller one goes with the larger one already.
    EXPECT_THAT(words(0, 500, 30, 502),
                HasSubstr("with both 502 million USD: they need one another."));
    EXPECT_THAT(words(300, 400, 300, 700),
                HasSubstr("300 million USD are lost without any of them: by "
                          "the measures of package 'ban'"));
    EXPECT_THAT(why_words({1000, 1000, {}, {}, 2}, "ban").front(),
                HasSubstr("No event took effect"));
    EXPECT_EQ(why_words({0, 0, {}, {}, 2}, "ban").front(),
              "This world loses nothing.");
}
}  // namespace
}  // namespace chokepoint::test
