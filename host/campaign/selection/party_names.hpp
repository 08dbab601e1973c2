/// \file party_names.hpp
/// "A>B" of [metrics]: who ships to whom, or has power over whom.
#pragma once

#include <string>
#include <utility>

#include "host/campaign/selection/selection.hpp"

namespace chokepoint {
/// Countries, or the plants of a firm.
struct TradeParty {
    Mask countries;
    std::uint32_t firm = none;  ///< if not `none`, only its plants

    bool has(SupplyNetwork const& network, std::uint32_t node) const {
        auto const& producer = network.nodes[node];
        return firm == none ? countries[producer.country] != 0
                            : producer.firm == firm;
    }
};

/// Split "A>B". \throw InputError at `key` if it has another shape
std::pair<std::string, std::string> split_pair(std::string const& text,
                                               Origin const& origin,
                                               char const* key);

/// A country, bloc:NAME, or a firm, in this order.
/// \throw InputError at `key`: no such name, with the nearest
TradeParty trade_party(SupplyNetwork const& network,
                       std::string const& name,
                       Origin const& origin,
                       char const* key);
}  // namespace chokepoint
