/// \file world_draw.cuh
/// The candidate events of one world: drawn once, before the first week.
///
/// Nothing here depends on the policy package or on the state: packages share
/// their worlds (model C6). Whether a candidate takes effect is decided in
/// its week (world_week.cuh).
#pragma once

#include "kernels/world/acting_events.cuh"

namespace chokepoint {
/// Fills the event list of one lane.
template <class P>
class WorldDraw : Lane<P> {
  public:
    CHOKEPOINT_HD explicit WorldDraw(Lane<P> const& lane) : Lane<P>{lane} {}

    /// Fill the event list with the candidates of all Poisson families alive
    /// in this package.
    CHOKEPOINT_HD void list_candidates(std::uint32_t family_mask) const {
        auto const years = (static_cast<std::uint32_t>(m_.weeks) + 51) / 52;
        for (std::uint32_t f = 0; f < m_.family.size; ++f) {
            auto const& family = m_.family[f];
            if (family.arrival != Arrival::poisson ||
                !(family_mask >> (family.id - 1) & 1u)) {
                continue;
            }
            std::uint32_t const stream = family.id << 24 | pooled_entity;
            for (std::uint32_t year = 0; year < years; ++year) {
                auto const count =
                    count_from(m_, family.first_count, family.count_thresholds,
                               luck(stream, count_draw(year)).a);
                for (std::uint32_t n = 0; n < count; ++n) {
                    draw_candidate(f, family, stream, year,
                                   event_ordinal(year, n));
                }
            }
        }
    }

    /// Append an event of an entity that starts in `start`.
    /// \param stream, ordinal  where its random numbers are
    CHOKEPOINT_HD void append(std::uint32_t f,
                              Family const& family,
                              std::uint32_t entity,
                              std::uint32_t stream,
                              std::uint32_t ordinal,
                              std::int32_t start,
                              float phase,
                              Words first) const {
        std::int32_t& events = integer(tile_.at.events);
        if (events >= static_cast<std::int32_t>(m_.event_capacity)) {
            ++integer(tile_.at.overflow);
            return;
        }
        auto const e = static_cast<std::uint32_t>(events++);
        auto const second = luck(stream, event_draw(ordinal, 1));
        integer(tile_.at.event_family + e) = static_cast<std::int32_t>(f);
        integer(tile_.at.event_entity + e) = static_cast<std::int32_t>(entity);
        integer(tile_.at.event_start + e) = start;
        integer(tile_.at.event_ordinal + e) =
            static_cast<std::int32_t>(ordinal);
        integer(tile_.at.event_members + e) = 0;
        integer(tile_.at.event_kept + e) = 0;
        value(tile_.at.event_phase + e) = phase;
        value(tile_.at.event_keep + e) = uniform(first.b);
        value(tile_.at.event_hold + e) =
            draw_from(m_, family.hold_table, first.c);
        value(tile_.at.event_recovery + e) =
            draw_from(m_, family.recovery_table, first.d);
        value(tile_.at.event_severity + e) =
            draw_from(m_, family.severity_table, second.a);
        value(tile_.at.event_level + e) = draw_level(family, second.b);
        value(tile_.at.event_delay + e) =
            draw_from(m_, family.delay_table, second.c);
        if (family.fraction_table != none) {
            choose_arc(family, entity, stream, ordinal, e);
        }
        ActingEvents<P>{*this}.schedule(e, start);
    }

    /// Level of a measure or surge; for discrete families the index.
    CHOKEPOINT_HD float draw_level(Family const& family,
                                   std::uint32_t word) const {
        switch (family.level_draw) {
            case LevelDraw::continuous:
                return draw_from(m_, family.level_table, word);
            case LevelDraw::discrete:
                return static_cast<float>(static_cast<std::int32_t>(
                    count_from(m_, family.first_level, family.levels, word)));
            default:
                return 0.0f;
        }
    }

  private:
    CHOKEPOINT_HD void draw_candidate(std::uint32_t f,
                                      Family const& family,
                                      std::uint32_t stream,
                                      std::uint32_t year,
                                      std::uint32_t ordinal) const {
        auto const first = luck(stream, event_draw(ordinal, 0));
        std::uint32_t fraction;
        auto const start = static_cast<std::int32_t>(
            52 * year + scaled(first.a, 52, fraction));
        if (start >= m_.weeks) {
            return;
        }
        // Sampled events keep the fraction of their start week, which makes
        // the mean damage free of a half-week bias (model B5.2).
        float const phase =
            static_cast<float>(static_cast<std::int32_t>(fraction >> 8)) *
            (1.0f / 16777216.0f);
        auto const which = luck(stream, event_draw(ordinal, 1)).d;
        append(f, family, find_entity(family, which), stream, ordinal, start,
               phase, first);
    }

