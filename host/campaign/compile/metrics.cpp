#include "host/campaign/compile/metrics.hpp"

#include <algorithm>

namespace chokepoint {
namespace {
/// A cell of all nodes whose product is selected.
void add_cell(ModelBuilder& b, std::string const& name, Mask const& products) {
    auto& model = b.model;
    auto const& names = model.node_cell_name;
    if (std::find(names.begin(), names.end(), name) != names.end()) {
        return;
    }
    auto const first = static_cast<std::uint32_t>(model.cell_node.size());
    double value_added = 0;
    for (std::uint32_t i = 0; i < b.network.nodes.size(); ++i) {
        if (products[b.network.nodes[i].product]) {
            model.cell_node.push_back(i);
            value_added += model.network.node[i].value_added;
        }
    }
    auto const last = static_cast<std::uint32_t>(model.cell_node.size());
    if (first == last) {
        return;  // nobody makes it
    }
    model.node_cell.push_back({first, last});
    model.cell_value_added.push_back(value_added);
    model.node_cell_name.push_back(name);
}

Mask one_product(ModelBuilder const& b, std::uint32_t product) {
    Mask mask(b.network.products.size());
    mask[product] = 1;
    return mask;
}
}  // namespace

void compile_metrics(ModelBuilder& b) {
    auto const& options = b.campaign.metrics;
    b.model.horizon = options.horizons;
    b.model.shortages_on = options.shortages;
    add_country_cells(b.model, b.network);

    auto const& table = b.network.products;
    for (auto const& name : options.products) {
        auto const mask = b.select.products({name}, options.location);
        if (name.rfind("group:", 0) == 0) {
            add_cell(b, name, mask);
            continue;
        }
        for (std::uint32_t p = 0; p < table.size(); ++p) {
            if (mask[p]) {
                add_cell(b, "product:" + table[p].id, one_product(b, p));
            }
        }
    }
    std::vector<std::string> groups;
    for (auto const& name : options.groups) {
        if (name != "all") {
            groups.push_back(name);
            continue;
        }
        for (auto const& product : table) {
            if (std::find(groups.begin(), groups.end(), product.group) ==
                groups.end()) {
                groups.push_back(product.group);
            }
        }
    }
    for (auto const& name : groups) {
        add_cell(
            b, "group:" + name,
            b.select.products({"group:" + name}, options.location, "groups"));
    }
}
}  // namespace chokepoint
