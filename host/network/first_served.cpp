#include "host/network/first_served.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "host/network/input_error.hpp"
#include "host/network/table_names.hpp"

namespace chokepoint {
namespace {
/// All that one buyer takes of a product.
struct Purchase {
    double flow = 0;
    double value_added = 0;  ///< of the buyer; < 0: final demand
    std::vector<std::uint32_t> links;

    /// Value added per dollar; that of final demand is below all others.
    double rank() const { return value_added < 0 ? -1 : value_added / flow; }
};

/// Original links only: what a campaign adds has a priority of its own.
bool is_original(Link const& link) {
    return link.sink == none && link.added_by.empty();
}

/// \return nodes in table order, then final demand in that of countries
std::vector<Purchase> purchases(SupplyNetwork const& network,
                                std::uint32_t product) {
    auto const nodes = network.nodes.size();
    std::vector<Purchase> of(nodes + network.countries.size());
    for (std::uint32_t i = 0; i < network.links.size(); ++i) {
        auto const& l = network.links[i];
        if (network.nodes[l.supplier].product != product || !is_original(l)) {
            continue;
        }
        auto& purchase = of[l.to_final_demand ? nodes + l.buyer : l.buyer];
        purchase.flow += l.flow;
        purchase.value_added =
            l.to_final_demand ? -1 : network.nodes[l.buyer].value_added;
        purchase.links.push_back(i);
    }
    of.erase(std::remove_if(
                 of.begin(), of.end(),
                 [](Purchase const& purchase) { return !(purchase.flow > 0); }),
             of.end());
    return of;
}

void rank_buyers(SupplyNetwork& network, std::uint32_t product) {
    auto ranked = purchases(network, product);
    std::stable_sort(ranked.begin(), ranked.end(),
                     [](Purchase const& a, Purchase const& b) {
                         return a.rank() > b.rank();
                     });
    double total = 0;
    for (auto const& purchase : ranked) {
        total += purchase.flow;
    }
    double const border = network.products[product].first_served_share * total;
    double before = 0;
    for (auto const& purchase : ranked) {
        bool const first = before + purchase.flow / 2 < border;
        before += purchase.flow;
        for (auto const l : purchase.links) {
            network.links[l].priority = first ? 0 : 1;
        }
    }
}
}  // namespace

SupplyNetwork serve_first(SupplyNetwork network) {
    for (std::uint32_t p = 0; p < network.products.size(); ++p) {
        if (!(network.products[p].first_served_share > 0)) {
            continue;
        }
        rank_buyers(network, p);
        network.products[p].first_served_share = 0;
        for (auto& node : network.nodes) {
            if (node.product == p) {
                node.priority_share = 1;
            }
        }
    }
    return network;
}

void check_first_served(SupplyNetwork const& network, RowName const& row_name) {
    auto const fail = [&](Table table, std::size_t row, char const* column,
                          double value, std::uint32_t product) {
        throw InputError{fmt::format(
            "{}: column '{}' = '{}': products.csv ranks the buyers of '{}' by "
            "'first_served_share' = '{}' already (give one of the two)",
            row_name(table, row), column, value, network.products[product].id,
            network.products[product].first_served_share)};
    };
    auto const ranks = [&](std::uint32_t product) {
        return network.products[product].first_served_share > 0;
    };
    for (std::size_t i = 0; i < network.nodes.size(); ++i) {
        auto const& node = network.nodes[i];
        if (ranks(node.product) && node.priority_share > 0) {
            fail(Table::nodes, i, "priority_share", node.priority_share,
                 node.product);
        }
    }
    for (std::size_t i = 0; i < network.links.size(); ++i) {
        auto const& l = network.links[i];
        auto const product = network.nodes[l.supplier].product;
        if (ranks(product) && is_original(l) && l.priority > 0) {
            fail(Table::links, i, "priority", l.priority, product);
        }
    }
}
}  // namespace chokepoint
