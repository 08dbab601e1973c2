/// \file world_licence_test.cpp
/// Oracle E16 and model B4.2: waiting times and approvals of licences.
#include <cmath>

#include "tests/kernels/world_statistics.hpp"

namespace chokepoint::test {
namespace {
constexpr std::uint32_t licensed = 1;  ///< the package
constexpr double small = 0.72, large = 0.30, large_share = 0.81;

/// AAA's exports need a licence from week 2 on.
CompiledModel licence_model(std::string const& terms, int weeks = 24) {
    return world_model(weeks,
                       "[[measure]]\nname = \"permits\"\ntype = \"licence\"\n"
                       "exporters = [\"AAA\"]\nstart_week = 2\n" +
                           terms +
                           "[[package]]\nname = \"licensed\"\n"
                           "measures = [\"permits\"]\n");
}

/// Pass factor by [world][age of the regime].
std::vector<std::vector<double>> passes(CompiledModel const& model,
                                        std::uint64_t worlds) {
    std::vector<std::vector<double>> all;
    for (std::uint64_t world = 0; world < worlds; ++world) {
        auto const story = tell_world(model, world, licensed);
        std::vector<double> pass;
        for (std::size_t week = 2; week < story.weeks.size(); ++week) {
            pass.push_back(
                static_cast<double>(story.weeks[week].slot_pass.at(0)));
        }
        all.push_back(pass);
    }
    return all;
}

double decided(double age) {
    return lognormal_cdf(age, 11.3, 0.383);
}

TEST(SingleLicence, WaitsAsTheDataSay) {
    auto const model = licence_model(
        "applications = 1\nutilisation = 1\n"
        "approval_small = 1\napproval_large = 1\n");
    auto const worlds = passes(model, 30000);
    for (auto const& [age, published] :
         {std::pair{6, .049}, std::pair{9, .276}, std::pair{11, .472},
          std::pair{12, .562}, std::pair{16, .818}}) {
        SCOPED_TRACE(age);
        EXPECT_NEAR(decided(age), published, 1e-3);
        Sample approved;
        for (auto const& pass : worlds) {
            approved.add(pass[static_cast<std::size_t>(age)]);
        }
        EXPECT_TRUE(mean_is(approved, decided(age), decided(age + 1)));
        EXPECT_GT(std::abs(approved.deviation(decided(age - 1))), 6);
    }
    for (auto const& pass : worlds) {
        for (std::size_t age = 0; age < pass.size(); ++age) {
            ASSERT_TRUE(pass[age] == 0 || pass[age] == 1);
            ASSERT_TRUE(age == 0 || pass[age] >= pass[age - 1]);
        }
    }
}

TEST(SingleLicence, IsApprovedByItsValueClass) {
    auto const worlds =
        passes(licence_model("applications = 1\nutilisation = 0.5\n"), 20000);
    double const mean = (1 - large_share) * small + large_share * large;
    Sample by_week_16;
    for (auto const& pass : worlds) {
        by_week_16.add(pass[16]);
    }
    EXPECT_TRUE(mean_is(by_week_16, 0.5 * mean * decided(16),
                        0.5 * (small + large) / 2 * decided(16)));
}

TEST(ManyLicences, PassTheApprovedShareTimesTheDecidedShare) {
    auto const worlds = passes(licence_model(""), 20000);
    double const share[] = {1 - large_share, large_share};
    double const p[] = {small, large};
    double const approved = share[0] * p[0] + share[1] * p[1];
    double spread = 0;
    for (int v = 0; v < 2; ++v) {
        spread += share[v] * share[v] * p[v] * (1 - p[v]) / 8;
    }
    for (std::size_t const age : {5u, 9u, 12u, 20u}) {
        SCOPED_TRACE(age);
        double const mean = 0.6 * approved * decided(static_cast<double>(age));
        double const variance = spread * std::pow(mean / approved, 2);
        Sample pass, square;
        for (auto const& world : worlds) {
            pass.add(world[age]);
            square.add(std::pow(world[age] - mean, 2));
        }
        EXPECT_TRUE(
            mean_is(pass, mean,
                    0.6 * approved * decided(static_cast<double>(age) + 1)));
        // Mistaken: one decision for the whole class instead of eight.
        EXPECT_TRUE(mean_is(square, variance, 8 * variance));
    }
}

/// More approvals under the same luck: what was approved stays approved.
void expect_nested(std::string const& applications) {
    auto const terms = [&](char const* p) {
        return "applications = " + applications + "\napproval_small = " + p +
               "\napproval_large = " + p + "\n";
    };
    auto const strict = passes(licence_model(terms("0.4")), 4000);
    auto const lenient = passes(licence_model(terms("0.6")), 4000);
    Sample gain;
    for (std::size_t world = 0; world < strict.size(); ++world) {
        for (std::size_t age = 0; age < strict[world].size(); ++age) {
            ASSERT_LE(strict[world][age], lenient[world][age]) << world;
        }
        gain.add(lenient[world][16] - strict[world][16]);
    }
    EXPECT_TRUE(mean_is(gain, 0.6 * 0.2 * decided(16), 0));
}

TEST(SingleLicence, ApprovalsAreNested) {
    expect_nested("1");
}

TEST(ManyLicences, ApprovalsAreNested) {
    expect_nested("8");
}

TEST(SingleLicence, DrawsAfreshInAnotherRegime) {
    // Two licensing regimes of one slot: independent decisions.
    auto model = licence_model(
        "applications = 1\nutilisation = 1\nduration_weeks = 50\n"
        "approval_small = 0.5\napproval_large = 0.5\nwait_weeks = 3\n",
        120);
    auto again = model.activation.at(0);
    again.start += 60;
    again.end += 60;
    model.activation.push_back(again);
    model.package[licensed].last_activation += 1;
    Sample both;
    for (auto const& pass : passes(model, 5000)) {
        both.add(pass[40] * pass[100]);
        ASSERT_EQ(pass[55], 1);  // no measure between
    }
    EXPECT_TRUE(mean_is(both, 0.25, 0.5));
}
}  // namespace
}  // namespace chokepoint::test
