/// \file announcement_test.cpp
/// What of an announced measure is realised (model A2, A6: M19, M35, M40,
/// M58) and what a package scales.
#include <gtest/gtest.h>

#include <cmath>

#include "tests/support/rivals.hpp"

namespace chokepoint::test {
namespace {
using Weeks = std::vector<int>;

/// The only measure of Rivals, as a world realises it.
class Announcement : public testing::Test {
  protected:
    Activation& announced() { return rivals.model.activation[0]; }
    std::uint32_t constant(float value) {
        auto& table = rivals.model.quantile;
        table.insert(table.end(), knots, value);
        return static_cast<std::uint32_t>(table.size() / knots - 1);
    }
    /// Lower half of the words 0, upper half 1.
    std::uint32_t coin() {
        auto& table = rivals.model.quantile;
        table.insert(table.end(), knots_per_half, 0.0f);
        table.insert(table.end(), knots_per_half, 1.0f);
        return static_cast<std::uint32_t>(table.size() / knots - 1);
    }
    float pass(int week) {
        return rivals.run().slot_pass[static_cast<std::size_t>(week)][0];
    }

    Rivals rivals{40};
};

TEST_F(Announcement, CoverageAndComplianceScaleTheBite) {
    announced().level = 0.2f;
    announced().coverage_table = constant(0.5f);
    EXPECT_NEAR(pass(12), 1 - 0.8 * 0.5, 1e-6);
    announced().comply_table = constant(0.4f);
    announced().comply_scale = 0.75f;
    EXPECT_NEAR(pass(12), 1 - 0.8 * 0.5 * 0.4 * 0.75, 1e-6);
}

TEST_F(Announcement, NobodyComplyingIsNoMeasure) {
    announced().comply_table = constant(0);
    auto const path = rivals.run();
    EXPECT_EQ(path.weeks_in_force(0), Weeks{});
}

TEST_F(Announcement, LagMovesStartAndEnd) {
    announced().end = 20;
    announced().lag_table = constant(7);
    auto const weeks = rivals.run().weeks_in_force(0);
    EXPECT_EQ(weeks.front(), 17);
    EXPECT_EQ(weeks.back(), 26);
}

TEST_F(Announcement, FirmObeysWhollyOrNotAtAll) {
    announced().level = 0.2f;
    announced().coverage_table = constant(0.5f);
    announced().comply_table = constant(0.3f);
    announced().obey_address = 77;
    int const worlds = 3000;
    double obeyed = 0;
    for (std::uint64_t w = 0; w < worlds; ++w) {
        float const p = rivals.run(w).slot_pass[12][0];
        ASSERT_TRUE(p == 1 || std::fabs(p - 0.6f) < 1e-6f) << p;
        obeyed += p < 1;
    }
    EXPECT_NEAR(obeyed / worlds, 0.3, 4 * std::sqrt(0.21 / worlds));
}

TEST_F(Announcement, DrawsOnceAWorldAtItsOwnAddress) {
    announced().comply_table = coin();
    announced().comply_address = 5;
    double complied = 0, same = 0;
    int const worlds = 1000;
    auto other = rivals;
    other.model.activation[0].comply_address = 6;
    for (std::uint64_t w = 0; w < worlds; ++w) {
        auto const weeks = rivals.run(w).weeks_in_force(0).size();
        ASSERT_TRUE(weeks == 0 || weeks == 30) << "one draw, not one a week";
        complied += weeks > 0;
        same += weeks == other.run(w).weeks_in_force(0).size();
    }
    EXPECT_NEAR(complied / worlds, 0.5, 4 * 0.5 / std::sqrt(worlds));
    EXPECT_NEAR(same / worlds, 0.5, 4 * 0.5 / std::sqrt(worlds));
}

TEST_F(Announcement, WaitsForEnoughMembers) {
    auto& m = rivals.model;
    auto const always = constant(1), never = constant(0);
    m.quorum_member = {{always, 1, 1}, {always, 2, 1}, {never, 3, 1}};
    for (std::uint32_t needed : {2u, 3u}) {
        m.quorum = {{0, 3, needed}};
        announced().quorum = 0;
        EXPECT_EQ(rivals.run().weeks_in_force(0).empty(), needed == 3);
    }
}

TEST_F(Announcement, EnforcementScalesTheLeak) {
    rivals.model.slot[0].leak_ceiling = 0.2f;
    rivals.model.slot[0].leak_weeks = 10;
    double const leak = 0.2 * (1 - std::pow(0.9, 20));
    EXPECT_NEAR(pass(30), leak, 1e-6);
    rivals.model.package[shock_package].leak_scale = 0.5f;
    EXPECT_NEAR(pass(30), leak / 2, 1e-6);
}

TEST_F(Announcement, OpennessScalesErosion) {
    rivals.model.rules.sales_erode = 1;
    rivals.model.rules.erosion = 0.003f;
    auto const chi = [&] {
        float last = 0;
        trace_world(
            rivals.model.view(), shock_package, 0,
            [&](TraceWeek const& week) { last = week.standing[0]; }, nullptr);
        return static_cast<double>(last);
    };
    EXPECT_NEAR(chi(), 1 / (1 + 30 * 0.003), 1e-3);
    rivals.model.package[shock_package].erosion_scale = 0.5f;
    EXPECT_NEAR(chi(), 1 / (1 + 30 * 0.0015), 1e-3);
}
}  // namespace
}  // namespace chokepoint::test
