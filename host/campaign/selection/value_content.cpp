#include "host/campaign/selection/value_content.hpp"

#include <algorithm>
#include <cmath>

#include "host/network/group_key.hpp"
#include "host/network/input_error.hpp"

namespace chokepoint {
namespace {
constexpr double content_precision = 1e-14;
constexpr int most_sweeps = 100000;

/// Sales of each node at baseline, without sinks that a campaign adds.
std::vector<double> sales_of(SupplyNetwork const& network) {
    std::vector<double> sales(network.nodes.size(), 0);
    for (auto const& link : network.links) {
        if (link.sink == none) {
            sales[link.supplier] += link.flow;
        }
    }
    return sales;
}

GroupMap<InputClass> input_classes(SupplyNetwork const& network) {
    GroupMap<InputClass> of;
    for (auto const& input : network.inputs) {
        of.emplace(group_key(input.buyer, input.product, input.part),
                   input.input_class);
    }
    return of;
}
}  // namespace

std::vector<double> controller_content(SupplyNetwork const& network,
                                       Mask const& controllers) {
    auto const sales = sales_of(network);
    auto const nodes = network.nodes.size();
    std::vector<double> own(nodes, 0);
    for (std::size_t i = 0; i < nodes; ++i) {
        auto const& node = network.nodes[i];
        own[i] = controllers[node.country] ? node.value_added / sales[i] : 0;
    }
    auto content = own;
    for (int sweep = 0; sweep < most_sweeps; ++sweep) {
        auto next = own;
        for (auto const& link : network.links) {
            if (!link.to_final_demand) {
                next[link.buyer] +=
                    link.flow / sales[link.buyer] * content[link.supplier];
            }
        }
        double change = 0, largest = 1;
        for (std::size_t i = 0; i < nodes; ++i) {
            change = std::max(change, std::abs(next[i] - content[i]));
            largest = std::max(largest, next[i]);
        }
        content.swap(next);
        if (!(change > content_precision * largest)) {
            return content;
        }
    }
    throw InputError(
        "the content rule of an export control has no solution: inputs of "
        "some nodes cost more than all their sales (needed: flows into a node "
        "below the flows out of it)");
}

Mask direct_product_reach(SupplyNetwork const& network,
                          Mask const& controllers,
                          Mask const& tools,
                          std::uint32_t depth) {
    auto const class_of = input_classes(network);
    Mask direct(network.nodes.size());
    for (auto const& link : network.links) {
        if (link.to_final_demand || !(link.flow > 0) ||
            !controllers[network.nodes[link.supplier].country]) {
            continue;
        }
        auto const product = network.nodes[link.supplier].product;
        auto const input =
            class_of.find(group_key(link.buyer, product, link.part));
        if (tools[product] ||
            (input != class_of.end() && input->second == InputClass::capital)) {
            direct[link.buyer] = 1;
        }
    }
    auto reached = direct;
    for (std::uint32_t stage = 1; stage < depth; ++stage) {
        auto const below = reached;
        for (auto const& link : network.links) {
            if (!link.to_final_demand && link.flow > 0 &&
                below[link.supplier]) {
                reached[link.buyer] = 1;
            }
        }
    }
    return reached;
}
}  // namespace chokepoint
