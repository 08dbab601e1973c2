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
/// Output is the least of capacity, demand and what the inputs allow.
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

        P overtime =
            m_.rules.overtime_on ? tile_.load(tile_.at.overtime + i) : one;
        if (m_.rules.overtime_on && m_.rules.overtime_any_limit) {
            overtime = rush(i, node, overtime, demand);
        }
        P const growth = factor_.growth(i);
        P const boost = factor_.boost(i);
        P const with_slack = limits_.spare_capacity(i, node);
        P const normal = tile_.load(tile_.at.capacity + i) * growth;
        P const capacity = normal * with_slack * overtime * boost;

        P const scale = max(one, growth);
        auto const limit = limits_.find(
            i, node, scale, limits_.ceiling(node, scale, with_slack, boost));
        P activity = max(zero, min(min(min(capacity, demand), limit.critical),
                                   limit.important));
        activity = select(activity < negligible, zero, activity);
        P output = max(zero, min(activity, limit.bundle));
        output = select(output < negligible, zero, output);
        P const optimum = min(demand, capacity);

        tile_.store(tile_.at.output + i, output);
        tile_.store(tile_.at.activity + i, activity);
        tile_.store(tile_.at.optimum + i, optimum);
        if constexpr (Kind::extended) {
            tile_.store(tile_.at.demand + i, demand);
            if (m_.market.size && m_.node_market[i] != none) {
                offer(i, output, normal * boost, limit);
            }
        }
        ration(i, node, output, demand, demand_first, demand_other);
        if (m_.rules.overtime_on && !m_.rules.overtime_any_limit) {
            adapt_overtime(i, node, overtime, output, demand, capacity);
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
    using Limits = typename InputLimits<P, Kind>::Limits;

    /// rho = max(1, h / x): what the node would offer at its normal rate, for
    /// the price (model B8).
    CHOKEPOINT_HD void offer(std::uint32_t i,
                             P output,
                             P normal_rate,
                             Limits const& limit) const {
        P const zero{0.0f}, one{1.0f};
        P const could = min(min(normal_rate, limit.critical),
                            min(limit.important, limit.bundle));
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
    ///     scarcity = (d - x) / d where x >= cap
    CHOKEPOINT_HD void adapt_overtime(std::uint32_t i,
                                      Node const& node,
                                      P overtime,
                                      P output,
                                      P demand,
                                      P capacity) const {
        P const zero{0.0f}, one{1.0f};
        P const short_of =
            select(demand > zero, (demand - output) / demand, zero);
        P const scarcity = select(output >= capacity, short_of, zero);
        P const change = select(scarcity > zero,
                                (P{node.overtime_max} - overtime) * scarcity,
                                one - overtime);
        tile_.store(tile_.at.overtime + i,
                    overtime + divide(change, m_.rules.overtime_divisor));
    }

    /// Overtime of mode ARIO, before output (B7.1): what is asked for this
    /// week against what was made last week, whatever bound it.
    ///
    ///     alpha += ((alpha_max - alpha) scarcity, or 1 - alpha at 0) / tau
    CHOKEPOINT_HD P rush(std::uint32_t i,
                         Node const& node,
                         P overtime,
                         P demand) const {
        P const zero{0.0f}, one{1.0f}, hair{negligible_share};
        P const made = tile_.load(tile_.at.output + i);
        P const scarcity =
            select(demand > zero, (demand - made) / demand, zero);
        // Rounding must not decide whether overtime ends.
        P const change = select((scarcity > hair) | (scarcity < zero - hair),
                                (P{node.overtime_max} - overtime) * scarcity,
                                one - overtime);
        P const now =
            max(one, overtime + divide(change, m_.rules.overtime_divisor));
        tile_.store(tile_.at.overtime + i, now);
        return now;
    }

    ModelView const& m_;
    TileState<P> const& tile_;
    Mechanisms<P, Kind> factor_;
    InputLimits<P, Kind> limits_;
    Orders<P, Kind> orders_;
};
}  // namespace chokepoint
