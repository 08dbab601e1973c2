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

/// What is done between two meetings of those who march a tile.
enum class Step {
    baseline,
    mechanisms,  ///< baseline of the extended march
    begin,       ///< what the worlds draw before week 0
    leverage,    ///< at its dates
    worlds,      ///< S0
    publish,     ///< S0: what it did to slots and routes, for all lanes
    filter,      ///< S1
    sourcing,    ///< S2
    production,  ///< S3
    books,       ///< S3: what needs this week's orders and last week's stocks
    receipts,    ///< S4
    prices,      ///< S5: markets
    losses,      ///< S5, S6
    horizon,     ///< sums so far go to their columns
    ended        ///< what is left goes there
};
inline constexpr int steps = static_cast<int>(Step::ended) + 1;

/// The order of a march, written out once.
///
/// `march.template take<step>(when)` has a step done by everybody and returns
/// when it may be built on. `when` is a week; of leverage and horizon the
/// index of the date.
///
/// \param m     what it says of weeks, dates and horizons
/// \tparam Kind CoreMarch, or ExtendedMarch where rules.extended is 1
#if defined(__CUDACC__)
#    pragma nv_exec_check_disable  // who launches steps is on the host alone
#endif
template <class Kind, class March>
CHOKEPOINT_HD void in_order(ModelView const& m, March const& march) {
    march.template take<Step::baseline>(0);
    if constexpr (Kind::extended) {
        march.template take<Step::mechanisms>(0);
    }
    march.template take<Step::begin>(0);
    [[maybe_unused]] std::uint32_t date = 0;
    std::uint32_t horizon = 0;
    for (std::int32_t week = 0; week < m.weeks; ++week) {
        if constexpr (Kind::extended) {
            if (date < m.metrics.dates && m.metrics.date[date] == week) {
                march.template take<Step::leverage>(
                    static_cast<std::int32_t>(date++));
            }
        }
        march.template take<Step::worlds>(week);
        march.template take<Step::publish>(week);
        march.template take<Step::filter>(week);
        march.template take<Step::sourcing>(week);
        march.template take<Step::production>(week);
        march.template take<Step::books>(week);
        march.template take<Step::receipts>(week);
        if constexpr (Kind::extended) {
            march.template take<Step::prices>(week);
        }
        march.template take<Step::losses>(week);
        if (horizon < m.metrics.horizons &&
            m.metrics.horizon[horizon] == week + 1) {
            march.template take<Step::horizon>(
                static_cast<std::int32_t>(horizon++));
        }
        march.week_ends(week);
    }
    if constexpr (Kind::extended) {
        if (date < m.metrics.dates && m.metrics.date[date] == m.weeks) {
            march.template take<Step::leverage>(
                static_cast<std::int32_t>(date));
        }
    }
    march.template take<Step::ended>(m.weeks);
}

/// One tile and the steps of its march.
///
/// \tparam Observer  told of S0 by the member that does it (observer.cuh)
template <class P, class Kind, class Observer>
class TileSteps {
  public:
    CHOKEPOINT_HD TileSteps(ModelView const& m,
                            TileState<P> const& tile,
                            TileJob const& job,
                            Observer const& observer)
        : m_{m}, tile_{tile}, job_{job}, observer_{observer} {}

