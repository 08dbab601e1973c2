/// \file minerals_test.cpp
/// Prices, stockpiles and what is told about them (model B5.7, B8, B9).
#include "tests/instruments/instrument.hpp"

#include <cmath>

namespace chokepoint::test {
namespace {
std::string const metal_ban =
    measure("ban",
            "ban",
            "exporters = [\"CHN\"]\nproducts = [\"metal\"]\n"
            "start_week = 4\ntension_jump = 0");
std::string const just_ban = metal_ban + package({"ban"});

std::string const half =
    measure("half",
            "quota",
            "exporters = [\"CHN\"]\nproducts = [\"metal\"]\n"
            "quota = 0.6\ntension_jump = 0") +
    package({"half"});

std::string market(std::string const& keys = "") {
    return "[prices]\n[[market]]\nname = \"metals\"\nproducts = [\"metal\"]\n" +
           keys;
}

std::string reserve(std::string const& keys) {
    return "[[reserve]]\nname = \"store\"\ncountries = [\"USA\"]\n"
           "products = [\"metal\"]\n" +
           keys;
}

std::string drought(char const* name, int start) {
    return std::string{"[[event]]\nname = \""} + name +
           "\"\ntype = \"capacity\"\nproducts = [\"metal\"]\n"
           "severity = 0.9\nhold_weeks = 14\nstart_week = " +
           std::to_string(start) + "\n";
}
std::string const two_droughts =
    "[world]\ntension_start = -2\ntension_noise = 0\n" + drought("a", 0) +
    drought("b", 70);

std::vector<Instrument> minerals() {
    return {
        // B8. Both run out for as long; thrift makes more of what comes.
        {"scarcity_makes_buyers_thrifty",
         market() + just_ban,
         just_ban,
         {"prices.speed=0", "prices.limit=1"},
         [](Trial const& t) { return t.lost("JPN"); },
         Moves::down},
        {"scarcity_raises_the_price",
         market() + just_ban,
         market() + package({}),
         {"measure.ban.strictness=0"},
         [](Trial const& t) { return t.price_peak("metal"); },
         Moves::up},
        // M30, M66
        {"a_higher_price_is_paid_by_importers",
         market() + just_ban,
         market("demand_elasticity = 3\n") + just_ban,
         {"market.metals.demand_elasticity=3"},
         [](Trial const& t) { return t.price_uplift("USA"); },
         Moves::up},
        {"producers_bring_capacity_back_at_a_high_price",
         market("supply_elasticity = 1\n") + half,
         market("supply_elasticity = 0\n") + half,
         {"market.metals.supply_elasticity=0"},
         [](Trial const& t) { return t.price_peak("metal"); },
         Moves::down},
        {"new_suppliers_cost_a_premium",
         just_ban,
         package({}),
         {"measure.ban.strictness=0"},
         [](Trial const& t) { return t.switching_cost("USA"); },
         Moves::up},
        // B5.7, M18
        {"a_stockpile_spares_losses",
         reserve("weeks = 30\n") + just_ban,
         just_ban,
         {"reserve.store.weeks=0", "reserve.store.release_rate=0",
          "reserve.store.trigger=off", "reserve.store.release_below=0",
          "package.trial.reserves=[]"},
         [](Trial const& t) { return t.lost("USA"); },
         Moves::down},
        // M13
        {"the_targets_own_stockpile_blunts_the_control",
         "[[reserve]]\nname = \"own\"\ncountries = [\"CHN\"]\n"
         "products = [\"chip\"]\nweeks = 40\n" +
             measure("ban", "ban",
                     "exporters = [\"USA\"]\nimporters = [\"CHN\"]\n"
                     "tension_jump = 0") +
             package({"ban"}),
         measure("ban", "ban",
                 "exporters = [\"USA\"]\nimporters = [\"CHN\"]\n"
                 "tension_jump = 0") +
             package({"ban"}),
         {"reserve.own.weeks=0"},
         [](Trial const& t) { return t.lost("CHN"); },
         Moves::down},
        // B5.7
        {"priority_users_are_served_first",
         reserve("weeks = 10\nusers_firms = [\"WESTFAB\"]\n") + just_ban,
         reserve("weeks = 10\n") + just_ban,
         {"reserve.store.users_firms=[]"},
         [](Trial const& t) { return t.fewer_shipments("WESTFAB>DRAGON"); },
         Moves::down},
        {"a_price_opens_the_stockpile",
         market() +
             reserve("weeks = 30\ntrigger = \"price\"\n"
                     "release_price = 1.2\n") +
             just_ban,
         market() + just_ban,
         {"reserve.store.release_price=1e4"},
         [](Trial const& t) { return t.price_peak("metal"); },
         Moves::down},
        {"a_stockpile_that_is_refilled_lasts_longer",
         two_droughts + reserve("weeks = 4\nrefill_rate = 0.5\n") + package({}),
         two_droughts + reserve("weeks = 4\n") + package({}),
         {"reserve.store.refill_rate=0", "reserve.store.refill_tension=-3"},
         [](Trial const& t) { return t.released("store"); },
         Moves::up},
    };
}

INSTANTIATE_TEST_SUITE_P(Minerals,
                         InstrumentTest,
                         testing::ValuesIn(minerals()),
                         instrument_name);

/// M30: prices, and E12: the price that clears an isolated market.
TEST(Minerals, the_inside_price_falls_where_the_outside_price_rises) {
    Trial const t{
        market("split = [\"CHN\"]\n") + just_ban, {}, Background::quiet};
    auto const week = weeks_of(t)[40];
    ASSERT_EQ(week.log_price.size(), 2u);
    auto const inside =
        t.model().market_name[0].find("CHN") == std::string::npos
            ? week.log_price[1]
            : week.log_price[0];
    EXPECT_LT(inside, -0.01f);
    EXPECT_GT(week.log_price[0] + week.log_price[1] - inside, 0.5f);
}

/// M50: what two pool, either may use: the ally's shortage draws on it.
TEST(Minerals, a_pooled_stockpile_shares_its_cover) {
    auto const lost = [](char const* countries, char const* weeks) {
        return Trial{reserve("weeks = 1\n") + just_ban,
                     {std::string{"reserve.store.countries="} + countries,
                      std::string{"reserve.store.weeks="} + weeks}}
            .lost("JPN");
    };
    EXPECT_LT(lost("[\"USA\", \"JPN\"]", "20"), lost("[\"USA\"]", "20") * 0.99);
    EXPECT_NEAR(lost("[\"USA\", \"JPN\"]", "0"), lost("[\"USA\"]", "0"), 0);
}

/// M6: China depends on American chips, the USA on China as a market.
TEST(Minerals, dependence_is_not_symmetric) {
    Trial const t{package({}), {}, Background::quiet};
    // China's device maker: 12 of 31 chips a week from the USA, tools all.
    EXPECT_NEAR(t.leverage("USA>CHN", 0), 40 * 12 / 31.0, 1e-3);
    // The USA: 3 of 3 bundle metal at USA:chip, 4 of 6 important at WESTFAB.
    EXPECT_NEAR(t.leverage("CHN>USA", 0), 10 + 30 * 0.5 * 4 / 6.0, 1e-3);
    // CHN:device sells 20 of 50 to the USA, CHN:metal 7 of 13.
    EXPECT_NEAR(t.market_leverage("USA>CHN", 0), 40 * 20 / 50.0 + 7 * 7 / 13.0,
                1e-3);
}

/// M61: the paradox. Leverage that is used is lost, what rests stays.
TEST(Minerals, using_leverage_destroys_it) {
    std::string const text =
        "[dynamics]\n" +
        measure("ban", "ban", "exporters = [\"USA\"]\nimporters = [\"CHN\"]") +
        package({"ban"});
    Trial const used{text, {}, Background::quiet};
    Trial const kept{text, {"measure.ban.coverage=0"}, Background::quiet};
    for (std::uint32_t date = 1; date < 4; ++date) {
        EXPECT_EQ(kept.leverage("USA>CHN", date), kept.leverage("USA>CHN", 0));
        EXPECT_LE(used.leverage("USA>CHN", date),
                  used.leverage("USA>CHN", date - 1));
    }
    EXPECT_EQ(used.leverage("USA>CHN", 0), kept.leverage("USA>CHN", 0));
    EXPECT_LT(used.leverage("USA>CHN", 3), 0.9 * used.leverage("USA>CHN", 0));
}

/// M17: what is lost is lost in some group, and in some country.
TEST(Minerals, losses_by_group_add_up_to_those_by_country) {
    Trial const t{just_ban, {"metrics.groups=true"}};
    auto const rows = t.rows();
    ASSERT_EQ(rows.node_cells, rows.countries + 4) << "four groups";
    for (std::uint32_t w = 0; w < trial_worlds; ++w) {
        double by_country = 0, by_group = 0;
        for (std::uint32_t cell = 0; cell < rows.node_cells; ++cell) {
            (cell < rows.countries ? by_country : by_group) +=
                t.losses().value[rows.value_added(cell, 2) * trial_worlds + w];
        }
        EXPECT_NEAR(by_group, by_country, 1e-4 * by_country);
    }
}

/// M62: losses accumulate over horizons.
TEST(Minerals, losses_grow_with_the_horizon) {
    Trial const t{just_ban};
    auto const rows = t.rows();
    for (std::uint32_t c = 0; c < rows.countries; ++c) {
        for (std::uint32_t w = 0; w < trial_worlds; ++w) {
            auto const at = [&](std::uint32_t h) {
                return t.losses()
                    .value[rows.value_added(c, h) * trial_worlds + w];
            };
            EXPECT_LE(at(0), at(1));
            EXPECT_LE(at(1), at(2));
        }
    }
    EXPECT_GT(t.lost("USA"), 1);
}
}  // namespace
}  // namespace chokepoint::test
