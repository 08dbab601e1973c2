/// \file acting_events.cuh
/// Which events of a world's list act in a week.
#pragma once

#include "kernels/world/lane.cuh"

namespace chokepoint {
/// Finds the events that begin in a week without a look at all the others, and
/// keeps those that act in the order of the list: damage is a product, and in
/// another order other bits.
///
/// Events wait in chains, one a week; who begins moves to TileLayout::acting.
template <class P>
class ActingEvents : Lane<P> {
  public:
    CHOKEPOINT_HD explicit ActingEvents(Lane<P> const& lane) : Lane<P>{lane} {}

    /// Event e begins in a week to come, or in this one before `begin_week`.
    CHOKEPOINT_HD void schedule(std::uint32_t e, std::int32_t week) const {
        std::int32_t& first =
            integer(tile_.at.week_event + static_cast<std::uint32_t>(week));
        integer(tile_.at.event_next + e) = first;
        first = static_cast<std::int32_t>(e) + 1;
    }

    /// Take in the events that begin this week.
    CHOKEPOINT_HD void begin_week(std::int32_t week) const {
        if (m_.event_capacity == 0) {
            return;
        }
        auto next =
            integer(tile_.at.week_event + static_cast<std::uint32_t>(week));
        while (next != 0) {
            insert(next - 1);
            next = integer(tile_.at.event_next +
                           static_cast<std::uint32_t>(next - 1));
        }
    }

    /// \param visit  called as visit(e)
    template <class Visit>
    CHOKEPOINT_HD void for_each(Visit visit) const {
        auto const count = integer(tile_.at.acting_events);
        for (std::int32_t i = 0; i < count; ++i) {
            visit(at(i));
        }
    }

    /// \param acts  called as acts(e): does it go on next week?
    template <class Acts>
    CHOKEPOINT_HD void keep_while(Acts acts) const {
        auto const count = integer(tile_.at.acting_events);
        std::int32_t kept = 0;
        for (std::int32_t i = 0; i < count; ++i) {
            auto const e = at(i);
            if (acts(e)) {
                place(kept++, static_cast<std::int32_t>(e));
            }
        }
        integer(tile_.at.acting_events) = kept;
    }

  private:
    /// Events that lie behind e in the list move up by one.
    CHOKEPOINT_HD void insert(std::int32_t e) const {
        auto i = integer(tile_.at.acting_events)++;
        while (i > 0 && static_cast<std::int32_t>(at(i - 1)) > e) {
            place(i, static_cast<std::int32_t>(at(i - 1)));
            --i;
        }
        place(i, e);
    }

    CHOKEPOINT_HD std::uint32_t at(std::int32_t i) const {
        return static_cast<std::uint32_t>(
            integer(tile_.at.acting + static_cast<std::uint32_t>(i)));
    }

    CHOKEPOINT_HD void place(std::int32_t i, std::int32_t e) const {
        integer(tile_.at.acting + static_cast<std::uint32_t>(i)) = e;
    }

    using Lane<P>::m_, Lane<P>::tile_, Lane<P>::integer;
};
}  // namespace chokepoint
