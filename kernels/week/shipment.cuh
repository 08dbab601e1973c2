/// \file shipment.cuh
/// What one link carries, for the books, prices and leverage. The sweeps of
/// the week keep loops of their own (orders.cuh, receipts.cuh).
#pragma once

#include "kernels/week/link_order.cuh"

namespace chokepoint {
/// phi o of a link of group g, million USD/week.
///
/// \param link  as its buyer or as its supplier sees it
template <class P, class Link>
CHOKEPOINT_HD P shipment(ModelView const& m,
                         TileState<P> const& tile,
                         Link const& link,
                         std::uint32_t g,
                         std::uint32_t fill_row) {
    return tile.load(tile.at.fill + fill_row) *
           LinkOrder<P, ExtendedMarch>{m, tile, g}(link, fill_row);
}
}  // namespace chokepoint
