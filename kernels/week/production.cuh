/// \file production.cuh
/// S3: demand, capacity, input limits, output and how it is rationed.
#pragma once

#include "kernels/portable/team.cuh"
#include "kernels/week/first_shortages.cuh"
#include "kernels/week/input_limits.cuh"
#include "kernels/week/mechanisms.cuh"
#include "kernels/week/orders.cuh"

namespace chokepoint {
/// One node's week (model B5.1-B5.3).
///
/// Output is the least of capacity, demand and what the inputs allow; of a
/// plant with cycle time, of what its work in process lets it finish.
/// Inventories and rationing follow Hallegatte (2014), Risk Analysis 34:152
/// and Inoue & Todo (2019), Nat. Sustain. 2:841.
template <class P, class Kind>
class Production {
  public:
    CHOKEPOINT_HD Production(ModelView const& m, TileState<P> const& tile)
        : m_{m},
          tile_{tile},
          factor_{m, tile},
          limits_{m, tile},
          orders_{m, tile} {}

    CHOKEPOINT_HD void operator()(std::uint32_t i) const {
        auto const& node = m_.network.node[i];
        P const zero{0.0f}, one{1.0f}, negligible{negligible_share};

        P demand_first{0.0f}, demand_other{0.0f};
        P demand{1.0f};  // fixed shares: demand is ignored
        if (!m_.rules.fixed_shares) {
            if constexpr (Kind::alone) {
                orders_.take(i, demand_first, demand_other);
            } else {
                orders_.gather(i, demand_first, demand_other);
            }
            demand = divide(demand_first + demand_other,
                            m_.network.demand_divisor[i]);
        }

        bool const rushes = m_.rules.overtime_on && m_.rules.overtime_any_limit;
        P const overtime = rushes ? rush(i, node, demand)
                           : m_.rules.overtime_on
                               ? tile_.load(tile_.at.overtime + i)
                               : one;
        P const boost = factor_.boost(i);
        P const normal =
            tile_.load(tile_.at.capacity + i) * factor_.kept_capacity(i);
        P const capacity = normal * spare_capacity(i, node) * overtime * boost;

        if constexpr (Kind::extended) {
            if (m_.rules.orders_by_capacity) {
                tile_.store(tile_.at.able + i, normal * overtime * boost);
            }
        }

        bool const cycles = factor_.has_cycle(node);
        P const useful = min(demand, capacity);
        P const wanted =
            cycles ? wanted_starts(i, node, demand, capacity) : useful;
        auto const allowed = limits_.allow(i, node, wanted);
        P const activity =
            select(allowed.activity < negligible, zero, allowed.activity);
        P const starts =
            select(allowed.starts < negligible, zero, allowed.starts);
        P output = starts;
        if constexpr (Kind::extended) {
            if (m_.network.cycles) {
                tile_.store(tile_.at.starts + i, starts);
            }
            tile_.store(tile_.at.demand + i, demand);
            if (cycles) {
                output = min(useful, finished(i, node, starts));
                output = select(output < negligible, zero, output);
            }
            if (m_.market.size && m_.node_market[i] != none) {
                offer(i, node, output, normal * boost);  // before w moves
            }
            if (cycles) {
                auto const row = tile_.at.work + i;
                tile_.store(row,
                            max(zero, tile_.load(row) + (starts - output)));
            }
        }
        tile_.store(tile_.at.output + i, output);
        tile_.store(tile_.at.activity + i, activity);
        tile_.store(tile_.at.optimum + i, wanted);
        ration(i, node, output, demand, demand_first, demand_other);
        if (m_.rules.overtime_on && !rushes) {
            adapt_overtime(i, node, overtime, starts, output, demand, capacity);
        }
        bool const falls_short = Lanes<P>::any(runs_short(output, demand));
        tile_.set_flag(tile_.at.falls_short + i, falls_short ? 1 : 0);
        if constexpr (!Kind::extended) {
            if (falls_short) {
                tile_.store(tile_.at.demand + i, demand);
            }
        }
    }

  private:
    /// 1 + sigma; less where measures split plants (M45).
    CHOKEPOINT_HD P spare_capacity(std::uint32_t i, Node const& node) const {
        if (factor_.influenced(i)) {
            P const scale = factor_.influence(i, tile_.at.slack_scale);
            P const less = P{1.0f} + P{node.capacity - 1.0f} * scale;
            return select(scale == P{1.0f}, P{node.capacity}, less);
        }
        return P{node.capacity};
    }

    /// What a plant with cycle time C would start: what is demanded, and what
    /// its work in process lacks, within capacity.
    CHOKEPOINT_HD P wanted_starts(std::uint32_t i,
                                  Node const& node,
                                  P demand,
                                  P capacity) const {
        float const cycle = node.cycle_weeks;
        P const full = P{cycle} * max(P{1.0f}, min(demand, capacity));
        P const lacking = full - tile_.load(tile_.at.work + i);
        return min(
            capacity,
            max(P{0.0f}, demand + lacking / P{cycle > 1.0f ? cycle : 1.0f}));
    }

