/// \file loss_rows.cuh
/// From a tile's sums to rows of losses: money is written here and nowhere
/// else.
#pragma once

#include <cfloat>
#include <cmath>

#include "kernels/views/output_layout.cuh"
#include "kernels/views/tile_state.cuh"

namespace chokepoint {
/// Where a chunk is written: rows `stride` apart, one column a scenario.
struct LossRows {
    float* value;
    std::int32_t* count;
    std::uint64_t stride;
    std::uint32_t columns;  ///< scenarios; lanes beyond are not stored
};

/// Copies one lane's results to its column.
template <class P>
class LossWriter {
  public:
    CHOKEPOINT_HD LossWriter(ModelView const& m,
                             TileState<P> const& tile,
                             LossRows const& rows,
                             std::uint32_t lane,
                             std::uint32_t column)
        : m_{m},
          tile_{tile},
          rows_{rows},
          layout_{m},
          lane_{lane},
          column_{column} {}

    /// Losses until horizon h, rows shared among the team.
    template <class Team>
    CHOKEPOINT_HD void at_horizon(std::uint32_t h, Team const& team) const {
        for (auto c = team.rank; c < layout_.node_cells; c += team.size) {
            value(layout_.value_added(c, h)) = wide(tile_.at.lost_gross + c);
            value(layout_.value_added_net(c, h)) = wide(tile_.at.lost_net + c);
        }
        for (auto c = team.rank; c < layout_.sink_cells; c += team.size) {
            value(layout_.final_demand(c, h)) = wide(tile_.at.lost_demand + c);
        }
        for (auto c = team.rank; c < layout_.cost_countries; c += team.size) {
            value(layout_.duties(c, h)) = wide(tile_.at.duties + c);
            value(layout_.price_uplift(c, h)) = wide(tile_.at.price_uplift + c);
            value(layout_.switching_cost(c, h)) = wide(tile_.at.switching + c);
        }
        for (auto c = team.rank; c < layout_.state_countries; c += team.size) {
            value(layout_.capacity_index(c, h)) =
                national_mean(c, m_.rules.capacity_moves,
                              [&](std::uint32_t i) { return capacity(i); });
            value(layout_.competitiveness(c, h)) = national_mean(
                c, m_.rules.sales_erode,
                [&](std::uint32_t i) { return state(tile_.at.standing + i); });
        }
        for (auto c = team.rank; c < layout_.flow_cells; c += team.size) {
            value(layout_.flow_lost(c, h)) = static_cast<float>(
                m_.metrics.flow_baseline[c] *
                    static_cast<double>(m_.metrics.horizon[h]) -
                tile_.wide_value(tile_.at.shipped + c, lane_));
        }
        for (auto c = team.rank; c < layout_.denial_cells; c += team.size) {
            value(layout_.denied(c, h)) = wide(tile_.at.denied + c);
        }
    }

    template <class Team>
    CHOKEPOINT_HD void at_end(Team const& team) const {
        for (auto c = team.rank; c < layout_.countries; c += team.size) {
            country(c);
        }
        if (team.rank == 0) {
            world();
        }
    }

  private:
    CHOKEPOINT_HD void country(std::uint32_t c) const {
        value(layout_.peak_loss(c)) = state(tile_.at.peak + c);
        value(layout_.episode_loss(c)) = wide(tile_.at.worst_episode + c);
        float const cover = state(tile_.at.cover + c);
        value(layout_.minimum_cover(c)) = cover < FLT_MAX ? 7.0f * cover : NAN;
        count(layout_.peak_week(c)) = whole(tile_.at.peak_week + c);
        count(layout_.shortage_weeks(c)) = whole(tile_.at.shortages + c);
        count(layout_.stockout_weeks(c)) = whole(tile_.at.stockouts + c);
        bool const lost = state(tile_.at.peak + c) > 0.0f;
        auto const recovered = whole(tile_.at.recovered + c);
        bool const censored = lost && recovered < 0;
        count(layout_.recovery_censored(c)) = censored ? 1 : 0;
        count(layout_.recovery_weeks(c)) =
            censored ? m_.weeks : (lost ? recovered : 0);
    }

    /// kappa eta: what a node has built or lost, less tools without parts.
    CHOKEPOINT_HD float capacity(std::uint32_t i) const {
        float const built = state(tile_.at.growth + i);
        return m_.rules.tool_decay > 0.0f ? built * state(tile_.at.upkeep + i)
                                          : built;
    }

    /// Mean of a node state weighted by value added: 1 at baseline exactly.
    template <class State>
    CHOKEPOINT_HD float national_mean(std::uint32_t c,
                                      std::uint32_t moves,
                                      State const& state_of) const {
        float sum = 0.0f, weight = 0.0f;
        auto const cell = m_.metrics.node_cell[c];
        for (auto k = cell.first; moves && k < cell.last; ++k) {
            auto const i = m_.metrics.cell_node[k];
            float const value_added = m_.network.node[i].value_added;
            sum = sum + value_added * state_of(i);
            weight = weight + value_added;
        }
        return weight > 0.0f ? sum / weight : 1.0f;
    }

