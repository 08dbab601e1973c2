#include "host/study/worlds/chosen_world.hpp"

#include <gmock/gmock.h>

#include <algorithm>

#include "host/network/input_error.hpp"
#include "host/study/answers/stored_table.hpp"
#include "tests/study/small_study.hpp"

namespace chokepoint::test {
namespace {
using testing::HasSubstr;

class ChosenWorlds : public testing::Test {
  protected:
    ChosenWorlds() : reader_{made(folder_.file("small.h5"))} {}

    static std::string made(std::string const& path) {
        run_study(small_study(), into(path));
        return path;
    }

    ChosenWorld worst(std::uint64_t n,
                      std::vector<std::string> const& countries = {},
                      std::int32_t horizon = 0) const {
        return choose_world(reader_, 0, {{}, n, {}, countries, horizon});
    }
    ChosenWorld rank(double level) const {
        return choose_world(reader_, 0, {{}, {}, level, {}, 0});
    }

    std::string refusal(WorldChoice const& choice) const {
        try {
            choose_world(reader_, 0, choice);
        } catch (InputError const& error) {
            return error.what();
        }
        ADD_FAILURE() << "no InputError was thrown";
        return {};
    }

    TemporaryFolder folder_;
    ResultsReader reader_;
};

TEST_F(ChosenWorlds, ComeByTheirLossWorstFirst) {
    // BET is country 1 of 3, the horizons are 26 and 60.
    auto const bet = reader_.column("/losses/value_added", 0, 2);
    auto sorted = bet;
    std::sort(sorted.rbegin(), sorted.rend());
    for (std::uint64_t n : {1, 2, 75, 150}) {
        auto const world = worst(n, {"BET"}, 26);
        EXPECT_EQ(world.loss, sorted[n - 1]) << n;
        EXPECT_EQ(world.loss, bet[world.scenario]) << n;
        EXPECT_EQ(world.horizon_weeks, 26);
        // Worlds without chance events lose the same: they share a place.
        EXPECT_LE(world.place, n);
        EXPECT_EQ(world.place,
                  1 + std::count_if(bet.begin(), bet.end(), [&](float other) {
                      return other > world.loss;
                  }));
    }
    EXPECT_EQ(worst(1).place, 1u);
}

TEST_F(ChosenWorlds, OfARankLoseTheValueAtRisk) {
    StoredTable const var{reader_, "/summary/world/value_at_risk"};
    EXPECT_FLOAT_EQ(static_cast<float>(rank(.95).loss),
                    static_cast<float>(var.estimate({0, 1, 0}).value));
    EXPECT_FLOAT_EQ(static_cast<float>(rank(.99).loss),
                    static_cast<float>(var.estimate({0, 1, 1}).value));
    EXPECT_EQ(rank(.995).scenario, worst(1).scenario);
    // 141 of 150 worlds weigh .94: the tenth worst is the 141st from below.
    EXPECT_EQ(rank(.94).loss, worst(10).loss);
    EXPECT_EQ(rank(1e-9).loss, worst(150).loss);
}

TEST_F(ChosenWorlds, ThatDoNotExistAreRefused) {
    EXPECT_THAT(refusal({}), HasSubstr("no world is named"));
    EXPECT_THAT(refusal({3, 1, {}, {}, 0}), HasSubstr("named twice"));
    EXPECT_THAT(refusal({150, {}, {}, {}, 0}), HasSubstr("0 to 149"));
    EXPECT_THAT(refusal({{}, 0, {}, {}, 0}), HasSubstr("--worst 0"));
    EXPECT_THAT(refusal({{}, 151, {}, {}, 0}), HasSubstr("150 worlds"));
    EXPECT_THAT(refusal({{}, {}, 1.0, {}, 0}), HasSubstr("--rank 1"));
    EXPECT_THAT(refusal({{}, {}, 99.5, {}, 0}), HasSubstr("0.995"));
    EXPECT_THAT(refusal({{}, 1, {}, {"BTE"}, 0}), HasSubstr("nearest: 'BET'"));
    EXPECT_THAT(refusal({{}, 1, {}, {}, 27}), HasSubstr("26, 60"));
}
}  // namespace
}  // namespace chokepoint::test
