#include "tests/instruments/instrument.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <ostream>
#include <stdexcept>

#include "host/campaign/compile/compile.hpp"
#include "host/campaign/toml/load_campaign.hpp"
#include "tests/campaign/small_network.hpp"

namespace chokepoint::test {
namespace {
char const chance[] = R"(
[[family]]
name = "accidents"
type = "plant_accident"
rate = 0.3
[[family]]
name = "quakes"
type = "natural_hazard"
rate = 0.2
[[family]]
name = "storms"
type = "logistic"
rate = 0.5
)";

char const every_metric[] = R"(
[metrics]
horizons = [26, 52, 104]
costs = true
denial = ["CHN", "USA"]
leverage = ["USA>CHN", "CHN>USA"]
flows = ["USA>CHN", "JPN>CHN", "CHN>USA", "CHN>JPN", "AUS>CHN", "AUS>JPN",
         "WESTFAB>DRAGON", "EASTFAB>DRAGON", "USA>DRAGON", "DRAGON>USA",
         "JPN>USA", "USA>JPN"]
)";

std::string campaign_text(std::string const& text, Background background) {
    std::string all = "[campaign]\nnetwork = \".\"\nseed = 5\nweeks = " +
                      std::to_string(trial_weeks) + "\n" + text;
    all += background == Background::quiet ? "" : chance;
    all += background == Background::unwatched
               ? "[metrics]\nhorizons = [26, 52, 104]\n"
               : every_metric;
    return all;
}

std::uint32_t place(std::vector<std::string> const& names,
                    std::string const& name) {
    auto const at = std::find(names.begin(), names.end(), name);
    if (at == names.end()) {
        std::string known;
        for (auto const& n : names) {
            known += ' ' + n;
        }
        throw std::out_of_range(name + " is none of" + known);
    }
    return static_cast<std::uint32_t>(at - names.begin());
}

std::uint32_t country_of(std::string const& id) {
    return place({"AUS", "CHN", "JPN", "USA"}, id);
}

void add_tools(SupplyNetwork& n) {
    n.firms.push_back({"DRAGON", "Dragon Devices", 1});
    n.nodes[7].firm = 2;
    n.products.push_back({"tool", "Tool", "equipment", "tools", false, 2});
    add_node(n, "USA:tool", 3, 4, 5);  // 9
    add_node(n, "CHN:chip", 1, 2, 2);  // 10
    add_link(n, 9, 4, 3, 3);
    add_link(n, 9, 10, 2, 2);
    add_link(n, 2, 10, 1, 1);
    add_link(n, 10, 7, 4, 10);
    add_sale(n, 6, 1, 3, 3);
    n.final_demand.push_back({1, 2});
    add_input(n, 4, 4, InputClass::capital);
    add_input(n, 10, 4, InputClass::capital);
    add_input(n, 10, 1, InputClass::critical);
}
}  // namespace

SupplyNetwork trial_network() {
    auto network = small_network();
    add_tools(network);
    return network;
}

std::string measure(std::string const& name,
                    std::string const& type,
                    std::string const& keys) {
    return "[[measure]]\nname = \"" + name + "\"\ntype = \"" + type + "\"\n" +
           keys + "\n";
}

std::string package(std::vector<std::string> const& measures,
                    std::string const& keys) {
    std::string names;
    for (auto const& m : measures) {
        names += (names.empty() ? "\"" : ", \"") + m + '"';
    }
    return "[[package]]\nname = \"trial\"\nmeasures = [" + names + "]\n" +
           keys + "\n";
}

Trial::Trial(std::string const& text,
             std::vector<std::string> const& overrides,
             Background background,
             std::string const& package)
    : model_{compile(
          parse_campaign(
              campaign_text(text, background), "trial.toml", overrides),
          trial_network())},
      package_{place(model_.package_name, package)} {
    EngineOptions options;
    options.threads = 1;
    auto const view = model_.view();
    make_cpu_engine(view, options)
        ->run({{package_, 0, trial_worlds}}, [&](ChunkLosses const& done) {
            losses_ = done;
            return true;
        });
}

double Trial::mean(std::uint32_t row) const {
    double sum = 0;
    for (std::uint32_t w = 0; w < trial_worlds; ++w) {
        sum += losses_.value.at(row * trial_worlds + w);
    }
    return sum / trial_worlds;
}

double Trial::mean_count(std::uint32_t row) const {
    double sum = 0;
    for (std::uint32_t w = 0; w < trial_worlds; ++w) {
        sum += losses_.count.at(row * trial_worlds + w);
    }
    return sum / trial_worlds;
}

