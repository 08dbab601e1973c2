/// \file metrics.cuh
/// S6: what a world lost (model B9, metrics 1-5).
#pragma once

#include <cfloat>

#include "kernels/portable/team.cuh"
#include "kernels/views/output_layout.cuh"
#include "kernels/views/tile_state.cuh"

namespace chokepoint {
/// Weeks of output >= 99 % that count as recovered.
inline constexpr float recovery_run = 8.0f;
/// Weekly loss, as a share of weekly value added, that opens an episode, and
/// the weeks below it that close one (model D1).
inline constexpr float episode_share = 1e-3f;
inline constexpr float episode_gap = 4.0f;

/// Accumulates weekly losses. National sums of a week are float in node
/// order; sums over weeks are double: the same bits on every backend.
template <class P, class Kind>
class Metrics {
  public:
    using L = Lanes<P>;

    CHOKEPOINT_HD Metrics(ModelView const& m, TileState<P> const& tile)
        : m_{m}, tile_{tile} {}

    template <class Team>
    CHOKEPOINT_HD void operator()(std::int32_t week, Team const& team) const {
        auto const& plan = m_.metrics;
        for (auto c = team.rank; c < plan.node_cell.size; c += team.size) {
            count_output(c, week);
        }
        for (auto c = team.rank; c < plan.sink_cell.size; c += team.size) {
            count_demand(c);
        }
        if (plan.shortages_on) {
            for (auto c = team.rank; c < m_.network.countries; c += team.size) {
                count_shortages(c);
            }
        }
    }

  private:
    /// Gross loss VA max(0, 1 - x), net loss VA (1 - x).
    CHOKEPOINT_HD void count_output(std::uint32_t c, std::int32_t week) const {
        P const zero{0.0f}, one{1.0f};
        P gross{0.0f}, net{0.0f};
        auto const cell = m_.metrics.node_cell[c];
        for (auto k = cell.first; k < cell.last; ++k) {
            auto const i = m_.metrics.cell_node[k];
            P const lost = one - tile_.load(tile_.at.output + i);
            P const value_added{m_.network.node[i].value_added};
            gross = gross + value_added * max(zero, lost);
            net = net + value_added * lost;
        }
        add(tile_.at.lost_gross + c, gross);
        add(tile_.at.lost_net + c, net);
        if (c < m_.network.countries) {
            auto const weekly =
                static_cast<float>(m_.metrics.cell_value_added[c]);
            follow_peak(c, week, gross, net, weekly);
            follow_episode(c, gross, weekly);
            if constexpr (Kind::extended) {
                smooth_loss(c, gross, weekly);
            }
        }
    }

    /// Peak week and time to recover, streaming (model B9.3).
    CHOKEPOINT_HD void follow_peak(std::uint32_t c,
                                   std::int32_t week,
                                   P gross,
                                   P net,
                                   float weekly) const {
        P const one{1.0f}, now{static_cast<float>(week)};
        P const unset{-1.0f};
        P const peak = tile_.load(tile_.at.peak + c);
        auto const higher = gross > peak;
        tile_.store(tile_.at.peak + c, select(higher, gross, peak));
        P const peak_week =
            select(higher, now, tile_.load(tile_.at.peak_week + c));
        tile_.store(tile_.at.peak_week + c, peak_week);

        auto const calm = P{0.01f * weekly} >= net;
        P run = select(calm, tile_.load(tile_.at.calm_run + c) + one, P{0.0f});
        run = select(higher, P{0.0f}, run);
        tile_.store(tile_.at.calm_run + c, run);
        P const old = tile_.load(tile_.at.recovered + c);
        P const first_calm = now - P{recovery_run - 1.0f} - peak_week;
        P const found = select(run == P{recovery_run}, first_calm, unset);
        tile_.store(tile_.at.recovered + c,
                    select(higher, unset, select(old < P{0.0f}, found, old)));
    }

    /// Share of national output lost, smoothed over 8 weeks: what may end a
    /// country's own measures (model B6.4).
    CHOKEPOINT_HD void smooth_loss(std::uint32_t c,
                                   P gross,
                                   float weekly) const {
        if (m_.rules.exits_on && weekly > 0.0f) {
            auto const row = tile_.at.smoothed_loss + c;
            P const old = tile_.load(row);
            tile_.store(row, old + (gross / P{weekly} - old) / P{8.0f});
        }
    }

    /// Largest contiguous loss episode.
    CHOKEPOINT_HD void follow_episode(std::uint32_t c,
                                      P gross,
                                      float weekly) const {
        P const zero{0.0f};
        auto const lossy = gross > P{episode_share * weekly};
        P const quiet =
            select(lossy, zero, tile_.load(tile_.at.quiet_run + c) + P{1.0f});
        tile_.store(tile_.at.quiet_run + c, min(quiet, P{episode_gap}));
        auto const open = quiet < P{episode_gap};
        auto const none_yet = L::widen(zero);
        auto const sum = L::select_wide(
            open, tile_.load_wide(tile_.at.episode + c) + L::widen(gross),
            none_yet);
        tile_.store_wide(tile_.at.episode + c, sum);
        auto const worst = tile_.load_wide(tile_.at.worst_episode + c);
        tile_.store_wide(tile_.at.worst_episode + c,
                         L::select_wide(worst < sum, sum, worst));
    }

    CHOKEPOINT_HD void count_demand(std::uint32_t c) const {
        P lost{0.0f};
        auto const cell = m_.metrics.sink_cell[c];
        for (auto k = cell.first; k < cell.last; ++k) {
            auto const g = m_.metrics.cell_sink[k];
            lost = lost +
                   P{m_.network.group[g].baseline_receipts} *
                       tile_.load(tile_.at.unmet + g - m_.network.first_sink);
        }
        add(tile_.at.lost_demand + c, lost);
    }

    /// Critical inputs at the end of the week: below the coming week's need,
    /// empty, lowest cover.
    CHOKEPOINT_HD void count_shortages(std::uint32_t c) const {
        P const zero{0.0f}, one{1.0f};
        P shortages = tile_.load(tile_.at.shortages + c);
        P stockouts = tile_.load(tile_.at.stockouts + c);
        P cover = tile_.load(tile_.at.cover + c);
        auto const cell = m_.metrics.country_critical[c];
        for (auto k = cell.first; k < cell.last; ++k) {
            auto const g = m_.metrics.critical_group[k];
            P const stock = tile_.load(tile_.at.stock + g);
            P const throttle{m_.network.group[g].throttle_stock};
            shortages = shortages + select(stock < throttle, one, zero);
            stockouts = stockouts + select(stock < P{0.05f}, one, zero);
            cover = min(stock, cover);
        }
        tile_.store(tile_.at.shortages + c, shortages);
        tile_.store(tile_.at.stockouts + c, stockouts);
        tile_.store(tile_.at.cover + c, cover);
    }

    CHOKEPOINT_HD void add(std::uint32_t row, P weekly) const {
        tile_.store_wide(row, tile_.load_wide(row) + L::widen(weekly));
    }

    ModelView const& m_;
    TileState<P> const& tile_;
};
}  // namespace chokepoint
