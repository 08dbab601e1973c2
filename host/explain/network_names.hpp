/// \file network_names.hpp
/// What is called how in a network: codes by word, part of a word or name.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "host/network/supply_network.hpp"

namespace chokepoint {
/// Rows of the tables, in their order.
struct NetworkNames {
    std::vector<std::uint32_t> countries, products, firms, routes;
    std::vector<std::string> stages;
};

/// All whose code or name has the word in it; case, blanks, - and _ do not
/// count. A stage matches by its name, a product also by that of its group; the
/// name of a chemical element finds names with its symbol.
/// \param word  empty: everything
/// \throw InputError naming the nearest code or name if nothing matches
NetworkNames find_names(SupplyNetwork const& network, std::string const& word);

/// Share of the baseline sales of a product, by country, largest first; only
/// countries that sell.
std::vector<std::pair<std::uint32_t, double>> sellers(
    SupplyNetwork const& network, std::uint32_t product);

/// Rows of the products that a firm makes, in their order.
std::vector<std::uint32_t> products_of(SupplyNetwork const& network,
                                       std::uint32_t firm);
}  // namespace chokepoint
