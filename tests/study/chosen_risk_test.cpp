#include <gmock/gmock.h>

#include <cmath>

#include "host/study/answers/chosen_risk.hpp"
#include "host/study/answers/report_lines.hpp"
#include "tests/network/table_folder.hpp"
#include "tests/study/hand_made_losses.hpp"

namespace chokepoint::test {
namespace {
/// World s of 200 loses s in the first year and 2 s in the second, ALP a
/// quarter of it and BET the rest.
class ChosenRisk : public testing::Test {
  protected:
    ChosenRisk() {
        HandMade made;
        made.country = {"ALP", "BET"};
        made.horizon = {26, 52, 104};
        write_hand_made(path_, made, [](auto, auto s, auto c, auto h) {
            double const part = c == 0 ? .25 : .75;
            double const until[] = {s / 2., s * 1., s * 3.};
            return part * until[h];
        });
    }

    TemporaryFolder folder_;
    std::string path_ = folder_.file("hand.h5");
};

TEST_F(ChosenRisk, OfAnyLevelAmountAndYearIsThatOfTheWorlds) {
    ResultsReader const reader{path_};
    RiskQuestion const question{{.9, .98}, {300}};
    auto const lines =
        risk_lines(reader, 0, {{0, 104}, {0, 52}, {52, 104}}, {1, 0}, question);
    ASSERT_EQ(lines.size(), 3u);
    ASSERT_EQ(lines[0].size(), 3u);
    EXPECT_EQ(lines[0][0].country, "BET");
    auto const& all = lines[0][2];
    EXPECT_EQ(all.country, "All countries");
    // 0, 3, ... 597: the mean, sqrt((n^2 - 1) / 12 * 9 * n / (n - 1)), the
    // 180th and the 196th; 301 and more from world 101 on; world 0 loses none.
    EXPECT_NEAR(all.expected.value, 298.5, 1e-3);
    EXPECT_NEAR(all.deviation, std::sqrt((200. * 200 - 1) / 12 * 9 * 200 / 199),
                1e-3);
    EXPECT_EQ(all.loss[0].value, 537);
    EXPECT_EQ(all.loss[1].value, 585);
    EXPECT_NEAR(all.above[0].value, 99 / 200., 1e-12);
    EXPECT_NEAR(all.any.value, 199 / 200., 1e-12);
    EXPECT_LT(all.above[0].lower, 99 / 200.);
    EXPECT_GT(all.above[0].upper, 99 / 200.);
    EXPECT_TRUE(std::isnan(all.tail[0].value)) << "20 worlds beyond";
    EXPECT_NEAR(lines[0][1].loss[0].value, 537 / 4., 1e-4);
    EXPECT_EQ(lines[1][2].loss[0].value, 179);
    EXPECT_EQ(lines[2][2].loss[0].value, 2 * 179);
    EXPECT_NEAR(lines[2][0].expected.value, .75 * 2 * 99.5, 1e-4);
}

TEST_F(ChosenRisk, AgreesWithTheTablesOfTheFile) {
    ResultsReader const reader{path_};
    auto const lines =
        risk_lines(reader, 0, {{0, 104}}, {0}, {{.95, .99}, {}})[0];
    auto const stored = world_line(reader, 0, 2);
    EXPECT_EQ(lines[1].loss[0].value, stored.one_in_20.value);
    EXPECT_EQ(lines[1].loss[0].upper, stored.one_in_20.upper);
    EXPECT_EQ(lines[1].loss[1].value, stored.one_in_100.value);
    EXPECT_EQ(lines[1].expected.lower, stored.expected.lower);
}

TEST_F(ChosenRisk, BeyondAllWorldsIsNotQuoted) {
    ResultsReader const reader{path_};
    auto const line =
        risk_lines(reader, 0, {{0, 104}}, {}, {{.995, .999}, {}})[0][0];
    EXPECT_FALSE(std::isnan(line.loss[0].value)) << "one world beyond";
    EXPECT_TRUE(std::isnan(line.loss[1].value)) << "a fifth of a world";
}

TEST_F(ChosenRisk, YearsAreThoseWhoseEndsAreHorizons) {
    ResultsDescription d;
    auto const years = [&](std::vector<std::int32_t> const& horizons) {
        d.horizon = horizons;
        std::vector<std::int32_t> ends;
        for (auto const& year :
             years_within(d, static_cast<std::uint32_t>(horizons.size()) - 1)) {
            EXPECT_EQ(year.to - year.from, 52);
            ends.push_back(year.to);
        }
        return ends;
    };
    using testing::ElementsAre;
    EXPECT_THAT(years({13, 26, 52, 104}), ElementsAre(52, 104));
    EXPECT_THAT(years({52, 156}), ElementsAre(52));
    EXPECT_THAT(years({104}), testing::IsEmpty());
    EXPECT_THAT(years({104, 156}), ElementsAre(156));
    EXPECT_THAT(years({40}), testing::IsEmpty());
}
}  // namespace
}  // namespace chokepoint::test
