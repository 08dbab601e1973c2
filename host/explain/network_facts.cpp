#include "host/explain/network_facts.hpp"

#include <algorithm>

namespace chokepoint {
NetworkFacts network_facts(SupplyNetwork const& network) {
    NetworkFacts facts{};
    facts.countries = network.countries.size();
    facts.products = network.products.size();
    facts.firms = network.firms.size();
    facts.routes = network.routes.size();
    facts.nodes = network.nodes.size();
    facts.inputs = network.inputs.size();
    facts.sinks = network.final_demand.size();
    facts.links = network.links.size();
    for (auto const& link : network.links) {
        facts.spare_links += link.flow > 0 ? 0 : 1;
        facts.final_demand += link.to_final_demand ? link.flow : 0;
    }
    auto const stage_of = [&](std::string const& name) -> StageFacts& {
        auto const found = std::find_if(
            facts.stages.begin(), facts.stages.end(),
            [&](StageFacts const& stage) { return stage.name == name; });
        if (found != facts.stages.end()) {
            return *found;
        }
        facts.stages.push_back({name, 0, 0});
        return facts.stages.back();
    };
    for (auto const& product : network.products) {
        stage_of(product.stage);
    }
    for (auto const& node : network.nodes) {
        auto& stage = stage_of(network.products[node.product].stage);
        ++stage.nodes;
        stage.value_added += node.value_added;
        facts.value_added += node.value_added;
    }
    return facts;
}
}  // namespace chokepoint
