#include "host/storage/results/loss_datasets.hpp"

#include <algorithm>
#include <utility>

#include "host/storage/results/mechanism_datasets.hpp"
#include "host/storage/results/results_file.hpp"

namespace chokepoint {
namespace {
char const money[] = "million USD";
std::size_t const largest_chunk_bytes = std::size_t{4} << 20;

template <class Row>
std::vector<std::uint32_t> rows(std::uint32_t first,
                                std::uint32_t last,
                                Row&& row) {
    std::vector<std::uint32_t> result;
    for (auto i = first; i < last; ++i) {
        result.push_back(row(i));
    }
    return result;
}

template <class Row>
std::vector<std::uint32_t> by_horizon(std::uint32_t first,
                                      std::uint32_t last,
                                      std::uint32_t horizons,
                                      Row&& row) {
    std::vector<std::uint32_t> result;
    for (auto i = first; i < last; ++i) {
        for (std::uint32_t h = 0; h < horizons; ++h) {
            result.push_back(row(i, h));
        }
    }
    return result;
}

/// /world and lost value added are in every file.
bool is_stored(ResultsDescription const& description,
               std::string const& group) {
    auto const& asked = description.losses;
    auto const has = [&](std::string const& name) {
        return std::find(asked.begin(), asked.end(), name) != asked.end();
    };
    return group == "value_added" || group == "world" || has("all") ||
           has(group);
}
}  // namespace

OutputLayout layout_of(ResultsDescription const& description) {
    auto const size = [](auto const& names) {
        return static_cast<std::uint32_t>(names.size());
    };
    ModelView model{};
    model.metrics.node_cell.size = size(description.node_cell);
    model.metrics.sink_cell.size = size(description.sink_cell);
    model.metrics.horizons = size(description.horizon);
    model.network.countries = size(description.country);
    model.family.size = size(description.family);
    auto const& mechanisms = description.mechanisms;
    model.reserve.size = size(mechanisms.reserve);
    model.market.size = size(mechanisms.market);
    model.metrics.flow_cell.size = size(mechanisms.flow);
    model.metrics.denial_cell.size = size(mechanisms.denial);
    model.metrics.leverage_pair.size = size(mechanisms.leverage);
    model.metrics.dates = size(mechanisms.date);
    model.rules.costs_on = mechanisms.costs;
    model.rules.capacity_moves = mechanisms.slow_states;
    return OutputLayout{model};
}

std::vector<LossDataset> loss_datasets(ResultsDescription const& description) {
    auto const l = layout_of(description);
    auto const n = l.countries;
    std::vector<LossDataset> all;
    std::string group = "value_added";
    auto const add = [&](std::string path, std::string units,
                         std::string long_name, std::vector<std::string> axes,
                         Word word, std::vector<std::uint32_t> rows) {
        if (!rows.empty() && is_stored(description, group)) {
            all.push_back({std::move(path), std::move(units),
                           std::move(long_name), std::move(axes), word,
                           std::move(rows)});
        }
    };
    auto const value_added = [&](auto c, auto h) {
        return l.value_added(c, h);
    };
    auto const net = [&](auto c, auto h) { return l.value_added_net(c, h); };
    auto const demand = [&](auto c, auto h) { return l.final_demand(c, h); };
    auto const by_country = [&](auto row) { return rows(0, n, row); };
    auto const single = [](std::uint32_t row) {
        return std::vector<std::uint32_t>{row};
    };

    add("/losses/value_added", money,
        "lost value added until the horizon (weeks below baseline only)",
        {"country", "horizon"}, Word::real,
        by_horizon(0, n, l.horizons, value_added));
    add("/losses/cell_value_added", money,
        "lost value added of a product or group (weeks below baseline only)",
        {"cell", "horizon"}, Word::real,
        by_horizon(n, l.node_cells, l.horizons, value_added));
    group = "value_added_net";
    add("/losses/value_added_net", money,
        "lost value added until the horizon, net of output above baseline",
        {"country", "horizon"}, Word::real, by_horizon(0, n, l.horizons, net));
    group = "final_demand";
    add("/losses/final_demand", money, "unmet final demand until the horizon",
        {"country", "horizon"}, Word::real,
        by_horizon(0, n, l.horizons, demand));
    add("/losses/cell_final_demand", money,
        "unmet final demand of a product or group until the horizon",
        {"sink_cell", "horizon"}, Word::real,
        by_horizon(n, l.sink_cells, l.horizons, demand));
    group = "peak";
    add("/losses/peak_loss", "million USD/week",
        "largest weekly loss of value added", {"country"}, Word::real,
        by_country([&](auto c) { return l.peak_loss(c); }));
    add("/losses/peak_week", "week number",
        "week of the largest weekly loss, from 0; 0 if there was none",
        {"country"}, Word::integer,
        by_country([&](auto c) { return l.peak_week(c); }));
    group = "episode";
    add("/losses/largest_episode", money,
        "largest loss episode (weeks of loss closed by 4 weeks without)",
        {"country"}, Word::real,
        by_country([&](auto c) { return l.episode_loss(c); }));
    group = "cover";
    add("/losses/minimum_cover", "days of use",
        "lowest stock of any critical input, in days of baseline use",
        {"country"}, Word::real,
        by_country([&](auto c) { return l.minimum_cover(c); }));
    group = "recovery";
    add("/losses/recovery_weeks", "weeks",
        "weeks from the peak until output stays at 0.99 or above for 8 weeks",
        {"country"}, Word::integer,
        by_country([&](auto c) { return l.recovery_weeks(c); }));
    add("/losses/recovery_censored", "1",
        "1 if the country had not recovered when the world ended", {"country"},
        Word::integer,
        by_country([&](auto c) { return l.recovery_censored(c); }));
    group = "shortages";
    if (description.shortages) {
        add("/losses/shortage_weeks", "input-weeks",
            "critical inputs and weeks with less stock than the week's use",
            {"country"}, Word::integer,
            by_country([&](auto c) { return l.shortage_weeks(c); }));
        add("/losses/stockout_weeks", "input-weeks",
            "critical inputs and weeks with stock below 0.05 weeks of use",
            {"country"}, Word::integer,
            by_country([&](auto c) { return l.stockout_weeks(c); }));
    }

    group = "world";
    add("/world/maximum_tension", "1", "highest tension of the world", {},
        Word::real, single(l.maximum_tension()));
    add("/world/regime_weeks", "weeks", "weeks spent in each regime",
        {"regime"}, Word::integer,
        rows(0, regimes, [&](auto r) { return l.regime_weeks(r); }));
    add("/world/event_count", "1", "events of a family that took effect",
        {"family"}, Word::integer,
        rows(0, l.families, [&](auto f) { return l.event_count(f); }));
    add("/world/family_mask", "1",
        "families with an event that took effect, one bit each "
        "(/world/family_bit)",
        {}, Word::mask, single(l.family_mask()));
    add("/world/measure_mask", "1",
        "measures that took effect: bit i is /measure[i]", {}, Word::mask,
        single(l.measure_mask()));
    add("/world/overflow", "1",
        "candidate events dropped because the list was full (should be 0)", {},
        Word::integer, single(l.overflow()));
    auto const firsts = [&](std::string const& list, std::string const& whose,
                            auto node, auto week, auto input) {
        add("/world/" + list + "_node", "1",
            "nodes that " + whose + " first: index into /node, -1 if none",
            {"shortage"}, Word::integer, rows(0, first_shortages, node));
        add("/world/" + list + "_week", "week number",
            "weeks in which they did, from 0; -1 if none", {"shortage"},
            Word::integer, rows(0, first_shortages, week));
        add("/world/" + list + "_input", "1",
            "what they lacked: index into /product; -1 if their own capacity "
            "held them back, or if none",
            {"shortage"}, Word::integer, rows(0, first_shortages, input));
    };
    firsts(
        "first_shortage", "ran short",
        [&](auto k) { return l.shortage_node(k); },
        [&](auto k) { return l.shortage_week(k); },
        [&](auto k) { return l.shortage_input(k); });
    firsts(
        "first_lack", "an input held back",
        [&](auto k) { return l.lack_node(k); },
        [&](auto k) { return l.lack_week(k); },
        [&](auto k) { return l.lack_input(k); });
    for (auto& [its_group, dataset] : mechanism_datasets(description)) {
        if (!dataset.rows.empty() && is_stored(description, its_group)) {
            all.push_back(std::move(dataset));
        }
    }
    return all;
}

std::vector<std::string> loss_groups(std::vector<std::string> const& datasets) {
    // One dataset that only this group has.
    static std::vector<std::pair<char const*, char const*>> const sign{
        {"value_added", "value_added"},
        {"value_added_net", "value_added_net"},
        {"final_demand", "final_demand"},
        {"peak", "peak_loss"},
        {"episode", "largest_episode"},
        {"recovery", "recovery_weeks"},
        {"cover", "minimum_cover"},
        {"shortages", "shortage_weeks"},
        {"reserves", "reserve_minimum"},
        {"prices", "price_peak"},
        {"flows", "flow_lost"},
        {"denial", "denied"},
        {"costs", "duties"},
        {"slow_states", "capacity_index"},
        {"leverage", "leverage"}};
    std::vector<std::string> groups;
    for (auto const& [group, dataset] : sign) {
        if (std::find(datasets.begin(), datasets.end(), dataset) !=
            datasets.end()) {
            groups.push_back(group);
        }
    }
    return groups;
}

std::uint32_t chunk_scenarios(std::size_t columns, std::uint64_t scenarios) {
    std::uint32_t size = largest_chunk_scenarios;
    while (size > 1 && size * columns * word_bytes > largest_chunk_bytes) {
        size /= 2;
    }
    return static_cast<std::uint32_t>(std::min<std::uint64_t>(size, scenarios));
}
}  // namespace chokepoint
