/// \file tile_state.cuh
/// The memory of one tile: rows of lanes, and where each row lies.
///
/// A tile's slab is doubles first, then floats, then integers (one row = one
/// value a lane), then flags (one value a tile). Its size is known before the
/// start and does not depend on the number of worlds.
#pragma once

#include "kernels/campaign_view.cuh"
#include "kernels/pack.cuh"
#include "kernels/platform.cuh"

namespace chokepoint {
/// Bits of TileLayout::group_state.
inline constexpr std::int32_t orders_extra = 1;    ///< e != 0
inline constexpr std::int32_t clock_runs = 2;      ///< y != 0
inline constexpr std::int32_t sink_disturbed = 4;  ///< a, backlog, unmet

/// First row of each array. See model.md B2 for the meaning of the state.
struct TileLayout {
    // floats: nodes
    std::uint32_t output;       ///< [nodes] x
    std::uint32_t activity;     ///< [nodes] x'
    std::uint32_t optimum;      ///< [nodes] x^opt
    std::uint32_t capacity;     ///< [nodes] k
    std::uint32_t overtime;     ///< [nodes] alpha
    std::uint32_t fill;         ///< [nodes * priority classes] phi
    std::uint32_t reliability;  ///< [nodes * priority classes] f
    // floats: groups
    std::uint32_t stock;     ///< [first_sink] s
    std::uint32_t order;     ///< [groups] O
    std::uint32_t clock;     ///< [groups] y
    std::uint32_t extra;     ///< [groups] e
    std::uint32_t transit;   ///< [transit rows] v
    std::uint32_t patience;  ///< [sinks] a
    std::uint32_t backlog;   ///< [sinks] postponed demand
    std::uint32_t unmet;     ///< [sinks] lost this week
    std::uint32_t receipts;  ///< [groups] r, kept for a trace only
    bool traced;
    // floats: controls and events
    std::uint32_t pass;         ///< [classes] P
    std::uint32_t ceiling;      ///< [classes] V
    std::uint32_t demand_path;  ///< [demand rows] A
    std::uint32_t route_delay;  ///< [routes] extra weeks
    std::uint32_t slot_pass;    ///< [slots] pass with leak, this week
    std::uint32_t slot_next;    ///< [slots] the same, being computed
    std::uint32_t slot_level;   ///< [slots] p, y or approved value share
    std::uint32_t slot_leak;    ///< [slots] l
    std::uint32_t event_hold, event_recovery, event_severity;
    std::uint32_t event_level, event_delay, event_phase, event_keep;
    std::uint32_t tension, tension_peak;
    // floats: metrics of countries
    std::uint32_t peak, peak_week, calm_run, recovered, quiet_run;
    std::uint32_t shortages, stockouts, cover;
    std::uint32_t short_node, short_week, short_count;
    std::uint32_t float_rows;
    // integers
    std::uint32_t slot_start, slot_end;
    std::uint32_t event_family, event_entity, event_start, event_ordinal;
    std::uint32_t event_first_member, event_members, event_alive;
    std::uint32_t events, overflow, regime;
    std::uint32_t regime_weeks, family_mask, measure_mask, event_count;
    std::uint32_t integer_rows;
    // doubles
    std::uint32_t lost_gross, lost_net;    ///< [node cells] million USD
    std::uint32_t lost_demand;             ///< [sink cells]
    std::uint32_t episode, worst_episode;  ///< [countries]
    std::uint32_t wide_rows;
    // flags: one value a tile, "in some lane". They only say where a factor
    // is exactly 1 or a term exactly 0 in all lanes, so that it can be left
    // out without changing a bit.
    std::uint32_t slot_changed;  ///< [slots] pass differs from last week
    std::uint32_t filtered;      ///< [classes] P != 1
    std::uint32_t rationed;      ///< [fill rows] phi != 1
    std::uint32_t unreliable;    ///< [fill rows] f != 1
    std::uint32_t group_state;   ///< [groups] bits, see below
    std::uint32_t falls_short;   ///< [nodes] x < 0.99 x^opt this week
    std::uint32_t flags;

