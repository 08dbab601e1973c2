/// \file receipts.cuh
/// S4: what arrives, what is used, what is left and what is ordered next.
#pragma once

#include "kernels/portable/team.cuh"
#include "kernels/week/link_order.cuh"
#include "kernels/week/mechanisms.cuh"

namespace chokepoint {
/// One group's deliveries, stock and next order (model B5.5, B5.6).
///
/// Stocks change by increments only: at baseline every bracket is exactly 0,
/// so a world without shocks stays constant to the bit.
template <class P, class Kind>
class Receipts {
  public:
    CHOKEPOINT_HD Receipts(ModelView const& m, TileState<P> const& tile)
        : m_{m}, tile_{tile}, factor_{m, tile} {}

    CHOKEPOINT_HD void operator()(std::uint32_t g) const {
        auto const& group = m_.network.packed_group.get(g);
        if constexpr (!Kind::extended) {
            if (group.input_class() == InputClass::capital &&
                !tile_.at.traced) {
                return;  // machines wear out only where capacity moves
            }
        }
        P sum = m_.rules.fixed_shares ? sum_fixed_shares(g)
                                      : sum_deliveries(g, group);
        if constexpr (Kind::extended) {
            sum = draw_on_reserve(g, sum);
        }
        P receipts = divide(sum, group.receipts);
        if (group.transit_row != none) {
            receipts = pass_transit(g, group, receipts);
        }
        if (tile_.at.traced) {
            tile_.store(tile_.at.receipts + g, receipts);
        }
        if (g >= m_.network.first_sink) {
            serve_final_demand(g, receipts);
        } else if (group.input_class() != InputClass::capital) {
            use_and_order(g, group, receipts);
        } else if constexpr (Kind::extended) {
            serve_capital(g, group.owner, receipts);
        }
    }

  private:
    /// Sum of phi o.
    struct Deliveries {
        typename TileState<P>::Rows fill;
        P sum;

        CHOKEPOINT_HD void operator()(std::uint32_t fill_row, P order) {
            sum = sum + fill[fill_row] * order;
        }
    };

    CHOKEPOINT_HD P sum_deliveries(std::uint32_t g,
                                   PackedGroup const& group) const {
        Deliveries came{tile_.rows(tile_.at.fill), P{0.0f}};
        visit_orders<P, Kind>(m_, tile_, group.first_link, group.last_link, g,
                              came);
        return came.sum;
    }

    /// ESRI-down: a supplier at x delivers x of every baseline flow.
    CHOKEPOINT_HD P sum_fixed_shares(std::uint32_t g) const {
        if constexpr (Kind::extended) {
            // What orders nothing at baseline has no share.
            auto const first = m_.network.first_sink;
            if (g >= first &&
                m_.network.sink[g - first].kind != SinkKind::final_demand) {
                return P{0.0f};
            }
        }
        auto const classes = m_.network.priority_classes;
        P sum{0.0f};
        auto const end = m_.network.first_in[g + 1];
        for (auto l = m_.network.first_in[g]; l < end; ++l) {
            auto const& link = m_.network.in_link[l];
            sum = sum + P{link.flow} * tile_.load(tile_.at.output +
                                                  link.fill_row / classes);
        }
        return sum;
    }

    /// First-order pipeline of mean delay lambda: arrivals (v + r)/(1 + l).
    /// Goods in transit are conserved when an event changes lambda.
    CHOKEPOINT_HD P pass_transit(std::uint32_t g,
                                 PackedGroup const& group,
                                 P shipped) const {
        auto const row = tile_.at.transit + group.transit_row;
        P const transit = tile_.load(row);
        P const arrived =
            (group.kind & has_routes_bit) && tile_.flag(tile_.at.routes_delayed)
                ? (transit + shipped) / (P{1.0f} + delay(m_.network.group[g]))
                : divide(transit + shipped, group.arrival);
        // Without delay all arrives; rounding must not leave less than 0.
        tile_.store(row, max(P{0.0f}, transit + (shipped - arrived)));
        return arrived;
    }

