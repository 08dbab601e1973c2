/// \file link_order.cuh
/// What one link carries: the two expressions that sourcing, production and
/// receipts share. Any other association of the products is another model to
/// the last bit (model B5.1).
#pragma once

#include "kernels/views/tile_state.cuh"
#include "kernels/week/mechanisms.cuh"

namespace chokepoint {
/// Share of a supplier's goods that reaches this buyer: P (f chi), with chi
/// the supplier's standing, 1 without slow dynamics.
///
/// \param expected  f chi (TileLayout::expected)
template <class P>
CHOKEPOINT_HD P available(P pass, P expected) {
    return pass * expected;
}

/// `value` where no quantity control limits the class, 0 where one does: what
/// it lets through is a share of the usual volume, so nobody can order more
/// there than that, and it is nobody's alternate.
///
/// \param ceiling  V of the class: 1 under a quantity control, else FLT_MAX
template <class P>
CHOKEPOINT_HD P unless_limited(P ceiling, P value) {
    return select(ceiling == P{1.0f}, P{0.0f}, value);
}

/// How a group moves its orders: X F of a supplier without a limit.
///
///     F = (1 - kappa) + pull f,  pull = kappa min(8, need / U)
///
/// F = 1 to the bit at f = 1, and where pull = 0: in worlds whose suppliers
/// did not fail when orders were placed.
template <class P>
struct ShiftedOrders {
    P keep{1.0f}, pull{0.0f};

    ShiftedOrders() = default;
    CHOKEPOINT_HD ShiftedOrders(float shift_share, P pull)
        : keep{select(pull == P{0.0f}, P{1.0f}, P{1.0f - shift_share})},
          pull{pull} {}

    /// \param kept, expected  X and f chi of the supplier
    CHOKEPOINT_HD P operator()(P kept, P expected) const {
        return keep * kept + pull * expected;
    }
};

/// Orders on the links of one group, million USD/week (model B5.1):
///
///     o = (flow min(O, V)) (P X F) + b (P (f chi)) e,   X = 1 - l (1 - chi)
///
/// with X = F = 1 and no second term under a quantity control. What a
/// supplier's lost standing costs it is what alternates take: the share l
/// (TileLayout::leaving), 0 where no extra orders are placed.
///
/// Factors that are exactly 1 in all lanes of the tile (P of a class without
/// an active measure, F while nobody fails) and terms that are exactly 0 (no
/// extra orders) are left out: same bits, fewer loads.
template <class P, class Kind>
class LinkOrder {
  public:
    CHOKEPOINT_HD LinkOrder(ModelView const& m,
                            TileState<P> const& tile,
                            std::uint32_t g)
        : LinkOrder{m, tile, g, tile.flag(tile.at.group_state + g),
                    tile.load(tile.at.order + g)} {}

    /// \param state, order  of group g
    CHOKEPOINT_HD LinkOrder(ModelView const& m,
                            TileState<P> const& tile,
                            std::uint32_t g,
                            std::int32_t state,
                            P order)
        : tile_{tile},
          factor_{m, tile},
          state_{state},
          order_{order},
          extra_{state & orders_extra ? tile.load(tile.at.extra + g)
                                      : P{0.0f}} {
        if (leaves()) {
            leaving_ = tile.load(tile.at.leaving + g);
        }
        if (shifts()) {
            shift_ = {m.network.habit[g].shift_share,
                      tile.load(tile.at.pull + g)};
        }
    }

    /// \param link  as its buyer or as its supplier sees it
    template <class Link>
    CHOKEPOINT_HD P operator()(Link const& link, std::uint32_t fill_row) const {
        auto const control = link.control & ~quantity_bit;
        // No measure can touch class 0.
        if (!(state_ & inputs_filtered) || control == 0 ||
            !tile_.flag(tile_.at.filtered + control)) {
            return shifts()                ? shifted(link, fill_row)
                   : state_ & orders_extra ? with_extra(link, fill_row)
                                           : P{link.flow} * order_;
        }
        // V bounds volume under a quantity control, which also lets no extra
        // orders through; only classes that one can touch load it.
        P volume = order_;
        P extra = extra_;
        P const kept = kept_by(fill_row);
        P share = shifts() ? shift_(kept, expected(fill_row)) : kept;
        if (link.control & quantity_bit) {
            P const ceiling = tile_.load(tile_.at.ceiling + control);
            volume = min(volume, ceiling);
            extra = unless_limited(ceiling, extra);
            share = select(ceiling == P{1.0f}, P{1.0f}, share);
        }
        P const pass = tile_.load(tile_.at.pass + control);
        P order = P{link.flow} * volume * (pass * share);
        if ((state_ & orders_extra) && link.alternate_weight != 0.0f) {
            order = order + P{link.alternate_weight} *
                                (available(pass, expected(fill_row)) * extra);
        }
        return order;
    }

