#include "host/campaign/compiled_model.hpp"

#include <algorithm>

namespace chokepoint {
namespace {
template <class T>
Span<T> span(std::vector<T> const& values) {
    return {values.data(), static_cast<std::uint32_t>(values.size())};
}
}  // namespace

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
    return m;
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
            if (compiled.group[g].owner == c) {
                model.cell_sink.push_back(g);
            }
        }
        model.sink_cell.push_back({first_sink, size(model.cell_sink)});
        model.sink_cell_name.push_back(network.countries[c].id);
    }
}
}  // namespace chokepoint