    /// Lead time with the delay of the routes that the goods take.
    CHOKEPOINT_HD P delay(Group const& group) const {
        P sum{group.lead_time};
        for (auto k = group.first_route; k < group.last_route; ++k) {
            auto const& part = m_.network.group_route[k];
            sum = sum +
                  P{part.share} * tile_.load(tile_.at.route_delay + part.route);
        }
        return sum;
    }

    /// Deliveries plus what the reserve of this group releases, shared among
    /// its users by last week's gaps (model B5.7). Remembers what the
    /// prices and the reserve need to know of this week.
    CHOKEPOINT_HD P draw_on_reserve(std::uint32_t g, P sum) const {
        if (m_.reserve_user.size && m_.reserve_user[g].reserve != none) {
            auto const& user = m_.reserve_user[g];
            P const zero{0.0f};
            P const asked = tile_.load(tile_.at.order + g) *
                            P{m_.network.group[g].baseline_receipts};
            auto const gap_row = tile_.at.reserve_gap + user.entry;
            P const old_gap = tile_.load(gap_row);
            tile_.store(tile_.at.reserve_asked + user.entry, asked);
            tile_.store(tile_.at.reserve_got + user.entry, sum);
            tile_.store(gap_row, max(zero, asked - sum));
            if (user.draws &&
                tile_.flag(tile_.at.reserve_opens + user.reserve)) {
                auto const& reserve = m_.reserve[user.reserve];
                P const gaps = tile_.load(tile_.at.reserve_gaps + user.reserve);
                P const released =
                    tile_.load(tile_.at.reserve_release + user.reserve) *
                    P{reserve.use};
                sum = sum +
                      select(gaps > zero, released * (old_gap / gaps), zero);
            }
        }
        if (m_.market.size || m_.reserve.size || m_.metrics.denial_cell.size) {
            tile_.store(tile_.at.received + g, sum);
        }
        return sum;
    }

    /// Machines and spare parts: no stock; the order follows the capacity,
    /// and what came decides how it decays (model B7.2). The
    /// stock row keeps this week's receipts.
    CHOKEPOINT_HD void serve_capital(std::uint32_t g,
                                     std::uint32_t owner,
                                     P receipts) const {
        if (m_.rules.capacity_moves) {
            tile_.store(tile_.at.stock + g, receipts);
            tile_.store(tile_.at.order + g,
                        max(P{1.0f}, factor_.growth(owner)));
        }
    }

    CHOKEPOINT_HD void use_and_order(std::uint32_t g,
                                     PackedGroup const& group,
                                     P receipts) const {
        P const zero{0.0f}, one{1.0f};
        auto const i = group.owner;
        P const starts = tile_.load(tile_.at.starts + i);
        // Bundle inputs are drawn at x', so that unused complements do not
        // pile up when another member of the bundle is short.
        P const activity = group.input_class() == InputClass::bundle
                               ? tile_.load(tile_.at.activity + i)
                               : starts;
        P const old_stock = tile_.load(tile_.at.stock + g);
        if (m_.rules.fixed_shares) {
            tile_.store(tile_.at.stock + g, receipts);
            return;
        }
        P const saving = factor_.saving(g);
        P const need = factor_.thrift(g) * saving;
        P const used = min(old_stock, need * activity);
        P const stock = old_stock + (receipts - used);
        tile_.store(tile_.at.stock + g, stock);

        P const optimum = tile_.load(tile_.at.optimum + i);
        P const base = m_.rules.order_actual_use ? starts : optimum;
        P const adapted =
            max(one, factor_.growth(i)) *
            (one + P{m_.rules.target_adaptation} * (optimum - one));
        // At baseline (T - 1) 1 + 1 is T = 1 + n to the bit: T - 1 is exact.
        P const target = (target_stock(group) - one) * adapted + optimum;
        P gap = target - stock;
        if constexpr (Kind::extended) {
            if (m_.network.habit.size && group.transit_row != none) {
                gap = gap + line_gap(g, group, saving, max(adapted, optimum));
            }
        }
        if (m_.rules.clip_gap) {
            gap = max(zero, gap);
        }
        tile_.store(tile_.at.order + g,
                    max(zero, need * base + divide(gap, group.adjustment)));
    }

