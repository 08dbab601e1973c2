/// \file tile_layout.cuh
/// Where each row of a tile lies.
///
/// A tile's slab is doubles first, then floats, then integers (one row = one
/// value a lane), then flags (one value a tile). Its size is known before the
/// start and does not depend on the number of worlds.
#pragma once

#include "kernels/portable/platform.cuh"
#include "kernels/views/campaign_view.cuh"
#include "kernels/views/output_layout.cuh"

namespace chokepoint {
/// Bits of TileLayout::group_state.
inline constexpr std::int32_t orders_extra = 1;     ///< e != 0
inline constexpr std::int32_t clock_runs = 2;       ///< y != 0
inline constexpr std::int32_t sink_disturbed = 4;   ///< a, backlog, unmet
inline constexpr std::int32_t inputs_filtered = 8;  ///< P != 1 on some link
inline constexpr std::int32_t orders_shift = 16;    ///< F != 1 on some link
inline constexpr std::int32_t input_saved = 32;     ///< q != 1

/// Does some link of a group carry other than its share of the order?
CHOKEPOINT_HD bool disturbed(std::int32_t state) {
    return (state & (orders_extra | inputs_filtered | orders_shift)) != 0;
}

/// First row of each array. See model B2 for the meaning of the state.
struct TileLayout {
    // floats: nodes
    std::uint32_t output;    ///< [nodes] x
    std::uint32_t starts;    ///< [nodes] a; x where no node has a cycle time
    std::uint32_t work;      ///< [nodes] w, weeks; only where some node has one
    std::uint32_t activity;  ///< [nodes] x'
    std::uint32_t optimum;   ///< [nodes] x^opt
    std::uint32_t capacity;  ///< [nodes] k
    std::uint32_t overtime;  ///< [nodes] alpha
    std::uint32_t growth;    ///< [nodes] kappa
    std::uint32_t upkeep;    ///< [nodes] eta; only where tools wear
    std::uint32_t standing;  ///< [nodes] chi
    /// [nodes] d of this week; the core march: of nodes that run short only.
    std::uint32_t demand;
    /// [nodes] cap of this week, share of baseline; if orders follow it.
    std::uint32_t able;
    std::uint32_t offer;        ///< [nodes] rho: output at normal rate / x
    std::uint32_t fill;         ///< [nodes * priority classes] phi
    std::uint32_t reliability;  ///< [nodes * priority classes] f
    std::uint32_t expected;  ///< [nodes * priority classes] f chi; may be f's
    // floats: groups
    std::uint32_t stock;     ///< [first_sink] s
    std::uint32_t order;     ///< [groups] O
    std::uint32_t clock;     ///< [groups] y
    std::uint32_t extra;     ///< [groups] e
    std::uint32_t leaving;   ///< [groups] l; only where sales erode
    std::uint32_t rush;      ///< [nodes] alpha - 1, mode ARIO
    std::uint32_t transit;   ///< [transit rows] v
    std::uint32_t patience;  ///< [sinks] a
    std::uint32_t backlog;   ///< [sinks] postponed demand
    std::uint32_t unmet;     ///< [sinks] lost this week
    std::uint32_t receipts;  ///< [groups] r, kept for a trace only
    bool traced;
    // floats: groups, extended mechanisms
    std::uint32_t received;       ///< [groups] R with release, million USD/week
    std::uint32_t clock_floor;    ///< [groups] y of kept preparation
    std::uint32_t pull;           ///< [groups] kappa need / U, if orders shift
    std::uint32_t saving;         ///< [first_sink] q where input_saved
    std::uint32_t reserve_gap;    ///< [reserve entries] (O Rbar - R)+
    std::uint32_t reserve_asked;  ///< [reserve entries] O Rbar
    std::uint32_t reserve_got;    ///< [reserve entries] R before release
    std::uint32_t ordered;        ///< [nodes * priority classes] see orders.cuh
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
    std::uint32_t slot_force;        ///< [slots] coverage * compliance
    std::uint32_t slot_duty;         ///< [slots] tariff rate
    std::uint32_t duty;              ///< [classes] sum of tariff rates
    std::uint32_t activation_force;  ///< [most activations]
    // floats: extended mechanisms
    std::uint32_t thrift, boost;  ///< [markets] theta, pf; 1 at baseline
    std::uint32_t log_price;      ///< [markets] l
    std::uint32_t price;          ///< [markets] exp(l)
    std::uint32_t price_peak;     ///< [markets] highest log price
    std::uint32_t offered;        ///< [markets] S of this week
    std::uint32_t wanted;         ///< [markets] D of this week
    std::uint32_t growth_scale, erosion_scale;  ///< [influence classes]
    std::uint32_t ramp_scale, slack_scale;      ///< [influence classes]
    std::uint32_t drift;                        ///< [influence classes]
    std::uint32_t denial;                       ///< [denial index cells] Q
    std::uint32_t increment_due;    ///< [most increments] 1: still to come
    std::uint32_t reserve_content;  ///< [reserves] Z, weeks
    std::uint32_t reserve_release;  ///< [reserves] a of the coming week
    std::uint32_t reserve_gaps;     ///< [reserves] sum of its users' gaps
    std::uint32_t reserve_minimum, reserve_empty;  ///< [reserves]
    std::uint32_t pair_loss;                       ///< [pairs] Lambda
    std::uint32_t pair_seen;      ///< [pairs] visibility of arming measures
    std::uint32_t smoothed_loss;  ///< [countries] 8-week share lost
    std::uint32_t denial_first, denial_last;  ///< [metric denial cells] weeks
    std::uint32_t leverage, market_leverage;  ///< [pairs * dates]
    std::uint32_t tension, tension_peak;
    std::uint32_t tension_now;  ///< T of this week; `tension` is the next's
    // floats: metrics of countries
    std::uint32_t peak, peak_week, calm_run, recovered, quiet_run;
    std::uint32_t shortages, stockouts, cover;
    /// [4 * first shortages] nodes, weeks, values lost, groups that lack; of
    /// those that run short, of those that an input holds back.
    std::uint32_t first_short, first_lack;
    std::uint32_t float_rows;
    // integers
    std::uint32_t slot_start, slot_end;
    std::uint32_t event_family, event_entity, event_start, event_ordinal;
    std::uint32_t event_first_member, event_members;
    std::uint32_t event_kept;  ///< [events] 1: it took effect
    std::uint32_t week_event;  ///< [weeks] first that begins, + 1; 0: none
    std::uint32_t event_next;  ///< [events] next of its week, + 1; 0: none
    std::uint32_t acting;      ///< [acting_events] events, in their order
    std::uint32_t acting_events;
    std::uint32_t events, overflow, regime;
    std::uint32_t regime_weeks, family_mask, measure_mask, event_count;
    std::uint32_t activation_start;  ///< [most activations]
    std::uint32_t pair_armed;        ///< [pairs] chain depth, 0: not armed
    std::uint32_t pair_fired;        ///< [pairs] week of the last answer + 1
    /// [pairs] the answer to come: its start + 1 (0: none), end, counter and
    /// place in the chain.
    std::uint32_t pair_start, pair_end, pair_choice, pair_depth;
    std::uint32_t slot_depth;  ///< [slots] chain depth of the measure
    std::uint32_t retaliations, longest_chain, retaliation_overflow;
    std::uint32_t integer_rows;
    // doubles
    std::uint32_t lost_gross, lost_net;    ///< [node cells] million USD
    std::uint32_t lost_demand;             ///< [sink cells]
    std::uint32_t episode, worst_episode;  ///< [countries]
    std::uint32_t duties, price_uplift, switching;  ///< [countries]
    std::uint32_t shipped;           ///< [flow cells] million USD
    std::uint32_t denied;            ///< [metric denial cells]
    std::uint32_t price_sum;         ///< [markets] sum of prices over weeks
    std::uint32_t reserve_released;  ///< [reserves] weeks
    std::uint32_t wide_rows;
    // flags: one value a tile, "in some lane". They only say where a factor
    // is exactly 1 or a term exactly 0 in all lanes, so that it can be left
    // out without changing a bit.
    std::uint32_t slot_changed;    ///< [slots] pass differs from last week
    std::uint32_t controls_moved;  ///< some slot changed
    std::uint32_t routes_delayed;  ///< some route has a delay
    std::uint32_t filtered;        ///< [classes] P != 1
    std::uint32_t refiltered;   ///< [classes] the flag above changed this week
    std::uint32_t rationed;     ///< [fill rows] phi != 1
    std::uint32_t unreliable;   ///< [fill rows] f != 1
    std::uint32_t group_state;  ///< [groups] bits, see below
    std::uint32_t falls_short;  ///< [nodes] makes less than asked this week
    std::uint32_t reserve_opens;  ///< [reserves] a != 0
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
        starts = n.cycles ? take(n.nodes) : output;
        work = take(n.cycles ? n.nodes : 0);
        activity = take(n.nodes);
        optimum = take(n.nodes);
        capacity = take(n.nodes);
        overtime = take(m.rules.overtime_on ? n.nodes : 0);
        growth = take(m.rules.capacity_moves ? n.nodes : 0);
        upkeep = take(m.rules.tool_decay > 0.0f ? n.nodes : 0);
        standing = take(m.rules.sales_erode ? n.nodes : 0);
        demand = take(n.nodes);
        able = take(m.rules.orders_by_capacity ? n.nodes : 0);
        offer = take(m.market.size ? n.nodes : 0);
        fill = take(n.nodes * n.priority_classes);
        reliability = take(n.nodes * n.priority_classes);
        expected = m.rules.sales_erode ? take(n.nodes * n.priority_classes)
                                       : reliability;
        stock = take(n.first_sink);
        order = take(n.groups);
        clock = take(n.groups);
        extra = take(n.groups);
        leaving = take(m.rules.sales_erode ? n.groups : 0);
        rush = take(m.rules.overtime_on && m.rules.overtime_any_limit ? n.nodes
                                                                      : 0);
        transit = take(n.transit_rows);
        patience = take(sinks);
        backlog = take(sinks);
        unmet = take(sinks);
        receipts = take(with_trace ? n.groups : 0);
        bool const counts_deliveries =
            m.market.size || m.reserve.size || m.metrics.denial_cell.size;
        received = take(counts_deliveries ? n.groups : 0);
        clock_floor = take(m.rules.preparation_kept ? n.groups : 0);
        pull = take(n.shifts ? n.groups : 0);
        saving = take(n.saves ? n.first_sink : 0);
        reserve_gap = take(m.reserve_group.size);
        reserve_asked = take(m.reserve_group.size);
        reserve_got = take(m.reserve_group.size);
        ordered = take(n.nodes * n.priority_classes);
        pass = take(classes);
        ceiling = take(classes);
        demand_path = take(m.demand_rows);
        thrift = take(m.market.size);
        boost = take(m.market.size);
        growth_scale = take(m.influence_class.size);
        erosion_scale = take(m.influence_class.size);
        ramp_scale = take(m.influence_class.size);
        slack_scale = take(m.influence_class.size);
        increment_due = take(m.increment.size);
        route_delay = take(m.routes);
        slot_pass = take(slots);
        slot_next = take(slots);
        slot_force = take(slots);
        activation_force = take(m.most_activations);
        slot_level = take(slots);
        slot_leak = take(slots);
        event_hold = take(capacity_of_events);
        event_recovery = take(capacity_of_events);
        event_severity = take(capacity_of_events);
        event_level = take(capacity_of_events);
        event_delay = take(capacity_of_events);
        event_phase = take(capacity_of_events);
        event_keep = take(capacity_of_events);
        slot_duty = take(m.rules.costs_on ? slots : 0);
        duty = take(m.rules.costs_on ? classes : 0);
        log_price = take(m.market.size);
        price = take(m.market.size);
        price_peak = take(m.market.size);
        offered = take(m.market.size);
        wanted = take(m.market.size);
        drift = take(m.influence_class.size);
        denial = take(m.denial_index.size);
        reserve_content = take(m.reserve.size);
        reserve_release = take(m.reserve.size);
        reserve_gaps = take(m.reserve.size);
        reserve_minimum = take(m.reserve.size);
        reserve_empty = take(m.reserve.size);
        pair_loss = take(m.pair.size);
        pair_seen = take(m.pair.size);
        smoothed_loss = take(m.rules.exits_on ? n.countries : 0);
        denial_first = take(m.metrics.denial_cell.size);
        denial_last = take(m.metrics.denial_cell.size);
        leverage = take(m.metrics.leverage_pair.size * m.metrics.dates);
        market_leverage = take(m.metrics.leverage_pair.size * m.metrics.dates);
        tension = take(1);
        tension_peak = take(1);
        tension_now = take(1);
        peak = take(n.countries);
        peak_week = take(n.countries);
        calm_run = take(n.countries);
        recovered = take(n.countries);
        quiet_run = take(n.countries);
        shortages = take(n.countries);
        stockouts = take(n.countries);
        cover = take(n.countries);
        first_short = take(4 * first_shortages);
        first_lack = take(4 * first_shortages);
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
        event_kept = take(capacity_of_events);
        week_event =
            take(capacity_of_events ? static_cast<std::uint32_t>(m.weeks) : 0);
        event_next = take(capacity_of_events);
        acting = take(capacity_of_events);
        acting_events = take(1);
        events = take(1);
        overflow = take(1);
        regime = take(1);
        regime_weeks = take(regimes);
        family_mask = take(1);
        measure_mask = take(1);
        event_count = take(m.family.size);
        activation_start = take(m.most_activations);
        pair_armed = take(m.pair.size);
        pair_fired = take(m.pair.size);
        pair_start = take(m.pair.size);
        pair_end = take(m.pair.size);
        pair_choice = take(m.pair.size);
        pair_depth = take(m.pair.size);
        slot_depth = take(m.pair.size ? slots : 0);
        retaliations = take(1);
        longest_chain = take(1);
        retaliation_overflow = take(1);
        integer_rows = row;

