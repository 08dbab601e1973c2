/// \file world_reaction.cuh
/// How measures begin and end beyond a fixed date: what of an announcement is
/// realised, who answers it, when it is given up (model A2, B4, B6).
///
/// No random number's address depends on the package or on the state: packages
/// share their luck (model C6).
#pragma once

#include "kernels/world/world_measures.cuh"

namespace chokepoint {
/// \tparam Observer  as NoObserver: told what leaves no row
template <class P, class Observer>
class WorldReaction : Lane<P> {
  public:
    CHOKEPOINT_HD WorldReaction(Lane<P> const& lane,
                                Observer const& observer,
                                Package const& package,
                                WorldMeasures<P> const& measures)
        : Lane<P>{lane},
          observer_{observer},
          package_{package},
          measures_{measures} {}

    /// Before week 0: draw when each activation of the package starts and
    /// with what force.
    CHOKEPOINT_HD void realise() const {
        for (auto a = package_.first_activation; a < package_.last_activation;
             ++a) {
            auto const k = a - package_.first_activation;
            auto const& activation = m_.activation[a];
            bool const agreed = activation.quorum == none ||
                                quorate(m_.quorum[activation.quorum]);
            std::int32_t start = activation.start;
            if (activation.lag_table != none) {
                start += whole(
                    draw_from(m_, activation.lag_table,
                              words(lag_stream | activation.lag_address, 0).a));
            }
            integer(tile_.at.activation_start + k) = agreed ? start : forever;
            value(tile_.at.activation_force + k) = force(activation);
        }
    }

    /// Start and lift the package's measures of this week.
    /// \return what they add to the tension
    CHOKEPOINT_HD float run_package(std::int32_t week) const {
        float jump = 0.0f;
        for (auto a = package_.first_activation; a < package_.last_activation;
             ++a) {
            auto const k = a - package_.first_activation;
            auto const start = integer(tile_.at.activation_start + k);
            if (start != week) {
                continue;
            }
            auto const& activation = m_.activation[a];
            if (activation.lifts) {
                observer_.measure_lifted(
                    a, week,
                    integer(tile_.at.slot_end + activation.slot) > week);
                jump = jump + activation.tension_jump *
                                  measures_.lift(activation.slot, week);
                continue;
            }
            auto const end = activation.end == forever
                                 ? forever
                                 : activation.end + (start - activation.start);
            if (end > week) {
                jump = jump +
                       measures_.activate(activation.slot, activation.level,
                                          week, end, activation.tension_jump,
                                          value(tile_.at.activation_force + k));
                observer_.measure_began(a, week, end,
                                        value(tile_.at.activation_force + k));
            }
        }
        return jump;
    }

    /// Answers of the armed pairs. \return what they add to the tension
    CHOKEPOINT_HD float retaliate(std::int32_t week) const {
        float jump = 0.0f;
        for (std::uint32_t p = 0; p < m_.pair.size; ++p) {
            jump = jump + consider(p, m_.pair[p], week);
            if (integer(tile_.at.pair_start + p) == week + 1) {
                integer(tile_.at.pair_start + p) = 0;
                carry_out(p, week);
            }
        }
        return jump;
    }

    /// Measures that are given up: settlement, domestic loss, a leader who
    /// has left (model B6.4, M36, M48).
    CHOKEPOINT_HD void leave(std::int32_t week) const {
        for (std::uint32_t s = 0; s < m_.slot.size; ++s) {
            auto const& slot = m_.slot[s];
            std::int32_t& end = integer(tile_.at.slot_end + s);
            if (end <= week) {
                continue;
            }
            if (slot.leader != none) {
                auto const gone = integer(tile_.at.slot_end + slot.leader);
                if (gone > 0 && gone <= week && gone + slot.exit_lag < end) {
                    auto const last = gone + slot.exit_lag;
                    end = last > week ? last : week;
                    observer_.given_up(s, end);
                }
            }
            if ((slot.exit_hazard > 0.0f || slot.exit_loss > 0.0f) &&
                integer(tile_.at.slot_start + s) < week &&
                gives_up(slot, week)) {
                end = week;
                observer_.given_up(s, end);
            }
        }
    }

