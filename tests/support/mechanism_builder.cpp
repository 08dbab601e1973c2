#include "tests/support/mechanism_builder.hpp"

#include <algorithm>
#include <limits>
#include <map>

#include "tests/support/model_builder.hpp"
#include "tests/support/numbers.hpp"

namespace chokepoint::test {
namespace {
/// Append compiled ids of group rows. \return the cell they fill
Cell append_groups(std::vector<std::uint32_t>& pool,
                   RowMap const& map,
                   Rows32 const& rows) {
    auto const first = count(pool.size());
    for (auto row : rows) {
        pool.push_back(map.group.at(row));
    }
    return {first, count(pool.size())};
}

float receipts_of(CompiledModel const& model,
                  std::vector<std::uint32_t> const& pool,
                  Cell cell) {
    float sum = 0;
    for (auto k = cell.first; k < cell.last; ++k) {
        sum += model.network.group[pool[k]].baseline_receipts;
    }
    return sum;
}

SlowNode still_node() {
    return {0, std::numeric_limits<float>::max(), none, 0};
}

void add_growth(CompiledModel& model, Shocks const& shocks, RowMap const& map) {
    for (auto const& n : shocks.growth) {
        auto const cell =
            append_groups(model.denial_index_group, map, n.denied);
        model.denial_index_flow.push_back(
            receipts_of(model, model.denial_index_group, cell));
        auto& node = model.slow_node[n.node];
        node.growth = narrow(n.rate);
        node.ceiling = narrow(n.ceiling);
        node.denial_cell = count(model.denial_index.size());
        model.denial_index.push_back(cell);
    }
}

/// Nodes with the same list of effects share a class.
void add_effects(CompiledModel& model, Shocks const& shocks) {
    std::map<std::vector<std::size_t>, std::uint32_t> class_of{{{}, 0}};
    model.influence_class.push_back({0, 0});
    for (std::uint32_t i = 0; i < count(model.slow_node.size()); ++i) {
        std::vector<std::size_t> effects;
        for (std::size_t e = 0; e < shocks.effects.size(); ++e) {
            auto const& nodes = shocks.effects[e].nodes;
            if (std::find(nodes.begin(), nodes.end(), i) != nodes.end()) {
                effects.push_back(e);
            }
        }
        auto const next = count(model.influence_class.size());
        auto const [place, fresh] = class_of.insert({effects, next});
        if (fresh) {
            auto const first = count(model.influence.size());
            for (auto e : effects) {
                auto const& f = shocks.effects[e];
                model.influence.push_back({f.measure, narrow(f.growth),
                                           narrow(f.erosion), narrow(f.ramp),
                                           narrow(f.slack), narrow(f.drift)});
            }
            model.influence_class.push_back(
                {first, count(model.influence.size())});
        }
        model.slow_node[i].influence = place->second;
    }
}

void add_package_steps(CompiledModel& model,
                       Shocks const& shocks,
                       RowMap const& map) {
    auto steps = shocks.steps;
    std::stable_sort(
        steps.begin(), steps.end(),
        [](auto const& a, auto const& b) { return a.week < b.week; });
    for (auto const& s : steps) {
        model.increment.push_back(
            {s.week, s.node, narrow(s.change), narrow(s.demand_floor)});
    }
    for (auto const& p : shocks.prepared) {
        model.prepared.push_back(
            {map.group.at(p.group), narrow(p.effort), p.kept});
        model.rules.preparation_kept |= p.kept;
    }
    auto& package = model.package[shock_package];
    package.last_increment = count(model.increment.size());
    package.last_prepared = count(model.prepared.size());
}

void add_markets(CompiledModel& model,
                 Shocks const& shocks,
                 RowMap const& map) {
    model.node_market.assign(model.network.node.size(), none);
    model.group_market.assign(model.network.group.size(), none);
    for (auto const& m : shocks.markets) {
        auto const id = count(model.market.size());
        auto const cell = append_groups(model.market_group, map, m.groups);
        model.market.push_back({cell.first, cell.last,
                                narrow(m.demand_elasticity),
                                narrow(m.supply_elasticity),
                                receipts_of(model, model.market_group, cell)});
        model.market_name.push_back("market " + std::to_string(id));
        for (auto row : m.groups) {
            model.group_market[map.group.at(row)] = id;
        }
        for (auto i : m.nodes) {
            model.node_market[i] = id;
        }
    }
}

void add_stockpiles(CompiledModel& model,
                    Shocks const& shocks,
                    RowMap const& map) {
    model.reserve_user.assign(model.network.group.size(), {none, none, 0});
    for (auto const& h : shocks.stockpiles) {
        auto const id = count(model.reserve.size());
        auto const all = append_groups(model.reserve_group, map, h.users);
        auto const drawing =
            h.drawing.empty()
                ? all
                : append_groups(model.reserve_group, map, h.drawing);
        for (auto k = all.first; k < all.last; ++k) {
            model.reserve_user[model.reserve_group[k]] = {id, k, 0};
        }
        for (auto k = drawing.first; k < drawing.last; ++k) {
            model.reserve_user[model.reserve_group[k]].draws = 1;
        }
        Reserve r{};
        r.first = all.first, r.last = all.last;
        r.first_user = drawing.first, r.last_user = drawing.last;
        r.trigger = h.trigger;
        r.start = narrow(h.start), r.target = narrow(h.target);
        r.rate = narrow(h.rate), r.refill = narrow(h.refill);
        r.release_below = narrow(h.release_below);
        r.release_price = narrow(h.release_price);
        r.refill_tension = narrow(h.refill_tension);
        r.use = receipts_of(model, model.reserve_group, all);
        r.market = h.market;
        r.bit = id;
        r.sink = none;
        if (h.refill_sink != none) {
            r.sink = model.network.first_sink + h.refill_sink;
            model.network.sink[h.refill_sink].demand_row = none;
        }
        model.reserve.push_back(r);
        model.reserve_name.push_back("reserve " + std::to_string(id));
    }
}
}  // namespace

void add_mechanisms(CompiledModel& model,
                    SupplyNetwork const& network,
                    Shocks const& shocks,
                    CoreRules const& rules) {
    RowMap const map{network};
    auto& r = model.rules;
    r.tool_decay = narrow(rules.tool_decay);
    r.erosion = narrow(rules.erosion);
    r.regain = narrow(rules.regain);
    r.precaution = narrow(rules.precaution);
    r.precaution_tension = narrow(rules.precaution_tension);
    r.price_speed = narrow(rules.price_speed);
    r.price_limit = narrow(rules.price_limit);
    r.boost_limit = narrow(rules.boost_limit);
    r.switching_premium = narrow(rules.switching_premium);
    model.world.tension_start = narrow(rules.tension);
    model.world.tension_persistence = 1;

    bool drifts = false;
    for (auto const& e : shocks.effects) {
        drifts = drifts || e.drift != 0;
    }
    r.capacity_moves = rules.tool_decay > 0 || !shocks.growth.empty() ||
                       !shocks.steps.empty() || drifts;
    r.sales_erode = rules.erosion > 0;
    if (r.capacity_moves || !shocks.effects.empty()) {
        model.slow_node.assign(network.nodes.size(), still_node());
        add_growth(model, shocks, map);
    }
    if (!shocks.effects.empty()) {
        add_effects(model, shocks);
    }
    add_package_steps(model, shocks, map);
    if (!shocks.markets.empty()) {
        add_markets(model, shocks, map);
    }
    if (!shocks.stockpiles.empty()) {
        add_stockpiles(model, shocks, map);
    }
    for (auto const& p : shocks.purchases) {
        model.slot.at(p.measure).demand_row =
            model.network.sink[p.sink].demand_row;
        model.slot.at(p.measure).surge = narrow(p.surge);
    }
    auto const& nodes = model.network.node;
    bool const habits =
        !model.network.habit.empty() ||
        std::any_of(nodes.begin(), nodes.end(),
                    [](auto const& node) { return node.cycle_weeks > 0; });
    r.extended = rules.extended || habits || !shocks.purchases.empty() ||
                 r.capacity_moves || r.sales_erode || rules.precaution > 0 ||
                 !shocks.effects.empty() || !shocks.prepared.empty() ||
                 !shocks.markets.empty() || !shocks.stockpiles.empty();
}

std::uint32_t watch_flow(CompiledModel& model,
                         SupplyNetwork const& network,
                         Rows32 const& links) {
    auto const first = count(model.flow_link.size());
    auto const& net = model.network;
    double baseline = 0;
    for (auto l : links) {
        auto const& link = network.links[l];
        model.flow_link.push_back(
            {net.out_position[l],
             link.supplier * net.priority_classes +
                 (net.priority_classes > 1 ? link.priority : 0)});
        baseline += static_cast<double>(net.out_link[net.out_position[l]].flow);
    }
    model.flow_cell.push_back({first, count(model.flow_link.size())});
    model.flow_baseline.push_back(baseline);
    model.flow_name.push_back("flow");
    model.rules.extended = 1;
    return count(model.flow_cell.size() - 1);
}

std::uint32_t watch_denial(CompiledModel& model,
                           SupplyNetwork const& network,
                           Rows32 const& groups) {
    auto const cell =
        append_groups(model.denial_group, RowMap{network}, groups);
    model.denial_cell.push_back(cell);
    model.denial_flow.push_back(receipts_of(model, model.denial_group, cell));
    model.denial_name.push_back("denial");
    model.rules.extended = 1;
    return count(model.denial_cell.size() - 1);
}

void watch_costs(CompiledModel& model, SupplyNetwork const& network) {
    RowMap const map{network};
    for (std::uint32_t c = 0; c < network.countries.size(); ++c) {
        Rows32 rows;
        for (std::uint32_t g = 0; g < network.inputs.size(); ++g) {
            if (network.nodes[network.inputs[g].buyer].country == c) {
                rows.push_back(g);
            }
        }
        for (std::uint32_t j = 0; j < network.final_demand.size(); ++j) {
            if (network.final_demand[j].country == c) {
                rows.push_back(count(network.inputs.size()) + j);
            }
        }
        model.cost_cell.push_back(append_groups(model.cost_group, map, rows));
    }
    model.rules.costs_on = model.rules.extended = 1;
}
}  // namespace chokepoint::test
