#include "host/network/dependence.hpp"

#include <limits>

namespace chokepoint {
TradeMatrix::TradeMatrix(SupplyNetwork const& network,
                         std::uint32_t product,
                         Flows flows)
    : flow_(network.countries.size() * network.countries.size()),
      sold_(network.countries.size()),
      bought_(network.countries.size()) {
    for (auto const& link : network.links) {
        auto const& supplier = network.nodes[link.supplier];
        auto const from = supplier.country;
        auto const to = link.to_final_demand
                            ? link.buyer
                            : network.nodes[link.buyer].country;
        if (!link.added_by.empty() ||
            (product != none && supplier.product != product) ||
            (flows == Flows::across_borders && from == to)) {
            continue;
        }
        flow_[from * countries() + to] += link.flow;
        sold_[from] += link.flow;
        bought_[to] += link.flow;
        total_ += link.flow;
    }
}

Concentration concentration(std::vector<double> const& flow) {
    double total = 0;
    for (auto const x : flow) {
        total += x;
    }
    auto const nan = std::numeric_limits<double>::quiet_NaN();
    if (!(total > 0)) {
        return {nan, none, nan};
    }
    Concentration found{0, 0, 0};
    for (std::uint32_t c = 0; c < flow.size(); ++c) {
        auto const share = flow[c] / total;
        found.index += share * share;
        if (share > found.largest_share) {
            found.largest = c;
            found.largest_share = share;
        }
    }
    return found;
}

Dependence dependence(SupplyNetwork const& network,
                      std::uint32_t product,
                      TradeMatrix const& trade) {
    return {product == none ? "all products" : network.products[product].id,
            trade.total(), concentration(trade.sold()),
            concentration(trade.bought())};
}
}  // namespace chokepoint