    /// After the pass factors of the week: share of each reactor's value
    /// added that the actor's measures block, smoothed over 8 weeks.
    CHOKEPOINT_HD void feel_losses() const {
        for (std::uint32_t p = 0; p < m_.pair.size; ++p) {
            auto const& pair = m_.pair[p];
            float blocked = 0.0f;
            for (auto k = pair.first_exposure; k < pair.last_exposure; ++k) {
                auto const& exposure = m_.exposure[k];
                blocked =
                    blocked +
                    exposure.share *
                        (1.0f - value(tile_.at.slot_next + exposure.slot)) *
                        m_.slot[exposure.slot].visibility;
            }
            float& loss = value(tile_.at.pair_loss + p);
            loss = loss + (blocked - loss) / 8.0f;
        }
    }

  private:
    CHOKEPOINT_HD Words words(std::uint32_t stream, std::int32_t week) const {
        return luck(stream, event_draw(static_cast<std::uint32_t>(week), 0));
    }

    /// Nearest whole number of weeks, 0 to 10^6.
    CHOKEPOINT_HD static std::int32_t whole(float weeks) {
        return static_cast<std::int32_t>(max(0.0f, min(weeks, 1e6f)) + 0.5f);
    }

    CHOKEPOINT_HD float compliance(std::uint32_t table,
                                   std::uint32_t address,
                                   float scale) const {
        return scale *
               draw_from(m_, table, words(compliance_stream | address, 0).a);
    }

    /// Coverage times compliance; a firm obeys wholly or not at all.
    CHOKEPOINT_HD float force(Activation const& activation) const {
        float share = 1.0f;
        if (activation.coverage_table != none) {
            share = draw_from(
                m_, activation.coverage_table,
                words(coverage_stream | activation.coverage_address, 0).a);
        }
        if (activation.comply_table != none) {
            float const comply =
                compliance(activation.comply_table, activation.comply_address,
                           activation.comply_scale);
            if (activation.obey_address != none) {
                auto const u = uniform(
                    words(obedience_stream | activation.obey_address, 0).a);
                share = u < comply ? share : 0.0f;
            } else {
                share = share * comply;
            }
        }
        return share;
    }

    /// Do enough members agree? (M40)
    CHOKEPOINT_HD bool quorate(Quorum const& quorum) const {
        std::uint32_t agree = 0;
        for (auto k = quorum.first; k < quorum.last; ++k) {
            auto const& member = m_.quorum_member[k];
            auto const u =
                uniform(words(agreement_stream | member.address, 0).a);
            agree += u < compliance(member.table, member.address, member.scale)
                         ? 1
                         : 0;
        }
        return agree >= quorum.needed;
    }

    /// Weekly test of a pair that is armed and has not answered for half a
    /// year. \return tension added by the decision (model B6.3)
    CHOKEPOINT_HD float consider(std::uint32_t p,
                                 Pair const& pair,
                                 std::int32_t week) const {
        std::int32_t& armed = integer(tile_.at.pair_armed + p);
        std::int32_t& fired = integer(tile_.at.pair_fired + p);
        if (armed == 0 || (fired > 0 && week - (fired - 1) < retaliation_gap)) {
            return 0.0f;
        }
        float const hazard =
            visibility(p, pair) *
            (pair.base + pair.by_loss * value(tile_.at.pair_loss + p) +
             pair.by_tension * value(tile_.at.tension)) *
            (1.0f - pair.restraint) * package_.hazard_scale;
        auto const luck = words(retaliation_stream | pair.address, week);
        if (!(uniform(luck.a) < max(0.0f, min(hazard, pair.most)))) {
            return 0.0f;
        }
        auto const depth = armed;
        armed = 0;
        value(tile_.at.pair_seen + p) = 0.0f;
        auto const choice = choose(pair, uniform(luck.b));
        if (choice == none) {
            return 0.0f;
        }
        if (integer(tile_.at.retaliations) >= most_retaliations) {
            ++integer(tile_.at.retaliation_overflow);
            return 0.0f;
        }
        fired = week + 1;
        ++integer(tile_.at.retaliations);
        std::int32_t& longest = integer(tile_.at.longest_chain);
        longest = longest < depth ? depth : longest;
        auto const lag = whole(draw_from(m_, pair.lag_table, luck.c));
        auto const start =
            week + (lag < retaliation_gap ? lag : retaliation_gap - 1);
        auto const term = whole(draw_from(m_, pair.duration_table, luck.d));
        integer(tile_.at.pair_start + p) = start + 1;
        integer(tile_.at.pair_end + p) = start + (term < 1 ? 1 : term);
        integer(tile_.at.pair_choice + p) = static_cast<std::int32_t>(choice);
        integer(tile_.at.pair_depth + p) = depth;
        observer_.answered(p, choice, start, integer(tile_.at.pair_end + p));
        return pair.tension_jump * strongest_bite(m_.counter[choice]);
    }

