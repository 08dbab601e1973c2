/// \file slow_states.cuh
/// S5: states that remember: reliability of suppliers, capacity of nodes,
/// their standing with buyers.
#pragma once

#include "kernels/portable/team.cuh"
#include "kernels/views/tile_state.cuh"
#include "kernels/week/suppliers.cuh"

namespace chokepoint {
/// Smoothed fill, the reliability that buyers see (model B2):
///
///     f += (phi - f) / tau_f,  f >= 2^-10
///
/// The floor keeps a dead alternate from driving Rbar / B to infinity
/// (model B0.8). Where orders follow capacity, f is the capacity of this week,
/// share of baseline, without memory or floor (model B5.4).
template <class P>
CHOKEPOINT_HD void remember_reliability_of(ModelView const& m,
                                           TileState<P> const& tile,
                                           std::uint32_t r) {
    if (m.rules.orders_by_capacity) {
        tile.store(tile.at.reliability + r,
                   tile.load(tile.at.able + r / m.network.priority_classes));
        return;
    }
    P const floor{1.0f / 1024.0f};
    if (!tile.flag(tile.at.rationed + r) &&
        !tile.flag(tile.at.unreliable + r)) {
        return;  // f = phi = 1, and so it stays
    }
    P const old = tile.load(tile.at.reliability + r);
    P const fill = tile.load(tile.at.fill + r);
    P const reliability =
        max(floor, old + divide(fill - old, m.rules.reliability_divisor));
    tile.store(tile.at.reliability + r, reliability);
    tile.set_flag(tile.at.unreliable + r,
                  Lanes<P>::any(reliability != P{1.0f}) ? 1 : 0);
}

/// f and f chi of all suppliers; after chi has moved.
template <class P, class Team>
CHOKEPOINT_HD void remember_reliability(ModelView const& m,
                                        TileState<P> const& tile,
                                        Team const& team) {
    auto const classes = m.network.priority_classes;
    // By node: the member that has moved chi of a node makes its f chi.
    for (auto i = team.rank; i < m.network.nodes; i += team.size) {
        for (auto r = i * classes; r < (i + 1) * classes; ++r) {
            remember_reliability_of(m, tile, r);
            if (m.rules.sales_erode) {
                tile.store(tile.at.expected + r,
                           tile.load(tile.at.reliability + r) *
                               tile.load(tile.at.standing + i));
            }
        }
    }
}

/// Denial index of a cell (model B7.3): blocked share of what its groups
/// buy, weighted by their flow. Read before f moves.
template <class P, class Team>
CHOKEPOINT_HD void measure_denial(ModelView const& m,
                                  TileState<P> const& tile,
                                  Team const& team) {
    Suppliers<P, ExtendedMarch> const suppliers{m, tile};
    for (auto c = team.rank; c < m.denial_index.size; c += team.size) {
        P sum{0.0f};
        auto const cell = m.denial_index[c];
        for (auto k = cell.first; k < cell.last; ++k) {
            auto const g = m.denial_index_group[k];
            sum =
                sum + P{m.network.group[g].baseline_receipts} *
                          suppliers.sum_blocked(m.network.packed_group.get(g));
        }
        tile.store(tile.at.denial + c, sum / P{m.denial_index_flow[c]});
    }
}

/// eta, kappa and chi of the nodes (model B7.2-B7.4, B7.6).
template <class P>
class SlowNodes {
  public:
    CHOKEPOINT_HD SlowNodes(ModelView const& m,
                            TileState<P> const& tile,
                            Package const& package)
        : m_{m}, tile_{tile}, package_{package}, factor_{m, tile} {}

