/// \file world_week.cuh
/// S0: what happens to one world in one week, before anybody produces.
///
/// Done lane by lane: every world has its own regime, events and measures.
/// Order (model B3): regime, then scheduled and sampled events,
/// retaliation, exits, then the measures' pass factors, then next week's
/// tension.
#pragma once

#include "kernels/world/acting_events.cuh"
#include "kernels/world/world_climate.cuh"
#include "kernels/world/world_draw.cuh"
#include "kernels/world/world_measures.cuh"
#include "kernels/world/world_reaction.cuh"

namespace chokepoint {
/// \tparam Observer  as NoObserver: told what leaves no row
template <class P, class Kind, class Observer>
class WorldWeek : Lane<P> {
  public:
    CHOKEPOINT_HD WorldWeek(Lane<P> const& lane,
                            Observer const& observer,
                            Package const& package)
        : Lane<P>{lane},
          observer_{observer},
          acting_{lane},
          climate_{lane},
          package_{package},
          measures_{lane, package} {}

    /// Before week 0: start tension and regime, candidate events.
    CHOKEPOINT_HD void begin() {
        auto const& world = m_.world;
        float tension = world.tension_start;
        if (world.tension_start_random) {
            tension = draw_from(m_, world.normal_table,
                                luck(world_stream, count_draw(0)).a);
        }
        value(tile_.at.tension) = WorldClimate<P>::clamp_tension(tension);
        value(tile_.at.tension_peak) = value(tile_.at.tension);
        integer(tile_.at.regime) =
            static_cast<std::int32_t>(world.start_regime);
        WorldDraw<P>{*this}.list_candidates(package_.family_mask);
        if constexpr (Kind::extended) {
            reaction().realise();
        }
    }

    CHOKEPOINT_HD void operator()(std::int32_t week) {
        week_ = week;
        jump_ = 0.0f;
        auto const words =
            m_.world.world_active
                ? luck(world_stream,
                       event_draw(static_cast<std::uint32_t>(week), 0))
                : Words{0, 0, 0, 0};
        bool const enters_conflict =
            m_.world.world_active && climate_.move_regime(uniform(words.a));
        ++integer(tile_.at.regime_weeks + integer(tile_.at.regime));
        clear_paths();
        start_measures();
        for (std::uint32_t e = 0; e < m_.scheduled.size; ++e) {
            apply_scheduled(m_.scheduled[e]);
        }
        run_families(enters_conflict);
        acting_.begin_week(week);
        acting_.keep_while([this](std::uint32_t e) { return act(e); });
        // Surges that overlap downwards leave no demand, not less.
        for (std::uint32_t r = 0; r < m_.demand_rows; ++r) {
            float& path = value(tile_.at.demand_path + r);
            path = max(0.0f, path);
        }
        if constexpr (Kind::extended) {
            jump_ = jump_ + reaction().retaliate(week);
            reaction().leave(week);
            value(tile_.at.tension_now) = value(tile_.at.tension);
        }
        for (std::uint32_t s = 0; s < m_.slot.size; ++s) {
            value(tile_.at.slot_next + s) = measures_.pass(s, week);
        }
        if constexpr (Kind::extended) {
            reaction().feel_losses();
        }
        if (m_.world.world_active) {
            climate_.move_tension(words.b, jump_);
        }
    }

  private:
    CHOKEPOINT_HD WorldReaction<P, Observer> reaction() const {
        return {*this, observer_, package_, measures_};
    }

    /// Measures that the package starts this week.
    CHOKEPOINT_HD void start_measures() {
        if constexpr (Kind::extended) {
            jump_ = jump_ + reaction().run_package(week_);
        } else {
            for (auto a = package_.first_activation;
                 a < package_.last_activation; ++a) {
                auto const& activation = m_.activation[a];
                if (activation.start == week_ && activation.end > week_) {
                    jump_ = jump_ + measures_.activate(activation.slot,
                                                       activation.level, week_,
                                                       activation.end,
                                                       activation.tension_jump);
                    observer_.measure_began(a, week_, activation.end, 1.0f);
                }
            }
        }
    }

    // ------------------------------------------------------------ events

    /// Undo last week's damage, surges and delays.
    CHOKEPOINT_HD void clear_paths() {
        for (std::uint32_t r = 0; r < m_.demand_rows; ++r) {
            value(tile_.at.demand_path + r) = 1.0f;
        }
        for (std::uint32_t r = 0; r < m_.routes; ++r) {
            value(tile_.at.route_delay + r) = 0.0f;
        }
        for (std::uint32_t e = 0; e < m_.scheduled.size; ++e) {
            if (m_.scheduled[e].start < week_) {
                restore(m_.scheduled[e].node_set);
            }
        }
        acting_.for_each([this](std::uint32_t e) {
            restore(m_.entity[static_cast<std::uint32_t>(
                                  integer(tile_.at.event_entity + e))]
                        .node_set);
        });
    }

