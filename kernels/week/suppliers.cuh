/// \file suppliers.cuh
/// What the suppliers of a group let it have: blocked share, alternates, and
/// how far the buyer is with qualifying them (model B5.4).
#pragma once

#include "kernels/week/link_order.cuh"
#include "kernels/week/mechanisms.cuh"

namespace chokepoint {
///     M = (sum w (1 - P f chi))+   blocked share
///     B = sum b P f chi            what the alternates can deliver
///     z = zeta clamp((y - T_d) / T_r, 0, 1)
///
/// A supplier under a quantity control is no alternate: it delivers its share
/// and no more.
template <class P, class Kind>
class Suppliers {
  public:
    CHOKEPOINT_HD Suppliers(ModelView const& m, TileState<P> const& tile)
        : m_{m}, tile_{tile}, factor_{m, tile} {}

    /// What the alternates of a group can do: B, and their best pass factor.
    struct Alternates {
        P deliverable, best_pass;
    };

    /// M+: overtime lifts f above 1 where orders follow capacity.
    CHOKEPOINT_HD static P at_least_none(P blocked) {
        return max(P{0.0f}, blocked);
    }

    /// M of one group.
    CHOKEPOINT_HD P sum_blocked(PackedGroup const& group) const {
        P const one{1.0f};
        P blocked{0.0f};
        CHOKEPOINT_LINKS
        for (auto l = group.first_link; l < group.last_link; ++l) {
            blocked = blocked + P{m_.network.in_weight[l]} *
                                    (one - share_of(m_.network.in_link.get(l)));
        }
        return at_least_none(blocked);
    }

    /// The same where every P is 1; below 0 only where overtime lifts f above 1
    /// (orders that follow capacity).
    CHOKEPOINT_HD P sum_unreliable(PackedGroup const& group) const {
        P const one{1.0f};
        auto const expected = tile_.rows(tile_.at.expected);
        P blocked{0.0f};
        CHOKEPOINT_LINKS
        for (auto l = group.first_link; l < group.last_link; ++l) {
            auto const& link = m_.network.packed_in.get(l);
            P const share = expected[link.fill_row];
            blocked = blocked + P{link.weight} * (one - share);
        }
        return blocked;
    }

    CHOKEPOINT_HD Alternates find_alternates(PackedGroup const& group) const {
        Alternates found{P{0.0f}, P{0.0f}};
        CHOKEPOINT_LINKS
        for (auto l = group.first_link; l < group.last_link; ++l) {
            auto const& link = m_.network.in_link.get(l);
            if (link.alternate_weight != 0.0f) {
                add_alternate(link, load_pass(tile_, link.control),
                              share_of(link), found);
            }
        }
        return found;
    }

    /// M, and the alternates too, each in the order of the sums above.
    CHOKEPOINT_HD P sum_both(PackedGroup const& group,
                             Alternates& alternates) const {
        P const one{1.0f};
        P blocked{0.0f};
        alternates = {P{0.0f}, P{0.0f}};
        CHOKEPOINT_LINKS
        for (auto l = group.first_link; l < group.last_link; ++l) {
            auto const& link = m_.network.in_link.get(l);
            P const pass = load_pass(tile_, link.control);
            P const share =
                available(pass, tile_.load(tile_.at.expected + link.fill_row));
            blocked = blocked + P{m_.network.in_weight[l]} * (one - share);
            if (link.alternate_weight != 0.0f) {
                add_alternate(link, pass, share, alternates);
            }
        }
        return at_least_none(blocked);
    }

    /// The same where every P is 1, without the cut at 0.
    CHOKEPOINT_HD P sum_both_unreliable(PackedGroup const& group,
                                        Alternates& alternates) const {
        P const one{1.0f};
        auto const expected = tile_.rows(tile_.at.expected);
        P blocked{0.0f}, deliverable{0.0f};
        CHOKEPOINT_LINKS
        for (auto l = group.first_link; l < group.last_link; ++l) {
            auto const& link = m_.network.packed_in.get(l);
            P const share = expected[link.fill_row];
            blocked = blocked + P{link.weight} * (one - share);
            // b = 0 adds exactly 0.
            deliverable = deliverable + P{link.alternate_weight} * share;
        }
        alternates = {deliverable, one};
        return blocked;
    }

    /// M, and what can be asked of present suppliers without a limit (model
    /// B5.4).
    struct Reach {
        P blocked;  ///< M
        P able;     ///< U = sum w - sum w (1 - f chi) over them
        P need;     ///< sum w over them, and w (1 - P) over the others
    };

    CHOKEPOINT_HD Reach find_reach(PackedGroup const& group) const {
        P const zero{0.0f}, one{1.0f};
        P blocked{0.0f}, lost{0.0f}, all{0.0f}, need{0.0f};
        CHOKEPOINT_LINKS
        for (auto l = group.first_link; l < group.last_link; ++l) {
            auto const& link = m_.network.in_link.get(l);
            P const weight{m_.network.in_weight[l]};
            P const fails =
                weight * (one - tile_.load(tile_.at.expected + link.fill_row));
            blocked = blocked + weight * (one - share_of(link));
            if (link.control & quantity_bit) {
                auto const limited = ceiling_of(link) == one;
                lost = lost + select(limited, zero, fails);
                all = all + select(limited, zero, weight);
                need = need +
                       select(limited,
                              weight * (one - load_pass(tile_, link.control)),
                              weight);
            } else {
                lost = lost + fails;
                all = all + weight;
                need = need + weight;
            }
        }
        return {at_least_none(blocked), all - lost, need};
    }

