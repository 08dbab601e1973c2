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
        if ((product != none && supplier.product != product) ||
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

Concentration supplier_concentration(TradeMatrix const& trade) {
    std::vector<double> sold;
    for (std::uint32_t c = 0; c < trade.countries(); ++c) {
        sold.push_back(trade.sold(c));
    }
    return concentration(sold);
}

Concentration customer_concentration(TradeMatrix const& trade) {
    std::vector<double> bought;
    for (std::uint32_t c = 0; c < trade.countries(); ++c) {
        bought.push_back(trade.bought(c));
    }
    return concentration(bought);
}

Dependence dependence(SupplyNetwork const& network,
                      std::uint32_t product,
                      Flows flows) {
    TradeMatrix const trade{network, product, flows};
    return {product == none ? "all products" : network.products[product].id,
            trade.total(), supplier_concentration(trade),
            customer_concentration(trade)};
}
}  // namespace chokepoint
