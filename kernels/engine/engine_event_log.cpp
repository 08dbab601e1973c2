#include "kernels/engine/engine_event_log.hpp"

#include <algorithm>

#include "kernels/world/world_draw.cuh"

namespace chokepoint {
void EventLog::Listener::weekly_event(std::uint32_t family,
                                      std::uint32_t entity,
                                      std::int32_t week,
                                      float level,
                                      float hold) const {
    log_.weekly_.push_back(
        {family, entity, week, hold, 0, 0, level, 0, 0, 0, true});
}

void EventLog::Listener::measure_began(std::uint32_t activation,
                                       std::int32_t week,
                                       std::int32_t end,
                                       float force) const {
    auto const& a = log_.m_.activation[activation];
    log_.actions_.push_back({ActionKind::measure, activation, a.slot, none, 0,
                             week, end, a.level, force, force > 0});
}

void EventLog::Listener::measure_lifted(std::uint32_t activation,
                                        std::int32_t week,
                                        bool was_in_force) const {
    log_.actions_.push_back({ActionKind::lift, activation,
                             log_.m_.activation[activation].slot, none, 0, week,
                             week, 0, 1, was_in_force});
}

void EventLog::Listener::answered(std::uint32_t pair,
                                  std::uint32_t counter,
                                  std::int32_t start,
                                  std::int32_t end) const {
    auto const& chosen = log_.m_.counter[counter];
    for (auto a = chosen.first_activation; a < chosen.last_activation; ++a) {
        auto const& activation = log_.m_.activation[a];
        log_.actions_.push_back({ActionKind::answer, a, activation.slot, pair,
                                 log_.decisions_, start, end, activation.level,
                                 1, false});
    }
    ++log_.decisions_;
}

void EventLog::Listener::given_up(std::uint32_t slot, std::int32_t end) const {
    log_.given_up_[slot] = end;
}

void EventLog::end_of_week(TileState<Pack<1>> const& tile, std::int32_t week) {
    auto const& at = tile.at;
    auto const count = static_cast<std::uint32_t>(tile.integer(at.events, 0));
    for (auto e = static_cast<std::uint32_t>(listed_.size()); e < count; ++e) {
        listed_.push_back(listed(tile, e));
    }
    for (std::uint32_t e = 0; e < count; ++e) {
        if (listed_[e].start == week) {
            listed_[e].took_effect = tile.integer(at.event_kept + e, 0) != 0;
        }
    }
    for (auto* const events : {&listed_, &weekly_}) {
        for (auto& event : *events) {
            auto const& entity = m_.entity[event.entity];
            if (event.start == week && event.took_effect && entity.slots > 0) {
                event.licensed = licensed(tile, entity.first_slot);
            }
        }
    }
    for (auto& action : actions_) {
        if (action.start == week && action.kind != ActionKind::lift) {
            action.level = licensed(tile, action.slot).value_or(action.level);
            // Answers are told before they begin; some never do.
            action.took_effect =
                action.took_effect || action.kind == ActionKind::answer;
        }
    }
    for (auto const& [slot, end] : given_up_) {
        if (end == week && tile.integer(at.slot_end + slot, 0) == week) {
            actions_.push_back({ActionKind::given_up, none, slot, none, 0, week,
                                week, 0, 1, true});
        }
    }
}

std::vector<TraceEvent> EventLog::events() const {
    auto all = listed_;
    all.insert(all.end(), weekly_.begin(), weekly_.end());
    return all;
}

TraceEvent EventLog::listed(TileState<Pack<1>> const& tile,
                            std::uint32_t e) const {
    auto const& at = tile.at;
    auto const number = [&](std::uint32_t first) {
        return static_cast<std::uint32_t>(tile.integer(first + e, 0));
    };
    auto const value = [&](std::uint32_t first) {
        return tile.value(first + e, 0);
    };
    TraceEvent event{number(at.event_family),
                     number(at.event_entity),
                     tile.integer(at.event_start + e, 0),
                     value(at.event_hold),
                     value(at.event_recovery),
                     value(at.event_severity),
                     value(at.event_level),
                     value(at.event_delay),
                     number(at.event_first_member),
                     number(at.event_members),
                     false,
                     value(at.event_phase)};
    event.hits = hits(tile, e, event);
    if (m_.family[event.family].fraction_table != none) {
        // Its rows hold the latent severity and chi of the copula.
        event.level = event.severity = 0;
        for (auto const& hit : event.hits) {
            event.severity = std::max(event.severity, hit.severity);
        }
    }
    return event;
}

/// Nodes in the order of the set; of an arc, in the order of its members.
std::vector<TraceHit> EventLog::hits(TileState<Pack<1>> const& tile,
                                     std::uint32_t e,
                                     TraceEvent const& event) const {
    auto const& family = m_.family[event.family];
    auto const set = m_.entity[event.entity].node_set;
    std::vector<TraceHit> list;
    if (set == none) {
        return list;
    }
    auto const first = m_.set_first[set];
    auto const size = m_.set_first[set + 1] - first;
    if (family.fraction_table == none) {
        for (std::uint32_t j = 0; j < size; ++j) {
            list.push_back({m_.set_node[first + j],
                            felt_severity(m_, first + j, event.severity)});
        }
        return list;
    }
    auto const ordinal =
        static_cast<std::uint32_t>(tile.integer(tile.at.event_ordinal + e, 0));
    for (std::uint32_t j = 0; j < event.members; ++j) {
        auto const member = first + (event.first_member + j) % size;
        list.push_back(
            {m_.set_node[member],
             felt_severity(m_, member,
                           member_severity(m_, family, scenario_, ordinal, j,
                                           event.severity, event.level))});
    }
    return list;
}

/// What was decided about a slot that is a licence.
std::optional<float> EventLog::licensed(TileState<Pack<1>> const& tile,
                                        std::uint32_t slot) const {
    if (m_.slot[slot].type != SlotType::licence) {
        return std::nullopt;
    }
    return tile.value(tile.at.slot_level + slot, 0);
}
}  // namespace chokepoint
