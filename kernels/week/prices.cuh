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
    ///     D = sum Rbar min(theta q a, O)
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
                                      min(factor_.thrift(g) * need(g),
                                          tile_.load(tile_.at.order + g));
                offered = offered + offered_to(g);
            }
            tile_.store(tile_.at.wanted + k, wanted);
            tile_.store(tile_.at.offered + k, offered);
        }
    }

    /// After the deliveries: move log prices by the excess of demand, then
    /// thrift theta and price factor pf follow.
    ///
    ///     e = (D - S) / S, within +-0.5;  l += eta e
    ///
    /// S with what reserves release. Not what came: receipts are low also
    /// because orders are. At baseline D and S are the same sum to the bit.
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
            P const sent = shipment(m_, tile_, link, g, link.fill_row);
            sum = sum + sent * tile_.load(tile_.at.offer +
                                          link.fill_row /
                                              m_.network.priority_classes);
        }
        return sum;
    }

    CHOKEPOINT_HD void clear_market(std::uint32_t k,
                                    Market const& market) const {
        P const zero{0.0f}, half{0.5f};
        P const wanted = tile_.load(tile_.at.wanted + k);
        P const offered = tile_.load(tile_.at.offered + k) + released(market);
        P excess =
            (wanted - offered) / max(offered, P{0.05f * market.baseline});
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

    /// What reserves have given to the buyers of a market this week.
    CHOKEPOINT_HD P released(Market const& market) const {
        P sum{0.0f};
        for (auto j = market.first; m_.reserve_user.size && j < market.last;
             ++j) {
            auto const g = m_.market_group[j];
            auto const& user = m_.reserve_user[g];
            if (user.reserve != none) {
                sum = sum + (tile_.load(tile_.at.received + g) -
                             tile_.load(tile_.at.reserve_got + user.entry));
            }
        }
        return sum;
    }

    /// What a group would use at an unchanged price: q a of its owner, A a of
    /// a sink.
    CHOKEPOINT_HD P need(std::uint32_t g) const {
        if (g < m_.network.first_sink) {
            return factor_.saving(g) *
                   tile_.load(tile_.at.optimum + m_.network.group[g].owner);
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
