/// \file link_order.cuh
/// What one link carries: the two expressions that sourcing, production and
/// receipts share. Any other association of the products is another model to
/// the last bit (model B5.1).
#pragma once

#include <cfloat>

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

/// F is at most this: who delivers takes over only so much.
inline constexpr float most_shifted = 8.0f;

/// The bound of F: none where orders follow capacity.
CHOKEPOINT_HD float shift_limit(Rules const& rules) {
    return rules.orders_by_capacity ? FLT_MAX : most_shifted;
}

/// F: share of its usual order that a supplier without a limit gets.
///
///     F = min(8, (1 - kappa) + pull f),  pull = kappa need / U
///
/// \param limit        shift_limit
/// \param reliability  f of the supplier
template <class P>
CHOKEPOINT_HD P
shifted_share(float limit, float shift_share, P pull, P reliability) {
    return min(P{limit}, P{1.0f - shift_share} + pull * reliability);
}

/// Orders on the links of one group, million USD/week (model B5.1):
///
///     o = (flow min(O, V)) (P chi) F + b (P (f chi)) e
///
/// with neither F nor second term under a quantity control.
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
          state_{state},
          order_{order},
          extra_{state & orders_extra ? tile.load(tile.at.extra + g) : P{0.0f}},
          pull_{0.0f} {
        if (shifts()) {
            limit_ = shift_limit(m.rules);
            shift_share_ = m.network.habit[g].shift_share;
            pull_ = tile.load(tile.at.pull + g);
        }
    }

    /// \param link      as its buyer or as its supplier sees it
    /// \param standing  chi of the supplier
    template <class Link>
    CHOKEPOINT_HD P operator()(Link const& link,
                               std::uint32_t fill_row,
                               P standing) const {
        auto const control = link.control & ~quantity_bit;
        // No measure can touch class 0.
        if (!(state_ & inputs_filtered) || control == 0 ||
            !tile_.flag(tile_.at.filtered + control)) {
            return unfiltered(link, fill_row, standing);
        }
        // V bounds volume under a quantity control, which also lets no extra
        // orders through; only classes that one can touch load it.
        P volume = order_;
        P extra = extra_;
        P moved{1.0f};
        if (shifts()) {
            moved = share(fill_row);
        }
        if (link.control & quantity_bit) {
            P const ceiling = tile_.load(tile_.at.ceiling + control);
            volume = min(volume, ceiling);
            extra = unless_limited(ceiling, extra);
            moved = select(ceiling == P{1.0f}, P{1.0f}, moved);
        }
        P const pass = tile_.load(tile_.at.pass + control);
        P order = P{link.flow} * volume * (pass * standing);
        if (shifts()) {
            order = order * moved;
        }
        if ((state_ & orders_extra) && link.alternate_weight != 0.0f) {
            order = order + P{link.alternate_weight} *
                                (available(pass, expected(fill_row)) * extra);
        }
        return order;
    }

    /// The same where nothing filters the link.
    template <class Link>
    CHOKEPOINT_HD P unfiltered(Link const& link,
                               std::uint32_t fill_row,
                               P standing) const {
        P order = P{link.flow} * order_ * standing;
        if (shifts()) {
            order = order * share(fill_row);
        }
        if (state_ & orders_extra) {
            // A weight b = 0 adds exactly 0.
            order = order +
                    P{link.alternate_weight} * (expected(fill_row) * extra_);
        }
        return order;
    }

  private:
    CHOKEPOINT_HD bool shifts() const {
        return Kind::extended && (state_ & orders_shift);
    }
    CHOKEPOINT_HD P share(std::uint32_t fill_row) const {
        return shifted_share(limit_, shift_share_, pull_,
                             tile_.load(tile_.at.reliability + fill_row));
    }
    CHOKEPOINT_HD P expected(std::uint32_t fill_row) const {
        return tile_.load(tile_.at.expected + fill_row);
    }

    TileState<P> const& tile_;
    std::int32_t state_;
    P order_, extra_, pull_;
    float shift_share_ = 0.0f, limit_ = most_shifted;
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
    Mechanisms<P, Kind> const factor{m, tile};
    auto const state = tile.flag(tile.at.group_state + g);
    P const order = tile.load(tile.at.order + g);
    if (!disturbed(state)) {
        CHOKEPOINT_LINKS
        for (auto l = first_link; l < last_link; ++l) {
            auto const& link = m.network.packed_in.get(l);
            take(link.fill_row,
                 P{link.flow} * order * factor.standing_at(link.fill_row));
        }
        return;
    }
    LinkOrder<P, Kind> const order_on{m, tile, g, state, order};
    if (state & inputs_filtered) {
        CHOKEPOINT_LINKS
        for (auto l = first_link; l < last_link; ++l) {
            auto const& link = m.network.in_link.get(l);
            take(link.fill_row, order_on(link, link.fill_row,
                                         factor.standing_at(link.fill_row)));
        }
        return;
    }
    CHOKEPOINT_LINKS
    for (auto l = first_link; l < last_link; ++l) {
        auto const& link = m.network.packed_in.get(l);
        take(link.fill_row,
             order_on.unfiltered(link, link.fill_row,
                                 factor.standing_at(link.fill_row)));
    }
}

template <class P>
CHOKEPOINT_HD P load_pass(TileState<P> const& tile, std::uint32_t control) {
    return tile.load(tile.at.pass + (control & ~quantity_bit));
}
}  // namespace chokepoint