    CHOKEPOINT_HD void restore(std::uint32_t set) {
        if (set == none) {
            return;
        }
        for (auto j = m_.set_first[set]; j < m_.set_first[set + 1]; ++j) {
            value(tile_.at.capacity + m_.set_node[j]) = 1.0f;
        }
    }

    CHOKEPOINT_HD void damage(std::uint32_t node, float share) {
        float& capacity = value(tile_.at.capacity + node);
        capacity = capacity * (1.0f - share);
    }

    /// An event that begins ruins part of the work in process (model B5.2).
    CHOKEPOINT_HD void scrap(std::uint32_t node, float severity) {
        if constexpr (Kind::extended) {
            if (m_.network.cycles) {
                float& work = value(tile_.at.work + node);
                work = work *
                       (1.0f - m_.network.node[node].scrap_share * severity);
            }
        }
    }

    /// Remaining fraction w of an event: 1 while it holds, then falling to 0
    /// over the recovery (model B5.2).
    CHOKEPOINT_HD static float remaining(float age,
                                         float hold,
                                         float recovery) {
        if (age < hold) {
            return 1.0f;
        }
        return recovery > 0.0f
                   ? max(0.0f, min((hold + recovery - age) / recovery, 1.0f))
                   : 0.0f;
    }

    CHOKEPOINT_HD void apply_scheduled(ScheduledEvent const& event) {
        if (event.start > week_) {
            return;
        }
        float const w = remaining(static_cast<float>(week_ - event.start),
                                  event.hold, event.recovery);
        if (w == 0.0f) {
            return;
        }
        if (event.node_set != none) {
            for (auto j = m_.set_first[event.node_set];
                 j < m_.set_first[event.node_set + 1]; ++j) {
                hit(j, event.severity, w * w, event.start == week_);
            }
        }
        raise(event.demand_row, event.surge * w, event.route, event.delay * w);
    }

    CHOKEPOINT_HD void raise(std::uint32_t demand_row,
                             float surge,
                             std::uint32_t route,
                             float delay) {
        if (demand_row != none) {
            float& path = value(tile_.at.demand_path + demand_row);
            path = path + surge;
        }
        if (route != none) {
            float& weeks = value(tile_.at.route_delay + route);
            weeks = weeks + delay;
        }
    }

    /// Arrivals that are tested in the week itself: weekly families, and the
    /// events of an outbreak of conflict.
    CHOKEPOINT_HD void run_families(bool enters_conflict) {
        for (std::uint32_t f = 0; f < m_.family.size; ++f) {
            auto const& family = m_.family[f];
            if (family.arrival == Arrival::poisson ||
                !(package_.family_mask >> (family.id - 1) & 1u)) {
                continue;
            }
            if (family.arrival == Arrival::conflict && !enters_conflict) {
                continue;
            }
            for (std::uint32_t k = 0; k < family.entities; ++k) {
                run_entity(f, family, family.first_entity + k, k);
            }
        }
    }

    CHOKEPOINT_HD void run_entity(std::uint32_t f,
                                  Family const& family,
                                  std::uint32_t entity,
                                  std::uint32_t k) {
        auto const stream = family.id << 24 | k;
        auto const ordinal = static_cast<std::uint32_t>(week_);
        auto const words = luck(stream, event_draw(ordinal, 0));
        if (family.arrival == Arrival::conflict) {
            WorldDraw<P>{*this}.append(f, family, entity, stream, ordinal,
                                       week_, 0.0f, words);
            return;
        }
        float const rate = min(
            0.5f, m_.entity[entity].weekly_rate * climate_.intensity(family));
        if (!(uniform(words.a) < rate)) {
            return;
        }
        auto const second = luck(stream, event_draw(ordinal, 1));
        float const level = WorldDraw<P>{*this}.draw_level(family, second.b);
        float const hold = draw_from(m_, family.hold_table, words.c);
        take_effect(f, family, m_.entity[entity], level, hold, 0.0f);
        observer_.weekly_event(f, entity, week_, level, hold);
    }