    CHOKEPOINT_HD TileLayout(ModelView const& m, bool with_trace)
        : traced{with_trace} {
        auto const& n = m.network;
        std::uint32_t const sinks = n.groups - n.first_sink;
        std::uint32_t const slots = m.slot.size;
        std::uint32_t const classes = m.control_class.size;
        std::uint32_t const capacity_of_events = m.event_capacity;
        std::uint32_t row = 0;
        auto take = [&row](std::uint32_t count) {
            std::uint32_t const first = row;
            row += count;
            return first;
        };
        output = take(n.nodes);
        activity = take(n.nodes);
        optimum = take(n.nodes);
        capacity = take(n.nodes);
        overtime = take(m.rules.overtime_on ? n.nodes : 0);
        fill = take(n.nodes * n.priority_classes);
        reliability = take(n.nodes * n.priority_classes);
        stock = take(n.first_sink);
        order = take(n.groups);
        clock = take(n.groups);
        extra = take(n.groups);
        transit = take(n.transit_rows);
        patience = take(sinks);
        backlog = take(sinks);
        unmet = take(sinks);
        receipts = take(with_trace ? n.groups : 0);
        pass = take(classes);
        ceiling = take(classes);
        demand_path = take(m.demand_rows);
        route_delay = take(m.routes);
        slot_pass = take(slots);
        slot_next = take(slots);
        slot_level = take(slots);
        slot_leak = take(slots);
        event_hold = take(capacity_of_events);
        event_recovery = take(capacity_of_events);
        event_severity = take(capacity_of_events);
        event_level = take(capacity_of_events);
        event_delay = take(capacity_of_events);
        event_phase = take(capacity_of_events);
        event_keep = take(capacity_of_events);
        tension = take(1);
        tension_peak = take(1);
        peak = take(n.countries);
        peak_week = take(n.countries);
        calm_run = take(n.countries);
        recovered = take(n.countries);
        quiet_run = take(n.countries);
        shortages = take(n.countries);
        stockouts = take(n.countries);
        cover = take(n.countries);
        short_node = take(3);
        short_week = take(3);
        short_count = take(1);
        float_rows = row;

        row = 0;
        slot_start = take(slots);
        slot_end = take(slots);
        event_family = take(capacity_of_events);
        event_entity = take(capacity_of_events);
        event_start = take(capacity_of_events);
        event_ordinal = take(capacity_of_events);
        event_first_member = take(capacity_of_events);
        event_members = take(capacity_of_events);
        event_alive = take(capacity_of_events);
        events = take(1);
        overflow = take(1);
        regime = take(1);
        regime_weeks = take(regimes);
        family_mask = take(1);
        measure_mask = take(1);
        event_count = take(m.family.size);
        integer_rows = row;

        row = 0;
        lost_gross = take(m.metrics.node_cell.size);
        lost_net = take(m.metrics.node_cell.size);
        lost_demand = take(m.metrics.sink_cell.size);
        episode = take(n.countries);
        worst_episode = take(n.countries);
        wide_rows = row;

        row = 0;
        slot_changed = take(slots);
        filtered = take(classes);
        rationed = take(n.nodes * n.priority_classes);
        unreliable = take(n.nodes * n.priority_classes);
        group_state = take(n.groups);
        falls_short = take(n.nodes);
        flags = row;
    }

    /// Bytes of a tile of `lanes` scenarios, a multiple of 128.
    CHOKEPOINT_HD std::uint64_t bytes(std::uint32_t lanes) const {
        std::uint64_t const rows = 2ull * wide_rows + float_rows + integer_rows;
        return (4 * (rows * lanes + flags) + 127) / 128 * 128;
    }
};

/// The rows of one tile, as a member of a team sees them.
template <class P>
class TileState {
  public:
    using L = Lanes<P>;

    /// \param slab  TileLayout::bytes(stride), 128-byte aligned
    /// \param lane  this thread's lane on the device, 0 on the CPU
    CHOKEPOINT_HD TileState(TileLayout const& layout,
                            char* slab,
                            std::uint32_t lane)
        : at{layout},
          wide_{reinterpret_cast<double*>(slab) + lane},
          float_{reinterpret_cast<float*>(slab +
                                          8ull * layout.wide_rows * L::stride) +
                 lane},
          integer_{reinterpret_cast<std::int32_t*>(
                       slab + 4ull * L::stride *
                                  (2 * layout.wide_rows + layout.float_rows)) +
                   lane},
          flag_{reinterpret_cast<std::int32_t*>(
              slab + 4ull * L::stride *
                         (2 * layout.wide_rows + layout.float_rows +
                          layout.integer_rows))} {}

    CHOKEPOINT_HD P load(std::uint32_t row) const {
        return L::load(float_ + row * L::stride);
    }
    CHOKEPOINT_HD void store(std::uint32_t row, P value) const {
        L::store(float_ + row * L::stride, value);
    }
    CHOKEPOINT_HD typename L::Wide load_wide(std::uint32_t row) const {
        return L::load(wide_ + row * L::stride);
    }
    CHOKEPOINT_HD void store_wide(std::uint32_t row,
                                  typename L::Wide value) const {
        L::store(wide_ + row * L::stride, value);
    }
    /// One lane's value, for what is not done in lockstep (S0, output).
    CHOKEPOINT_HD float& value(std::uint32_t row, std::uint32_t lane) const {
        return float_[row * L::stride + lane];
    }
    CHOKEPOINT_HD std::int32_t& integer(std::uint32_t row,
                                        std::uint32_t lane) const {
        return integer_[row * L::stride + lane];
    }
    CHOKEPOINT_HD double wide_value(std::uint32_t row,
                                    std::uint32_t lane) const {
        return wide_[row * L::stride + lane];
    }
    CHOKEPOINT_HD std::int32_t flag(std::uint32_t index) const {
        return flag_[index];
    }
    CHOKEPOINT_HD void set_flag(std::uint32_t index, std::int32_t value) const {
        flag_[index] = value;
    }

    TileLayout const& at;

  private:
    double* wide_;
    float* float_;
    std::int32_t* integer_;
    std::int32_t* flag_;
};
}  // namespace chokepoint