        row = 0;
        lost_gross = take(m.metrics.node_cell.size);
        lost_net = take(m.metrics.node_cell.size);
        lost_demand = take(m.metrics.sink_cell.size);
        episode = take(n.countries);
        worst_episode = take(n.countries);
        std::uint32_t const payers = m.rules.costs_on ? n.countries : 0;
        duties = take(payers);
        price_uplift = take(payers);
        switching = take(payers);
        shipped = take(m.metrics.flow_cell.size);
        denied = take(m.metrics.denial_cell.size);
        price_sum = take(m.market.size);
        reserve_released = take(m.reserve.size);
        wide_rows = row;

        row = 0;
        slot_changed = take(slots);
        controls_moved = take(1);
        routes_delayed = take(1);
        filtered = take(classes);
        refiltered = take(classes);
        rationed = take(n.nodes * n.priority_classes);
        unreliable = take(n.nodes * n.priority_classes);
        group_state = take(n.groups);
        falls_short = take(n.nodes);
        reserve_opens = take(m.reserve.size);
        flags = row;
    }

    /// Bytes of a tile of `lanes` scenarios, a multiple of 128.
    CHOKEPOINT_HD std::uint64_t bytes(std::uint32_t lanes) const {
        std::uint64_t const rows = 2ull * wide_rows + float_rows + integer_rows;
        return (4 * (rows * lanes + flags) + 127) / 128 * 128;
    }
};
}  // namespace chokepoint
