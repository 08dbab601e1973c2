/// \file trade_partner.hpp
/// "A>B" of [metrics]: who ships to whom, or has power over whom.
#pragma once

#include <string>
#include <utility>

#include "host/campaign/selection/selection.hpp"

namespace chokepoint {
/// Countries, or the plants of a firm.
struct TradePartner {
    Mask countries;
    std::uint32_t firm = none;  ///< if not `none`, only its plants and sites

    /// Does the node belong to it?
    bool has(SupplyNetwork const& network, std::uint32_t node) const {
        auto const& producer = network.nodes[node];
        return firm == none ? countries[producer.country] != 0
                            : producer.firm == firm ||
                                  network.whole_firm(producer.firm) == firm;
    }
};

/// Split "A>B". \throw InputError at `key` if it has another shape
std::pair<std::string, std::string> split_pair(std::string const& text,
                                               SourceLocation const& location,
                                               char const* key);

/// A country, bloc:NAME, or a firm, in this order.
/// \throw InputError at `key`: no such name, with the nearest
TradePartner trade_partner(SupplyNetwork const& network,
                           std::string const& name,
                           SourceLocation const& location,
                           char const* key);
}  // namespace chokepoint
