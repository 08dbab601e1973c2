/// \file world_measures.cuh
/// The measures of one world: when a slot starts, what it lets through.
#pragma once

#include "kernels/world/lane.cuh"

namespace chokepoint {
/// Measure slots of one lane (model B4). Random numbers of a licence have
/// the address (name of the slot, week of its start), whatever the package.
template <class P>
class WorldMeasures : Lane<P> {
  public:
    CHOKEPOINT_HD WorldMeasures(Lane<P> const& lane, Package const& package)
        : Lane<P>{lane}, package_{package} {}

    /// Start a measure, or renew one that is active: p = min(p, new), end =
    /// max(end, new) (model B4.5). Arms the countries that it hurts.
    ///
    /// \param force  realised coverage times compliance, 0-1: scales the bite
    /// \param depth  0 for a first measure, k for the k-th answer in a chain
    /// \return what it adds to the tension: jump times the bite 1 - p
    CHOKEPOINT_HD float activate(std::uint32_t s,
                                 float level,
                                 std::int32_t week,
                                 std::int32_t end,
                                 float tension_jump,
                                 float force = 1.0f,
                                 std::int32_t depth = 0) const {
        auto const& slot = m_.slot[s];
        std::int32_t& slot_end = integer(tile_.at.slot_end + s);
        float& current = value(tile_.at.slot_level + s);
        bool const active = slot_end > week;
        float bite = 0.0f;
        switch (slot.type) {
            case SlotType::fixed:
                current = active ? min(current, level) : level;
                bite = 1.0f - level;
                break;
            case SlotType::tariff: {
                float const pass =
                    slot.level_pass[static_cast<std::int32_t>(level)];
                current = active ? min(current, pass) : pass;
                bite = 1.0f - pass;
                break;
            }
            case SlotType::entity_list: {
                float const listed = active ? current : 0.0f;
                current = 1.0f - (1.0f - listed) * (1.0f - level);
                bite = slot.strictness * level;
                break;
            }
            case SlotType::licence:
                if (!active) {
                    current = decide_licence(slot, week);
                }
                // Passes never fall with age: all of it at once is no stop.
                bite = licence_pass(slot, current, 0) < 1.0f ? 1.0f : 0.0f;
                break;
        }
        float& old_force = value(tile_.at.slot_force + s);
        old_force = active ? max(old_force, force) : force;
        bite = bite * force;
        if (!active) {
            integer(tile_.at.slot_start + s) = week;
            slot_end = end;
        } else {
            slot_end = slot_end < end ? end : slot_end;
        }
        if (bite > 0.0f) {
            integer(tile_.at.measure_mask) |=
                static_cast<std::int32_t>(1u << slot.mask_bit);
            arm(s, depth);
            return tension_jump * bite;
        }
        return 0.0f;
    }

    /// Lift a measure this week. \return 1 - p of last week, 0 if it was not
    /// active
    CHOKEPOINT_HD float lift(std::uint32_t s, std::int32_t week) const {
        std::int32_t& end = integer(tile_.at.slot_end + s);
        if (end <= week) {
            return 0.0f;
        }
        end = week;
        return 1.0f - value(tile_.at.slot_pass + s);
    }