    /// beta_l (q lambda a - v): what the goods under way lack of their usual
    /// number (Sterman 1989, Management Science 35:321).
    /// \param activity  xi, or more if more is wanted
    CHOKEPOINT_HD P line_gap(std::uint32_t g,
                             PackedGroup const& group,
                             P saving,
                             P activity) const {
        auto const& habit = m_.network.habit[g];
        P const lead_time =
            (group.kind & has_routes_bit) && tile_.flag(tile_.at.routes_delayed)
                ? delay(m_.network.group[g])
                : P{habit.lead_time};
        return P{habit.supply_line} *
               (saving * lead_time * activity -
                tile_.load(tile_.at.transit + group.transit_row));
    }

    /// 1 + n; buyers who fear a cut hold n (1 + h_p (T - T_hi)+) (B5.5).
    CHOKEPOINT_HD P target_stock(PackedGroup const& group) const {
        P const target{group.target_stock};
        if constexpr (Kind::extended) {
            if (m_.rules.precaution > 0.0f) {
                P const fear = P{m_.rules.precaution} *
                               max(P{0.0f}, tile_.load(tile_.at.tension_now) -
                                                P{m_.rules.precaution_tension});
                return target + P{group.target_stock - 1.0f} * fear;
            }
        }
        return target;
    }

    /// Unmet demand is lost, or waits in the backlog for a share nu; long
    /// shortages drive customers away (model B5.6).
    CHOKEPOINT_HD void serve_final_demand(std::uint32_t g, P receipts) const {
        P const zero{0.0f}, one{1.0f};
        auto const s = g - m_.network.first_sink;
        auto const& sink = m_.network.sink[s];
        auto const state = tile_.flag(tile_.at.group_state + g);
        if constexpr (Kind::extended) {
            if (sink.kind != SinkKind::final_demand) {
                return;  // nobody goes without
            }
        }
        if (sink.demand_row == none && !(state & sink_disturbed) &&
            !factor_.priced(g) && !Lanes<P>::any(receipts != one)) {
            return;  // a = 1, backlog = unmet = 0, and so they stay
        }
        P const patience = tile_.load(tile_.at.patience + s);
        P wanted = patience;
        if (sink.demand_row != none) {
            wanted =
                tile_.load(tile_.at.demand_path + sink.demand_row) * wanted;
        }
        wanted = wanted * factor_.thrift(g);
        P const backlog = tile_.load(tile_.at.backlog + s);
        P const unmet = max(zero, wanted - receipts);
        P const served = min(P{0.5f} * backlog, max(zero, receipts - wanted));
        P const lost = unmet - served;
        P const waiting = backlog + (P{sink.postponed_share} * unmet - served);
        P const change =
            (one - patience) / P{52.0f} -
            P{m_.rules.demand_destruction} * max(zero, unmet - P{0.05f});
        P const left = max(P{m_.rules.demand_floor}, patience + change);
        tile_.store(tile_.at.backlog + s, waiting);
        tile_.store(tile_.at.unmet + s, lost);
        tile_.store(tile_.at.patience + s, left);
        bool const disturbed =
            Lanes<P>::any((lost != zero) | (waiting != zero) | (left != one));
        // The order row must return to 1 too: one more week if it is not.
        tile_.set_flag(
            tile_.at.group_state + g,
            (state & ~sink_disturbed) |
                (disturbed ||
                         Lanes<P>::any(tile_.load(tile_.at.order + g) != one)
                     ? sink_disturbed
                     : 0));
    }

    ModelView const& m_;
    TileState<P> const& tile_;
    Mechanisms<P, Kind> factor_;
};
}  // namespace chokepoint
