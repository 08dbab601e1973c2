/// \file sourcing.cuh
/// S2: blocked share of each input, qualification of alternates, and how much
/// is ordered from them.
#pragma once

#include "kernels/link_order.cuh"
#include "kernels/team.cuh"

namespace chokepoint {
/// Blocked share above which a buyer looks for new suppliers.
inline constexpr float blocked_enough = 1e-3f;

/// Weekly re-sourcing of one group (model.md B5.4).
///
///     M = sum w (1 - P f)          blocked share
///     B = sum b P f                what the alternates can deliver
///     y: a clock that runs while M > 10^-3 and runs back at a quarter
///     z = zeta clamp((y - T_d) / T_r, 0, 1)
///     e = z M Pmax O' Rbar / B
///
/// Pmax is the best pass factor among the alternates and O' = min(O, 1) where
/// it is below 1: else alternates under the same ban would deliver it all.
template <class P>
class Sourcing {
  public:
    CHOKEPOINT_HD Sourcing(ModelView const& m, TileState<P> const& tile)
        : m_{m}, tile_{tile} {}

    CHOKEPOINT_HD void operator()(std::uint32_t g) const {
        auto const& group = m_.network.group[g];
        auto const state = tile_.flag(tile_.at.group_state + g);
        if (g >= m_.network.first_sink) {
            place_final_demand(g, state);
        }
        if (!group.has_alternates) {
            return;
        }
        P const blocked = sum_blocked(g);
        // Too little blocked for any clock to start: e stays exactly 0.
        if ((state & clock_runs) ||
            Lanes<P>::any(blocked > P{blocked_enough})) {
            qualify(g, group, state, blocked);
        }
    }

  private:
    /// Final demand of the week: path A times patience a, plus half of the
    /// backlog (model.md B5.6, clarification 27).
    CHOKEPOINT_HD void place_final_demand(std::uint32_t g,
                                          std::int32_t state) const {
        auto const s = g - m_.network.first_sink;
        auto const row = m_.network.sink[s].demand_row;
        if (row == none && !(state & sink_disturbed)) {
            return;
        }
        P wanted = tile_.load(tile_.at.patience + s);
        if (row != none) {
            wanted = tile_.load(tile_.at.demand_path + row) * wanted;
        }
        tile_.store(tile_.at.order + g,
                    wanted + P{0.5f} * tile_.load(tile_.at.backlog + s));
    }

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

    /// P f; a class that lets everything through has P = 1 exactly.
    CHOKEPOINT_HD P share_of(InLink const& link) const {
        P const reliability = tile_.load(tile_.at.reliability + link.fill_row);
        return tile_.flag(tile_.at.filtered + (link.control & ~quantity_bit))
                   ? available(load_pass(tile_, link.control), reliability)
                   : reliability;
    }

    CHOKEPOINT_HD void qualify(std::uint32_t g,
                               Group const& group,
                               std::int32_t state,
                               P blocked) const {
        P const zero{0.0f}, one{1.0f};
        P const old_clock = tile_.load(tile_.at.clock + g);
        P const longest{group.qualification_delay + group.qualification_ramp};
        P const clock =
            select(blocked > P{blocked_enough}, min(old_clock + one, longest),
                   max(zero, old_clock - P{0.25f}));
        tile_.store(tile_.at.clock + g, clock);

        P const delay{group.qualification_delay};
        bool const extra = group.resourcing_ceiling > 0.0f &&
                           Lanes<P>::any((clock > delay) & (blocked > zero));
        if (extra) {
            P const ready =
                P{group.resourcing_ceiling} *
                min(max(zero, (clock - delay) / P{group.qualification_ramp}),
                    one);
            order_extra(g, group, ready, blocked);
        } else if (state & orders_extra) {
            tile_.store(tile_.at.extra + g, zero);
        }
        tile_.set_flag(tile_.at.group_state + g,
                       (state & sink_disturbed) | (extra ? orders_extra : 0) |
                           (Lanes<P>::any(clock > zero) ? clock_runs : 0));
    }

    CHOKEPOINT_HD void order_extra(std::uint32_t g,
                                   Group const& group,
                                   P ready,
                                   P blocked) const {
        P const zero{0.0f}, one{1.0f};
        P deliverable{0.0f}, best_pass{0.0f};
        auto const end = m_.network.first_in[g + 1];
        for (auto l = m_.network.first_in[g]; l < end; ++l) {
            auto const& link = m_.network.in_link[l];
            if (link.alternate_weight != 0.0f) {
                deliverable =
                    deliverable + P{link.alternate_weight} * share_of(link);
                best_pass = max(best_pass, load_pass(tile_, link.control));
            }
        }
        P const order = tile_.load(tile_.at.order + g);
        P const volume = select(best_pass == one, order, min(order, one));
        P const wanted = (((ready * blocked) * best_pass) * volume) *
                         P{group.baseline_receipts};
        tile_.store(tile_.at.extra + g,
                    select(deliverable > zero, wanted / deliverable, zero));
    }

    ModelView const& m_;
    TileState<P> const& tile_;
};
}  // namespace chokepoint
