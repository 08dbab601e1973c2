/// \file random_networks_test.cpp
/// The engine against the double-precision reference, on random networks
/// under random damages, controls, surges and delays.
///
/// Why a small tolerance holds: the default core contracts (orders follow
/// desired activity towards fixed stock targets), so a rounding error of
/// 2^-24 does not grow for ever. Its few thresholds (blocked share above
/// 0.001, "capacity binds") turn it into a jump only where two continuous
/// random values agree to seven digits (3 of 1,500 networks tried, none of
/// those below). That the worlds are not chaotic is itself tested: flows
/// disturbed by one float ulp must hardly move the reference.
#include <gtest/gtest.h>

#include <cmath>
#include <iostream>

#include "tests/support/dice.hpp"
#include "tests/support/mistake.hpp"
#include "tests/support/random/random_habits.hpp"
#include "tests/support/random/random_network.hpp"
#include "tests/support/reference/reference_metrics.hpp"
#include "tests/support/world_path.hpp"

namespace chokepoint::test {
namespace {
int constexpr worlds = 60;
int constexpr weeks = 104;
/// On ratios of order 1 (stocks up to 7): 104 weeks of float rounding,
/// measured below 6e-5; 1,500 networks without habits have a median of 2e-6.
double constexpr tolerance = 2e-4;

struct World {
    SupplyNetwork network;
    Shocks shocks;
};

/// Every other network has buyers with habits and plants with cycle times.
World random_world(std::uint64_t seed) {
    auto network = random_network(seed);
    if (seed % 2 == 0) {
        add_random_habits(seed, network);
    }
    auto shocks = random_shocks(1000 + seed, network, weeks);
    return {network, shocks};
}

struct NamedRules {
    char const* name;
    CoreRules rules;
};

std::ostream& operator<<(std::ostream& out, NamedRules const& r) {
    return out << r.name;
}

NamedRules customer_losing_rules() {
    NamedRules named{"demand_destruction", {}};
    named.rules.demand_destruction = 0.02;
    named.rules.demand_floor = 0.5;
    named.rules.reliability_weeks = 7;
    named.rules.overtime_weeks = 20;
    return named;
}

NamedRules adapting_rules() {
    NamedRules named{"adapting_targets", {}};
    named.rules.target_adaptation = 0.25;
    return named;
}

/// Orders that follow capacity, without the swings of adapting targets.
NamedRules capacity_rules() {
    NamedRules named{"ario_by_capacity", ario_rules()};
    named.rules.target_adaptation = 0;
    named.rules.orders_by_capacity = true;
    return named;
}

/// Mode ARIO without the swings of adapting targets.
NamedRules ario_in_fixed_shares() {
    NamedRules named{"ario_in_fixed_shares", ario_rules()};
    named.rules.target_adaptation = 0;
    return named;
}

/// As the campaign compiler leaves them (model B11).
SupplyNetwork for_ario(SupplyNetwork network) {
    for (auto& in : network.inputs) {
        in.supply_line = in.shift_share = in.design_out_share = 0;
        if (in.input_class == InputClass::important ||
            in.input_class == InputClass::bundle) {
            in.input_class = InputClass::critical;
        }
    }
    return network;
}

class RandomNetworks : public testing::TestWithParam<NamedRules> {};

TEST_P(RandomNetworks, EngineFollowsTheReference) {
    auto const& rules = GetParam().rules;
    Deviation worst;
    double lowest = 1;
    for (std::uint64_t seed = 1; seed <= worlds; ++seed) {
        auto const [drawn, shocks] = random_world(seed);
        auto const network = rules.order_actual_use ? for_ario(drawn) : drawn;
        auto const truth = march(Who::reference, network, shocks, rules, weeks);
        auto const deviation = largest_deviation(
            truth, march(Who::engine, network, shocks, rules, weeks));
        EXPECT_LT(deviation.size, tolerance)
            << "network " << seed << ": " << deviation;
        worst = deviation.size > worst.size ? deviation : worst;
        for (auto const& week : truth.output) {
            for (double x : week) {
                lowest = std::min(lowest, x);
            }
        }
    }
    EXPECT_EQ(lowest, 0) << "the worlds must be hurt to be a test";
    std::cout << "largest deviation " << worst << '\n';
}

TEST_P(RandomNetworks, AreNotChaotic) {
    double worst = 0;
    for (std::uint64_t seed = 1; seed <= worlds; ++seed) {
        auto const [network, shocks] = random_world(seed);
        auto disturbed = network;
        Dice dice{seed};
        for (auto& l : disturbed.links) {
            l.flow *= 1 + dice.between(-0x1p-24, 0x1p-24);
            l.alternate_weight *= 1 + dice.between(-0x1p-24, 0x1p-24);
        }
        auto const& rules = GetParam().rules;
        worst = std::max(
            worst, largest_deviation(
                       march(Who::reference, network, shocks, rules, weeks),
                       march(Who::reference, disturbed, shocks, rules, weeks))
                       .size);
    }
    EXPECT_LT(worst, tolerance / 10);
    std::cout << "moved by " << worst << '\n';
}

INSTANTIATE_TEST_SUITE_P(,
                         RandomNetworks,
                         testing::Values(NamedRules{"standard", {}},
                                         customer_losing_rules(),
                                         adapting_rules(),
                                         ario_in_fixed_shares(),
                                         capacity_rules()),
                         [](auto const& info) {
                             return std::string{info.param.name};
                         });

TEST(RandomNetworksArio, EngineFollowsTheReferenceWhereAllInputsAreCritical) {
    Deviation worst;
    for (std::uint64_t seed = 1; seed <= worlds; ++seed) {
        // Models of other authors have no habits (model B11).
        auto network = random_network(seed);
        auto const shocks = random_shocks(1000 + seed, network, weeks);
        for (auto& in : network.inputs) {
            in.input_class = InputClass::critical;
            in.adjustment_weeks += 8;  // theta = 1 swings below (1+n)/tau ~ 1
        }
        auto const rules = ario_rules();
        auto const deviation = largest_deviation(
            march(Who::reference, network, shocks, rules, weeks),
            march(Who::engine, network, shocks, rules, weeks));
        EXPECT_LT(deviation.size, tolerance)
            << "network " << seed << ": " << deviation;
        worst = deviation.size > worst.size ? deviation : worst;
    }
    std::cout << "largest deviation " << worst << '\n';
}

class RandomNetworksJudge : public testing::TestWithParam<Mistake> {};

TEST_P(RandomNetworksJudge, SeesTheDeliberateMistake) {
    Flaws flaws;
    flaws.*GetParam().flaw = true;
    int seen = 0;
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        auto const [network, shocks] = random_world(seed);
        auto const wrong = as_path(
            network, march_reference(network, shocks, {}, weeks, flaws));
        auto const engine = march(Who::engine, network, shocks, {}, weeks);
        seen += largest_deviation(wrong, engine).size > 10 * tolerance;
    }
    EXPECT_GE(seen, GetParam().worlds_that_show_it);
    std::cout << seen << " of 20\n";
}

// Ten of the worlds have habits.
INSTANTIATE_TEST_SUITE_P(
    ,
    RandomNetworksJudge,
    testing::Values(
        Mistake{"order_ceiling_ignored", &Flaws::ignore_order_ceiling, 16},
        Mistake{"orders_read_last_weeks_stock", &Flaws::new_stock_late, 16},
        Mistake{"priority_ignored", &Flaws::deaf_to_priority, 16},
        Mistake{"goods_arrive_at_once", &Flaws::instant_transit, 16},
        Mistake{"quota_takes_extra_orders", &Flaws::quota_stretches, 16},
        Mistake{"limits_at_one", &Flaws::limits_at_one, 10},
        Mistake{"rigid_working_week", &Flaws::rigid_working_week, 16},
        Mistake{"inputs_follow_output", &Flaws::inputs_follow_output, 8},
        Mistake{"no_scrap", &Flaws::no_scrap, 5},
        Mistake{"line_ignores_transit", &Flaws::line_ignores_transit, 8},
        Mistake{"orders_do_not_shift", &Flaws::orders_do_not_shift, 8},
        Mistake{"limited_links_shift", &Flaws::limited_links_shift, 8},
        Mistake{"savings_scale_target", &Flaws::savings_scale_target, 8}),
    [](auto const& info) { return std::string{info.param.name}; });

TEST(RandomNetworksAdjustment, OffByOneWeekIsSeen) {
    Flaws flaws;
    flaws.adjustment_shift = 1;
    int seen = 0;
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
        auto const [network, shocks] = random_world(seed);
        auto const wrong = as_path(
            network, march_reference(network, shocks, {}, weeks, flaws));
        auto const engine = march(Who::engine, network, shocks, {}, weeks);
        seen += largest_deviation(wrong, engine).size > 10 * tolerance;
    }
    EXPECT_GE(seen, 8);
}

