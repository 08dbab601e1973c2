/// The choice between packages with a weight on relative gains, by hand.
#include "host/study/answers/package_choice.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <filesystem>

#include "host/network/input_error.hpp"
#include "host/storage/results/results_file.hpp"
#include "tests/network/table_folder.hpp"

namespace chokepoint::test {
namespace {
enum Country : std::uint32_t { own, rival, other, far };
enum Package : std::uint32_t { none_, dove, hawk };
std::uint32_t const worlds = 4;

using Worlds = std::array<float, worlds>;

/// Net losses of worlds, [package][country] less those under "none", which
/// differ far more between worlds than between packages.
struct MadeUp {
    std::vector<std::array<Worlds, 4>> change{
        {},
        // "dove": own mean 1, rivals' mean 2 + 2 = 4.
        {{{0, 2, 0, 2}, {3, 3, 1, 1}, {2, 2, 2, 2}, {90, 90, 90, 90}}},
        // "hawk": own mean 3, rivals' mean 5 + 2 = 7.
        {{{2, 4, 2, 4}, {4, 6, 4, 6}, {1, 1, 3, 3}, {-90, -90, -90, -90}}}};
    std::vector<double> weights;
    std::vector<std::string> losses{"all"};
    std::uint32_t scenarios = worlds;

    void write(std::string const& path) const {
        ResultsDescription d;
        d.scenarios = scenarios;
        d.weeks = 52;
        d.package = {"none", "dove", "hawk"};
        d.country = {"OWN", "RIV", "OTH", "FAR"};
        d.node_cell = d.sink_cell = d.country;
        d.horizon = {26, 52};
        d.losses = losses;
        ModelView m{};
        m.metrics.node_cell.size = m.metrics.sink_cell.size = 4;
        m.metrics.horizons = 2;
        m.network.countries = 4;
        OutputLayout const rows{m};
        std::filesystem::remove(path);
        ResultsFile file{path, d};
        for (std::uint32_t p = 0; p < 3; ++p) {
            ChunkLosses chunk{{p, 0, scenarios}, {}, {}};
            chunk.value.assign(rows.float_rows() * scenarios, 0);
            chunk.count.assign(rows.integer_rows() * scenarios, 0);
            for (std::uint32_t c = 0; c < 4; ++c) {
                for (std::uint32_t w = 0; w < scenarios; ++w) {
                    auto const luck = 1000.f * static_cast<float>(w * w + c);
                    auto const at = [&](std::uint32_t row) -> float& {
                        return chunk.value[row * scenarios + w];
                    };
                    // Within 26 weeks nothing but luck.
                    at(rows.value_added_net(c, 0)) = luck;
                    at(rows.value_added_net(c, 1)) = luck + change[p][c][w];
                    // Gross losses say something else.
                    at(rows.value_added(c, 1)) = p == hawk ? 0.f : 5000.f;
                }
            }
            file.write_losses(chunk);
        }
        if (!weights.empty()) {
            file.write_weights(0, weights);
        }
        file.finish();
    }
};

class PackageChoiceTest : public testing::Test {
  protected:
    PackageChoice choose(double weight,
                         std::vector<std::uint32_t> const& packages = {},
                         std::uint32_t horizon = 1) const {
        auto const path = folder_.file("made-up.h5");
        results.write(path);
        return choose_package(ResultsReader{path},
                              {own, {rival, other}, weight, horizon}, packages);
    }

    static std::vector<std::uint32_t> order(PackageChoice const& choice) {
        std::vector<std::uint32_t> packages;
        for (auto const& line : choice.ranking) {
            packages.push_back(line.package);
        }
        return packages;
    }

    MadeUp results;

