/// Who answers whom, with what, and why.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "host/campaign/mechanisms/escalation.hpp"
#include "host/campaign/mechanisms/first_order_loss.hpp"
#include "tests/campaign/campaign_text.hpp"

namespace chokepoint::test {
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// America bans chips to China; China may stop metal or refuse chips.
std::string const rivals =
    "[[measure]]\nname = \"chips\"\ntype = \"ban\"\n"
    "exporters = [\"USA\"]\nimporters = [\"CHN\"]\nproducts = [\"chip\"]\n"
    "[[measure]]\nname = \"metal\"\ntype = \"ban\"\nproducts = [\"metal\"]\n"
    "[[measure]]\nname = \"refuse\"\ntype = \"import_ban\"\n"
    "products = [\"chip\"]\n"
    "[[package]]\nname = \"p\"\nmeasures = [\"chips\"]\n"
    "[[retaliation]]\nname = \"china\"\nreactor = \"CHN\"\n"
    "against = [\"USA\"]\nmeasures = [\"metal\", \"refuse\"]\n";

Activation const& answer(CompiledModel const& m, std::uint32_t counter) {
    return m.activation[m.counter[counter].first_activation];
}

TEST(FirstOrderLossTest, both_ends_of_a_link_lose) {
    auto const campaign = campaign_of("");
    auto const network = small_network();
    ModelBuilder const b{campaign, network};
    FirstOrderLoss const loss{b};
    // Links 5 and 6: China's metal to American chips (4 and 3 of 12 sold).
    auto const lost = loss({5, 6});
    EXPECT_NEAR(lost[1], 7 * 7 / 12.0, 1e-6);
    // WESTFAB: important, .5 of 30 for 4 of its 6; the other: all of 10.
    EXPECT_NEAR(lost[3], 30 * 0.5 * 4 / 6 + 10, 1e-5);
    EXPECT_EQ(lost[0], 0);
    EXPECT_EQ(loss.value_added()[1], 52);
}

TEST(FirstOrderLossTest, nobody_loses_more_than_all) {
    auto network = small_network();
    Input ore;
    ore.buyer = 7;
    network.inputs.push_back(ore);
    Link link;
    link.supplier = 0;
    link.buyer = 7;
    link.flow = 1;
    network.links.push_back(link);
    auto const campaign = campaign_of("");
    ModelBuilder const b{campaign, network};
    // Both critical inputs of CHN:device stop: 40 are lost once.
    auto const lost = FirstOrderLoss{b}({9, 11, 19});
    EXPECT_NEAR(lost[1], 40 + 5 * 1 / 9.0, 1e-5);
}

TEST(FirstOrderLossTest, nothing_stops_and_nobody_loses) {
    auto const campaign = campaign_of("");
    auto const network = small_network();
    ModelBuilder const b{campaign, network};
    EXPECT_THAT(FirstOrderLoss{b}({}), ElementsAre(0, 0, 0, 0));
}

TEST(RetaliationTest, pair_takes_the_numbers_of_its_section) {
    auto const m = model_of(rivals +
                            "restraint = 0.25\nbase = 0.01\nby_loss = 2\n"
                            "by_tension = 0.03\nmost = 0.5\n"
                            "tension_jump = 0.7\n");
    ASSERT_EQ(m.pair.size(), 1u);
    EXPECT_THAT(m.pair_name, ElementsAre("CHN>USA"));
    auto const& pair = m.pair[0];
    EXPECT_EQ(pair.reactor, 1u);
    EXPECT_EQ(pair.actor, 3u);
    EXPECT_EQ(pair.restraint, 0.25f);
    EXPECT_EQ(pair.base, 0.01f);
    EXPECT_EQ(pair.by_loss, 2);
    EXPECT_EQ(pair.by_tension, 0.03f);
    EXPECT_EQ(pair.most, 0.5f);
    EXPECT_EQ(pair.tension_jump, 0.7f);
    EXPECT_EQ(m.world.world_active, 1u);
    EXPECT_EQ(m.rules.extended, 1u);
}

TEST(RetaliationTest, menu_is_cut_to_the_trade_between_the_two) {
    auto const m = model_of(rivals);
    ASSERT_EQ(m.counter.size(), 2u);
    auto const metal = answer(m, 0).slot, refuse = answer(m, 1).slot;
    EXPECT_THAT(slots_on(m, 5), Contains(metal));
    EXPECT_THAT(slots_on(m, 6), Contains(metal));
    EXPECT_THAT(slots_on(m, 4), testing::Not(Contains(metal)));  // to Japan
    EXPECT_THAT(slots_on(m, 11), Contains(refuse));
    EXPECT_THAT(slots_on(m, 9), testing::Not(Contains(refuse)));
    EXPECT_EQ(answer(m, 0).level, 0);
}

TEST(RetaliationTest, choices_weigh_their_loss_against_the_own) {
    auto const m = model_of(rivals);
    double const metal = 20 / (7 * 7 / 12.0);
    double const refuse = (30 * 12 / 32.0) / (40 * 12 / 27.0);
    EXPECT_EQ(m.counter[0].weight, 1);
    EXPECT_NEAR(m.counter[1].weight, refuse / metal, 1e-5);
    // The blind choose evenly, the well-informed the best.
    EXPECT_EQ(model_of(rivals + "information = 0\n").counter[1].weight, 1);
    EXPECT_NEAR(model_of(rivals + "information = 2\n").counter[1].weight,
                refuse / metal * refuse / metal, 1e-5);
}

TEST(RetaliationTest, what_a_measure_puts_at_stake_arms_its_victim) {
    auto const m = model_of(rivals);
    auto const& pair = m.pair[0];
    ASSERT_EQ(pair.last_exposure - pair.first_exposure, 1u);
    auto const& exposure = m.exposure[pair.first_exposure];
    EXPECT_EQ(m.slot_name[exposure.slot], "chips");
    // 12 of the 27 chips that 40 of 52 million depend on.
    EXPECT_NEAR(exposure.share, 40 * 12 / 27.0 / 52, 1e-6);
    ASSERT_EQ(m.slot_first_pair.size(), m.slot.size() + 1);
    EXPECT_THAT(m.slot_pair, ElementsAre(0));
    EXPECT_EQ(
        m.slot_first_pair[exposure.slot + 1] - m.slot_first_pair[exposure.slot],
        1u);
}

TEST(RetaliationTest, answers_arm_the_other_side) {
    auto const m =
        model_of(rivals +
                 "[[retaliation]]\nname = \"america\"\nreactor = \"USA\"\n"
                 "against = [\"CHN\"]\nmeasures = [\"refuse\"]\n");
    ASSERT_EQ(m.pair.size(), 2u);
    auto const metal = answer(m, 0).slot;
    auto const first = m.slot_first_pair[metal];
    ASSERT_EQ(m.slot_first_pair[metal + 1] - first, 1u);
    EXPECT_EQ(m.slot_pair[first], 1u);
    // It cannot refuse what China does not sell.
    EXPECT_EQ(m.pair[1].first_counter, m.pair[1].last_counter);
}

TEST(RetaliationTest, random_controls_arm_their_victims_too) {
    auto const m =
        model_of(rivals +
                 "[[family]]\nname = \"tariffs\"\ntype = \"tariff\"\n"
                 "importers = [\"USA\"]\nexporters = [\"CHN\"]\n"
                 "[[family]]\nname = \"storms\"\ntype = \"logistic\"\n");
    std::vector<std::string> arming;
    for (auto k = m.pair[0].first_exposure; k < m.pair[0].last_exposure; ++k) {
        arming.push_back(m.slot_name[m.exposure[k].slot]);
    }
    EXPECT_THAT(arming, Contains(HasSubstr("tariffs:CHN>USA")));
    EXPECT_THAT(arming, testing::Not(Contains(HasSubstr("storms"))));
}

TEST(RetaliationTest, dominance_opens_a_choice) {
    auto const m = model_of(rivals + "available_above = 0.6\n");
    auto const& metal = m.counter[0];
    EXPECT_EQ(metal.share, 0.6f);
    auto const nodes = [&](std::uint32_t first, std::uint32_t last) {
        return std::vector<std::uint32_t>{m.counter_node.begin() + first,
                                          m.counter_node.begin() + last};
    };
    EXPECT_THAT(nodes(metal.first_own, metal.last_own), ElementsAre(2));
    EXPECT_THAT(nodes(metal.first_all, metal.last_all), ElementsAre(2, 3));
    EXPECT_THAT(model_of(rivals).counter_node, IsEmpty());
}

TEST(RetaliationTest, addresses_of_luck_do_not_depend_on_other_sections) {
    auto const alone = model_of(rivals);
    auto const more = model_of(
        "[[measure]]\nname = \"other\"\ntype = \"tariff\"\n"
        "exporters = [\"JPN\"]\n" +
        rivals);
    EXPECT_EQ(more.pair[0].address, alone.pair[0].address);
    EXPECT_LT(alone.pair[0].address, 1u << 24);
    EXPECT_EQ(more.slot[answer(more, 0).slot].address,
              alone.slot[answer(alone, 0).slot].address);
}

TEST(RetaliationTest, menu_without_common_trade_is_reported) {
    std::vector<std::string> warnings;
    model_of(
        "[[measure]]\nname = \"ore\"\ntype = \"ban\"\nproducts = [\"ore\"]\n"
        "[[retaliation]]\nname = \"r\"\nreactor = \"CHN\"\n"
        "against = [\"USA\"]\nmeasures = [\"ore\"]\n",
        &warnings);
    EXPECT_THAT(warnings, Contains(HasSubstr("CHN cannot answer USA")));
}

TEST(EscalationTest, pairs_that_answer_each_other_multiply) {
    std::string const both =
        rivals +
        "by_tension = 0\nbase = 0.001\nby_loss = 0\nduration_weeks = 100\n"
        "[[retaliation]]\nname = \"america\"\nreactor = \"USA\"\n"
        "against = [\"CHN\"]\nmeasures = [\"chips\"]\nby_tension = 0\n"
        "base = 0.001\nby_loss = 0\nduration_weeks = 100\n";
    auto const ratio = [](std::string const& text) {
        auto const campaign = campaign_of(text);
        std::vector<std::string> warnings;
        compile(campaign, small_network(), &warnings);
        for (auto const& warning : warnings) {
            if (warning.find("feeds on itself") != std::string::npos) {
                return true;
            }
        }
        return false;
    };
    // 1 - .999^100 = .095 a generation; with .05 a week nearly 1.
    EXPECT_FALSE(ratio(both));
    std::string lively = both;
    for (std::size_t at; (at = lively.find("0.001")) != std::string::npos;) {
        lively.replace(at, 5, "0.050");
    }
    EXPECT_TRUE(ratio(lively));
}
}  // namespace chokepoint::test
