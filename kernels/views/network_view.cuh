/// \file network_view.cuh
/// The supply network as kernels read it: flat arrays by id, nothing else.
///
/// Ids: nodes, groups, links, countries are numbered from 0 in table order.
/// A group is one (buyer, input product): groups of a node are contiguous and
/// ordered by class (CRITICAL, IMPORTANT, BUNDLE, CAPITAL, NONE); the groups
/// from `first_sink` on are sinks (final demand of a country for a product).
#pragma once

#include "kernels/portable/divisor.cuh"
#include "kernels/portable/platform.cuh"

namespace chokepoint {
/// How a missing input limits its buyer (Pichler et al. 2022, JEDC 144;
/// Diem et al. 2022, Sci. Rep. 12, for BUNDLE). Order matters: see above.
enum class InputClass : std::uint32_t {
    critical,
    important,
    bundle,
    capital,
    none,
    sink
};

/// One (buyer, input product) pair. Weeks are weeks of baseline use.
struct Group {
    std::uint32_t owner;  ///< node that buys; country for sinks
    InputClass input_class;
    float importance;           ///< gamma, 0-1
    float bundle_weight;        ///< omega, sums to 1 over a node's bundle
    float target_stock;         ///< 1 + n, weeks
    float throttle_stock;       ///< max(1, psi (1 + n)), weeks
    float adjustment;           ///< tau, weeks, >= 1
    float lead_time;            ///< lambda, weeks, >= 0
    float qualification_delay;  ///< T_d, weeks
    float qualification_ramp;   ///< T_r, weeks, >= 1
    float resourcing_ceiling;   ///< zeta, 0-1
    float baseline_receipts;    ///< Rbar: float sum of flows in in-link order
    /// Row of goods in transit, or `none` if nothing can delay this group.
    std::uint32_t transit_row;
    /// [first, last) of GroupRoute entries: shares of the flow by route.
    std::uint32_t first_route, last_route;
    std::uint32_t has_alternates;  ///< 1 if some in-link has weight b > 0
};

/// How a buyer deals with what fails or is under way (model B5.4, B5.5). All 0:
/// as if it were not there.
struct alignas(32) BuyerHabit {
    float supply_line;       ///< beta_l, 0-1
    float shift_share;       ///< kappa, 0-1
    float design_out_share;  ///< D, 0-1; 0 for sinks
    float design_out_delay;  ///< weeks, >= 0
    float design_out_ramp;   ///< weeks, >= 1
    // Filled by the engine.
    float weight = 0;         ///< float sum of w in in-link order
    float lead_time = 0;      ///< lambda of the group, weeks
    std::uint32_t moves = 0;  ///< 1: kappa > 0, and it has two suppliers
};

/// What stands behind a sink.
enum class SinkKind : std::uint32_t {
    final_demand,
    /// Refill of a reserve (model B5.7): orders 0 at baseline, its flow is
    /// one week of the cell's use.
    reserve,
    /// Preclusive buying (M5): orders 0 at baseline, the demand path above 1.
    purchase
};

/// What only sinks have; index = group - first_sink.
struct Sink {
    float postponed_share;     ///< nu, 0-1
    std::uint32_t demand_row;  ///< row of the demand path, or `none`
    SinkKind kind;
};

/// A link as its buyer sees it. `control` = class, plus bit 31 if a quantity
/// control can touch the class (only then is the order ceiling V loaded).
struct alignas(16) InLink {
    std::uint32_t fill_row;  ///< supplier * priority_classes + priority class
    std::uint32_t control;
    float flow;              ///< baseline, million USD/week, >= 0
    float alternate_weight;  ///< b, >= 0
};

/// The same link as its supplier sees it.
struct alignas(16) OutLink {
    std::uint32_t group;
    std::uint32_t control;
    float flow;
    float alternate_weight;
};

inline constexpr std::uint32_t quantity_bit = 0x80000000u;

/// A link as its buyer sees it while nothing filters it.
struct alignas(16) PackedLink {
    std::uint32_t fill_row;
    float flow;
    float weight;            ///< w
    float alternate_weight;  ///< b
};

/// What a group's week reads whatever happens: one cache line.
struct alignas(64) PackedGroup {
    Divisor receipts;    ///< Rbar
    Divisor adjustment;  ///< tau
    Divisor ramp;        ///< T_r
    Divisor arrival;     ///< 1 + lambda
    float target_stock;
    float delay;    ///< T_d
    float ceiling;  ///< zeta
    std::uint32_t owner;
    std::uint32_t transit_row;
    std::uint32_t kind;                   ///< InputClass, plus the bits below
    std::uint32_t first_link, last_link;  ///< into packed_in, in_link

