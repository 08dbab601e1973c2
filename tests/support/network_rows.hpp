/// \file network_rows.hpp
/// Appends rows to a network by hand. What a row does not say has the table's
/// default.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "host/network/supply_network.hpp"

namespace chokepoint::test {
/// \return number of the new row
template <class Row>
std::uint32_t append(std::vector<Row>& rows, Row row) {
    rows.push_back(std::move(row));
    return static_cast<std::uint32_t>(rows.size() - 1);
}

inline std::uint32_t add_node(SupplyNetwork& network,
                              std::string const& id,
                              std::uint32_t country,
                              std::uint32_t product,
                              double value_added,
                              std::uint32_t firm = none) {
    Producer row;
    row.id = id;
    row.country = country;
    row.product = product;
    row.firm = firm;
    row.value_added = value_added;
    return append(network.nodes, row);
}

inline std::uint32_t add_input(SupplyNetwork& network,
                               std::uint32_t buyer,
                               std::uint32_t product,
                               InputClass input_class) {
    Input row;
    row.buyer = buyer;
    row.product = product;
    row.input_class = input_class;
    return append(network.inputs, row);
}

/// Deliver from node to node.
inline std::uint32_t add_link(SupplyNetwork& network,
                              std::uint32_t supplier,
                              std::uint32_t buyer,
                              double flow,
                              double alternate_weight) {
    Link row;
    row.supplier = supplier;
    row.buyer = buyer;
    row.flow = flow;
    row.alternate_weight = alternate_weight;
    return append(network.links, row);
}

/// Deliver to final demand of a country.
inline std::uint32_t add_sale(SupplyNetwork& network,
                              std::uint32_t supplier,
                              std::uint32_t country,
                              double flow,
                              double alternate_weight) {
    auto const row =
        add_link(network, supplier, country, flow, alternate_weight);
    network.links[row].to_final_demand = true;
    return row;
}
}  // namespace chokepoint::test
