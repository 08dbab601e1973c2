#include "host/campaign/model/augmented_network.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "host/network/check.hpp"
#include "tests/campaign/measure_models.hpp"

namespace chokepoint::test {
using testing::ElementsAre;

constexpr char buying[] =
    "[[measure]]\nname = \"deer\"\ntype = \"preclusive_buying\"\n"
    "senders = [\"CHN\"]\nexporters = [\"JPN\"]\nproducts = [\"metal\"]\n"
    "surge = 0.4\ndecay = 0.01\nduration_weeks = 52\n";
constexpr char engaging[] =
    "[[measure]]\nname = \"friends\"\ntype = \"engagement\"\n"
    "countries = [\"AUS\", \"CHN\"]\nimporters = [\"JPN\"]\n"
    "products = [\"ore\", \"device\"]\nweight = 0.5\nleak_effect = 0.25\n";
constexpr char packages[] =
    "[[package]]\nname = \"p\"\nmeasures = [\"deer\", \"friends\"]\n"
    "[[package]]\nname = \"q\"\n";

SupplyNetwork augmented(std::string const& text) {
    return augmented_network(campaign_of(text), small_network());
}

TEST(AugmentTest, a_plain_campaign_leaves_the_network_as_it_is) {
    auto const n = augmented("[[measure]]\nname = \"m\"\ntype = \"ban\"\n");
    EXPECT_EQ(n.links.size(), small_network().links.size());
    EXPECT_EQ(n.final_demand.size(), small_network().final_demand.size());
}

TEST(AugmentTest, a_purchase_sink_buys_from_all_producers_of_the_target) {
    auto const n = augmented(buying);
    ASSERT_EQ(n.final_demand.size(), 5u);
    EXPECT_EQ(n.final_demand[4].kind, SinkKind::purchase);
    EXPECT_EQ(n.final_demand[4].country, 1u);
    ASSERT_EQ(n.links.size(), 20u);
    EXPECT_EQ(n.links[19].supplier, 3u);
    EXPECT_EQ(n.links[19].flow, 9);  // all that JPN:metal sells
    EXPECT_EQ(n.links[19].sink, 4u);
    EXPECT_EQ(added_sink(n, SinkKind::purchase, "deer", 1), 4u);
    EXPECT_EQ(added_sink(n, SinkKind::purchase, "deer", 2), none);
    EXPECT_EQ(added_sink(n, SinkKind::reserve, "deer", 1), none);
}

TEST(AugmentTest, a_reserve_with_refill_has_a_sink_of_one_week_of_use) {
    auto const n = augmented(
        "[[reserve]]\nname = \"pool\"\ncountries = [\"JPN\", \"USA\"]\n"
        "products = [\"metal\", \"ore\"]\nweeks = 4\nrefill_rate = 0.1\n"
        "[[reserve]]\nname = \"fixed\"\ncountries = [\"CHN\"]\n"
        "products = [\"metal\"]\nweeks = 4\n");
    auto const metal = added_sink(n, SinkKind::reserve, "pool", 1);
    auto const ore = added_sink(n, SinkKind::reserve, "pool", 0);
    ASSERT_NE(metal, none);
    ASSERT_NE(ore, none);
    EXPECT_EQ(added_sink(n, SinkKind::reserve, "fixed", 1), none);
    EXPECT_EQ(n.final_demand[metal].country, 2u);  // the first of the pool
    double of_china = 0, of_japan = 0;
    for (auto const& link : n.links) {
        if (link.sink == metal) {
            (link.supplier == 2 ? of_china : of_japan) += link.flow;
        }
    }
    EXPECT_EQ(of_china, 5 + 4 + 3);
    EXPECT_EQ(of_japan, 6 + 2 + 1);
}

TEST(AugmentTest, engagement_links_third_countries_that_do_not_sell_yet) {
    auto const n = augmented(engaging);
    // Ore of both already goes to JPN:metal; Japanese households buy devices
    // only from the USA.
    ASSERT_EQ(n.links.size(), 20u);
    EXPECT_EQ(n.links[19].supplier, 7u);
    EXPECT_TRUE(n.links[19].to_final_demand);
    EXPECT_EQ(n.links[19].buyer, 2u);
    EXPECT_EQ(n.links[19].flow, 0);
    EXPECT_EQ(n.links[19].alternate_weight, 5);  // 0.5 of 10
    EXPECT_EQ(n.links[19].sink, none);
}

/// What a device maker of the USA buys of JPN:chip:EASTFAB (10 of 36).
TEST(AugmentTest, specific_parts_are_split_and_controlled_as_their_maker) {
    auto given = small_network();
    given.inputs[6].specific_share = 0.5;
    auto const campaign = campaign_of(
        "[[measure]]\nname = \"m\"\ntype = \"licence\"\n"
        "exporters = [\"JPN\"]\nimporters = [\"USA\"]\n"
        "products = [\"chip\"]\n[[package]]\nname = \"p\"\n"
        "measures = [\"m\"]\n");
    auto const n = augmented_network(campaign, given);
    EXPECT_EQ(n.inputs.size(), given.inputs.size() + 3);
    auto const m = compile(campaign, given);
    double flow = 0;
    std::set<std::uint32_t> parts;
    for (auto const l : scope_of(m, 0)) {
        EXPECT_EQ(n.links[l].supplier, 4u);
        EXPECT_EQ(n.links[l].buyer, 8u);
        flow += n.links[l].flow;
        if (n.links[l].flow > 0) {
            parts.insert(n.links[l].part);
        }
    }
    EXPECT_DOUBLE_EQ(flow, 10);
    EXPECT_THAT(parts, ElementsAre(4u, none)) << "both of its groups";
    EXPECT_EQ(scope_of(m, 0).size(), 4u) << "and as an alternate of others";
    // Either network may be compiled.
    EXPECT_EQ(compile(campaign, n).network.in_link.size(), n.links.size());
    auto const other = campaign_of("[model]\nmode = \"pichler\"\n");
    EXPECT_EQ(augmented_network(other, given).links.size(), given.links.size())
        << "models of other authors have no parts";
}

TEST(AugmentTest, what_is_there_is_not_added_again) {
    auto const text = std::string{buying} + engaging + packages;
    auto const campaign = campaign_of(text);
    auto const once = augmented_network(campaign, small_network());
    auto const twice = augmented_network(campaign, once);
    EXPECT_EQ(twice.links.size(), once.links.size());
    EXPECT_EQ(twice.final_demand.size(), once.final_demand.size());
    EXPECT_NO_THROW(check(once));
    auto const from_plain = compile(campaign, small_network());
    auto const from_augmented = compile(campaign, once);
    EXPECT_EQ(from_plain.slot_name, from_augmented.slot_name);
    EXPECT_EQ(from_plain.network.in_link.size(), once.links.size());
    EXPECT_EQ(from_augmented.network.in_link.size(), once.links.size());
}

TEST(AugmentedModelTest, denominators_and_reported_demand_stay_as_they_were) {
    auto const plain = model_of("");
    auto const m = model_of(std::string{buying} + engaging + packages);
    for (std::size_t i = 0; i < plain.network.node.size(); ++i) {
        EXPECT_EQ(m.network.node[i].baseline_demand,
                  plain.network.node[i].baseline_demand);
    }
    for (std::size_t g = 0; g < plain.network.group.size(); ++g) {
        EXPECT_EQ(m.network.group[g].baseline_receipts,
                  plain.network.group[g].baseline_receipts);
    }
    ASSERT_EQ(m.network.group.size(), plain.network.group.size() + 1);
    EXPECT_EQ(m.network.group.back().baseline_receipts, 9);
    EXPECT_EQ(m.network.sink.back().kind, SinkKind::purchase);
    EXPECT_EQ(m.cell_sink, plain.cell_sink);
}

TEST(PreclusiveBuyingTest, a_slot_raises_a_demand_row_of_its_own) {
    auto const m = model_of(std::string{buying} + engaging + packages +
                            "[[event]]\nname = \"boom\"\ntype = \"demand\"\n"
                            "surge = 0.1\nhold_weeks = 5\n");
    auto const& slot = m.slot[0];
    EXPECT_FLOAT_EQ(slot.surge, 0.4f);
    EXPECT_EQ(slot.demand_row, m.network.sink.back().demand_row);
    for (std::size_t s = 0; s + 1 < m.network.sink.size(); ++s) {
        EXPECT_NE(m.network.sink[s].demand_row, slot.demand_row);
    }
    EXPECT_EQ(slot.sender, 1u);
    auto const a = started(m, 1);
    EXPECT_EQ(a[0].level, 0);
    EXPECT_EQ(a[0].end, 52);
    // Japan's other industries wither while China buys its metal.
    ASSERT_EQ(influences_on(m, 4).size(), 1u);
    EXPECT_FLOAT_EQ(influences_on(m, 4)[0].drift, -0.01f);
    EXPECT_THAT(influences_on(m, 3), testing::IsEmpty());
    EXPECT_EQ(m.rules.capacity_moves, 1u);
    EXPECT_EQ(m.rules.extended, 1u);
}

TEST(EngagementTest, latent_links_are_shut_in_packages_without_it) {
    auto const m = model_of(std::string{engaging} +
                            "[[package]]\nname = \"p\"\n"
                            "measures = [\"friends\"]\n"
                            "[[package]]\nname = \"q\"\n");
    ASSERT_EQ(m.slot.size(), 1u);
    EXPECT_THAT(scope_of(m, 0), ElementsAre(19));
    EXPECT_EQ(m.slot[0].quantity, 0u);
    for (std::size_t p : {0u, 2u}) {
        auto const a = started(m, p);
        ASSERT_EQ(a.size(), 1u);
        EXPECT_EQ(a[0].level, 0);
        EXPECT_EQ(a[0].start, 0);
        EXPECT_EQ(a[0].end, forever);
        EXPECT_EQ(a[0].tension_jump, 0);
    }
    EXPECT_TRUE(started(m, 1).empty());
    EXPECT_FLOAT_EQ(m.package[1].leak_scale, 0.75f);
    EXPECT_EQ(m.package[2].leak_scale, 1);
}
}  // namespace chokepoint::test
