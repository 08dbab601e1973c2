/// \file suppliers.cuh
/// What the suppliers of a group let it have: blocked share, alternates, and
/// how far the buyer is with qualifying them (model.md B5.4).
#pragma once

#include "kernels/link_order.cuh"
#include "kernels/mechanisms.cuh"

namespace chokepoint {
///     M = sum w (1 - P f chi)      blocked share
///     B = sum b P f chi            what the alternates can deliver
///     z = zeta clamp((y - T_d) / T_r, 0, 1)
template <class P, class Kind>
class Suppliers {
  public:
    CHOKEPOINT_HD Suppliers(ModelView const& m, TileState<P> const& tile)
        : m_{m}, tile_{tile}, factor_{m, tile} {}

    /// What the alternates of a group can do: B, and their best pass factor.
    struct Alternates {
        P deliverable, best_pass;
    };

    /// M of one group.
    CHOKEPOINT_HD P sum_blocked(std::uint32_t g) const {
        P const one{1.0f};
        P blocked{0.0f};
        auto const end = m_.network.first_in[g + 1];
        for (auto l = m_.network.first_in[g]; l < end; ++l) {
            blocked = blocked + P{m_.network.in_weight[l]} *
                                    (one - share_of(m_.network.in_link[l]));
        }
        return blocked;
    }

    /// The same where every P is 1.
    CHOKEPOINT_HD P sum_unreliable(std::uint32_t g) const {
        P const one{1.0f};
        auto const* const reliability = tile_.row(tile_.at.reliability);
        auto const* const links = m_.network.packed_in.data;
        auto const* const weights = m_.network.in_weight.data;
        P blocked{0.0f};
        auto const end = m_.network.first_in[g + 1];
        for (auto l = m_.network.first_in[g]; l < end; ++l) {
            auto const row = links[l].row;
            P const share =
                Lanes<P>::load(reliability + row * Lanes<P>::stride) *
                factor_.standing_at(row);
            blocked = blocked + P{weights[l]} * (one - share);
        }
        return blocked;
    }

    CHOKEPOINT_HD Alternates find_alternates(std::uint32_t g) const {
        Alternates found{P{0.0f}, P{0.0f}};
        auto const end = m_.network.first_in[g + 1];
        for (auto l = m_.network.first_in[g]; l < end; ++l) {
            auto const& link = m_.network.in_link[l];
            if (link.alternate_weight != 0.0f) {
                found.deliverable = found.deliverable +
                                    P{link.alternate_weight} * share_of(link);
                found.best_pass =
                    max(found.best_pass, load_pass(tile_, link.control));
            }
        }
        return found;
    }

    /// M, and the alternates too, each in the order of the sums above.
    CHOKEPOINT_HD P sum_both(std::uint32_t g,
                             bool filtered,
                             Alternates& alternates) const {
        P const one{1.0f};
        auto const* const reliability = tile_.row(tile_.at.reliability);
        auto const* const links = m_.network.in_link.data;
        auto const* const weights = m_.network.in_weight.data;
        P blocked{0.0f}, sum{0.0f};
        auto const end = m_.network.first_in[g + 1];
        for (auto l = m_.network.first_in[g]; l < end; ++l) {
            auto const row = links[l].fill_row;
            P share = Lanes<P>::load(reliability + row * Lanes<P>::stride) *
                      factor_.standing_at(row);
            if (filtered) {
                P const pass = load_pass(tile_, links[l].control);
                share = pass * share;
                if (links[l].alternate_weight != 0.0f) {
                    alternates.best_pass = max(alternates.best_pass, pass);
                }
            }
            blocked = blocked + P{weights[l]} * (one - share);
            // b = 0 adds exactly 0.
            sum = sum + P{links[l].alternate_weight} * share;
        }
        alternates.deliverable = sum;
        return blocked;
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
        P const reliability = tile_.load(tile_.at.reliability + link.fill_row);
        P const standing = factor_.standing_at(link.fill_row);
        return tile_.flag(tile_.at.filtered + (link.control & ~quantity_bit))
                   ? available(load_pass(tile_, link.control), reliability,
                               standing)
                   : reliability * standing;
    }

    /// T_r, longer or shorter under measures on investment and knowledge.
    CHOKEPOINT_HD P ramp(PackedGroup const& group) const {
        P const weeks{group.ramp.value};
        return is_sink(group) ? weeks
                              : weeks * factor_.influence(group.owner,
                                                          tile_.at.ramp_scale);
    }

  private:
    CHOKEPOINT_HD static bool is_sink(PackedGroup const& group) {
        return group.input_class() == InputClass::sink;
    }

    ModelView const& m_;
    TileState<P> const& tile_;
    Mechanisms<P, Kind> factor_;
};
}  // namespace chokepoint