    CHOKEPOINT_HD InputClass input_class() const {
        return static_cast<InputClass>(kind & 0xffu);
    }
};
inline constexpr std::uint32_t has_alternates_bit = 0x100u;
/// Some of its flow passes a route that events can delay.
inline constexpr std::uint32_t has_routes_bit = 0x200u;
/// Some of its links are of a class that measures can touch.
inline constexpr std::uint32_t has_controls_bit = 0x400u;

/// Share of a group's baseline flow that passes a route.
struct GroupRoute {
    std::uint32_t route;
    float share;
};

struct Node {
    float baseline_demand;  ///< Dbar = D0 + D1, float sums in out-link order
    float capacity;         ///< 1 + sigma
    float overtime_max;     ///< alpha_max, >= 1
    float bundle_floor;     ///< beta, 0-1
    float priority_share;   ///< mu, 0-1
    float value_added;      ///< million USD/week
    float overtime_weeks;   ///< tau_alpha, >= 1; 0: that of the rules
    float cycle_weeks;      ///< C >= 0; 0: no work in process
    float scrap_share;      ///< of the work in process, per severity, 0-1
};

/// Out-links of a node are ordered by priority class, class 0 first, then by
/// group.
struct NetworkView {
    std::uint32_t nodes, groups, first_sink, links, countries;
    std::uint32_t priority_classes;   ///< 1, or 2 if some node rations by it
    std::uint32_t transit_rows;       ///< groups that keep goods in transit
    Span<Node> node;                  ///< [nodes]
    Span<std::uint32_t> first_group;  ///< [nodes + 1]
    /// [nodes * 4]: end of the CRITICAL, IMPORTANT, BUNDLE, CAPITAL groups.
    Span<std::uint32_t> class_end;
    Span<std::uint32_t> first_out;    ///< [nodes + 1]
    Span<std::uint32_t> first_other;  ///< [nodes] first out-link of class 1
    Span<OutLink> out_link;           ///< [links]
    Span<Group> group;                ///< [groups]
    Span<std::uint32_t> first_in;     ///< [groups + 1]
    Span<InLink> in_link;             ///< [links]
    Span<float> in_weight;            ///< [links] w = flow / Rbar of the group
    Span<Sink> sink;                  ///< [groups - first_sink]
    Span<GroupRoute> group_route;
    Span<std::uint32_t> group_product;  ///< [groups], to name what is missing
    std::uint32_t cycles;               ///< 1: some node has cycle_weeks > 0
    std::uint32_t shifts;               ///< 1: some group has shift_share > 0
    std::uint32_t saves;     ///< 1: some group has design_out_share > 0
    Span<BuyerHabit> habit;  ///< [groups], or empty if all are 0

    // Filled by the engine (packed_network.hpp).
    Span<PackedLink> packed_in;      ///< [links]
    Span<PackedGroup> packed_group;  ///< [groups]
    Span<Divisor> demand_divisor;    ///< [nodes] Dbar
    Span<Divisor> overtime_divisor;  ///< [nodes] tau_alpha
};
}  // namespace chokepoint
