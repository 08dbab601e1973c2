/// \file trade_books.cuh
/// What crosses borders and what it costs (model B9.9, B9.11): shipments of
/// named parties, denied deliveries, duties, price uplift, premiums. Booked
/// separately from lost value added: these are transfers or extra costs.
#pragma once

#include "kernels/portable/team.cuh"
#include "kernels/week/shipment.cuh"

namespace chokepoint {
template <class P>
class TradeBooks {
  public:
    CHOKEPOINT_HD TradeBooks(ModelView const& m, TileState<P> const& tile)
        : m_{m}, tile_{tile}, factor_{m, tile} {}

    /// Before the deliveries of the week change the orders.
    template <class Team>
    CHOKEPOINT_HD void before_delivery(Team const& team) const {
        auto const& plan = m_.metrics;
        for (auto c = team.rank; c < plan.flow_cell.size; c += team.size) {
            add(tile_.at.shipped + c, shipments(plan.flow_cell[c]));
        }
        for (auto c = team.rank; c < plan.cost_cell.size; c += team.size) {
            book_links(c, plan.cost_cell[c]);
        }
    }

    /// After the deliveries and the clearing of markets.
    template <class Team>
    CHOKEPOINT_HD void after_delivery(std::int32_t week,
                                      Team const& team) const {
        auto const& plan = m_.metrics;
        for (auto c = team.rank; c < plan.denial_cell.size; c += team.size) {
            follow_denial(c, week);
        }
        if (m_.market.size) {
            for (auto c = team.rank; c < plan.cost_cell.size; c += team.size) {
                book_prices(c, plan.cost_cell[c]);
            }
            for (auto k = team.rank; k < m_.market.size; k += team.size) {
                follow_price(k);
            }
        }
    }

  private:
    CHOKEPOINT_HD P shipments(Cell const& cell) const {
        P sum{0.0f};
        for (auto k = cell.first; k < cell.last; ++k) {
            auto const& part = m_.metrics.flow_link[k];
            auto const& link = m_.network.out_link[part.link];
            sum = sum + shipment(m_, tile_, link, link.group, part.fill_row);
        }
        return sum;
    }

    /// Duties tau phi o, and the premium c on what extra orders bring.
    CHOKEPOINT_HD void book_links(std::uint32_t country,
                                  Cell const& cell) const {
        P duties{0.0f}, premium{0.0f};
        for (auto k = cell.first; k < cell.last; ++k) {
            auto const g = m_.metrics.cost_group[k];
            bool const extra_orders =
                tile_.flag(tile_.at.group_state + g) & orders_extra;
            auto const end = m_.network.first_in[g + 1];
            for (auto l = m_.network.first_in[g]; l < end; ++l) {
                auto const& link = m_.network.in_link[l];
                auto const control = link.control & ~quantity_bit;
                if (control) {
                    duties = duties +
                             tile_.load(tile_.at.duty + control) *
                                 shipment(m_, tile_, link, g, link.fill_row);
                }
                if (extra_orders && link.alternate_weight != 0.0f) {
                    InLink only_extra = link;
                    only_extra.flow = 0.0f;
                    premium = premium +
                              shipment(m_, tile_, only_extra, g, link.fill_row);
                }
            }
        }
        add(tile_.at.duties + country, duties);
        add(tile_.at.switching + country,
            P{m_.rules.switching_premium} * premium);
    }

    /// (exp l - 1) R of the priced inputs.
    CHOKEPOINT_HD void book_prices(std::uint32_t country,
                                   Cell const& cell) const {
        P uplift{0.0f};
        for (auto k = cell.first; k < cell.last; ++k) {
            auto const g = m_.metrics.cost_group[k];
            if (factor_.priced(g)) {
                P const price = tile_.load(tile_.at.price + m_.group_market[g]);
                uplift = uplift +
                         (price - P{1.0f}) * tile_.load(tile_.at.received + g);
            }
        }
        add(tile_.at.price_uplift + country, uplift);
    }

    CHOKEPOINT_HD void follow_price(std::uint32_t k) const {
        P const price = tile_.load(tile_.at.price + k);
        auto const peak = tile_.at.price_peak + k;
        tile_.store(peak, max(price, tile_.load(peak)));
        add(tile_.at.price_sum + k, price);
    }

    /// Volume below the baseline, and the weeks between the first and the
    /// last week below 0.9 of it: the delay of the denied technology.
    CHOKEPOINT_HD void follow_denial(std::uint32_t c, std::int32_t week) const {
        P received{0.0f};
        auto const cell = m_.metrics.denial_cell[c];
        for (auto k = cell.first; k < cell.last; ++k) {
            received = received + tile_.load(tile_.at.received +
                                             m_.metrics.denial_group[k]);
        }
        float const flow = m_.metrics.denial_flow[c];
        add(tile_.at.denied + c, P{flow} - received);
        P const now{static_cast<float>(week)};
        auto const low = received < P{0.9f * flow};
        auto const first = tile_.at.denial_first + c;
        P const begun = tile_.load(first);
        tile_.store(first, select(low & (begun < P{0.0f}), now, begun));
        auto const last = tile_.at.denial_last + c;
        tile_.store(last, select(low, now, tile_.load(last)));
    }

    CHOKEPOINT_HD void add(std::uint32_t row, P weekly) const {
        tile_.store_wide(row, tile_.load_wide(row) + Lanes<P>::widen(weekly));
    }

    ModelView const& m_;
    TileState<P> const& tile_;
    Mechanisms<P, ExtendedMarch> factor_;
};
}  // namespace chokepoint