double Trial::lost(char const* country) const {
    return mean(rows().value_added(country_of(country), last()));
}
double Trial::lost_net(char const* country) const {
    return mean(rows().value_added_net(country_of(country), last()));
}
double Trial::unmet(char const* country) const {
    auto const cell = place(model_.sink_cell_name, country);
    return mean(rows().final_demand(cell, last()));
}
double Trial::fewer_shipments(char const* flow) const {
    return mean(rows().flow_lost(place(model_.flow_name, flow), last()));
}
double Trial::denied(char const* party) const {
    return mean(rows().denied(place(model_.denial_name, party), last()));
}
double Trial::delay_weeks(char const* party) const {
    return mean_count(rows().delay_weeks(place(model_.denial_name, party)));
}
double Trial::duties(char const* country) const {
    return mean(rows().duties(country_of(country), last()));
}
double Trial::price_uplift(char const* country) const {
    return mean(rows().price_uplift(country_of(country), last()));
}
double Trial::switching_cost(char const* country) const {
    return mean(rows().switching_cost(country_of(country), last()));
}
double Trial::capacity(char const* country) const {
    return mean(rows().capacity_index(country_of(country), last()));
}
double Trial::standing(char const* country) const {
    return mean(rows().competitiveness(country_of(country), last()));
}
double Trial::leverage(char const* pair, std::uint32_t date) const {
    return mean(rows().leverage(place(model_.leverage_name, pair), date));
}
double Trial::market_leverage(char const* pair, std::uint32_t date) const {
    return mean(
        rows().market_leverage(place(model_.leverage_name, pair), date));
}
double Trial::price_peak(char const* market) const {
    return mean(rows().price_peak(place(model_.market_name, market)));
}
double Trial::released(char const* reserve) const {
    return mean(rows().reserve_released(place(model_.reserve_name, reserve)));
}
double Trial::lowest_content(char const* reserve) const {
    return mean(rows().reserve_minimum(place(model_.reserve_name, reserve)));
}
double Trial::shortage_weeks(char const* country) const {
    return mean_count(rows().shortage_weeks(country_of(country)));
}
double Trial::highest_tension() const {
    return mean(rows().maximum_tension());
}
double Trial::regime_weeks(std::uint32_t regime) const {
    return mean_count(rows().regime_weeks(regime));
}
double Trial::events(char const* family) const {
    return mean_count(rows().event_count(place(model_.family_name, family)));
}
double Trial::retaliations() const {
    return mean_count(rows().retaliations());
}
double Trial::longest_chain() const {
    return mean_count(rows().longest_chain());
}
double Trial::fewer_shipments(char const* flow, std::uint32_t world) const {
    auto const row = rows().flow_lost(place(model_.flow_name, flow), last());
    return losses_.value.at(row * trial_worlds + world);
}

void expect_same_common_rows(Trial const& a, Trial const& b) {
    auto const rows = a.rows();
    ASSERT_EQ(rows.maximum_tension(), b.rows().maximum_tension());
    ASSERT_EQ(rows.retaliations(), b.rows().retaliations());
    for (std::uint32_t k = 0; k < rows.maximum_tension() * trial_worlds; ++k) {
        ASSERT_EQ(std::memcmp(&a.losses().value[k], &b.losses().value[k], 4), 0)
            << "row " << k / trial_worlds << ", world " << k % trial_worlds
            << ": " << a.losses().value[k] << ", " << b.losses().value[k];
    }
    for (std::uint32_t k = 0; k < rows.retaliations() * trial_worlds; ++k) {
        auto const row = k / trial_worlds;
        if (row != rows.measure_mask() &&
            (row < rows.regime_weeks(0) || row >= rows.family_mask())) {
            ASSERT_EQ(a.losses().count[k], b.losses().count[k])
                << "integer row " << row << ", world " << k % trial_worlds;
        }
    }
}

std::vector<TraceWeek> weeks_of(Trial const& trial, std::uint64_t world) {
    std::vector<TraceWeek> weeks;
    trace_world(
        trial.model().view(), trial.package(), world,
        [&](TraceWeek const& week) { weeks.push_back(week); }, nullptr);
    return weeks;
}

std::ostream& operator<<(std::ostream& out, Instrument const& i) {
    return out << i.name;
}

std::string instrument_name(testing::TestParamInfo<Instrument> const& info) {
    return info.param.name;
}

TEST_P(InstrumentTest, moves_what_it_must) {
    auto const& i = GetParam();
    double const with = i.observe(Trial{i.with});
    double const without = i.observe(Trial{i.without});
    double const size = std::max(std::abs(with), std::abs(without));
    double const rise = i.moves == Moves::up ? with - without : without - with;
    EXPECT_GT(rise, i.least * size)
        << with << " with, " << without << " without";
}

/// I6: no bit of what every campaign writes.
TEST_P(InstrumentTest, changes_no_bit_at_rest) {
    auto const& i = GetParam();
    ASSERT_FALSE(i.at_rest.empty());
    Trial const without{i.without, {}, Background::unwatched};
    for (auto const& how : i.at_rest) {
        SCOPED_TRACE(how);
        expect_same_common_rows(Trial{i.with, {how}}, without);
    }
}
}  // namespace chokepoint::test