    template <class Team>
    CHOKEPOINT_HD void operator()(std::int32_t week, Team const& team) const {
        if (m_.rules.sales_erode) {
            for (auto i = team.rank; i < m_.network.nodes; i += team.size) {
                move_standing(i);
            }
        }
        if (!m_.rules.capacity_moves) {
            return;
        }
        for (auto i = team.rank; i < m_.network.nodes; i += team.size) {
            if (m_.rules.tool_decay > 0.0f) {
                move_upkeep(i);
            }
            tile_.store(tile_.at.growth + i, moved(i));
        }
        // A node's increments are added by the member that moved it.
        for (auto k = package_.first_increment; k < package_.last_increment;
             ++k) {
            auto const& change = m_.increment[k];
            if (change.week <= week && change.node % team.size == team.rank) {
                add_increment(k, change);
            }
        }
        for (auto i = team.rank; i < m_.network.nodes; i += team.size) {
            P const ceiling{m_.slow_node[i].ceiling};
            auto const row = tile_.at.growth + i;
            tile_.store(row, min(max(P{0.0f}, tile_.load(row)), ceiling));
        }
    }

  private:
    /// chi += e_C (1 - chi) [d >= chi - 0.02] - e_R (chi - d)+ chi: sales lost
    /// beyond what chi itself explains erode it (model B7.4). chi >=
    /// 2^-10.
    CHOKEPOINT_HD void move_standing(std::uint32_t i) const {
        P const zero{0.0f}, one{1.0f};
        auto const row = tile_.at.standing + i;
        P const old = tile_.load(row);
        P const demand = tile_.load(tile_.at.demand + i);
        P const loss = P{m_.rules.erosion * package_.erosion_scale} *
                       factor_.influence(i, tile_.at.erosion_scale);
        P const regained = select(demand >= old - P{0.02f},
                                  P{m_.rules.regain} * (one - old), zero);
        P const moved = old + (regained - loss * max(zero, old - demand) * old);
        // As f: a supplier whom all have left must not drive Rbar / B to
        // infinity (model B0.8).
        tile_.store(row, max(P{1.0f / 1024.0f}, moved));
    }

    /// eta += delta_tool (min(1, least r / kappa+) - eta) over the CAPITAL
    /// groups of a node: a line runs as its worst served kind of tool (model
    /// B7.2). From the old kappa.
    CHOKEPOINT_HD void move_upkeep(std::uint32_t i) const {
        P const one{1.0f};
        auto const first = m_.network.class_end[4 * i + 2];
        auto const last = m_.network.class_end[4 * i + 3];
        if (first == last) {
            return;
        }
        P least = tile_.load(tile_.at.stock + first);
        for (auto g = first + 1; g < last; ++g) {
            least = min(least, tile_.load(tile_.at.stock + g));
        }
        P const need = max(one, tile_.load(tile_.at.growth + i));
        auto const row = tile_.at.upkeep + i;
        P const old = tile_.load(row);
        tile_.store(
            row, old + P{m_.rules.tool_decay} * (min(one, least / need) - old));
    }

    /// Growth under denial, drift: both from the old kappa, added in this
    /// order (model B7.2).
    CHOKEPOINT_HD P moved(std::uint32_t i) const {
        P const zero{0.0f}, one{1.0f};
        auto const& slow = m_.slow_node[i];
        P const old = tile_.load(tile_.at.growth + i);
        P next = old;
        if (slow.denial_cell != none) {
            P const denied = tile_.load(tile_.at.denial + slow.denial_cell);
            P const rate =
                P{slow.growth} * factor_.influence(i, tile_.at.growth_scale);
            next = next +
                   rate * denied * old * max(zero, one - old / P{slow.ceiling});
        }
        if (factor_.influenced(i)) {
            next = next + tile_.load(tile_.at.drift + slow.influence);
        }
        return next;
    }

    /// A plant opens once its week has come and demand is there (M55).
    CHOKEPOINT_HD void add_increment(std::uint32_t k,
                                     Increment const& change) const {
        P const zero{0.0f}, one{1.0f};
        auto const due_row = tile_.at.increment_due + k;
        P const due = tile_.load(due_row);
        auto const now =
            (due == one) & (tile_.load(tile_.at.demand + change.node) >=
                            P{change.demand_floor});
        auto const row = tile_.at.growth + change.node;
        P const old = tile_.load(row);
        tile_.store(row, select(now, old + P{change.change}, old));
        tile_.store(due_row, select(now, zero, due));
    }

    ModelView const& m_;
    TileState<P> const& tile_;
    Package const& package_;
    Mechanisms<P, ExtendedMarch> factor_;
};
}  // namespace chokepoint
