#include "host/campaign/model/buyer_groups.hpp"

namespace chokepoint {
std::uint32_t country_of_group(ModelBuilder const& b, std::uint32_t group) {
    auto const& compiled = b.model.network;
    auto const owner = compiled.group[group].owner;
    return group < compiled.first_sink ? b.network.nodes[owner].country : owner;
}

bool buys_at_baseline(CompiledNetwork const& network, std::uint32_t group) {
    return group < network.first_sink ||
           network.sink[group - network.first_sink].kind ==
               SinkKind::final_demand;
}

Rows buyer_groups(ModelBuilder const& b,
                  Mask const& products,
                  Mask const& countries) {
    auto const& compiled = b.model.network;
    Rows rows;
    for (std::uint32_t g = 0; g < compiled.group.size(); ++g) {
        if (products[compiled.group_product[g]] &&
            countries[country_of_group(b, g)] &&
            buys_at_baseline(compiled, g)) {
            rows.push_back(g);
        }
    }
    return rows;
}

float sum_receipts(CompiledNetwork const& network, Rows const& groups) {
    float sum = 0.0f;
    for (auto const g : groups) {
        sum = sum + network.group[g].baseline_receipts;
    }
    return sum;
}

double criticality(CompiledNetwork const& network, std::uint32_t group) {
    if (group >= network.first_sink) {
        return 0;
    }
    auto const& g = network.group[group];
    switch (g.input_class) {
        case InputClass::critical:
            return 1;
        case InputClass::important:
            return double{g.importance};
        case InputClass::bundle:
            return (1 - double{network.node[g.owner].bundle_floor}) *
                   double{g.bundle_weight};
        default:
            return 0;
    }
}

Mask only(std::uint32_t row, std::size_t size) {
    Mask mask(size);
    mask[row] = 1;
    return mask;
}
}  // namespace chokepoint
