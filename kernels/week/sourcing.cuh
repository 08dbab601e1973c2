/// \file sourcing.cuh
/// S2: blocked share of each input, qualification of alternates, and how much
/// is ordered from them.
#pragma once

#include "kernels/portable/team.cuh"
#include "kernels/week/control_filter.cuh"
#include "kernels/week/link_order.cuh"
#include "kernels/week/mechanisms.cuh"
#include "kernels/week/orders.cuh"
#include "kernels/week/suppliers.cuh"

namespace chokepoint {
/// Blocked share above which a buyer looks for new suppliers.
inline constexpr float blocked_enough = 1e-3f;

/// Weekly re-sourcing of one group (model B5.4).
///
///     y: a clock that runs while M > 10^-3 and runs back at a quarter
///     e = z M Pmax O' Rbar / B
///
/// with M, B and z as in suppliers.cuh;
/// Pmax is the best pass factor among the alternates and O' = min(O, 1) where
/// it is below 1: else alternates under the same ban would deliver it all.
template <class P, class Kind>
class Sourcing {
  public:
    CHOKEPOINT_HD Sourcing(ModelView const& m, TileState<P> const& tile)
        : m_{m},
          tile_{tile},
          factor_{m, tile},
          suppliers_{m, tile},
          filters_moved_{filters_moved(m, tile)} {}

    CHOKEPOINT_HD void operator()(std::uint32_t g) const {
        source(g);
        if constexpr (Kind::alone) {
            if (!m_.rules.fixed_shares) {
                Orders<P, Kind>{m_, tile_}.push(g);
            }
        }
    }

    CHOKEPOINT_HD void source(std::uint32_t g) const {
        auto state = tile_.flag(tile_.at.group_state + g);
        auto const& group = m_.network.packed_group.get(g);
        if (filters_moved_ && (group.kind & has_controls_bit)) {
            state = note_filters(g, group, state);
        }
        if (g >= m_.network.first_sink) {
            place_final_demand(g, state);
        }
        if (!(group.kind & has_alternates_bit)) {
            return;
        }
        bool const filtered = state & inputs_filtered;
        if (state & orders_extra) {
            // It ordered from alternates last week and most likely will again:
            // M and B in one sweep.
            Alternates alternates;
            P const blocked =
                filtered ? suppliers_.sum_both(group, alternates)
                         : suppliers_.sum_both_unreliable(group, alternates);
            qualify(g, group, state, blocked, &alternates);
            return;
        }
        P const blocked = filtered ? suppliers_.sum_blocked(group)
                                   : suppliers_.sum_unreliable(group);
        // Too little blocked for any clock to start: e stays exactly 0.
        if ((state & clock_runs) ||
            Lanes<P>::any(blocked > P{blocked_enough})) {
            qualify(g, group, state, blocked, nullptr);
        }
    }

  private:
    using Alternates = typename Suppliers<P, Kind>::Alternates;

    /// Filters moved this week: is some link of this group filtered?
    CHOKEPOINT_HD std::int32_t note_filters(std::uint32_t g,
                                            PackedGroup const& group,
                                            std::int32_t state) const {
        auto const* const filtered = tile_.flags(tile_.at.filtered);
        std::int32_t some = 0;
        CHOKEPOINT_LINKS
        for (auto l = group.first_link; l < group.last_link; ++l) {
            some |= filtered[m_.network.in_link[l].control & ~quantity_bit];
        }
        auto const next =
            (state & ~inputs_filtered) | (some ? inputs_filtered : 0);
        if (next != state) {
            tile_.set_flag(tile_.at.group_state + g, next);
        }
        return next;
    }

    /// Final demand of the week: path A times patience a, plus half of the
    /// backlog (model B5.6).
    CHOKEPOINT_HD void place_final_demand(std::uint32_t g,
                                          std::int32_t state) const {
        auto const s = g - m_.network.first_sink;
        auto const row = m_.network.sink[s].demand_row;
        if constexpr (Kind::extended) {
            if (m_.network.sink[s].kind != SinkKind::final_demand) {
                place_purchase(g, m_.network.sink[s]);
                return;
            }
        }
        if (row == none && !(state & sink_disturbed) && !factor_.priced(g)) {
            return;
        }
        P wanted = tile_.load(tile_.at.patience + s);
        if (row != none) {
            wanted = tile_.load(tile_.at.demand_path + row) * wanted;
        }
        wanted = wanted * factor_.thrift(g);
        tile_.store(tile_.at.order + g,
                    wanted + P{0.5f} * tile_.load(tile_.at.backlog + s));
    }

    /// Preclusive buying takes what its demand path has above 1; what a
    /// reserve buys was set last week (reserves.cuh).
    CHOKEPOINT_HD void place_purchase(std::uint32_t g, Sink const& sink) const {
        if (sink.kind == SinkKind::purchase && sink.demand_row != none) {
            tile_.store(
                tile_.at.order + g,
                tile_.load(tile_.at.demand_path + sink.demand_row) - P{1.0f});
        }
    }

    /// \param known  of the week, or null: found if they are needed
    CHOKEPOINT_HD void qualify(std::uint32_t g,
                               PackedGroup const& group,
                               std::int32_t state,
                               P blocked,
                               Alternates const* known) const {
        P const zero{0.0f}, one{1.0f};
        P const old_clock = tile_.load(tile_.at.clock + g);
        P longest{group.delay + group.ramp.value};
        if constexpr (Kind::extended) {
            longest = P{group.delay} + suppliers_.ramp(group);
        }
        P clock =
            select(blocked > P{blocked_enough}, min(old_clock + one, longest),
                   max(zero, old_clock - P{0.25f}));
        if constexpr (Kind::extended) {
            if (m_.rules.preparation_kept) {
                clock = max(tile_.load(tile_.at.clock_floor + g), clock);
            }
        }
        tile_.store(tile_.at.clock + g, clock);

        bool const extra =
            group.ceiling > 0.0f &&
            Lanes<P>::any((clock > P{group.delay}) & (blocked > zero));
        if (extra) {
            order_extra(g, group, state & inputs_filtered,
                        suppliers_.readiness(group, clock), blocked,
                        known ? *known : suppliers_.find_alternates(group));
        } else if (state & orders_extra) {
            tile_.store(tile_.at.extra + g, zero);
        }
        tile_.set_flag(tile_.at.group_state + g,
                       (state & (sink_disturbed | inputs_filtered)) |
                           (extra ? orders_extra : 0) |
                           (Lanes<P>::any(clock > zero) ? clock_runs : 0));
    }

    /// Where nothing is filtered Pmax = 1, and so O' = O.
    CHOKEPOINT_HD void order_extra(std::uint32_t g,
                                   PackedGroup const& group,
                                   bool filtered,
                                   P ready,
                                   P blocked,
                                   Alternates const& alternates) const {
        P const zero{0.0f}, one{1.0f};
        P const order = tile_.load(tile_.at.order + g);
        P wanted = ready * blocked;
        if (filtered) {
            auto const& best = alternates.best_pass;
            wanted =
                (wanted * best) * select(best == one, order, min(order, one));
        } else {
            wanted = wanted * order;
        }
        wanted = wanted * P{group.receipts.value};
        tile_.store(tile_.at.extra + g,
                    select(alternates.deliverable > zero,
                           wanted / alternates.deliverable, zero));
    }

    ModelView const& m_;
    TileState<P> const& tile_;
    Mechanisms<P, Kind> factor_;
    Suppliers<P, Kind> suppliers_;
    bool filters_moved_;
};
}  // namespace chokepoint