    /// An event of the list: decide in its start week, act while it lasts.
    /// \return  did it act?
    CHOKEPOINT_HD bool act(std::uint32_t e) {
        auto const start = integer(tile_.at.event_start + e);
        auto const f =
            static_cast<std::uint32_t>(integer(tile_.at.event_family + e));
        auto const& family = m_.family[f];
        auto const& entity = m_.entity[static_cast<std::uint32_t>(
            integer(tile_.at.event_entity + e))];
        float const hold = value(tile_.at.event_hold + e);
        float const phase = value(tile_.at.event_phase + e);
        if (start == week_) {
            bool const keep =
                family.arrival == Arrival::conflict ||
                value(tile_.at.event_keep + e) <
                    climate_.intensity(family) * family.keep_scale;
            if (!keep) {
                return false;
            }
            integer(tile_.at.event_kept + e) = 1;
            take_effect(f, family, entity, value(tile_.at.event_level + e),
                        hold, phase);
        }
        float const w = remaining(static_cast<float>(week_ - start) + phase,
                                  hold, value(tile_.at.event_recovery + e));
        if (w == 0.0f) {
            return false;
        }
        damage_nodes(e, family, entity, w * w, start == week_);
        if (entity.demand_row != none || entity.route != none) {
            raise(entity.demand_row, value(tile_.at.event_level + e) * w,
                  entity.route, value(tile_.at.event_delay + e) * w);
        }
        return true;
    }

    CHOKEPOINT_HD void damage_nodes(std::uint32_t e,
                                    Family const& family,
                                    Entity const& entity,
                                    float scale,
                                    bool begins) {
        if (entity.node_set == none) {
            return;
        }
        auto const first = m_.set_first[entity.node_set];
        auto const size = m_.set_first[entity.node_set + 1] - first;
        float const severity = value(tile_.at.event_severity + e);
        if (family.fraction_table == none) {
            for (std::uint32_t j = 0; j < size; ++j) {
                hit(first + j, severity, scale, begins);
            }
            return;
        }
        float const chi = value(tile_.at.event_level + e);
        auto const ordinal =
            static_cast<std::uint32_t>(integer(tile_.at.event_ordinal + e));
        auto const members =
            static_cast<std::uint32_t>(integer(tile_.at.event_members + e));
        auto position = static_cast<std::uint32_t>(
            integer(tile_.at.event_first_member + e));
        for (std::uint32_t j = 0; j < members; ++j) {
            hit(first + position,
                member_severity(m_, family, scenario_, ordinal, j, severity,
                                chi),
                scale, begins);
            position = position + 1 == size ? 0 : position + 1;
        }
    }

    /// \param member  index into set_node: who is hit, by its share of the
    ///                severity (model C2.2)
    CHOKEPOINT_HD void hit(std::uint32_t member,
                           float severity,
                           float scale,
                           bool begins) {
        auto const node = m_.set_node[member];
        float const felt = felt_severity(m_, member, severity);
        damage(node, felt * scale);
        if (begins) {
            scrap(node, felt);
        }
    }

    /// An event begins: count it, start its measures, raise tension.
    CHOKEPOINT_HD void take_effect(std::uint32_t f,
                                   Family const& family,
                                   Entity const& entity,
                                   float level,
                                   float hold,
                                   float phase) {
        ++integer(tile_.at.event_count + f);
        integer(tile_.at.family_mask) |=
            static_cast<std::int32_t>(1u << (family.id - 1));
        for (std::uint32_t k = 0; k < entity.slots; ++k) {
            // One jump an event, by the bite of its first slot.
            jump_ =
                jump_ + measures_.activate(entity.first_slot + k, level, week_,
                                           week_ + whole_weeks(hold - phase),
                                           k == 0 ? family.tension_jump : 0.0f);
        }
        if (entity.slots == 0) {
            jump_ = jump_ + family.tension_jump;
        }
    }

    /// Smallest whole number >= weeks, at least 1, at most 10^6.
    CHOKEPOINT_HD static std::int32_t whole_weeks(float weeks) {
        float const bounded = max(1.0f, min(weeks, 1e6f));
        auto const whole = static_cast<std::int32_t>(bounded);
        return static_cast<float>(whole) < bounded ? whole + 1 : whole;
    }

    using Lane<P>::m_, Lane<P>::tile_, Lane<P>::scenario_, Lane<P>::value,
        Lane<P>::integer, Lane<P>::luck;

    Observer const& observer_;
    ActingEvents<P> acting_;
    WorldClimate<P> climate_;
    Package const& package_;
    WorldMeasures<P> measures_;
    std::int32_t week_ = 0;
    float jump_ = 0.0f;
};
}  // namespace chokepoint
