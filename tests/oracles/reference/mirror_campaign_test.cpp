/// \file mirror_campaign_test.cpp
/// Two mirrored countries that answer each other, as a campaign file says it:
/// where A begins, everybody's losses are those of the campaign where B
/// begins, with the names swapped, to the bit (oracle E27 with retaliation).
///
/// The luck of a pair has the address of its name. Mirrored worlds need the
/// same luck in the same part, so the second campaign takes the addresses of
/// the first.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <regex>

#include "host/campaign/compile/compile.hpp"
#include "host/campaign/spec/campaign.hpp"
#include "host/campaign/toml/load_campaign.hpp"
#include "tests/support/mirror_world.hpp"
#include "tests/support/model_builder.hpp"

namespace chokepoint::test {
namespace {
std::uint32_t constexpr worlds = 200;
std::uint32_t constexpr horizons = 2, dates = 3;

/// FIRST begins, OTHER answers, FIRST answers that. Sections stand in the
/// order of the parts, not of the names.
char const text[] = R"(
[campaign]
network = "."
seed = 27
weeks = 104
[world]
tension_start = 0.5
[dynamics]
erosion = 0.01
tool_decay = 0.01
[[growth]]
name = "learners"
countries = ["AAA", "BBB"]
products = ["part"]
rate = 0.02
[[market]]
name = "parts"
products = ["part"]
split = ["AAA", "BBB"]
[[reserve]]
name = "tools-of-first"
countries = ["FIRST"]
products = ["tool"]
weeks = 3
release_rate = 0.5
release_below = 0.97
[[reserve]]
name = "tools-of-other"
countries = ["OTHER"]
products = ["tool"]
weeks = 3
release_rate = 0.5
release_below = 0.97
[[measure]]
name = "opening"
type = "ban"
exporters = ["FIRST"]
importers = ["OTHER"]
products = ["part", "tool"]
strictness = 0.7
start_week = 3
duration_weeks = 40
[[measure]]
name = "shut-parts"
type = "ban"
exporters = ["FIRST"]
importers = ["OTHER"]
products = ["part"]
[[measure]]
name = "ration-tools"
type = "quota"
quota = 0.4
exporters = ["FIRST"]
importers = ["OTHER"]
products = ["tool"]
[[measure]]
name = "duty-on-goods"
type = "tariff"
rate = 0.3
exporters = ["FIRST"]
importers = ["OTHER"]
products = ["good"]
[[retaliation]]
name = "other"
reactor = "OTHER"
against = ["FIRST"]
measures = ["shut-parts", "ration-tools", "duty-on-goods"]
base = 0.05
duration_weeks = { distribution = "uniform", low = 4, high = 40 }
[[retaliation]]
name = "first"
reactor = "FIRST"
against = ["OTHER"]
measures = ["shut-parts", "ration-tools", "duty-on-goods"]
base = 0.05
duration_weeks = { distribution = "uniform", low = 4, high = 40 }
[[package]]
name = "act"
measures = ["opening"]
[metrics]
horizons = [26, 104]
leverage = ["FIRST>OTHER", "OTHER>FIRST"]
flows = ["FIRST>OTHER", "OTHER>FIRST"]
denial = ["FIRST", "OTHER"]
denial_products = ["part", "tool"]
costs = true
)";

CompiledModel begun_by(std::string const& first, double restraint = 0) {
    std::string const other = first == "AAA" ? "BBB" : "AAA";
    auto said =
        std::regex_replace(std::string{text}, std::regex{"FIRST"}, first);
    said = std::regex_replace(said, std::regex{"OTHER"}, other);
    said = std::regex_replace(
        said, std::regex{"name = \"act\""},
        "name = \"act\"\nrestraint = " + std::to_string(restraint));
    return compile(parse_campaign(said, "mirror.toml"), MirrorWorld{}.network);
}

/// Give the pairs of `model` the luck that those of `from` have.
void take_luck(CompiledModel& model, CompiledModel const& from) {
    ASSERT_EQ(model.pair.size(), from.pair.size());
    for (std::size_t p = 0; p < from.pair.size(); ++p) {
        model.pair[p].address = from.pair[p].address;
    }
}

ChunkLosses act(CompiledModel const& model) {
    return run_engine(model, 1, worlds);
}

/// Of all worlds, in their order.
std::vector<float> values(ChunkLosses const& losses, std::uint32_t row) {
    auto const first = losses.value.begin() + row * long{worlds};
    return {first, first + worlds};
}
std::vector<std::int32_t> counts(ChunkLosses const& losses, std::uint32_t row) {
    auto const first = losses.count.begin() + row * long{worlds};
    return {first, first + worlds};
}

double mean(std::vector<float> const& v) {
    double sum = 0;
    for (float x : v) {
        sum += static_cast<double>(x);
    }
    return sum / static_cast<double>(v.size());
}

std::uint32_t mirror(std::uint32_t country) {
    return country < 2 ? 1 - country : country;
}

TEST(MirrorCampaign, LossesOfEveryCountrySwapToTheBit) {
    auto const a = begun_by("AAA");
    auto b = begun_by("BBB");
    take_luck(b, a);
    OutputLayout const rows{a.view()};
    auto const by_a = act(a), by_b = act(b);
    for (std::uint32_t c = 0; c < 3; ++c) {
        auto const m = mirror(c);
        for (std::uint32_t h = 0; h < horizons; ++h) {
            auto const same = [&](auto row) {
                EXPECT_EQ(values(by_a, row(c)), values(by_b, row(m)))
                    << "country " << c << ", horizon " << h;
            };
            same([&](auto k) { return rows.value_added(k, h); });
            same([&](auto k) { return rows.value_added_net(k, h); });
            same([&](auto k) { return rows.final_demand(k, h); });
            same([&](auto k) { return rows.duties(k, h); });
            same([&](auto k) { return rows.price_uplift(k, h); });
            same([&](auto k) { return rows.switching_cost(k, h); });
            same([&](auto k) { return rows.capacity_index(k, h); });
            same([&](auto k) { return rows.competitiveness(k, h); });
        }
        EXPECT_EQ(values(by_a, rows.peak_loss(c)),
                  values(by_b, rows.peak_loss(m)));
        EXPECT_EQ(values(by_a, rows.episode_loss(c)),
                  values(by_b, rows.episode_loss(m)));
        EXPECT_EQ(counts(by_a, rows.peak_week(c)),
                  counts(by_b, rows.peak_week(m)));
        EXPECT_EQ(counts(by_a, rows.recovery_weeks(c)),
                  counts(by_b, rows.recovery_weeks(m)));
    }
    // The market of a split country has its place, whoever begins.
    for (std::uint32_t k : {0u, 1u}) {
        EXPECT_EQ(values(by_a, rows.price_peak(k)),
                  values(by_b, rows.price_peak(mirror(k))));
    }
}

TEST(MirrorCampaign, WhatIsToldByPartIsTheSameToTheBit) {
    auto const a = begun_by("AAA");
    auto b = begun_by("BBB");
    take_luck(b, a);
    OutputLayout const rows{a.view()};
    auto const by_a = act(a), by_b = act(b);
    auto const same = [&](std::uint32_t row) {
        EXPECT_EQ(values(by_a, row), values(by_b, row)) << row;
    };
    for (std::uint32_t part : {0u, 1u}) {
        same(rows.reserve_released(part));
        for (std::uint32_t h = 0; h < horizons; ++h) {
            same(rows.flow_lost(part, h));
            same(rows.denied(part, h));
        }
        for (std::uint32_t date = 0; date < dates; ++date) {
            same(rows.leverage(part, date));
            same(rows.market_leverage(part, date));
        }
    }
    same(rows.maximum_tension());
    for (auto row : {rows.retaliations(), rows.longest_chain()}) {
        EXPECT_EQ(counts(by_a, row), counts(by_b, row));
    }
}

TEST(MirrorCampaign, RatiosOfSenderTargetAndThirdCountrySwapExactly) {
    auto const a = begun_by("AAA");
    auto b = begun_by("BBB");
    take_luck(b, a);
    OutputLayout const rows{a.view()};
    auto const by_a = act(a), by_b = act(b);
    auto const lost = [&](ChunkLosses const& losses, std::uint32_t country) {
        return mean(values(losses, rows.value_added_net(country, 1)));
    };
    // Nothing else happens: losses without the package are 0.
    EXPECT_EQ(lost(run_engine(a, 0, worlds), 0), 0);
    double const edge = lost(by_a, 0) / lost(by_a, 1);
    double const third = lost(by_a, 2) / lost(by_a, 1);
    EXPECT_EQ(edge, lost(by_b, 1) / lost(by_b, 0));
    EXPECT_EQ(third, lost(by_b, 2) / lost(by_b, 0));
    EXPECT_GT(std::fabs(edge - 1), 0.05) << "sender and target are not alike";
}

TEST(MirrorCampaign, AnswersAreGivenAndCutTheSenderMost) {
    auto const answered = begun_by("AAA");
    auto const patient = begun_by("AAA", 1);
    OutputLayout const rows{answered.view()};
    auto const with = act(answered), without = act(patient);
    auto const given = counts(with, rows.retaliations());
    auto const [fewest, most] = std::minmax_element(given.begin(), given.end());
    EXPECT_LT(*fewest + 1, *most) << "chance must decide";
    EXPECT_GE(*fewest, 1) << "a pair that stays armed answers in 104 weeks";
    EXPECT_EQ(counts(without, rows.retaliations()),
              std::vector<std::int32_t>(worlds, 0));
    auto const lost = [&](ChunkLosses const& losses, std::uint32_t country) {
        return mean(values(losses, rows.value_added(country, 1)));
    };
    double const more_of_sender = lost(with, 0) - lost(without, 0);
    double const more_of_target = lost(with, 1) - lost(without, 1);
    EXPECT_GT(more_of_sender, 100);
    EXPECT_GT(more_of_sender, more_of_target);
}

TEST(MirrorCampaign, WithLuckOfItsOwnNameNoMirrorIsExact) {
    auto const a = begun_by("AAA"), b = begun_by("BBB");
    OutputLayout const rows{a.view()};
    auto const by_a = values(act(a), rows.value_added(0, 1));
    auto const by_b = values(act(b), rows.value_added(1, 1));
    EXPECT_NE(by_a, by_b);
    // But the two have one distribution: means within standard errors.
    auto const variance = [](std::vector<float> const& v) {
        double sum = 0;
        for (float x : v) {
            sum += std::pow(static_cast<double>(x) - mean(v), 2);
        }
        return sum / (static_cast<double>(v.size()) - 1);
    };
    double const error = std::sqrt((variance(by_a) + variance(by_b)) / worlds);
    EXPECT_LT(std::fabs(mean(by_a) - mean(by_b)), 3 * error);
    // Whoever only watches the other campaign's sender is caught.
    auto const target = values(act(b), rows.value_added(0, 1));
    EXPECT_GT(std::fabs(mean(by_a) - mean(target)), 3 * error);
}
}  // namespace
}  // namespace chokepoint::test