    /// A member's share of a step.
    template <Step step, class Team>
    CHOKEPOINT_HD void take(std::int32_t when, Team const& team) const {
        [[maybe_unused]] auto const& package = m_.package[job_.package];
        if constexpr (step == Step::baseline) {
            set_baseline(m_, tile_, team);
        } else if constexpr (step == Step::mechanisms) {
            set_mechanisms(m_, tile_, package, team);
        } else if constexpr (step == Step::begin) {
            for (auto lane = team.rank; lane < lanes; lane += team.size) {
                clear_integers(tile_, lane);
                world(lane).begin();
            }
        } else if constexpr (step == Step::leverage) {
            Leverage<P>{m_, tile_}(static_cast<std::uint32_t>(when), team);
        } else if constexpr (step == Step::worlds) {
            // Each member draws for worlds of its own.
            for (auto lane = team.rank; lane < lanes; lane += team.size) {
                world(lane)(when);
            }
        } else if constexpr (step == Step::publish) {
            if (team.rank == 0) {
                publish_slots(m_, tile_);
                publish_routes(m_, tile_);
            }
        } else if constexpr (step == Step::filter) {
            filter_controls(m_, tile_, team);
            if constexpr (Kind::extended) {
                combine_influences(m_, tile_, team);
                if (m_.rules.costs_on) {
                    sum_duties(m_, tile_, team);
                }
            }
        } else if constexpr (step == Step::sourcing) {
            sweep<Sourcing, Kind>(m_, tile_, m_.network.groups, team);
        } else if constexpr (step == Step::production) {
            sweep<Production, Kind>(m_, tile_, m_.network.nodes, team);
        } else if constexpr (step == Step::books) {
            // Stocks, orders, offers and blocked shares as they are before S4.
            if (team.rank == 0) {
                FirstShortages<P, Kind>{m_, tile_}(when);
            }
            if constexpr (Kind::extended) {
                Prices<P>{m_, tile_}.count_offers(team);
                measure_denial(m_, tile_, team);
                TradeBooks<P>{m_, tile_}.before_delivery(team);
            }
        } else if constexpr (step == Step::receipts) {
            sweep<Receipts, Kind>(m_, tile_, m_.network.groups, team);
        } else if constexpr (step == Step::prices) {
            Prices<P>{m_, tile_}.clear(team);
        } else if constexpr (step == Step::losses) {
            if constexpr (Kind::extended) {
                Reserves<P>{m_, tile_, package}(team);
                SlowNodes<P>{m_, tile_, package}(when, team);
                TradeBooks<P>{m_, tile_}.after_delivery(when, team);
            }
            remember_reliability(m_, tile_, team);
            Metrics<P, Kind>{m_, tile_}(when, team);
        } else if constexpr (step == Step::horizon) {
            for_each_column([&](LossWriter<P> const& writer) {
                writer.at_horizon(static_cast<std::uint32_t>(when), team);
            });
        } else {
            for_each_column(
                [&](LossWriter<P> const& writer) { writer.at_end(team); });
        }
    }

    CHOKEPOINT_HD void week_ends(std::int32_t week) const {
        observer_(tile_, week);
    }

  private:
    static constexpr std::uint32_t lanes = lanes_served<P>;

    CHOKEPOINT_HD WorldWeek<P, Kind, Observer> world(std::uint32_t lane) const {
        return {
            {m_, tile_, lane,
             scenario_at(m_, job_.first_scenario + job_.first_column + lane)},
            observer_,
            m_.package[job_.package]};
    }

    template <class Write>
    CHOKEPOINT_HD void for_each_column(Write const& write) const {
        for (std::uint32_t lane = 0; lane < lanes; ++lane) {
            auto const column = job_.first_column + lane;
            if (column < job_.rows.columns) {
                write(LossWriter<P>{m_, tile_, job_.rows, lane, column});
            }
        }
    }

    ModelView const& m_;
    TileState<P> const& tile_;
    TileJob const& job_;
    Observer const& observer_;
};

/// How a member of a team marches: its share of each step, then it meets.
template <class Steps, class Team>
struct MemberMarch {
    Steps const& steps;
    Team const& team;

    template <Step step>
    CHOKEPOINT_HD void take(std::int32_t when) const {
        steps.template take<step>(when, team);
        team.meet();
    }
    CHOKEPOINT_HD void week_ends(std::int32_t week) const {
        steps.week_ends(week);
        team.meet();
    }
};

/// March one tile from week 0 to the end and write its losses.
///
/// \param observer  called by every member after each week
/// \tparam Kind     as in_order
template <class Kind, class P, class Team, class Observer>
CHOKEPOINT_HD void march_tile_as(ModelView const& m,
                                 TileState<P> const& tile,
                                 TileJob const& job,
                                 Team const& team,
                                 Observer const& observer) {
    using Steps = TileSteps<P, Kind, Observer>;
    Steps const steps{m, tile, job, observer};
    in_order<Kind>(m, MemberMarch<Steps, Team>{steps, team});
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
