/// \file link_order.cuh
/// What one link carries: the two expressions that sourcing, production and
/// receipts share. Any other association of the products is another model to
/// the last bit (clarification 2).
#pragma once

#include "kernels/tile_state.cuh"

namespace chokepoint {
/// Share of a supplier's goods that reaches this buyer: P (f chi), with chi
/// the supplier's standing, 1 without slow dynamics.
template <class P>
CHOKEPOINT_HD P available(P pass, P reliability, P standing) {
    return pass * (reliability * standing);
}

/// Orders on one link, million USD/week (model.md B5.1):
///
///     o = (flow min(O, V)) (P chi) + b (P (f chi)) e
///
/// Factors that are exactly 1 in all lanes of the tile (P of a class without
/// an active measure) and terms that are exactly 0 (no extra orders) are left
/// out: same bits, fewer loads.
template <class P>
class LinkOrder {
  public:
    CHOKEPOINT_HD explicit LinkOrder(TileState<P> const& tile) : tile_{tile} {}

    /// \param extra_orders  the group has e != 0 in some lane
    template <class Link>
    CHOKEPOINT_HD P operator()(Link const& link,
                               P group_order,
                               bool extra_orders,
                               P group_extra,
                               std::uint32_t fill_row,
                               P standing) const {
        auto const control = link.control & ~quantity_bit;
        if (!tile_.flag(tile_.at.filtered + control)) {
            P const order = P{link.flow} * group_order * standing;
            return extra_orders ? order + unfiltered_extra(link, group_extra,
                                                           fill_row, standing)
                                : order;
        }
        // V bounds volume under a quantity control; only classes that one can
        // touch load it.
        P volume = group_order;
        if (link.control & quantity_bit) {
            volume = min(volume, tile_.load(tile_.at.ceiling + control));
        }
        P const pass = tile_.load(tile_.at.pass + control);
        P order = P{link.flow} * volume * (pass * standing);
        if (extra_orders && link.alternate_weight != 0.0f) {
            P const reliability = tile_.load(tile_.at.reliability + fill_row);
            order = order +
                    P{link.alternate_weight} *
                        (available(pass, reliability, standing) * group_extra);
        }
        return order;
    }

    /// The same in a group with extra orders and without a filtered link. A
    /// weight b = 0 adds exactly 0.
    template <class Link>
    CHOKEPOINT_HD P unfiltered(Link const& link,
                               P group_order,
                               P group_extra,
                               std::uint32_t fill_row,
                               P standing) const {
        return P{link.flow} * group_order * standing +
               unfiltered_extra(link, group_extra, fill_row, standing);
    }

  private:
    /// b (f chi) e
    template <class Link>
    CHOKEPOINT_HD P unfiltered_extra(Link const& link,
                                     P group_extra,
                                     std::uint32_t fill_row,
                                     P standing) const {
        return P{link.alternate_weight} *
               ((tile_.load(tile_.at.reliability + fill_row) * standing) *
                group_extra);
    }

    TileState<P> const& tile_;
};

template <class P>
CHOKEPOINT_HD P load_pass(TileState<P> const& tile, std::uint32_t control) {
    return tile.load(tile.at.pass + (control & ~quantity_bit));
}
}  // namespace chokepoint
