/// \file reserve_cells.hpp
/// The stockpiles that [[reserve]] sections stand for: one a product.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "host/campaign/selection/selection.hpp"
#include "host/campaign/spec/campaign.hpp"

namespace chokepoint {
/// One stockpile: a product, and who shares it.
struct ReserveCell {
    std::size_t reserve;  ///< index into Campaign::reserves
    std::uint32_t product;
    Mask countries;    ///< [countries] that use it together
    std::string name;  ///< of the section, ":PRODUCT" if it has several
};

/// \return cells in the order of Campaign::reserves, then of products; a
///         product that nobody in these countries buys has none
/// \throw InputError unknown names; a section without any buyer
std::vector<ReserveCell> reserve_cells(Campaign const& campaign,
                                       SupplyNetwork const& network);
}  // namespace chokepoint