    /// v of the actor's strongest slot in force, by what it blocked last
    /// week; of the measures that armed the pair if none is.
    CHOKEPOINT_HD float visibility(std::uint32_t p, Pair const& pair) const {
        float largest = 0.0f, seen = value(tile_.at.pair_seen + p);
        for (auto k = pair.first_exposure; k < pair.last_exposure; ++k) {
            auto const& exposure = m_.exposure[k];
            float const blocked =
                exposure.share *
                (1.0f - value(tile_.at.slot_pass + exposure.slot));
            if (blocked > largest) {
                largest = blocked;
                seen = m_.slot[exposure.slot].visibility;
            }
        }
        return seen;
    }

    /// A counter by weight among those available, or `none`.
    CHOKEPOINT_HD std::uint32_t choose(Pair const& pair, float u) const {
        float total = 0.0f;
        for (auto k = pair.first_counter; k < pair.last_counter; ++k) {
            total = total + available_weight(m_.counter[k]);
        }
        float const mark = u * total;
        float sum = 0.0f;
        std::uint32_t last = none;
        for (auto k = pair.first_counter; k < pair.last_counter; ++k) {
            float const weight = available_weight(m_.counter[k]);
            if (weight > 0.0f) {
                last = k;
                sum = sum + weight;
                if (mark < sum) {
                    return k;
                }
            }
        }
        return last;
    }

    /// M9: a country can withhold what it has come to dominate.
    CHOKEPOINT_HD float available_weight(Counter const& counter) const {
        if (counter.share > 0.0f &&
            !(output_of(counter.first_own, counter.last_own) >
              counter.share * output_of(counter.first_all, counter.last_all))) {
            return 0.0f;
        }
        return counter.weight;
    }

    CHOKEPOINT_HD float output_of(std::uint32_t first,
                                  std::uint32_t last) const {
        float sum = 0.0f;
        for (auto k = first; k < last; ++k) {
            auto const i = m_.counter_node[k];
            sum = sum + value(tile_.at.output + i) *
                            m_.network.node[i].baseline_demand;
        }
        return sum;
    }

    CHOKEPOINT_HD float strongest_bite(Counter const& counter) const {
        float bite = 0.0f;
        for (auto a = counter.first_activation; a < counter.last_activation;
             ++a) {
            auto const& activation = m_.activation[a];
            auto const& slot = m_.slot[activation.slot];
            float here = 1.0f;
            if (slot.type == SlotType::fixed) {
                here = 1.0f - activation.level;
            } else if (slot.type == SlotType::tariff) {
                here = 1.0f - slot.level_pass[static_cast<std::int32_t>(
                                  activation.level)];
            } else if (slot.type == SlotType::entity_list) {
                here = slot.strictness * activation.level;
            }
            // Counters draw nothing: this is strict where a level cannot say
            // it (licences).
            bite = max(bite, here * activation.comply_scale);
        }
        return bite;
    }

    CHOKEPOINT_HD void carry_out(std::uint32_t p, std::int32_t week) const {
        auto const& counter = m_.counter[static_cast<std::uint32_t>(
            integer(tile_.at.pair_choice + p))];
        for (auto a = counter.first_activation; a < counter.last_activation;
             ++a) {
            auto const& activation = m_.activation[a];
            // The tension jumped when the answer was decided.
            measures_.activate(activation.slot, activation.level, week,
                               integer(tile_.at.pair_end + p), 0.0f,
                               activation.comply_scale,
                               integer(tile_.at.pair_depth + p));
        }
    }

    CHOKEPOINT_HD bool gives_up(Slot const& slot, std::int32_t week) const {
        float const lost = slot.sender == none || !m_.rules.exits_on
                               ? 0.0f
                               : value(tile_.at.smoothed_loss + slot.sender);
        float const hazard =
            slot.exit_hazard * max(0.0f, 1.0f - value(tile_.at.tension)) +
            slot.exit_loss * max(0.0f, lost - slot.exit_tolerance);
        return uniform(words(exit_stream | slot.address, week).a) < hazard;
    }

    using Lane<P>::m_, Lane<P>::tile_, Lane<P>::value, Lane<P>::integer,
        Lane<P>::luck;

    Observer const& observer_;
    Package const& package_;
    WorldMeasures<P> const& measures_;
};
}  // namespace chokepoint