    /// (w + a) / (1 + C): what leaves a plant with cycle time.
    CHOKEPOINT_HD P finished(std::uint32_t i,
                             Node const& node,
                             P starts) const {
        return (tile_.load(tile_.at.work + i) + starts) /
               P{1.0f + node.cycle_weeks};
    }

    /// rho = max(1, h / x): what the node would offer at its normal rate, for
    /// the price (model B8).
    CHOKEPOINT_HD void offer(std::uint32_t i,
                             Node const& node,
                             P output,
                             P normal_rate) const {
        P const zero{0.0f}, one{1.0f};
        P could = limits_.allow(i, node, normal_rate).starts;
        if (factor_.has_cycle(node)) {
            could = min(normal_rate, finished(i, node, could));
        }
        tile_.store(tile_.at.offer + i,
                    select(output > zero, max(one, could / output), one));
    }

    /// Share of each order that is delivered: proportional, or a share mu of
    /// the output first to priority customers (model B5.3).
    CHOKEPOINT_HD void ration(std::uint32_t i,
                              Node const& node,
                              P output,
                              P demand,
                              P demand_first,
                              P demand_other) const {
        P const zero{0.0f}, one{1.0f};
        auto const enough = output >= demand;
        auto const classes = m_.network.priority_classes;
        auto const row = tile_.at.fill + i * classes;
        bool const short_somewhere = Lanes<P>::any(output < demand);
        tile_.set_flag(tile_.at.rationed + i * classes, short_somewhere);
        if (classes == 2) {
            tile_.set_flag(tile_.at.rationed + i * classes + 1,
                           short_somewhere);
        }
        if (!short_somewhere || classes == 1 || node.priority_share == 0.0f) {
            P const fill =
                short_somewhere ? select(enough, one, output / demand) : one;
            tile_.store(row, fill);
            if (classes == 2) {
                tile_.store(row + 1, fill);
            }
            return;
        }
        P const baseline{node.baseline_demand};
        P const wanted_first = demand_first / baseline;
        P const wanted_other = demand_other / baseline;
        P const pool = P{node.priority_share} * output;
        P const granted =
            select(wanted_first > zero, min(one, pool / wanted_first), one);
        P const left = output - granted * wanted_first;
        P const need_first = wanted_first * (one - granted);
        P const need = need_first + wanted_other;
        // Rounding may leave `left` a hair below 0.
        P const rest =
            select(need > zero, max(zero, min(one, left / need)), one);
        tile_.store(row, select(enough, one,
                                min(one, granted + (one - granted) * rest)));
        tile_.store(row + 1, select(enough, one, rest));
    }

    /// Overtime rises while capacity binds and relaxes otherwise (B7.1):
    ///
    ///     alpha += ((alpha_max - alpha) scarcity or (1 - alpha)) / tau
    ///     scarcity = (d - x) / d where a >= cap
    ///
    /// By what it starts: whether work in process that fills up to C cap lets
    /// the plant finish cap is a matter of rounding.
    CHOKEPOINT_HD void adapt_overtime(std::uint32_t i,
                                      Node const& node,
                                      P overtime,
                                      P starts,
                                      P output,
                                      P demand,
                                      P capacity) const {
        P const zero{0.0f}, one{1.0f};
        P const short_of =
            select(demand > zero, (demand - output) / demand, zero);
        P const scarcity = select(starts >= capacity, short_of, zero);
        P const change = select(scarcity > zero,
                                (P{node.overtime_max} - overtime) * scarcity,
                                one - overtime);
        tile_.store(tile_.at.overtime + i,
                    overtime + divide(change, m_.network.overtime_divisor[i]));
    }

    /// Overtime of mode ARIO, before output (B7.1): what is asked for this
    /// week against what was made last week, whatever bound it.
    ///
    ///     alpha += ((alpha_max - alpha) scarcity, or 1 - alpha at rest) / tau
    ///
    /// Negative where less is asked for than was made. Its row keeps alpha - 1:
    /// weekly steps are far below the rounding of numbers near 1.
    CHOKEPOINT_HD P rush(std::uint32_t i, Node const& node, P demand) const {
        P const zero{0.0f}, one{1.0f};
        P const extra = tile_.load(tile_.at.rush + i);
        P const made = tile_.load(tile_.at.output + i);
        P const scarcity =
            select(demand > zero, (demand - made) / demand, zero);
        auto const rests = (scarcity == zero) & (demand == one);
        P const change =
            select(rests, zero - extra,
                   (P{node.overtime_max - 1.0f} - extra) * scarcity);
        P const now =
            max(zero, extra + divide(change, m_.network.overtime_divisor[i]));
        tile_.store(tile_.at.rush + i, now);
        return one + now;
    }

    ModelView const& m_;
    TileState<P> const& tile_;
    Mechanisms<P, Kind> factor_;
    InputLimits<P, Kind> limits_;
    Orders<P, Kind> orders_;
};
}  // namespace chokepoint