    /// Pass factor of a slot this week, with leakage: p + (1 - p) l; then the
    /// leak moves towards its ceiling, or back to 0 (B7.5).
    CHOKEPOINT_HD float pass(std::uint32_t s, std::int32_t week) const {
        auto const& slot = m_.slot[s];
        bool const active = integer(tile_.at.slot_end + s) > week;
        float share = 1.0f;
        if (active) {
            float const current = value(tile_.at.slot_level + s);
            switch (slot.type) {
                case SlotType::entity_list:
                    // Chill applies once, while any listing bites.
                    if (slot.strictness * current > 0.0f) {
                        share = (1.0f - slot.strictness * current) *
                                (1.0f - slot.chill);
                    }
                    break;
                case SlotType::licence:
                    share = licence_pass(
                        slot, current, week - integer(tile_.at.slot_start + s));
                    break;
                default:
                    share = current;
                    break;
            }
        }
        float const force = value(tile_.at.slot_force + s);
        if (active && force != 1.0f) {
            share = 1.0f - force * (1.0f - share);
        }
        if (m_.rules.costs_on) {
            value(tile_.at.slot_duty + s) =
                active ? force * duty(slot, value(tile_.at.slot_level + s))
                       : 0.0f;
        }
        if (slot.leak_ceiling > 0.0f) {
            float& leak = value(tile_.at.slot_leak + s);
            share = share + (1.0f - share) * leak;
            float const aim =
                active ? slot.leak_ceiling * package_.leak_scale : 0.0f;
            leak = leak + (aim - leak) / slot.leak_weeks;
        }
        if (active && slot.demand_row != none) {
            float& path = value(tile_.at.demand_path + slot.demand_row);
            path = path + slot.surge * (1.0f - share);
        }
        return share;
    }

  private:
    /// Whoever loses by this slot may answer it (model B6).
    CHOKEPOINT_HD void arm(std::uint32_t s, std::int32_t depth) const {
        if (m_.pair.size == 0) {
            return;
        }
        integer(tile_.at.slot_depth + s) = depth;
        for (auto k = m_.slot_first_pair[s]; k < m_.slot_first_pair[s + 1];
             ++k) {
            std::int32_t& armed =
                integer(tile_.at.pair_armed + m_.slot_pair[k]);
            float& seen = value(tile_.at.pair_seen + m_.slot_pair[k]);
            seen = max(seen, m_.slot[s].visibility);
            armed = armed < depth + 1 ? depth + 1 : armed;
        }
    }

    /// tau of the level whose pass factor is in force.
    CHOKEPOINT_HD static float duty(Slot const& slot, float pass) {
        if (slot.type != SlotType::tariff) {
            return 0.0f;
        }
        for (std::uint32_t k = 0; k < tariff_levels; ++k) {
            if (slot.level_pass[k] == pass) {
                return slot.level_duty[k];
            }
        }
        return 0.0f;
    }

    /// Licences of a slot that starts now (model B4.2).
    ///
    /// \return J > 1: approved value share, sum over the value classes of
    ///         share_v A_v with A_v ~ Binomial(J, p_v) / J. J = 1: the week
    ///         after start at which the single licence comes, or -1: never.
    CHOKEPOINT_HD float decide_licence(Slot const& slot,
                                       std::int32_t week) const {
        auto const words =
            luck(licence_stream | slot.address,
                 event_draw(static_cast<std::uint32_t>(week), 0));
        auto const applications = slot.applications;
        auto const ordinary =
            count_from(m_, slot.first_approval, applications, words.a);
        auto const large = count_from(m_, slot.first_approval + applications,
                                      applications, words.b);
        if (applications == 1) {
            float const wait = draw_from(m_, slot.wait_table, words.c);
            bool const is_large = uniform(words.d) < slot.value_share[1];
            return (is_large ? large : ordinary) != 0 ? wait : -1.0f;
        }
        float const of =
            static_cast<float>(static_cast<std::int32_t>(applications));
        return slot.value_share[0] *
                   (static_cast<float>(static_cast<std::int32_t>(ordinary)) /
                    of) +
               slot.value_share[1] *
                   (static_cast<float>(static_cast<std::int32_t>(large)) / of);
    }

    CHOKEPOINT_HD float licence_pass(Slot const& slot,
                                     float current,
                                     std::int32_t age) const {
        if (slot.applications == 1) {
            bool const granted =
                current >= 0.0f && static_cast<float>(age) >= current;
            return granted ? slot.utilisation : 0.0f;
        }
        return slot.utilisation * current *
               m_.wait_cdf[slot.first_wait + static_cast<std::uint32_t>(age)];
    }

    using Lane<P>::m_, Lane<P>::tile_, Lane<P>::value, Lane<P>::integer,
        Lane<P>::luck;

    Package const& package_;
};
}  // namespace chokepoint
