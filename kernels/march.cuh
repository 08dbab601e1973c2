/// \file march.cuh
/// One tile through all weeks: the order of a week, written out once.
#pragma once

#include "kernels/control_filter.cuh"
#include "kernels/loss_rows.cuh"
#include "kernels/metrics.cuh"
#include "kernels/production.cuh"
#include "kernels/receipts.cuh"
#include "kernels/slow_states.cuh"
#include "kernels/sourcing.cuh"
#include "kernels/world_week.cuh"

namespace chokepoint {
/// Which worlds a tile marches.
struct TileJob {
    std::uint32_t package;
    std::uint64_t first_scenario;
};

/// Sees the state after each week; the engine's runs use this empty one.
struct NoObserver {
    template <class P>
    CHOKEPOINT_HD void operator()(TileState<P> const&, std::int32_t) const {}
};

template <class P, class Team>
CHOKEPOINT_HD void fill_rows(TileState<P> const& tile,
                             Team const& team,
                             std::uint32_t first,
                             std::uint32_t last,
                             float value) {
    for (auto row = first + team.rank; row < last; row += team.size) {
        tile.store(row, P{value});
    }
}

/// Set every row of the tile to the baseline (model.md B2).
template <class P, class Team>
CHOKEPOINT_HD void set_baseline(ModelView const& m,
                                TileState<P> const& tile,
                                Team const& team) {
    auto const& at = tile.at;
    // Ranges follow TileLayout: [output, stock) is 1 for every node array.
    fill_rows(tile, team, at.output, at.stock, 1.0f);
    for (auto g = team.rank; g < m.network.first_sink; g += team.size) {
        tile.store(at.stock + g, P{m.network.group[g].target_stock});
    }
    fill_rows(tile, team, at.order, at.clock, 1.0f);
    fill_rows(tile, team, at.clock, at.transit, 0.0f);
    for (auto g = team.rank; g < m.network.groups; g += team.size) {
        auto const& group = m.network.group[g];
        if (group.transit_row != none) {
            tile.store(at.transit + group.transit_row, P{group.lead_time});
        }
    }
    fill_rows(tile, team, at.patience, at.backlog, 1.0f);
    fill_rows(tile, team, at.backlog, at.pass, 0.0f);
    fill_rows(tile, team, at.pass, at.ceiling, 1.0f);
    fill_rows(tile, team, at.ceiling, at.demand_path, FLT_MAX);
    fill_rows(tile, team, at.demand_path, at.route_delay, 1.0f);
    fill_rows(tile, team, at.route_delay, at.slot_pass, 0.0f);
    fill_rows(tile, team, at.slot_pass, at.slot_level, 1.0f);
    fill_rows(tile, team, at.slot_level, at.recovered, 0.0f);
    fill_rows(tile, team, at.recovered, at.quiet_run, -1.0f);
    fill_rows(tile, team, at.quiet_run, at.shortages, episode_gap);
    fill_rows(tile, team, at.shortages, at.cover, 0.0f);
    fill_rows(tile, team, at.cover, at.short_node, FLT_MAX);
    fill_rows(tile, team, at.short_node, at.short_count, -1.0f);
    fill_rows(tile, team, at.short_count, at.float_rows, 0.0f);
    for (auto row = team.rank; row < at.wide_rows; row += team.size) {
        tile.store_wide(row, Lanes<P>::widen(P{0.0f}));
    }
    for (auto k = team.rank; k < at.flags; k += team.size) {
        tile.set_flag(k, 0);
    }
}

/// Integer rows of one lane.
template <class P>
CHOKEPOINT_HD void clear_integers(TileState<P> const& tile,
                                  std::uint32_t lane) {
    for (std::uint32_t row = 0; row < tile.at.integer_rows; ++row) {
        tile.integer(row, lane) = 0;
    }
}

/// Publish the slots' new pass factors and flag those that moved.
template <class P>
CHOKEPOINT_HD void publish_slots(ModelView const& m, TileState<P> const& tile) {
    for (std::uint32_t s = 0; s < m.slot.size; ++s) {
        P const next = tile.load(tile.at.slot_next + s);
        bool const changed =
            Lanes<P>::any(next != tile.load(tile.at.slot_pass + s));
        tile.store(tile.at.slot_pass + s, next);
        tile.set_flag(tile.at.slot_changed + s, changed ? 1 : 0);
    }
}

/// March one tile from week 0 to the end and write its losses.
///
/// \param lanes     lanes that this thread serves in the parts done lane by
///                  lane: W on the CPU, 1 on the device
/// \param first_column  the first of them: scenario first_scenario + column
/// \param observer  called by every member after each week
template <class P, class Team, class Observer>
CHOKEPOINT_HD void march_tile(ModelView const& m,
                              TileState<P> const& tile,
                              TileJob const& job,
                              LossRows const& rows,
                              std::uint32_t lanes,
                              std::uint32_t first_column,
                              Team const& team,
                              Observer const& observer) {
    set_baseline(m, tile, team);
    team.meet();
    if (team.rank == 0) {
        for (std::uint32_t lane = 0; lane < lanes; ++lane) {
            clear_integers(tile, lane);
            WorldWeek<P>{m, tile, job.package, lane,
                         job.first_scenario + first_column + lane}
                .begin();
        }
    }
    team.meet();

    Sourcing<P> const source{m, tile};
    Production<P> const produce{m, tile};
    Receipts<P> const receive{m, tile};
    Metrics<P> const measure{m, tile};
    auto const& network = m.network;
    std::uint32_t horizon = 0;
    for (std::int32_t week = 0; week < m.weeks; ++week) {
        if (team.rank == 0) {
            for (std::uint32_t lane = 0; lane < lanes; ++lane) {
                WorldWeek<P>{m, tile, job.package, lane,
                             job.first_scenario + first_column + lane}(week);
            }
            publish_slots(m, tile);
        }
        team.meet();
        filter_controls(m, tile, team);
        team.meet();
        for (auto g = team.rank; g < network.groups; g += team.size) {
            source(g);
        }
        team.meet();
        for (auto i = team.rank; i < network.nodes; i += team.size) {
            produce(i);
        }
        team.meet();
        for (auto g = team.rank; g < network.groups; g += team.size) {
            receive(g);
        }
        team.meet();
        remember_reliability(m, tile, team);
        measure(week, team);
        if (horizon < m.metrics.horizons &&
            m.metrics.horizon[horizon] == week + 1) {
            for (std::uint32_t lane = 0; lane < lanes; ++lane) {
                if (first_column + lane < rows.columns) {
                    LossWriter<P>{m, tile, rows, lane, first_column + lane}
                        .at_horizon(horizon, team);
                }
            }
            ++horizon;
        }
        observer(tile, week);
        team.meet();
    }
    for (std::uint32_t lane = 0; lane < lanes; ++lane) {
        if (first_column + lane < rows.columns) {
            LossWriter<P>{m, tile, rows, lane, first_column + lane}.at_end(
                team);
        }
    }
}
}  // namespace chokepoint
