/// \file march.cuh
/// One tile through all weeks: the order of a week, written out once.
#pragma once

#include <type_traits>

#include "kernels/views/loss_rows.cuh"
#include "kernels/week/control_filter.cuh"
#include "kernels/week/first_shortages.cuh"
#include "kernels/week/leverage.cuh"
#include "kernels/week/metrics.cuh"
#include "kernels/week/phases.cuh"
#include "kernels/week/prices.cuh"
#include "kernels/week/reserves.cuh"
#include "kernels/week/slow_states.cuh"
#include "kernels/week/trade_books.cuh"
#include "kernels/world/observer.cuh"
#include "kernels/world/world_week.cuh"

namespace chokepoint {
/// Which worlds of a chunk a tile marches, and where their losses go.
struct TileJob {
    std::uint32_t package;
    std::uint64_t first_scenario;  ///< of the chunk
    LossRows rows;                 ///< of the chunk
    /// Of the first world that the calling thread serves lane by lane.
    std::uint32_t first_column;
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

/// Baseline rows that only the extended march has and that are not filled by
/// range; after `set_baseline` and a meeting.
template <class P, class Team>
CHOKEPOINT_HD void set_mechanisms(ModelView const& m,
                                  TileState<P> const& tile,
                                  Package const& package,
                                  Team const& team) {
    auto const& at = tile.at;
    auto const& n = m.network;
    fill_rows(tile, team, at.price, at.price + m.market.size, 1.0f);
    fill_rows(tile, team, at.price_peak, at.price_peak + m.market.size, 1.0f);
    auto const cells = m.metrics.denial_cell.size;
    fill_rows(tile, team, at.denial_first, at.denial_first + cells, -1.0f);
    fill_rows(tile, team, at.denial_last, at.denial_last + cells, -1.0f);
    for (auto g = n.first_sink + team.rank; g < n.groups; g += team.size) {
        if (n.sink[g - n.first_sink].kind != SinkKind::final_demand) {
            tile.store(at.order + g, P{0.0f});
        }
    }
    for (auto g = team.rank; g < n.first_sink; g += team.size) {
        // The stock row of a CAPITAL group keeps its receipts (receipts.cuh).
        if (n.group[g].input_class == InputClass::capital) {
            tile.store(at.stock + g, P{1.0f});
        }
    }
    if (n.cycles) {
        for (auto i = team.rank; i < n.nodes; i += team.size) {
            tile.store(at.work + i, P{n.node[i].cycle_weeks});
        }
    }
    Reserves<P> const reserves{m, tile, package};
    for (auto h = team.rank; h < m.reserve.size; h += team.size) {
        float const start = reserves.start(m.reserve[h]);
        tile.store(at.reserve_content + h, P{start});
        tile.store(at.reserve_minimum + h, P{start});
    }
    if (team.rank == 0) {
        for (auto k = package.first_prepared; k < package.last_prepared; ++k) {
            auto const& prepared = m.prepared[k];
            tile.store(at.clock + prepared.group, P{prepared.effort});
            if (prepared.kept) {
                tile.store(at.clock_floor + prepared.group, P{prepared.effort});
            }
            tile.set_flag(at.group_state + prepared.group, clock_runs);
        }
    }
}

/// Set every row of the tile to the baseline (model B2).
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
    fill_rows(tile, team, at.cover, at.first_short, FLT_MAX);
    fill_rows(tile, team, at.first_short, at.float_rows, -1.0f);
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
    bool moved = false;
    for (std::uint32_t s = 0; s < m.slot.size; ++s) {
        P const next = tile.load(tile.at.slot_next + s);
        bool const changed =
            Lanes<P>::any(next != tile.load(tile.at.slot_pass + s));
        tile.store(tile.at.slot_pass + s, next);
        tile.set_flag(tile.at.slot_changed + s, changed ? 1 : 0);
        moved = moved || changed;
    }
    tile.set_flag(tile.at.controls_moved, moved ? 1 : 0);
}

/// Flag whether some route is delayed this week.
template <class P>
CHOKEPOINT_HD void publish_routes(ModelView const& m,
                                  TileState<P> const& tile) {
    bool delayed = false;
    for (std::uint32_t r = 0; r < m.routes; ++r) {
        delayed = delayed ||
                  Lanes<P>::any(tile.load(tile.at.route_delay + r) != P{0.0f});
    }
    tile.set_flag(tile.at.routes_delayed, delayed ? 1 : 0);
}

/// March one tile from week 0 to the end and write its losses.
///
/// \param observer  called by every member after each week; told of S0 by the
///                  first member (observer.cuh)
/// \tparam Kind     CoreMarch, or ExtendedMarch where rules.extended is 1
template <class Kind, class P, class Team, class Observer>
CHOKEPOINT_HD void march_tile_as(ModelView const& m,
                                 TileState<P> const& tile,
                                 TileJob const& job,
                                 Team const& team,
                                 Observer const& observer) {
    constexpr std::uint32_t lanes = lanes_served<P>;
    auto const& package = m.package[job.package];
    auto const& rows = job.rows;
    auto const first_column = job.first_column;
    auto const first_scenario = job.first_scenario + first_column;
    set_baseline(m, tile, team);
    team.meet();
    if constexpr (Kind::extended) {
        set_mechanisms(m, tile, package, team);
        team.meet();
    }
    // Each member draws for worlds of its own.
    for (auto lane = team.rank; lane < lanes; lane += team.size) {
        clear_integers(tile, lane);
        WorldWeek<P, Kind, Observer>{
            {m, tile, lane, first_scenario + lane}, observer, package}
            .begin();
    }
    team.meet();

    Metrics<P, Kind> const measure{m, tile};
    FirstShortages<P, Kind> const note_shortages{m, tile};
    [[maybe_unused]] TradeBooks<P> const books{m, tile};
    [[maybe_unused]] Prices<P> const prices{m, tile};
    [[maybe_unused]] Reserves<P> const reserves{m, tile, package};
    [[maybe_unused]] SlowNodes<P> const slow_nodes{m, tile, package};
    [[maybe_unused]] Leverage<P> const leverage{m, tile};
    [[maybe_unused]] std::uint32_t date = 0;
    std::uint32_t horizon = 0;
    for (std::int32_t week = 0; week < m.weeks; ++week) {
        if constexpr (Kind::extended) {
            if (date < m.metrics.dates && m.metrics.date[date] == week) {
                leverage(date++, team);
                team.meet();
            }
        }
        for (auto lane = team.rank; lane < lanes; lane += team.size) {
            WorldWeek<P, Kind, Observer>{{m, tile, lane, first_scenario + lane},
                                         observer,
                                         package}(week);
        }
        if constexpr (lanes > 1) {
            team.meet();
        }
        if (team.rank == 0) {
            publish_slots(m, tile);
            publish_routes(m, tile);
        }
        team.meet();
        filter_controls(m, tile, team);
        if constexpr (Kind::extended) {
            combine_influences(m, tile, team);
            if (m.rules.costs_on) {
                sum_duties(m, tile, team);
            }
        }
        team.meet();
        sweep<Sourcing, Kind>(m, tile, m.network.groups, team);
        team.meet();
        sweep<Production, Kind>(m, tile, m.network.nodes, team);
        team.meet();
        // Stocks, orders, offers and blocked shares as they are before S4.
        if (team.rank == 0) {
            note_shortages(week);
        }
        if constexpr (Kind::extended) {
            prices.count_offers(team);
            measure_denial(m, tile, team);
            books.before_delivery(team);
        }
        team.meet();
        sweep<Receipts, Kind>(m, tile, m.network.groups, team);
        team.meet();
        if constexpr (Kind::extended) {
            prices.clear(team);
            team.meet();
            reserves(team);
            slow_nodes(week, team);
            books.after_delivery(week, team);
        }
        remember_reliability(m, tile, team);
        measure(week, team);
        if constexpr (Kind::extended) {
            team.meet();  // the horizon's rows are written by others
        }
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
    if constexpr (Kind::extended) {
        if (date < m.metrics.dates && m.metrics.date[date] == m.weeks) {
            leverage(date, team);
            team.meet();
        }
    }
    for (std::uint32_t lane = 0; lane < lanes; ++lane) {
        if (first_column + lane < rows.columns) {
            LossWriter<P>{m, tile, rows, lane, first_column + lane}.at_end(
                team);
        }
    }
}

/// The march that this model needs; see march_tile_as.
template <class P, class Team, class Observer>
CHOKEPOINT_HD void march_tile(ModelView const& m,
                              TileState<P> const& tile,
                              TileJob const& job,
                              Team const& team,
                              Observer const& observer) {
    constexpr bool alone = works_alone<Team>;
    using Core = std::conditional_t<alone, Alone<CoreMarch>, CoreMarch>;
    using Extended =
        std::conditional_t<alone, Alone<ExtendedMarch>, ExtendedMarch>;
    if (m.rules.extended) {
        march_tile_as<Extended>(m, tile, job, team, observer);
    } else {
        march_tile_as<Core>(m, tile, job, team, observer);
    }
}
}  // namespace chokepoint
