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

/// Orders on the links of one group, million USD/week (model.md B5.1):
///
///     o = (flow min(O, V)) (P chi) + b (P (f chi)) e
///
/// Factors that are exactly 1 in all lanes of the tile (P of a class without
/// an active measure) and terms that are exactly 0 (no extra orders) are left
/// out: same bits, fewer loads.
template <class P>
class LinkOrder {
  public:
    CHOKEPOINT_HD LinkOrder(TileState<P> const& tile, std::uint32_t g)
        : tile_{tile},
          state_{tile.flag(tile.at.group_state + g)},
          order_{tile.load(tile.at.order + g)},
          extra_{state_ & orders_extra ? tile.load(tile.at.extra + g)
                                       : P{0.0f}} {}

    /// \param link      as its buyer or as its supplier sees it
    /// \param standing  chi of the supplier
    template <class Link>
    CHOKEPOINT_HD P operator()(Link const& link,
                               std::uint32_t fill_row,
                               P standing) const {
        auto const control = link.control & ~quantity_bit;
        if (!(state_ & inputs_filtered) ||
            !tile_.flag(tile_.at.filtered + control)) {
            P const order = P{link.flow} * order_ * standing;
            // A weight b = 0 adds exactly 0.
            return state_ & orders_extra
                       ? order +
                             P{link.alternate_weight} *
                                 ((reliability(fill_row) * standing) * extra_)
                       : order;
        }
        // V bounds volume under a quantity control; only classes that one can
        // touch load it.
        P volume = order_;
        if (link.control & quantity_bit) {
            volume = min(volume, tile_.load(tile_.at.ceiling + control));
        }
        P const pass = tile_.load(tile_.at.pass + control);
        P order = P{link.flow} * volume * (pass * standing);
        if ((state_ & orders_extra) && link.alternate_weight != 0.0f) {
            order =
                order +
                P{link.alternate_weight} *
                    (available(pass, reliability(fill_row), standing) * extra_);
        }
        return order;
    }

  private:
    CHOKEPOINT_HD P reliability(std::uint32_t fill_row) const {
        return tile_.load(tile_.at.reliability + fill_row);
    }

    TileState<P> const& tile_;
    std::int32_t state_;
    P order_, extra_;
};

template <class P>
CHOKEPOINT_HD P load_pass(TileState<P> const& tile, std::uint32_t control) {
    return tile.load(tile.at.pass + (control & ~quantity_bit));
}
}  // namespace chokepoint