    /// The same where every P is 1: the same bits, because a world whose
    /// links let everything through may share its tile with one whose do not.
    /// \param weight  sum w, in the order of links (BuyerHabit)
    CHOKEPOINT_HD Reach find_unfiltered_reach(P blocked, float weight) const {
        P const all{weight};
        return {at_least_none(blocked), all - blocked, all};
    }

    /// Does some supplier's f chi differ from 1?
    CHOKEPOINT_HD typename Lanes<P>::Mask moved(
        PackedGroup const& group) const {
        P const one{1.0f};
        auto moved = one != one;
        for (auto l = group.first_link; l < group.last_link; ++l) {
            auto const& link = m_.network.packed_in.get(l);
            moved =
                moved | (tile_.load(tile_.at.expected + link.fill_row) != one);
        }
        return moved;
    }

    /// The same as below where every P is 1.
    CHOKEPOINT_HD P sum_unfiltered_missing(
        PackedGroup const& group, ShiftedOrders<P> const& shift) const {
        P const one{1.0f};
        P present{0.0f};
        CHOKEPOINT_LINKS
        for (auto l = group.first_link; l < group.last_link; ++l) {
            auto const& link = m_.network.packed_in.get(l);
            P const share =
                shift(factor_.standing_at(link.fill_row),
                      tile_.load(tile_.at.expected + link.fill_row));
            present =
                present +
                P{link.weight} *
                    (tile_.load(tile_.at.reliability + link.fill_row) * share);
        }
        return max(P{0.0f}, one - present);
    }

    /// (1 - sum w ((P f) (chi F)))+: what is missing once orders have moved.
    CHOKEPOINT_HD P sum_missing(PackedGroup const& group,
                                ShiftedOrders<P> const& shift) const {
        P const one{1.0f};
        P present{0.0f};
        CHOKEPOINT_LINKS
        for (auto l = group.first_link; l < group.last_link; ++l) {
            auto const& link = m_.network.in_link.get(l);
            P const standing = factor_.standing_at(link.fill_row);
            P const expected = tile_.load(tile_.at.expected + link.fill_row);
            P share = shift(standing, expected);
            if (link.control & quantity_bit) {
                share = select(ceiling_of(link) == one, one, share);
            }
            P const reliability =
                tile_.load(tile_.at.reliability + link.fill_row);
            present = present + P{m_.network.in_weight[l]} *
                                    (load_pass(tile_, link.control) *
                                     reliability * share);
        }
        return max(P{0.0f}, one - present);
    }

    /// z of a group whose clock is y: zeta clamp((y - T_d) / T_r, 0, 1).
    CHOKEPOINT_HD P readiness(PackedGroup const& group, P clock) const {
        P const zero{0.0f}, one{1.0f};
        P const beyond = clock - P{group.delay};
        bool const influenced =
            !is_sink(group) && factor_.influenced(group.owner);
        P const part =
            influenced ? beyond / ramp(group) : divide(beyond, group.ramp);
        P const ready = P{group.ceiling} * min(max(zero, part), one);
        return influenced ? ready * factor_.influence(group.owner,
                                                      tile_.at.slack_scale)
                          : ready;
    }

    /// P f chi of a link; a class that lets everything through has P = 1.
    CHOKEPOINT_HD P share_of(InLink const& link) const {
        P const expected = tile_.load(tile_.at.expected + link.fill_row);
        return tile_.flag(tile_.at.filtered + (link.control & ~quantity_bit))
                   ? available(load_pass(tile_, link.control), expected)
                   : expected;
    }

    /// T_r, longer or shorter under measures on investment and knowledge.
    CHOKEPOINT_HD P ramp(PackedGroup const& group) const {
        P const weeks{group.ramp.value};
        return is_sink(group) ? weeks
                              : weeks * factor_.influence(group.owner,
                                                          tile_.at.ramp_scale);
    }

  private:
    /// V of a link that a quantity control can touch.
    CHOKEPOINT_HD P ceiling_of(InLink const& link) const {
        return tile_.load(tile_.at.ceiling + (link.control & ~quantity_bit));
    }

    /// \param pass, share  P and P f chi of the link
    CHOKEPOINT_HD void add_alternate(InLink const& link,
                                     P pass,
                                     P share,
                                     Alternates& found) const {
        if (link.control & quantity_bit) {
            P const ceiling = ceiling_of(link);
            pass = unless_limited(ceiling, pass);
            share = unless_limited(ceiling, share);
        }
        found.best_pass = max(found.best_pass, pass);
        found.deliverable =
            found.deliverable + P{link.alternate_weight} * share;
    }

    CHOKEPOINT_HD static bool is_sink(PackedGroup const& group) {
        return group.input_class() == InputClass::sink;
    }

    ModelView const& m_;
    TileState<P> const& tile_;
    Mechanisms<P, Kind> factor_;
};
}  // namespace chokepoint
