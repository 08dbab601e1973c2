/// \file prices.cuh
/// Markets that clear by price as well as by rationing (model B8).
#pragma once

#include "kernels/portable/exponential.cuh"
#include "kernels/portable/team.cuh"
#include "kernels/week/shipment.cuh"

namespace chokepoint {
template <class P>
class Prices {
  public:
    CHOKEPOINT_HD Prices(ModelView const& m, TileState<P> const& tile)
        : m_{m}, tile_{tile}, factor_{m, tile} {}

    /// Before the deliveries: what buyers want, D, and what suppliers would
    /// send at their normal rate, S = sum phi o rho.
    ///
    ///     D = sum Rbar min(q a, O)
    ///
    /// `a` is the desired activity of the owner, A a of a sink. A
    /// buyer who lacks another input and is full of this one orders less than
    /// he would use: he wants O, and does not drive the price.
    template <class Team>
    CHOKEPOINT_HD void count_offers(Team const& team) const {
        for (auto k = team.rank; k < m_.market.size; k += team.size) {
            P wanted{0.0f}, offered{0.0f};
            auto const& market = m_.market[k];
            for (auto j = market.first; j < market.last; ++j) {
                auto const g = m_.market_group[j];
                wanted = wanted + P{m_.network.group[g].baseline_receipts} *
                                      min(factor_.thrift(g) * activity(g),
                                          tile_.load(tile_.at.order + g));
                offered = offered + offered_to(g);
            }
            tile_.store(tile_.at.wanted + k, wanted);
            tile_.store(tile_.at.offered + k, offered);
        }
    }

    /// After the deliveries: move log prices by the excess of demand, then
    /// thrift q and price factor pf follow.
    ///
    ///     X = sum R, buyers' side (model B8)
    ///     e = (D - X) / X if that is above rounding, else
    ///         min(0, D - S) / S, within +-0.5
    ///     l += eta e
    ///
    /// Where all is served, X = D up to rounding: its sign must not decide
    /// between a glut and a shortage.
    template <class Team>
    CHOKEPOINT_HD void clear(Team const& team) const {
        for (auto k = team.rank; k < m_.market.size; k += team.size) {
            clear_market(k, m_.market[k]);
        }
    }

  private:
    CHOKEPOINT_HD P offered_to(std::uint32_t g) const {
        P sum{0.0f};
        auto const end = m_.network.first_in[g + 1];
        for (auto l = m_.network.first_in[g]; l < end; ++l) {
            auto const& link = m_.network.in_link[l];
            P const sent = shipment(tile_, factor_, link, g, link.fill_row);
            sum = sum + sent * tile_.load(tile_.at.offer +
                                          link.fill_row /
                                              m_.network.priority_classes);
        }
        return sum;
    }

    CHOKEPOINT_HD void clear_market(std::uint32_t k,
                                    Market const& market) const {
        P const zero{0.0f}, half{0.5f};
        P received{0.0f};
        for (auto j = market.first; j < market.last; ++j) {
            received =
                received + tile_.load(tile_.at.received + m_.market_group[j]);
        }
        P const wanted = tile_.load(tile_.at.wanted + k);
        P const offered = tile_.load(tile_.at.offered + k);
        P const least{0.05f * market.baseline};
        P const shortage = (wanted - received) / max(received, least);
        P const glut = min(zero, wanted - offered) / max(offered, least);
        P excess = select(shortage > P{1e-5f}, shortage, glut);
        excess = max(zero - half, min(excess, half));
        P const limit{m_.rules.price_limit};
        P const old = tile_.load(tile_.at.log_price + k);
        P const next = max(zero - limit,
                           min(old + P{m_.rules.price_speed} * excess, limit));
        tile_.store(tile_.at.log_price + k, next);
        tile_.store(tile_.at.price + k, deterministic_exp(next));
        tile_.store(
            tile_.at.thrift + k,
            deterministic_exp((zero - P{market.demand_elasticity}) * next));
        tile_.store(tile_.at.boost + k,
                    min(deterministic_exp(P{market.supply_elasticity} * next),
                        P{m_.rules.boost_limit}));
    }

    CHOKEPOINT_HD P activity(std::uint32_t g) const {
        if (g < m_.network.first_sink) {
            return tile_.load(tile_.at.optimum + m_.network.group[g].owner);
        }
        auto const s = g - m_.network.first_sink;
        auto const row = m_.network.sink[s].demand_row;
        P const patience = tile_.load(tile_.at.patience + s);
        return row == none ? patience
                           : tile_.load(tile_.at.demand_path + row) * patience;
    }

    ModelView const& m_;
    TileState<P> const& tile_;
    Mechanisms<P, ExtendedMarch> factor_;
};
}  // namespace chokepoint