  private:
    TemporaryFolder folder_;
};

TEST_F(PackageChoiceTest, scores_own_gains_and_the_losses_of_rivals) {
    auto const choice = choose(.5);
    ASSERT_EQ(order(choice), (std::vector<std::uint32_t>{dove, hawk, none_}));
    auto const& best = choice.ranking[0];
    EXPECT_DOUBLE_EQ(best.own.value, 1);
    EXPECT_DOUBLE_EQ(best.rivals.value, 4);
    EXPECT_DOUBLE_EQ(best.score.value, -1 + .5 * 4);
    auto const& next = choice.ranking[1];
    EXPECT_DOUBLE_EQ(next.own.value, 3);
    EXPECT_DOUBLE_EQ(next.rivals.value, 7);
    EXPECT_DOUBLE_EQ(next.score.value, -3 + .5 * 7);
    EXPECT_DOUBLE_EQ(next.ahead.value, -.5);
    EXPECT_DOUBLE_EQ(choice.ranking[2].score.value, 0);
    EXPECT_DOUBLE_EQ(choice.ranking[2].ahead.value, -1);
}

TEST_F(PackageChoiceTest, intervals_are_those_of_paired_differences) {
    auto const hawk_line = choose(.5).ranking[1];
    // -own + .5 rivals by world: .5, -.5, 1.5, .5; squares of the deviations
    // 0 + 1 + 1 + 0, standard error sqrt(2 / 3 / 4). Luck is not in it.
    auto const reach = 1.959964 * std::sqrt(2. / 3 / 4);
    EXPECT_NEAR(hawk_line.score.lower, .5 - reach, 1e-5);
    EXPECT_NEAR(hawk_line.score.upper, .5 + reach, 1e-5);
    // Dove by world: 2.5, .5, 1.5, -.5; hawk less dove: -2, -1, 0, 1.
    auto const behind = 1.959964 * std::sqrt(5. / 3 / 4);
    EXPECT_NEAR(hawk_line.ahead.lower, -.5 - behind, 1e-5);
    EXPECT_NEAR(hawk_line.ahead.upper, -.5 + behind, 1e-5);
}

TEST_F(PackageChoiceTest, changes_with_the_weight_where_lines_cross) {
    // none 0, dove -1 + 4 w, hawk -3 + 7 w: at 1/4 and at 2/3. none and hawk
    // cross at 3/7, where dove is better than both.
    auto const choice = choose(0);
    EXPECT_EQ(choice.without_rivals, none_);
    ASSERT_EQ(choice.changes.size(), 2u);
    EXPECT_EQ(choice.changes[0].chosen, dove);
    EXPECT_DOUBLE_EQ(choice.changes[0].weight.value, 1. / 4);
    EXPECT_EQ(choice.changes[1].chosen, hawk);
    EXPECT_DOUBLE_EQ(choice.changes[1].weight.value, 2. / 3);
    // Fieller, 2 / mean of (0, 2, 4, 6): |2 - 3 w| = 1.96 w sqrt(20/3/4).
    auto const slope = 1.959964 * std::sqrt(20. / 3 / 4);
    EXPECT_NEAR(choice.changes[1].weight.lower, 2 / (3 + slope), 1e-5);
    EXPECT_NEAR(choice.changes[1].weight.upper, 2 / (3 - slope), 1e-4);
}

TEST_F(PackageChoiceTest,
       the_first_of_the_ranking_is_the_one_that_changes_name) {
    for (auto const& [weight, first] : {std::pair{0., none_},
                                        {.24, none_},
                                        {.26, dove},
                                        {.66, dove},
                                        {.67, hawk},
                                        {50., hawk}}) {
        EXPECT_EQ(choose(weight).ranking.front().package, first) << weight;
    }
}

TEST_F(PackageChoiceTest, a_package_that_pays_at_home_is_chosen_at_once) {
    results.change[dove][own] = {-1, -1, -2, 0};
    auto const choice = choose(0);
    EXPECT_EQ(choice.without_rivals, dove);
    ASSERT_EQ(choice.changes.size(), 1u);
    EXPECT_DOUBLE_EQ(choice.changes[0].weight.value, (3. + 1) / (7 - 4));
}

TEST_F(PackageChoiceTest, a_package_that_helps_rivals_is_never_chosen) {
    results.change[hawk][rival] = {-9, -9, -9, -9};
    auto const choice = choose(3);
    EXPECT_EQ(choice.ranking.back().package, hawk);
    ASSERT_EQ(choice.changes.size(), 1u);
    EXPECT_EQ(choice.changes[0].chosen, dove);
}

TEST_F(PackageChoiceTest,
       of_lines_that_meet_in_one_point_the_steepest_goes_on) {
    // hawk -2 + 8 w: meets none and dove, both at 1/4.
    results.change[hawk] = {{{2, 2, 2, 2}, {6, 6, 6, 6}, {2, 2, 2, 2}, {}}};
    auto const choice = choose(0);
    ASSERT_EQ(choice.changes.size(), 1u);
    EXPECT_EQ(choice.changes[0].chosen, hawk);
    EXPECT_DOUBLE_EQ(choice.changes[0].weight.value, 1. / 4);
}

TEST_F(PackageChoiceTest, chooses_between_the_named_packages_and_none) {
    auto const choice = choose(0, {hawk});
    EXPECT_EQ(order(choice), (std::vector<std::uint32_t>{none_, hawk}));
    ASSERT_EQ(choice.changes.size(), 1u);
    EXPECT_DOUBLE_EQ(choice.changes[0].weight.value, 3. / 7);
}

TEST_F(PackageChoiceTest, weights_of_worlds_count) {
    results.weights = {3, 1, 3, 1};
    auto const choice = choose(.5);
    // Own of hawk (3*2 + 4 + 3*2 + 4) / 8, rivals (3*5 + 7 + 3*7 + 9) / 8.
    for (auto const& line : choice.ranking) {
        if (line.package == hawk) {
            EXPECT_DOUBLE_EQ(line.own.value, 2.5);
            EXPECT_DOUBLE_EQ(line.rivals.value, 6.5);
            EXPECT_DOUBLE_EQ(line.score.value, .75);
        }
    }
}

TEST_F(PackageChoiceTest, without_differences_the_first_of_the_file_stays) {
    auto const choice = choose(1, {}, 0);
    EXPECT_EQ(order(choice), (std::vector<std::uint32_t>{none_, dove, hawk}));
    EXPECT_TRUE(choice.changes.empty());
    EXPECT_EQ(choice.without_rivals, none_);
}

TEST_F(PackageChoiceTest, says_what_a_file_lacks) {
    results.losses = {"value_added"};
    try {
        choose(1);
        FAIL();
    } catch (InputError const& error) {
        EXPECT_NE(std::string{error.what()}.find("'value_added_net'"),
                  std::string::npos)
            << error.what();
    }
    results.losses = {"all"};
    results.scenarios = 1;
    EXPECT_THROW(choose(1), InputError);
}
}  // namespace
}  // namespace chokepoint::test
