/// \file control_filter.cuh
/// S1: what all active measures together let through, by control class.
#pragma once

#include <cfloat>

#include "kernels/portable/team.cuh"
#include "kernels/views/tile_state.cuh"

namespace chokepoint {
/// Refresh pass factor P and order ceiling V of the classes with a slot that
/// changed this week (model B4):
///
///     P = product over the slots of the class, in slot order
///     V = 1 while a quantity control with pass < 1 is active, else FLT_MAX
///
/// A class whose slots stand still keeps its values: recomputing would give
/// the same bits.
template <class P, class Team>
CHOKEPOINT_HD void filter_controls(ModelView const& m,
                                   TileState<P> const& tile,
                                   Team const& team) {
    for (std::uint32_t c = 1 + team.rank; c < m.control_class.size;
         c += team.size) {
        auto const slots = m.control_class[c];
        bool changed = false;
        for (auto j = slots.first_slot; j < slots.last_slot; ++j) {
            changed = changed ||
                      tile.flag(tile.at.slot_changed + m.class_slot[j]) != 0;
        }
        if (!changed) {
            tile.set_flag(tile.at.refiltered + c, 0);
            continue;
        }
        P pass{1.0f};
        P quantity{1.0f};
        for (auto j = slots.first_slot; j < slots.last_slot; ++j) {
            auto const slot = m.class_slot[j];
            P const p = tile.load(tile.at.slot_pass + slot);
            pass = pass * p;
            if (m.slot[slot].quantity) {
                quantity = min(quantity, p);
            }
        }
        tile.store(tile.at.pass + c, pass);
        // Read before the vote: after it any lane may have written.
        auto const filtered = tile.flag(tile.at.filtered + c);
        std::int32_t const filters = Lanes<P>::any(pass != P{1.0f}) ? 1 : 0;
        tile.set_flag(tile.at.refiltered + c, filters != filtered ? 1 : 0);
        tile.set_flag(tile.at.filtered + c, filters);
        tile.store(tile.at.ceiling + c,
                   select(quantity < P{1.0f}, P{1.0f}, P{FLT_MAX}));
    }
}

/// Did some class begin or cease to filter this week? After a meeting.
template <class P>
CHOKEPOINT_HD bool filters_moved(ModelView const& m, TileState<P> const& tile) {
    if (!tile.flag(tile.at.controls_moved)) {
        return false;
    }
    std::int32_t moved = 0;
    for (std::uint32_t c = 1; c < m.control_class.size; ++c) {
        moved |= tile.flag(tile.at.refiltered + c);
    }
    return moved != 0;
}

/// Duty of every class: sum of the tariff rates of its active slots.
template <class P, class Team>
CHOKEPOINT_HD void sum_duties(ModelView const& m,
                              TileState<P> const& tile,
                              Team const& team) {
    for (std::uint32_t c = 1 + team.rank; c < m.control_class.size;
         c += team.size) {
        auto const slots = m.control_class[c];
        P duty{0.0f};
        for (auto j = slots.first_slot; j < slots.last_slot; ++j) {
            duty = duty + tile.load(tile.at.slot_duty + m.class_slot[j]);
        }
        tile.store(tile.at.duty + c, duty);
    }
}

/// Factors of the influence classes: what active measures on knowledge,
/// capital and people do to growth, erosion, qualification and slack (model
/// B4.4). All 1, and drift 0, while no such measure bites.
template <class P, class Team>
CHOKEPOINT_HD void combine_influences(ModelView const& m,
                                      TileState<P> const& tile,
                                      Team const& team) {
    P const one{1.0f};
    for (std::uint32_t c = 1 + team.rank; c < m.influence_class.size;
         c += team.size) {
        P growth = one, erosion = one, ramp = one, slack = one;
        P drift{0.0f};
        auto const list = m.influence_class[c];
        for (auto k = list.first; k < list.last; ++k) {
            auto const& effect = m.influence[k];
            P const bite = one - tile.load(tile.at.slot_pass + effect.slot);
            growth = growth * (one + P{effect.growth} * bite);
            erosion = erosion * (one + P{effect.erosion} * bite);
            ramp = ramp * (one + P{effect.ramp} * bite);
            slack = slack * (one + P{effect.slack} * bite);
            drift = drift + P{effect.drift} * bite;
        }
        tile.store(tile.at.growth_scale + c, growth);
        tile.store(tile.at.erosion_scale + c, erosion);
        tile.store(tile.at.ramp_scale + c, ramp);
        tile.store(tile.at.slack_scale + c, slack);
        tile.store(tile.at.drift + c, drift);
    }
}
}  // namespace chokepoint