/// Compare a loss row of the engine with the reference's number.
void expect_money(float engine,
                  double reference,
                  double scale,
                  char const* what) {
    EXPECT_NEAR(engine, reference, 1e-4 * scale) << what;
}

TEST(RandomNetworksLosses, EngineBooksWhatTheReferenceBooks) {
    std::vector<int> const horizons{13, 26, 52, weeks};
    for (std::uint64_t seed = 1; seed <= worlds; ++seed) {
        auto const [network, shocks] = random_world(seed);
        auto const model = build_model(network, shocks, {}, weeks, horizons);
        auto const losses = trace_engine(model).losses;
        auto const expected = reference_losses(
            network, march_reference(network, shocks, {}, weeks), horizons);
        OutputLayout const rows{model.view()};
        for (std::uint32_t c = 0; c < network.countries.size(); ++c) {
            SCOPED_TRACE("network " + std::to_string(seed) + ", country " +
                         std::to_string(c));
            auto const& e = expected[c];
            // Errors of x times weekly value added, added up.
            double const va = std::max(1.0, model.cell_value_added[c]);
            for (std::uint32_t h = 0; h < horizons.size(); ++h) {
                double const scale = va * horizons[h];
                expect_money(losses.value[rows.value_added(c, h)],
                             e.value_added[h], scale, "value added");
                expect_money(losses.value[rows.value_added_net(c, h)],
                             e.value_added_net[h], scale, "net");
                expect_money(losses.value[rows.final_demand(c, h)],
                             e.final_demand[h], 200. * horizons[h],
                             "final demand");
            }
            expect_money(losses.value[rows.peak_loss(c)], e.peak_loss, va,
                         "peak");
            expect_money(losses.value[rows.episode_loss(c)], e.episode_loss,
                         va * weeks, "episode");
            EXPECT_EQ(losses.count[rows.peak_week(c)], e.peak_week);
            EXPECT_EQ(losses.count[rows.recovery_weeks(c)], e.recovery_weeks);
            EXPECT_EQ(losses.count[rows.recovery_censored(c)],
                      e.recovery_censored);
            EXPECT_EQ(losses.count[rows.shortage_weeks(c)], e.shortage_weeks);
            EXPECT_EQ(losses.count[rows.stockout_weeks(c)], e.stockout_weeks);
            if (e.minimum_cover_days < 1e300) {
                EXPECT_NEAR(losses.value[rows.minimum_cover(c)],
                            e.minimum_cover_days, 7 * tolerance);
            }
        }
    }
}
}  // namespace
}  // namespace chokepoint::test