    /// What only the extended march keeps; loops are empty otherwise.
    CHOKEPOINT_HD void mechanisms() const {
        for (std::uint32_t h = 0; h < layout_.reserves; ++h) {
            value(layout_.reserve_minimum(h)) =
                state(tile_.at.reserve_minimum + h);
            value(layout_.reserve_released(h)) =
                wide(tile_.at.reserve_released + h);
            count(layout_.reserve_empty_weeks(h)) =
                whole(tile_.at.reserve_empty + h);
        }
        for (std::uint32_t k = 0; k < layout_.markets; ++k) {
            value(layout_.price_peak(k)) = state(tile_.at.price_peak + k);
            value(layout_.price_mean(k)) = static_cast<float>(
                tile_.wide_value(tile_.at.price_sum + k, lane_) /
                static_cast<double>(m_.weeks));
        }
        for (std::uint32_t c = 0; c < layout_.denial_cells; ++c) {
            auto const first = whole(tile_.at.denial_first + c);
            auto const last = whole(tile_.at.denial_last + c);
            count(layout_.delay_weeks(c)) = first < 0 ? 0 : last - first + 1;
            count(layout_.delay_censored(c)) =
                first >= 0 && last == m_.weeks - 1 ? 1 : 0;
        }
        for (std::uint32_t p = 0; p < layout_.leverage_pairs; ++p) {
            for (std::uint32_t d = 0; d < layout_.dates; ++d) {
                auto const row = p * layout_.dates + d;
                value(layout_.leverage(p, d)) = state(tile_.at.leverage + row);
                value(layout_.market_leverage(p, d)) =
                    state(tile_.at.market_leverage + row);
            }
        }
        count(layout_.retaliations()) = integer(tile_.at.retaliations);
        count(layout_.longest_chain()) = integer(tile_.at.longest_chain);
        count(layout_.retaliation_overflow()) =
            integer(tile_.at.retaliation_overflow);
    }

    CHOKEPOINT_HD void world() const {
        mechanisms();
        value(layout_.maximum_tension()) = state(tile_.at.tension_peak);
        for (std::uint32_t r = 0; r < regimes; ++r) {
            count(layout_.regime_weeks(r)) = integer(tile_.at.regime_weeks + r);
        }
        count(layout_.family_mask()) = integer(tile_.at.family_mask);
        count(layout_.measure_mask()) = integer(tile_.at.measure_mask);
        count(layout_.overflow()) = integer(tile_.at.overflow);
        for (std::uint32_t f = 0; f < layout_.families; ++f) {
            count(layout_.event_count(f)) = integer(tile_.at.event_count + f);
        }
        for (std::uint32_t k = 0; k < first_shortages; ++k) {
            auto const was_short = tile_.at.first_short + k;
            auto const lacked = tile_.at.first_lack + k;
            count(layout_.shortage_node(k)) = whole(was_short);
            count(layout_.shortage_week(k)) =
                whole(was_short + first_shortages);
            count(layout_.shortage_input(k)) =
                product(was_short + 3 * first_shortages);
            count(layout_.lack_node(k)) = whole(lacked);
            count(layout_.lack_week(k)) = whole(lacked + first_shortages);
            count(layout_.lack_input(k)) =
                product(lacked + 3 * first_shortages);
        }
    }

    /// Product of the group in a row; -1: no group.
    CHOKEPOINT_HD std::int32_t product(std::uint32_t row) const {
        auto const group = whole(row);
        return group < 0
                   ? -1
                   : static_cast<std::int32_t>(m_.network.group_product[group]);
    }

    CHOKEPOINT_HD float& value(std::uint32_t row) const {
        return rows_.value[row * rows_.stride + column_];
    }
    CHOKEPOINT_HD std::int32_t& count(std::uint32_t row) const {
        return rows_.count[row * rows_.stride + column_];
    }
    CHOKEPOINT_HD float state(std::uint32_t row) const {
        return tile_.value(row, lane_);
    }
    CHOKEPOINT_HD std::int32_t whole(std::uint32_t row) const {
        return static_cast<std::int32_t>(tile_.value(row, lane_));
    }
    CHOKEPOINT_HD std::int32_t integer(std::uint32_t row) const {
        return tile_.integer(row, lane_);
    }
    CHOKEPOINT_HD float wide(std::uint32_t row) const {
        return static_cast<float>(tile_.wide_value(row, lane_));
    }

    ModelView const& m_;
    TileState<P> const& tile_;
    LossRows rows_;
    OutputLayout layout_;
    std::uint32_t lane_, column_;
};
}  // namespace chokepoint
