/// \file first_shortages.cuh
/// Where a story begins: who ran short first, when, and of what (B9.4).
#pragma once

#include <cfloat>

#include "kernels/views/output_layout.cuh"
#include "kernels/week/input_limits.cuh"

namespace chokepoint {
/// Less than this share of what was asked is a shortage, not rounding.
inline constexpr float enough_share = 0.99f;
/// Orders below this share of a normal week are no demand: production.cuh
/// makes nothing of them.
inline constexpr float negligible_share = 1e-6f;

/// Does a node make less than it is asked for, up to a normal week, although
/// somebody asks? Then an input or its own capacity holds it back.
template <class P>
CHOKEPOINT_HD auto runs_short(P output, P demand) {
    return (output < P{enough_share} * min(demand, P{1.0f})) &
           (demand >= P{negligible_share});
}

/// Keeps the first three different nodes that run short, and the first three
/// that an input holds back: by week, within a week by the value added that
/// the shortage costs, then by number.
///
/// Runs between production and deliveries: stocks still are what limited the
/// week. Most weeks have little to do: no node falls short, or the lists of
/// every lane are full.
template <class P, class Kind>
class FirstShortages {
  public:
    using L = Lanes<P>;
    using Mask = typename L::Mask;

    CHOKEPOINT_HD FirstShortages(ModelView const& m, TileState<P> const& tile)
        : m_{m}, tile_{tile}, limits_{m, tile} {}

    CHOKEPOINT_HD void operator()(std::int32_t week) const {
        P const now{static_cast<float>(week)};
        // What a node must cost to enter a list; nobody enters a full one of
        // earlier weeks.
        P in_short = bar(tile_.at.first_short, now);
        P in_lack = bar(tile_.at.first_lack, now);
        if (!L::any(min(in_short, in_lack) < P{FLT_MAX})) {
            return;
        }
        for (std::uint32_t i = 0; i < m_.network.nodes; ++i) {
            if (!tile_.flag(tile_.at.falls_short + i)) {
                continue;
            }
            P const output = tile_.load(tile_.at.output + i);
            P const demand = tile_.load(tile_.at.demand + i);
            Case const found{
                P{static_cast<float>(static_cast<std::int32_t>(i))},
                P{m_.network.node[i].value_added} *
                    (min(demand, P{1.0f}) - output),
                runs_short(output, demand),
                // Own capacity starts exactly the optimum.
                tile_.load(tile_.at.starts + i) <
                    tile_.load(tile_.at.optimum + i)};
            if (L::any(found.is_short &
                       ((found.cost > in_short) |
                        ((found.cost > in_lack) & found.lacks)))) {
                note(i, found, now);
                in_short = bar(tile_.at.first_short, now);
                in_lack = bar(tile_.at.first_lack, now);
            }
        }
    }

  private:
    /// One line of a list; all of a line that is free is -1.
    struct Entry {
        P node, week, value, input;
    };

    CHOKEPOINT_HD Entry load(std::uint32_t list, std::uint32_t k) const {
        auto const row = list + k;
        return {tile_.load(row), tile_.load(row + first_shortages),
                tile_.load(row + 2 * first_shortages),
                tile_.load(row + 3 * first_shortages)};
    }

    CHOKEPOINT_HD void store(std::uint32_t list,
                             std::uint32_t k,
                             Entry const& entry) const {
        auto const row = list + k;
        tile_.store(row, entry.node);
        tile_.store(row + first_shortages, entry.week);
        tile_.store(row + 2 * first_shortages, entry.value);
        tile_.store(row + 3 * first_shortages, entry.input);
    }

    CHOKEPOINT_HD static Entry either(Mask which,
                                      Entry const& yes,
                                      Entry const& no) {
        return {select(which, yes.node, no.node),
                select(which, yes.week, no.week),
                select(which, yes.value, no.value),
                select(which, yes.input, no.input)};
    }

    /// Value that a newcomer of this week must exceed to take a line: that of
    /// an entry of the same week; those of earlier weeks keep theirs.
    CHOKEPOINT_HD static P standing(Entry const& entry, P now) {
        auto const open = (entry.week == now) | (entry.week < P{0.0f});
        return select(open, entry.value, P{FLT_MAX});
    }

    /// A node that falls short in some world.
    struct Case {
        P node, cost;
        Mask is_short, lacks;
    };

    CHOKEPOINT_HD P bar(std::uint32_t list, P now) const {
        return standing(load(list, first_shortages - 1), now);
    }

    CHOKEPOINT_HD void note(std::uint32_t i, Case const& found, P now) const {
        auto const& node = found.node;
        auto const& cost = found.cost;
        auto const in_short =
            found.is_short & enters(tile_.at.first_short, node, cost, now);
        auto const in_lack = found.is_short & found.lacks &
                             enters(tile_.at.first_lack, node, cost, now);
        if (!L::any(in_short | in_lack)) {
            return;
        }
        P const nothing{-1.0f};
        P const input = lacks(i);
        insert(tile_.at.first_short,
               {node, now, select(in_short, cost, nothing), input}, now);
        auto const named = in_lack & (input >= P{0.0f});
        insert(tile_.at.first_lack,
               {node, now, select(named, cost, nothing), input}, now);
    }

    /// Is the node new to a list and would it take a line?
    CHOKEPOINT_HD Mask enters(std::uint32_t list, P node, P cost, P now) const {
        auto fits = cost > standing(load(list, first_shortages - 1), now);
        for (std::uint32_t k = 0; k < first_shortages; ++k) {
            fits = fits & (tile_.load(list + k) != node);
        }
        return fits;
    }

    CHOKEPOINT_HD void insert(std::uint32_t list, Entry entry, P now) const {
        auto shifts = entry.value > P{FLT_MAX};  // nowhere yet
        for (std::uint32_t k = 0; k < first_shortages; ++k) {
            auto const old = load(list, k);
            shifts = shifts | (entry.value > standing(old, now));
            store(list, k, either(shifts, entry, old));
            entry = either(shifts, old, entry);
        }
    }

    /// Group of the input that held the node back, -1: its own capacity.
    CHOKEPOINT_HD P lacks(std::uint32_t i) const {
        return limits_.scarcest(i, m_.network.node[i],
                                tile_.load(tile_.at.optimum + i));
    }

    ModelView const& m_;
    TileState<P> const& tile_;
    InputLimits<P, Kind> limits_;
};
}  // namespace chokepoint
