#include <gmock/gmock.h>

#include <filesystem>
#include <numeric>

#include "host/explain/answers/answer_words.hpp"
#include "tests/network/table_folder.hpp"
#include "tests/study/hand_made_losses.hpp"

namespace chokepoint::test {
namespace {
using testing::HasSubstr;
using testing::Not;

class AnswerWords : public testing::Test {
  protected:
    /// \param packages  empty: all of them
    std::string words(HandMade const& made,
                      HandMadeLoss const& loss,
                      std::vector<std::uint32_t> const& countries = {},
                      std::vector<std::uint32_t> packages = {}) const {
        auto const path = folder_.file("hand.h5");
        std::filesystem::remove(path);
        write_hand_made(path, made, loss);
        if (packages.empty()) {
            packages.resize(made.package.size());
            std::iota(packages.begin(), packages.end(), 0u);
        }
        std::string text;
        auto const last = static_cast<std::uint32_t>(made.horizon.size()) - 1;
        for (auto const& sentence :
             answer_words(ResultsReader{path}, {packages, last, countries})) {
            text += sentence + "\n";
        }
        return text;
    }

    TemporaryFolder folder_;
};

/// 200 worlds that lose 10, 20, ... 2,000: 1,005 on average, standard deviation
/// 578.8, so 1,005 -+ 1.96 * 578.8 / sqrt 200; the 190th loses 1,900, between
/// the 184th and the 197th: 190 -+ 1.96 * sqrt(200 * .95 * .05), outwards.
double rising(std::uint32_t world) {
    return 10. * (world + 1);
}

TEST_F(AnswerWords, SayWhatIsLostOnAverageAndInABadPeriod) {
    auto const text =
        words({}, [](auto, auto s, auto, auto) { return rising(s); });
    EXPECT_THAT(text,
                HasSubstr("Without measures (package 'none'), all countries "
                          "together lose 1.00 bn USD (0.925 to 1.09) of value "
                          "added in two years on average."));
    EXPECT_THAT(text, HasSubstr("1 in 20 two-year periods costs more than 1.9 "
                                "bn USD (1.84 to 1.97)."));
    EXPECT_THAT(text, HasSubstr("Most of it falls on LAND (100 %)."));
    EXPECT_THAT(text, Not(HasSubstr("cost less")));
}

TEST_F(AnswerWords, NameThePeriod) {
    EXPECT_EQ(period_words(52), "a year");
    EXPECT_EQ(period_words(104), "two years");
    EXPECT_EQ(period_words(40), "40 weeks");
    EXPECT_EQ(period_words(1), "1 week");
    EXPECT_EQ(period_words(520), "520 weeks");
    EXPECT_EQ(one_in_words(20, 52), "1 in 20 years");
    EXPECT_EQ(one_in_words(20, 104), "1 in 20 two-year periods");
    EXPECT_EQ(one_in_words(100, 13), "1 in 100 periods of 13 weeks");
}

TEST_F(AnswerWords, SayWhoBearsMostOrHowMuchOneCountryBears) {
    HandMade made;
    made.country = {"ALP", "BET", "GAM"};
    auto const loss = [](auto, auto s, auto c, auto) {
        return c == 2 ? 0 : rising(s) / (c == 0 ? 4 : 1);
    };
    auto const all = words(made, loss);
    EXPECT_THAT(all, HasSubstr("Most of it falls on BET (80 %) and ALP (20 "
                               "%)."));
    auto const one = words(made, loss, {0});
    EXPECT_THAT(one, HasSubstr("ALP loses 251 million USD (231 to 271)"));
    EXPECT_THAT(one, HasSubstr("costs more than 475 million USD"));
    EXPECT_THAT(one, HasSubstr("That is 20 % of the loss of all countries."));
    EXPECT_THAT(words(made, loss, {2}), HasSubstr("GAM loses nothing in two "
                                                  "years, in any of 200 "
                                                  "worlds."));
    EXPECT_THAT(words(made, loss, {2, 0}),
                HasSubstr("Of it falls on ALP (20 %)."));
}

TEST_F(AnswerWords, OfZeroLossInventNothing) {
    auto const text = words({}, [](auto, auto, auto, auto) { return 0; });
    EXPECT_THAT(text, HasSubstr("lose nothing in two years, in any of 200 "
                                "worlds."));
    for (auto const figure : {"1 in 20", "falls on", "nan", "-"}) {
        EXPECT_THAT(text, Not(HasSubstr(figure))) << text;
    }
    // 4 of 200 worlds lose: fewer than 1 in 20, more than 1 in 100.
    auto const rare = words({}, [](auto, auto s, auto, auto) {
        return s < 196 ? 0. : 1000. * (s - 195);
    });
    EXPECT_THAT(rare, HasSubstr("At least 19 in 20 such periods cost nothing"));
}

TEST_F(AnswerWords, OfTooFewWorldsSaySo) {
    HandMade made;
    made.worlds = 10;
    auto const text = words(
        made, [](auto, auto s, auto, auto) { return s == 3 ? 500. : 1.; });
    EXPECT_THAT(text, HasSubstr("so few worlds cannot tell that from "
                                "nothing"));
    EXPECT_THAT(text, HasSubstr("So few worlds (10) do not say what 1 in 20 "
                                "two-year periods costs."));
    EXPECT_THAT(text, Not(HasSubstr("costs more than")));
}

/// Loss of 'none', and what the packages add to it.
HandMadeLoss adding(std::vector<std::function<double(std::uint32_t)>> added) {
    return [added](auto p, auto s, auto, auto) {
        return rising(s) + (p == 0 ? 0 : added[p - 1](s));
    };
}
double ten(std::uint32_t world) {
    return 10 + world % 2;  // 10.5 on average
}
double nothing(std::uint32_t world) {
    return world % 2 ? 5 : -5;
}
double less(std::uint32_t world) {
    return -4. - world % 2;
}
double none(std::uint32_t) {
    return 0;
}

TEST_F(AnswerWords, SayWhatTheOnlyPackageChanges) {
    HandMade made;
    made.package = {"none", "ban"};
    EXPECT_THAT(words(made, adding({ten})),
                HasSubstr("In the same worlds, 'ban' costs 10.5 million USD "
                          "more (10.4 to 10.6) than 'none'."));
    EXPECT_THAT(words(made, adding({less})),
                HasSubstr("'ban' costs 4.5 million USD less (4.43 to 4.57) "
                          "than 'none'."));
    EXPECT_THAT(words(made, adding({nothing})),
                HasSubstr("'ban' cannot be told from 'none' by so many "
                          "worlds: 0 million USD more (-0.695 to 0.695)."));
    EXPECT_THAT(words(made, adding({none})),
                HasSubstr("'ban' changes nothing"));
    EXPECT_THAT(words(made, adding({ten}), {}, {0}), Not(HasSubstr("'ban'")));
    auto const alone = words(made, adding({ten}), {}, {1});
    EXPECT_THAT(alone, HasSubstr("Under package 'ban', all countries"));
    EXPECT_THAT(alone, HasSubstr("'ban' costs 10.5 million USD more"));
}

TEST_F(AnswerWords, SayWhichOfSeveralPackagesIsBestAndWorst) {
    HandMade made;
    made.package = {"none", "bad", "good"};
    auto const text = words(made, adding({ten, less}));
    EXPECT_THAT(text, HasSubstr("Of the 2 packages 'good' is best: in the same "
                                "worlds it costs 4.5 million USD less (4.43 to "
                                "4.57) than 'none'."));
    EXPECT_THAT(text, HasSubstr("The worst is 'bad': it costs 10.5 million USD "
                                "more (10.4 to 10.6) than 'none'."));
    auto const twice = [](auto s) { return 2 * ten(s); };
    EXPECT_THAT(
        words(made, adding({twice, ten})),
        HasSubstr("None of the 2 packages is seen to cost less than "
                  "'none'. In the same worlds the mildest, 'good', costs "
                  "10.5 million USD more"));
    auto const turned = [](auto s) { return -nothing(s); };
    auto const open = words(made, adding({nothing, turned}));
    EXPECT_THAT(open, HasSubstr("cannot be told from 'none'"));
    EXPECT_THAT(open, HasSubstr("cannot be told from it."));
    EXPECT_THAT(words(made, adding({none, none})),
                HasSubstr("No package changes anything."));
}

TEST_F(AnswerWords, OfOneWorldHaveNoIntervals) {
    HandMade made;
    made.worlds = 1;
    made.package = {"none", "bad", "good"};
    auto const text = words(made, [](auto p, auto, auto, auto) {
        return p == 0 ? 5000 : p == 1 ? 7000 : 4500;
    });
    EXPECT_THAT(text, HasSubstr("lose 5 bn USD of value added in two years."));
    EXPECT_THAT(text, HasSubstr("it costs 500 million USD less than 'none'"));
    EXPECT_THAT(text, HasSubstr("'bad': it costs 2 bn USD more than 'none'"));
    EXPECT_THAT(text, HasSubstr("One world"));
    for (auto const chance :
         {"1 in 20", " (4", " (2", "95 %", "average", "inf"}) {
        EXPECT_THAT(text, Not(HasSubstr(chance)));
    }
}
}  // namespace
}  // namespace chokepoint::test
