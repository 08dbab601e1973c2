#include "host/campaign/mechanisms/first_order_loss.hpp"

#include <algorithm>

#include "host/campaign/model/buyer_groups.hpp"

namespace chokepoint {
FirstOrderLoss::FirstOrderLoss(ModelBuilder const& b)
    : b_{b}, value_added_(b.network.countries.size()) {
    auto const& compiled = b.model.network;
    for (std::size_t i = 0; i < compiled.node.size(); ++i) {
        value_added_[b.network.nodes[i].country] +=
            double{compiled.node[i].value_added};
    }
}

std::vector<double> FirstOrderLoss::operator()(Rows const& links) const {
    auto const& compiled = b_.model.network;
    std::vector<double> of_node(compiled.node.size());
    for (auto const l : links) {
        auto const& link = b_.network.links[l];
        auto const g = compiled.out_link[compiled.out_position[l]].group;
        if (!buys_at_baseline(compiled, g)) {
            continue;  // orders nothing at baseline
        }
        auto const& in_link = compiled.in_link[compiled.in_position[l]];
        auto const& supplier = compiled.node[link.supplier];
        of_node[link.supplier] += double{supplier.value_added} *
                                  double{in_link.flow} /
                                  double{supplier.baseline_demand};
        if (g < compiled.first_sink) {
            auto const owner = compiled.group[g].owner;
            auto const weight = compiled.in_weight[compiled.in_position[l]];
            of_node[owner] += double{compiled.node[owner].value_added} *
                              criticality(compiled, g) * double{weight};
        }
    }
    std::vector<double> loss(b_.network.countries.size());
    for (std::size_t i = 0; i < of_node.size(); ++i) {
        loss[b_.network.nodes[i].country] +=
            std::min(of_node[i], double{compiled.node[i].value_added});
    }
    return loss;
}
}  // namespace chokepoint
