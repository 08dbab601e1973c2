#include "host/study/worlds/family_shares.hpp"

#include <gmock/gmock.h>

#include <algorithm>

#include "host/campaign/selection/left_out_families.hpp"
#include "host/study/worlds/world_losses.hpp"
#include "tests/study/small_study.hpp"

namespace chokepoint::test {
namespace {
class FamilySharesOfARun : public testing::Test {
  protected:
    FamilySharesOfARun() {
        auto campaign = parse_campaign(small_campaign(), "small.toml");
        leave_out_each_family(campaign, "none");
        run_study(make_study(std::move(campaign)), into(path_));
    }

    TemporaryFolder folder_;
    std::string path_ = folder_.file("small.h5");
};

TEST_F(FamilySharesOfARun, CompareTheSameWorldsWithoutTheFamily) {
    ResultsReader const reader{path_};
    auto const& d = reader.description();
    ASSERT_THAT(d.package, testing::ElementsAre("none", "ban", "calm",
                                                "none-without-accidents",
                                                "none-without-hazards"));
    auto const shares = family_shares(reader, 0, {0, 1, 2}, 1);
    ASSERT_EQ(shares.families.size(), 2u);
    auto const with = world_losses(reader, 0, {0, 1, 2}, 1);
    auto const without = world_losses(reader, 3, {0, 1, 2}, 1);
    auto const events = reader.counts("/world/event_count", 0, 0);
    double mean = 0, difference = 0, met = 0, worlds = 0;
    for (std::size_t s = 0; s < with.size(); ++s) {
        mean += with[s] / 150;
        difference += (with[s] - without[s]) / 150;
        met += events[s] > 0 ? with[s] / 150 : 0;
        worlds += events[s] > 0 ? 1.0 / 150 : 0;
        // A world without such an event is the same under both.
        EXPECT_TRUE(events[s] > 0 || with[s] == without[s]) << s;
    }
    auto const& accidents = shares.families[0];
    EXPECT_NEAR(shares.expected, mean, 1e-6 * mean);
    EXPECT_NEAR(accidents.expected_met, met / mean, 1e-6);
    EXPECT_NEAR(accidents.worlds.value, worlds, 1e-6);
    ASSERT_TRUE(accidents.left_out);
    EXPECT_EQ(accidents.left_out->package, "none-without-accidents");
    EXPECT_NEAR(accidents.left_out->expected.value, difference, 1e-4);
    EXPECT_GT(accidents.left_out->expected.lower, 0);
    // The same of the 7.5 worst worlds: the eighth counts half (model D4).
    std::vector<std::size_t> order(150);
    for (std::size_t s = 0; s < 150; ++s) {
        order[s] = s;
    }
    std::stable_sort(order.begin(), order.end(),
                     [&](auto a, auto b) { return with[a] > with[b]; });
    double tail = 0, all = 0;
    for (std::size_t k = 0; k < 8; ++k) {
        double const share = k < 7 ? 1 / 7.5 : 0.5 / 7.5;
        tail += share * (with[order[k]] - without[order[k]]);
        all += share * with[order[k]];
    }
    EXPECT_NEAR(shares.tail, all, 1e-6 * all);
    EXPECT_NEAR(accidents.left_out->tail, tail, 1e-6 * all);
}

TEST_F(FamilySharesOfARun, AreNotKnownWhereNoPackageLacksOnlyTheFamily) {
    ResultsReader const reader{path_};
    // `ban` has another measure than any package without a family; of
    // `none-without-accidents`, `calm` is the one that lacks the hazards too.
    for (auto const& one : family_shares(reader, 1, {0, 1, 2}, 1).families) {
        EXPECT_FALSE(one.left_out) << one.family;
        EXPECT_GT(one.expected_met, 0);
    }
    auto const rest = family_shares(reader, 3, {0, 1, 2}, 1).families;
    EXPECT_FALSE(rest[0].left_out);  // not alive there
    EXPECT_EQ(rest[0].worlds.value, 0);
    ASSERT_TRUE(rest[1].left_out);
    EXPECT_EQ(rest[1].left_out->package, "calm");
}
}  // namespace
}  // namespace chokepoint::test
