/// \file leverage.cuh
/// Power of one country over another (model B9.6), at a few dates.
#pragma once

#include "kernels/portable/team.cuh"
#include "kernels/week/shipment.cuh"
#include "kernels/week/suppliers.cuh"

namespace chokepoint {
/// Leverage of A over B at the start of a week, million USD/week:
///
///     inputs:  sum over B's inputs of VA crit (1 - z B / b) sum_A w chi
///     market:  sum over B's sales to A of VA phi o / Dbar
///
/// An alternate that cannot deliver replaces nothing (model B9.6).
template <class P>
class Leverage {
  public:
    CHOKEPOINT_HD Leverage(ModelView const& m, TileState<P> const& tile)
        : m_{m}, tile_{tile}, suppliers_{m, tile}, factor_{m, tile} {}

    template <class Team>
    CHOKEPOINT_HD void operator()(std::uint32_t date, Team const& team) const {
        auto const& plan = m_.metrics;
        for (auto p = team.rank; p < plan.leverage_pair.size; p += team.size) {
            auto const row = p * plan.dates + date;
            tile_.store(tile_.at.leverage + row,
                        through_inputs(plan.leverage_pair[p]));
            tile_.store(tile_.at.market_leverage + row,
                        through_market(plan.leverage_pair[p]));
        }
    }

  private:
    CHOKEPOINT_HD P through_inputs(LeveragePair const& pair) const {
        P const zero{0.0f}, one{1.0f};
        P sum{0.0f};
        for (auto k = pair.first_input; k < pair.last_input; ++k) {
            auto const& input = m_.metrics.leverage_input[k];
            P replaced{0.0f}, ready{0.0f};
            if (input.alternates > 0.0f) {
                auto const& group = m_.network.packed_group[input.group];
                ready = suppliers_.readiness(
                    group, tile_.load(tile_.at.clock + input.group));
                replaced = ready *
                           suppliers_.find_alternates(group).deliverable /
                           P{input.alternates};
            }
            P share{0.0f};
            for (auto j = input.first_link; j < input.last_link; ++j) {
                auto const l = m_.metrics.leverage_link[j];
                P const standing =
                    factor_.standing_at(m_.network.in_link[l].fill_row);
                share = share + P{m_.network.in_weight[l]} *
                                    (one - ready * (one - standing));
            }
            sum = sum + P{input.stake} * max(zero, one - replaced) * share;
        }
        return sum;
    }

    CHOKEPOINT_HD P through_market(LeveragePair const& pair) const {
        P sum{0.0f};
        for (auto k = pair.first_market; k < pair.last_market; ++k) {
            auto const& part = m_.metrics.leverage_market[k];
            auto const& link = m_.network.out_link[part.link];
            sum = sum + P{part.stake} * shipment(m_, tile_, link, link.group,
                                                 part.fill_row);
        }
        return sum;
    }

    ModelView const& m_;
    TileState<P> const& tile_;
    Suppliers<P, ExtendedMarch> suppliers_;
    Mechanisms<P, ExtendedMarch> factor_;
};
}  // namespace chokepoint
