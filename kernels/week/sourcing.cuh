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
/// Who delivers takes over at most this many times its share of the orders.
inline constexpr float most_shifted = 8.0f;
/// Blocked share above which a buyer shifts orders and looks for new suppliers.
inline constexpr float blocked_enough = 1e-3f;

/// Weekly re-sourcing of one group (model B5.4).
///
///     y: a clock that runs while M > 10^-3 and runs back at a quarter
///     e = z M' Pmax O' Rbar / B
///     l = z Pmax min(1, M' / ((1 - kappa) M))        0 if B = 0
///
/// with M, B and z as in suppliers.cuh; M' = M but for buyers whose orders
/// shift;
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
        if constexpr (Kind::extended) {
            if (m_.network.habit.size) {
                auto const& habit = m_.network.habit[g];
                if (habit.shift_share > 0.0f || habit.design_out_share > 0.0f) {
                    source_by_habit(g, group, habit, state);
                    return;
                }
            }
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
                filtered
                    ? suppliers_.sum_both(group, alternates)
                    : suppliers_.at_least_none(
                          suppliers_.sum_both_unreliable(group, alternates));
            qualify(g, group, state, blocked, &alternates);
            return;
        }
        P const blocked =
            filtered
                ? suppliers_.sum_blocked(group)
                : suppliers_.at_least_none(suppliers_.sum_unreliable(group));
        // Too little blocked for any clock to start: e stays exactly 0.
        if ((state & clock_runs) ||
            Lanes<P>::any(blocked > P{blocked_enough})) {
            qualify(g, group, state, blocked, nullptr);
        }
    }

    /// The same for a buyer whose orders shift or who saves.
    CHOKEPOINT_HD void source_by_habit(std::uint32_t g,
                                       PackedGroup const& group,
                                       BuyerHabit const& habit,
                                       std::int32_t state) const {
        bool const reads_clock =
            (group.kind & has_alternates_bit) || habit.design_out_share > 0.0f;
        if (!habit.moves && !reads_clock) {
            return;
        }
        bool const filtered = state & inputs_filtered;
        // It asked alternates last week and most likely will again.
        bool const both = !filtered && (state & orders_extra);
        Alternates alternates{P{0.0f}, P{0.0f}};
        auto const reach =
            filtered
                ? suppliers_.find_reach(group)
                : suppliers_.find_unfiltered_reach(
                      both ? suppliers_.sum_both_unreliable(group, alternates)
                           : suppliers_.sum_unreliable(group),
                      habit.weight);
        P const& blocked = reach.blocked;
        // Capacities above and below 1 may cancel in M.
        auto failing =
            blocked > P{m_.rules.orders_by_capacity ? 0.0f : blocked_enough};
        if (m_.rules.orders_by_capacity) {
            failing = failing | suppliers_.moved(group);
        }
        bool const fails = Lanes<P>::any(failing);
        if (!fails && !(state & (orders_extra | orders_shift | clock_runs))) {
            return;  // F = q = 1, e = 0, and so they stay
        }
        ShiftedOrders<P> shift;
        if (habit.moves) {
            state &= ~orders_shift;
            if (fails) {
                shift = {habit.shift_share,
                         pull_of(reach, failing, habit.shift_share)};
                tile_.store(tile_.at.pull + g, shift.pull);
                state |= orders_shift;
            }
        }
        if (!reads_clock) {
            tile_.set_flag(tile_.at.group_state + g, state);
            return;
        }
        P const clock = run_clock(g, group, blocked);
        bool const late = is_late(group, clock);
        bool const may_save = habit.design_out_share > 0.0f &&
                              Lanes<P>::any(clock > P{habit.design_out_delay});
        P missing{0.0f};
        if (late || may_save) {
            missing = still_missing(g, group, habit.shift_share, shift, blocked,
                                    filtered);
        }
        state &= ~input_saved;
        if (may_save && Lanes<P>::any(missing > P{0.0f})) {
            design_out(g, habit, clock, missing);
            state |= input_saved;
        }
        place_extra(g, group, state, clock, late, missing,
                    habit.shift_share > 0.0f ? Asked{true, shift.keep * blocked}
                                             : Asked{},
                    both ? &alternates : nullptr);
    }

  private:
    using Alternates = typename Suppliers<P, Kind>::Alternates;
    using Reach = typename Suppliers<P, Kind>::Reach;

    /// kappa min(8, need / max(U, 2^-10)); kappa need / U where orders follow
    /// capacity, next to nothing if there is none. 0 in worlds where nobody
    /// fails: what reads F next week, when f has moved (leverage), must not
    /// find more in a world beside one that shifts.
    CHOKEPOINT_HD P pull_of(Reach const& reach,
                            typename Lanes<P>::Mask failing,
                            float shift_share) const {
        P const zero{0.0f}, share{shift_share};
        if (m_.rules.orders_by_capacity) {
            return select(failing,
                          select(reach.able > zero,
                                 share * (reach.need / reach.able), P{1e-30f}),
                          zero);
        }
        return select(
            failing,
            share * min(P{most_shifted},
                        reach.need / max(reach.able, P{1.0f / 1024.0f})),
            zero);
    }

    /// M' where orders move (model B5.4).
    CHOKEPOINT_HD P still_missing(std::uint32_t g,
                                  PackedGroup const& group,
                                  float shift_share,
                                  ShiftedOrders<P> const& shift,
                                  P blocked,
                                  bool filtered) const {
        if (shift_share == 0.0f) {
            return blocked;
        }
        // Neither sinks nor machines have a stock to judge by.
        if (g >= m_.network.first_sink ||
            group.input_class() == InputClass::capital) {
            return filtered ? suppliers_.sum_missing(group, shift)
                            : suppliers_.sum_unfiltered_missing(group, shift);
        }
        P const zero{0.0f}, one{1.0f};
        P const gap =
            one - tile_.load(tile_.at.stock + g) / P{group.target_stock};
        return max(P{1.0f - shift_share} * blocked,
                   P{shift_share} * min(one, max(zero, gap)));
    }

    /// q = 1 - min(D clamp((y - delay) / ramp, 0, 1), M')
    CHOKEPOINT_HD void design_out(std::uint32_t g,
                                  BuyerHabit const& habit,
                                  P clock,
                                  P missing) const {
        P const zero{0.0f}, one{1.0f};
        P const beyond = clock - P{habit.design_out_delay};
        P const part = beyond / P{habit.design_out_ramp};
        P const able = P{habit.design_out_share} * min(max(zero, part), one);
        tile_.store(tile_.at.saving + g, one - min(able, missing));
    }

    /// Most that the clock of a group shows: T_d + T_r, or until all that can
    /// be designed out is.
    CHOKEPOINT_HD P longest_clock(std::uint32_t g,
                                  PackedGroup const& group) const {
        P longest{group.delay + group.ramp.value};
        if constexpr (Kind::extended) {
            longest = P{group.delay} + suppliers_.ramp(group);
            if (m_.network.habit.size) {
                auto const& habit = m_.network.habit[g];
                if (habit.design_out_share > 0.0f) {
                    longest = max(longest, P{habit.design_out_delay +
                                             habit.design_out_ramp});
                }
            }
        }
        return longest;
    }

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
        P const clock = run_clock(g, group, blocked);
        place_extra(g, group, state, clock, is_late(group, clock), blocked,
                    Asked{}, known);
    }

    /// y of this week.
    CHOKEPOINT_HD P run_clock(std::uint32_t g,
                              PackedGroup const& group,
                              P blocked) const {
        P const zero{0.0f}, one{1.0f};
        P const old_clock = tile_.load(tile_.at.clock + g);
        P clock = select(blocked > P{blocked_enough},
                         min(old_clock + one, longest_clock(g, group)),
                         max(zero, old_clock - P{0.25f}));
        if constexpr (Kind::extended) {
            if (m_.rules.preparation_kept) {
                clock = max(tile_.load(tile_.at.clock_floor + g), clock);
            }
        }
        tile_.store(tile_.at.clock + g, clock);
        return clock;
    }

    /// Is some world past the delay of qualification?
    CHOKEPOINT_HD static bool is_late(PackedGroup const& group, P clock) {
        return group.ceiling > 0.0f && (group.kind & has_alternates_bit) &&
               Lanes<P>::any(clock > P{group.delay});
    }

    /// What alternates are asked for: all of what is blocked (M' = M), or a
    /// part where shift_share > 0.
    struct Asked {
        bool part = false;
        P blocked{0.0f};  ///< M of the orders that do not shift, if `part`
    };

    /// Extra orders, where the clock is past the delay and something is
    /// missing.
    ///
    /// \param missing  M'
    CHOKEPOINT_HD void place_extra(std::uint32_t g,
                                   PackedGroup const& group,
                                   std::int32_t state,
                                   P clock,
                                   bool late,
                                   P missing,
                                   Asked const& asked,
                                   Alternates const* known) const {
        P const zero{0.0f};
        bool const extra =
            late && Lanes<P>::any((clock > P{group.delay}) & (missing > zero));
        if (extra) {
            order_extra(g, group, state & inputs_filtered,
                        suppliers_.readiness(group, clock), missing, asked,
                        known ? *known : suppliers_.find_alternates(group));
        } else if (state & orders_extra) {
            tile_.store(tile_.at.extra + g, zero);
        }
        tile_.set_flag(tile_.at.group_state + g,
                       (state & (sink_disturbed | inputs_filtered |
                                 orders_shift | input_saved)) |
                           (extra ? orders_extra : 0) |
                           (Lanes<P>::any(clock > zero) ? clock_runs : 0));
    }

    /// Where nothing is filtered Pmax = 1, and so O' = O.
    CHOKEPOINT_HD void order_extra(std::uint32_t g,
                                   PackedGroup const& group,
                                   bool filtered,
                                   P ready,
                                   P missing,
                                   Asked const& asked,
                                   Alternates const& alternates) const {
        P const zero{0.0f}, one{1.0f};
        P const order = tile_.load(tile_.at.order + g);
        P wanted = ready * missing;
        if (filtered) {
            auto const& best = alternates.best_pass;
            wanted =
                (wanted * best) * select(best == one, order, min(order, one));
        } else {
            wanted = wanted * order;
        }
        wanted = wanted * P{group.receipts.value};
        auto const able = alternates.deliverable > zero;
        tile_.store(tile_.at.extra + g,
                    select(able, wanted / alternates.deliverable, zero));
        if (factor_.sales_erode()) {
            P taken = filtered ? ready * alternates.best_pass : ready;
            if (asked.part) {
                taken = taken * select(asked.blocked > missing,
                                       missing / asked.blocked, one);
            }
            tile_.store(tile_.at.leaving + g,
                        select(able & (missing > zero), taken, zero));
        }
    }

    ModelView const& m_;
    TileState<P> const& tile_;
    Mechanisms<P, Kind> factor_;
    Suppliers<P, Kind> suppliers_;
    bool filters_moved_;
};
}  // namespace chokepoint
