/// \file production.cuh
/// S3: demand, capacity, input limits, output and how it is rationed.
#pragma once

#include <cfloat>

#include "kernels/link_order.cuh"
#include "kernels/team.cuh"

namespace chokepoint {
/// One node's week (model.md B5.1-B5.3).
///
/// Output is the least of capacity, demand and what the inputs allow.
/// Inventories and rationing follow Hallegatte (2014), Risk Analysis 34:152
/// and Inoue & Todo (2019), Nat. Sustain. 2:841; classes of inputs Pichler et
/// al. (2022), JEDC 144:104527 and Diem et al. (2022), Sci. Rep. 12:7719.
template <class P>
class Production {
  public:
    CHOKEPOINT_HD Production(ModelView const& m, TileState<P> const& tile)
        : m_{m}, tile_{tile} {}

    CHOKEPOINT_HD void operator()(std::uint32_t i) const {
        auto const& node = m_.network.node[i];
        P const zero{0.0f}, one{1.0f}, negligible{1e-6f};

        P demand_first{0.0f}, demand_other{0.0f};
        P demand{1.0f};  // fixed shares: demand is ignored
        if (!m_.rules.fixed_shares) {
            sum_orders(i, demand_first, demand_other);
            demand = (demand_first + demand_other) / P{node.baseline_demand};
        }

        P capacity = tile_.load(tile_.at.capacity + i) * P{node.capacity};
        P const overtime =
            m_.rules.overtime_on ? tile_.load(tile_.at.overtime + i) : one;
        capacity = capacity * overtime;

        auto const limit = find_limits(i, node);
        P activity = max(zero, min(min(min(capacity, demand), limit.critical),
                                   limit.important));
        activity = select(activity < negligible, zero, activity);
        P output = max(zero, min(activity, limit.bundle));
        output = select(output < negligible, zero, output);
        P const optimum = min(demand, capacity);

        tile_.store(tile_.at.output + i, output);
        tile_.store(tile_.at.activity + i, activity);
        tile_.store(tile_.at.optimum + i, optimum);
        ration(i, node, output, demand, demand_first, demand_other);
        if (m_.rules.overtime_on) {
            adapt_overtime(i, node, overtime, output, demand, capacity);
        }
        tile_.set_flag(tile_.at.falls_short + i,
                       Lanes<P>::any(output < P{0.99f} * optimum) ? 1 : 0);
    }

  private:
    struct Limits {
        P critical, important, bundle;
    };

    CHOKEPOINT_HD void sum_orders(std::uint32_t i, P& first, P& other) const {
        auto const row = i * m_.network.priority_classes;
        auto const middle = m_.network.first_other[i];
        auto const end = m_.network.first_out[i + 1];
        first = sum_links(m_.network.first_out[i], middle, row);
        if (middle != end) {
            other = sum_links(middle, end, row + 1);
        }
    }

    CHOKEPOINT_HD P sum_links(std::uint32_t begin,
                              std::uint32_t end,
                              std::uint32_t fill_row) const {
        LinkOrder<P> const order_on{tile_};
        P sum{0.0f};
        for (auto l = begin; l < end; ++l) {
            auto const& link = m_.network.out_link[l];
            bool const extra_orders =
                tile_.flag(tile_.at.group_state + link.group) & orders_extra;
            P extra{0.0f};
            if (extra_orders) {
                extra = tile_.load(tile_.at.extra + link.group);
            }
            sum = sum + order_on(link, tile_.load(tile_.at.order + link.group),
                                 extra_orders, extra, fill_row);
        }
        return sum;
    }

    /// Stock limit of a group: c = s / max(1, psi (1 + n)).
    CHOKEPOINT_HD P covered(std::uint32_t g) const {
        auto const throttle = m_.network.group[g].throttle_stock;
        P const stock = tile_.load(tile_.at.stock + g);
        return throttle == 1.0f ? stock : stock / P{throttle};
    }

    CHOKEPOINT_HD Limits find_limits(std::uint32_t i, Node const& node) const {
        P const zero{0.0f}, one{1.0f}, unlimited{FLT_MAX};
        Limits limit{unlimited, unlimited, unlimited};
        P const ceiling{
            m_.rules.unit_ceiling ? 1.0f : node.capacity * node.overtime_max};
        auto const& end = m_.network.class_end;
        auto g = m_.network.first_group[i];
        for (; g < end[4 * i]; ++g) {
            limit.critical = min(limit.critical, covered(g));
        }
        for (; g < end[4 * i + 1]; ++g) {
            P const missing = max(zero, one - covered(g));
            limit.important = min(
                limit.important,
                ceiling * (one - P{m_.network.group[g].importance} * missing));
        }
        if (g < end[4 * i + 2]) {
            P missing{0.0f};
            for (; g < end[4 * i + 2]; ++g) {
                missing = missing + P{m_.network.group[g].bundle_weight} *
                                        max(zero, one - covered(g));
            }
            limit.bundle =
                ceiling * (one - P{1.0f - node.bundle_floor} * missing);
        }
        return limit;
    }

    /// Share of each order that is delivered: proportional, or a share mu of
    /// the output first to priority customers (model.md B5.3).
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
    ///     scarcity = (d - x) / d where x >= cap (ARIO: whatever binds)
    CHOKEPOINT_HD void adapt_overtime(std::uint32_t i,
                                      Node const& node,
                                      P overtime,
                                      P output,
                                      P demand,
                                      P capacity) const {
        P const zero{0.0f}, one{1.0f};
        P const short_of =
            select(demand > zero, (demand - output) / demand, zero);
        P const scarcity = m_.rules.overtime_any_limit
                               ? short_of
                               : select(output >= capacity, short_of, zero);
        P const change = select(scarcity > zero,
                                (P{node.overtime_max} - overtime) * scarcity,
                                one - overtime);
        tile_.store(tile_.at.overtime + i,
                    overtime + change / P{m_.rules.overtime_weeks});
    }

    ModelView const& m_;
    TileState<P> const& tile_;
};
}  // namespace chokepoint