    /// The same where nothing filters the link and the group has extra orders.
    template <class Link>
    CHOKEPOINT_HD P with_extra(Link const& link, std::uint32_t fill_row) const {
        // A weight b = 0 adds exactly 0.
        return P{link.flow} * order_ * kept_by(fill_row) +
               P{link.alternate_weight} * (expected(fill_row) * extra_);
    }

    /// The same where nothing filters the link and the group's orders shift.
    template <class Link>
    CHOKEPOINT_HD P shifted(Link const& link, std::uint32_t fill_row) const {
        P const there = expected(fill_row);
        P const order =
            P{link.flow} * order_ * shift_(kept_by(fill_row), there);
        return state_ & orders_extra
                   ? order + P{link.alternate_weight} * (there * extra_)
                   : order;
    }

    CHOKEPOINT_HD bool shifts() const {
        return Kind::extended && (state_ & orders_shift);
    }

  private:
    CHOKEPOINT_HD P expected(std::uint32_t fill_row) const {
        return tile_.load(tile_.at.expected + fill_row);
    }

    /// May lost standing cost orders?
    CHOKEPOINT_HD bool leaves() const {
        return (state_ & orders_extra) && factor_.sales_erode();
    }

    /// X of a supplier.
    CHOKEPOINT_HD P kept_by(std::uint32_t fill_row) const {
        P const one{1.0f};
        return leaves() ? one - leaving_ * (one - factor_.standing_at(fill_row))
                        : one;
    }

    TileState<P> const& tile_;
    Mechanisms<P, Kind> factor_;
    std::int32_t state_;
    P order_, extra_;
    P leaving_{0.0f};
    ShiftedOrders<P> shift_{};
};

/// Give `take` the fill row and the order of each in-link of a group, in their
/// order.
template <class P, class Kind, class Take>
CHOKEPOINT_HD void visit_orders(ModelView const& m,
                                TileState<P> const& tile,
                                std::uint32_t first_link,
                                std::uint32_t last_link,
                                std::uint32_t g,
                                Take& take) {
    auto const state = tile.flag(tile.at.group_state + g);
    P const order = tile.load(tile.at.order + g);
    if (!disturbed(state)) {
        CHOKEPOINT_LINKS
        for (auto l = first_link; l < last_link; ++l) {
            auto const& link = m.network.packed_in.get(l);
            take(link.fill_row, P{link.flow} * order);
        }
        return;
    }
    LinkOrder<P, Kind> const order_on{m, tile, g, state, order};
    if (state & inputs_filtered) {
        CHOKEPOINT_LINKS
        for (auto l = first_link; l < last_link; ++l) {
            auto const& link = m.network.in_link.get(l);
            take(link.fill_row, order_on(link, link.fill_row));
        }
        return;
    }
    if (order_on.shifts()) {
        CHOKEPOINT_LINKS
        for (auto l = first_link; l < last_link; ++l) {
            auto const& link = m.network.packed_in.get(l);
            take(link.fill_row, order_on.shifted(link, link.fill_row));
        }
        return;
    }
    CHOKEPOINT_LINKS
    for (auto l = first_link; l < last_link; ++l) {
        auto const& link = m.network.packed_in.get(l);
        take(link.fill_row, order_on.with_extra(link, link.fill_row));
    }
}

template <class P>
CHOKEPOINT_HD P load_pass(TileState<P> const& tile, std::uint32_t control) {
    return tile.load(tile.at.pass + (control & ~quantity_bit));
}
}  // namespace chokepoint