    /// First entity whose cumulative threshold exceeds the word.
    CHOKEPOINT_HD std::uint32_t find_entity(Family const& family,
                                            std::uint32_t word) const {
        std::uint32_t low = 0, high = family.entities - 1;
        while (low < high) {
            auto const middle = (low + high) / 2;
            if (word < m_.entity[family.first_entity + middle].cumulative) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return family.first_entity + low;
    }

    /// A natural hazard hits consecutive nodes of its country: at least one,
    /// a random fraction, from a random first one (model C2.1).
    CHOKEPOINT_HD void choose_arc(Family const& family,
                                  std::uint32_t entity,
                                  std::uint32_t stream,
                                  std::uint32_t ordinal,
                                  std::uint32_t e) const {
        auto const set = m_.entity[entity].node_set;
        auto const size = m_.set_first[set + 1] - m_.set_first[set];
        auto const third = luck(stream, event_draw(ordinal, 2));
        float const exact = draw_from(m_, family.fraction_table, third.a) *
                            static_cast<float>(static_cast<std::int32_t>(size));
        auto members = static_cast<std::int32_t>(exact);
        if (static_cast<float>(members) < exact) {
            ++members;
        }
        members = members < 1 ? 1 : members;
        members = members > static_cast<std::int32_t>(size)
                      ? static_cast<std::int32_t>(size)
                      : members;
        std::uint32_t fraction;
        integer(tile_.at.event_members + e) = members;
        integer(tile_.at.event_first_member + e) =
            static_cast<std::int32_t>(scaled(third.b, size, fraction));
        // The latent severity of the event: common factor and chi of the
        // copula; members add their own part (member_severity).
        value(tile_.at.event_severity + e) =
            draw_from(m_, m_.world.normal_table, third.c);
        value(tile_.at.event_level + e) =
            family.chi_table == none ? 1.0f
                                     : draw_from(m_, family.chi_table, third.d);
    }

    using Lane<P>::m_, Lane<P>::tile_, Lane<P>::value, Lane<P>::integer,
        Lane<P>::luck;
};

/// What an event of a severity takes of a member of a node set: of a node with
/// several plants, its share (model C2.2).
/// \param member  index into set_node
CHOKEPOINT_HD float felt_severity(ModelView const& m,
                                  std::uint32_t member,
                                  float severity) {
    return m.set_share.size == 0 ? severity : severity * m.set_share[member];
}

/// Severity at the j-th member of an arc: one-factor t copula over the
/// severity distribution (model C3.4):
///
///     latent = (sqrt(rho) Y + sqrt(1 - rho) e_j) * chi,
///     severity = table on [-8, 8]
CHOKEPOINT_HD float member_severity(ModelView const& m,
                                    Family const& family,
                                    std::uint64_t scenario,
                                    std::uint32_t ordinal,
                                    std::uint32_t member,
                                    float common,
                                    float chi) {
    auto const words =
        draw_words(m.seed, scenario, family.id << 24 | pooled_entity,
                   member_draw(ordinal, member));
    auto const which = member & 3u;
    std::uint32_t const word = which == 0   ? words.a
                               : which == 1 ? words.b
                               : which == 2 ? words.c
                                            : words.d;
    float latent =
        (family.common_share * common +
         family.own_share * draw_from(m, m.world.normal_table, word)) *
        chi;
    latent = max(-8.0f, min(latent, 8.0f));
    float const position = (latent + 8.0f) * ((latent_knots - 1) / 16.0f);
    auto knot = static_cast<std::int32_t>(position);
    knot = knot > static_cast<std::int32_t>(latent_knots) - 2
               ? static_cast<std::int32_t>(latent_knots) - 2
               : knot;
    float const* const table =
        m.latent.data + family.latent_table * latent_knots + knot;
    return Lanes<float>::fused(position - static_cast<float>(knot),
                               table[1] - table[0], table[0]);
}
}  // namespace chokepoint
