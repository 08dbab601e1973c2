#include "host/network/review/balance.hpp"

#include <fmt/format.h>

namespace chokepoint {
namespace {
/// As between `sales` and the sum of the links (load_network.cpp).
constexpr double rounding = 1e-3;
}  // namespace

std::vector<NodeAccount> overspent_nodes(SupplyNetwork const& network) {
    std::vector<NodeAccount> accounts;
    for (std::uint32_t i = 0; i < network.nodes.size(); ++i) {
        accounts.push_back({i, network.nodes[i].value_added, 0, 0});
    }
    for (auto const& link : network.links) {
        if (link.sink != none) {
            continue;  // added by a campaign: counts in no baseline
        }
        accounts[link.supplier].sales += link.flow;
        if (!link.to_final_demand) {
            accounts[link.buyer].purchases += link.flow;
        }
    }
    std::vector<NodeAccount> overspent;
    for (auto const& a : accounts) {
        if (!network.nodes[a.node].latent &&
            a.value_added + a.purchases > a.sales * (1 + rounding)) {
            overspent.push_back(a);
        }
    }
    return overspent;
}

std::string in_words(NodeAccount const& a) {
    return fmt::format(
        "value added {:.6g} and purchases {:.6g} are {:.6g}, more than its "
        "sales of {:.6g} million USD/week (needed: value_added of at most "
        "{:.6g}, or other flows in links.csv)",
        a.value_added, a.purchases, a.value_added + a.purchases, a.sales,
        a.sales > a.purchases ? a.sales - a.purchases : 0);
}
}  // namespace chokepoint
