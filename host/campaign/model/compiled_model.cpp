#include "host/campaign/model/compiled_model.hpp"

#include <algorithm>

namespace chokepoint {
namespace {
template <class T>
Span<T> span(std::vector<T> const& values) {
    return {values.data(), static_cast<std::uint32_t>(values.size())};
}
}  // namespace

Rules CompiledModel::core_rules() {
    Rules rules{};
    rules.reliability_weeks = 4;
    rules.overtime_weeks = 52;
    return rules;
}

ModelView CompiledModel::view() const {
    ModelView m{};
    auto& n = m.network;
    n.nodes = static_cast<std::uint32_t>(network.node.size());
    n.groups = static_cast<std::uint32_t>(network.group.size());
    n.first_sink = network.first_sink;
    n.links = static_cast<std::uint32_t>(network.in_link.size());
    n.countries = network.countries;
    n.priority_classes = network.priority_classes;
    n.transit_rows = network.transit_rows;
    n.node = span(network.node);
    n.first_group = span(network.first_group);
    n.class_end = span(network.class_end);
    n.first_out = span(network.first_out);
    n.first_other = span(network.first_other);
    n.out_link = span(network.out_link);
    n.group = span(network.group);
    n.first_in = span(network.first_in);
    n.in_link = span(network.in_link);
    n.in_weight = span(network.in_weight);
    n.sink = span(network.sink);
    n.group_route = span(network.group_route);
    n.group_product = span(network.group_product);
    n.habit = span(network.habit);
    for (auto const& node : network.node) {
        n.cycles |= node.cycle_weeks > 0;
    }
    for (auto const& habit : network.habit) {
        n.shifts |= habit.shift_share > 0;
        n.saves |= habit.design_out_share > 0;
    }

    m.rules = rules;
    m.weeks = weeks;
    m.seed = seed;
    m.world = world;
    m.quantile = span(quantile);
    m.latent = span(latent);
    m.threshold = span(threshold);
    m.family = span(family);
    m.entity = span(entity);
    m.event_capacity = event_capacity;
    m.set_first = span(set_first);
    m.set_node = span(set_node);
    m.set_share = span(set_share);
    m.scheduled = span(scheduled);
    m.demand_rows = demand_rows;
    m.routes = routes;
    m.slot = span(slot);
    m.wait_cdf = span(wait_cdf);
    m.control_class = span(control_class);
    m.class_slot = span(class_slot);
    m.activation = span(activation);
    m.package = span(package);

    auto& k = m.metrics;
    k.horizons = static_cast<std::uint32_t>(horizon.size());
    std::copy(horizon.begin(), horizon.end(), k.horizon);
    k.node_cell = span(node_cell);
    k.cell_node = span(cell_node);
    k.cell_value_added = span(cell_value_added);
    k.sink_cell = span(sink_cell);
    k.cell_sink = span(cell_sink);
    k.country_critical = span(country_critical);
    k.critical_group = span(critical_group);
    k.shortages_on = shortages_on ? 1 : 0;
    k.dates = static_cast<std::uint32_t>(date.size());
    std::copy(date.begin(), date.end(), k.date);
    k.leverage_pair = span(leverage_pair);
    k.leverage_input = span(leverage_input);
    k.leverage_link = span(leverage_link);
    k.leverage_market = span(leverage_market);
    k.denial_cell = span(denial_cell);
    k.denial_group = span(denial_group);
    k.denial_flow = span(denial_flow);
    k.flow_cell = span(flow_cell);
    k.flow_link = span(flow_link);
    k.flow_baseline = span(flow_baseline);
    k.cost_cell = span(cost_cell);
    k.cost_group = span(cost_group);
    view_mechanisms(m);
    return m;
}

void CompiledModel::view_mechanisms(ModelView& m) const {
    m.slow_node = span(slow_node);
    m.influence = span(influence);
    m.influence_class = span(influence_class);
    m.denial_index = span(denial_index);
    m.denial_index_group = span(denial_index_group);
    m.denial_index_flow = span(denial_index_flow);
    m.increment = span(increment);
    m.prepared = span(prepared);
    m.market = span(market);
    m.market_group = span(market_group);
    m.node_market = span(node_market);
    m.group_market = span(group_market);
    m.reserve = span(reserve);
    m.reserve_group = span(reserve_group);
    m.reserve_user = span(reserve_user);
    m.pair = span(pair);
    m.exposure = span(exposure);
    m.counter = span(counter);
    m.counter_node = span(counter_node);
    m.slot_first_pair = span(slot_first_pair);
    m.slot_pair = span(slot_pair);
    m.quorum = span(quorum);
    m.quorum_member = span(quorum_member);
    m.chosen = span(chosen);
    m.most_activations = 0;
    for (auto const& p : package) {
        m.most_activations = std::max(m.most_activations,
                                      p.last_activation - p.first_activation);
    }
}

void add_country_cells(CompiledModel& model, SupplyNetwork const& network) {
    auto const& compiled = model.network;
    auto const size = [](auto const& v) {
        return static_cast<std::uint32_t>(v.size());
    };
    for (std::uint32_t c = 0; c < compiled.countries; ++c) {
        auto const first_node = size(model.cell_node);
        auto const first_group = size(model.critical_group);
        double value_added = 0;
        for (std::uint32_t i = 0; i < size(compiled.node); ++i) {
            if (network.nodes[i].country != c) {
                continue;
            }
            model.cell_node.push_back(i);
            value_added += compiled.node[i].value_added;
            for (auto g = compiled.first_group[i];
                 g < compiled.class_end[4 * i]; ++g) {
                model.critical_group.push_back(g);
            }
        }
        model.node_cell.push_back({first_node, size(model.cell_node)});
        model.cell_value_added.push_back(value_added);
        model.node_cell_name.push_back(network.countries[c].id);
        model.country_critical.push_back(
            {first_group, size(model.critical_group)});

        auto const first_sink = size(model.cell_sink);
        for (auto g = compiled.first_sink; g < size(compiled.group); ++g) {
            if (compiled.group[g].owner == c &&
                compiled.sink[g - compiled.first_sink].kind ==
                    SinkKind::final_demand) {
                model.cell_sink.push_back(g);
            }
        }
        model.sink_cell.push_back({first_sink, size(model.cell_sink)});
        model.sink_cell_name.push_back(network.countries[c].id);
    }
}
}  // namespace chokepoint
