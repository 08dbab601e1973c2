/// \file reserves.cuh
/// Stockpiles of countries and coalitions (model B5.7).
#pragma once

#include "kernels/portable/team.cuh"
#include "kernels/views/tile_state.cuh"

namespace chokepoint {
/// After the deliveries of a week: what each reserve bought, how short its
/// users were, and what it releases and buys in the coming week.
///
///     F = sum R / sum(O Rbar) over its users, R before release
///     a = min(Z, rate, 1 - F, gaps / use) if triggered, given next week
///
/// F leaves the release out: else release and shortage would alternate. Gaps
/// are those of the users that may draw: priority users get no more than they
/// lack.
template <class P>
class Reserves {
  public:
    CHOKEPOINT_HD Reserves(ModelView const& m,
                           TileState<P> const& tile,
                           Package const& package)
        : m_{m}, tile_{tile}, package_{package} {}

    template <class Team>
    CHOKEPOINT_HD void operator()(Team const& team) const {
        for (auto h = team.rank; h < m_.reserve.size; h += team.size) {
            update(h, m_.reserve[h]);
        }
    }

    /// Content at the start: none where the package lacks the reserve.
    CHOKEPOINT_HD float start(Reserve const& reserve) const {
        return held(reserve) ? reserve.start : 0.0f;
    }

  private:
    CHOKEPOINT_HD bool held(Reserve const& reserve) const {
        return package_.reserve_mask >> reserve.bit & 1u;
    }

    CHOKEPOINT_HD void update(std::uint32_t h, Reserve const& reserve) const {
        P const zero{0.0f}, one{1.0f};
        auto const row = tile_.at.reserve_content + h;
        auto const release_row = tile_.at.reserve_release + h;
        P const given = tile_.load(release_row);  // this week, in S4
        P content = max(zero, tile_.load(row) - given);
        if (reserve.sink != none) {
            content = content + tile_.load(tile_.at.received + reserve.sink) /
                                    P{reserve.use};
        }
        tile_.store(row, content);
        count(h, content, given);

        P const fill = national_fill(reserve);
        P const gaps = sum_gaps(reserve);
        tile_.store(tile_.at.reserve_gaps + h, gaps);
        P release = zero;
        if (reserve.trigger != ReserveTrigger::off) {
            auto const wanted =
                reserve.trigger == ReserveTrigger::shortage
                    ? fill < P{reserve.release_below}
                    : tile_.load(tile_.at.log_price + reserve.market) >
                          P{reserve.release_price};
            P const most =
                min(min(min(content, P{reserve.rate}), max(zero, one - fill)),
                    gaps / P{reserve.use});
            release = select(wanted, most, zero);
        }
        tile_.store(release_row, release);
        tile_.set_flag(tile_.at.reserve_opens + h,
                       Lanes<P>::any(release > zero) ? 1 : 0);
        buy(reserve, fill, max(zero, content - release));
    }

    CHOKEPOINT_HD P national_fill(Reserve const& reserve) const {
        P asked{0.0f}, got{0.0f};
        for (auto k = reserve.first; k < reserve.last; ++k) {
            asked = asked + tile_.load(tile_.at.reserve_asked + k);
            got = got + tile_.load(tile_.at.reserve_got + k);
        }
        return select(asked > P{0.0f}, got / asked, P{1.0f});
    }

    CHOKEPOINT_HD P sum_gaps(Reserve const& reserve) const {
        P gaps{0.0f};
        for (auto k = reserve.first_user; k < reserve.last_user; ++k) {
            auto const& user = m_.reserve_user[m_.reserve_group[k]];
            gaps = gaps + tile_.load(tile_.at.reserve_gap + user.entry);
        }
        return gaps;
    }

    /// Refill in calm times: order of the refill sink in the coming week, in
    /// weeks of the cell's use.
    CHOKEPOINT_HD void buy(Reserve const& reserve, P fill, P content) const {
        if (reserve.sink == none || !held(reserve)) {
            return;
        }
        P const zero{0.0f};
        auto const calm =
            (fill >= P{0.999f}) &
            (tile_.load(tile_.at.tension_now) < P{reserve.refill_tension});
        P const room = max(zero, P{reserve.target} - content);
        tile_.store(tile_.at.order + reserve.sink,
                    select(calm, min(P{reserve.refill}, room), zero));
    }

    CHOKEPOINT_HD void count(std::uint32_t h, P content, P release) const {
        P const zero{0.0f}, one{1.0f};
        auto const lowest = tile_.at.reserve_minimum + h;
        tile_.store(lowest, min(content, tile_.load(lowest)));
        auto const empty = tile_.at.reserve_empty + h;
        tile_.store(empty,
                    tile_.load(empty) + select(content > zero, zero, one));
        auto const released = tile_.at.reserve_released + h;
        tile_.store_wide(released,
                         tile_.load_wide(released) + Lanes<P>::widen(release));
    }

    ModelView const& m_;
    TileState<P> const& tile_;
    Package const& package_;
};
}  // namespace chokepoint
