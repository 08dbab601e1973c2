/// \file compiled_network.hpp
/// The supply network in the order that kernels read it (network_view.cuh).
#pragma once

#include <cstdint>
#include <vector>

#include "host/network/supply_network.hpp"
#include "kernels/views/network_view.cuh"

namespace chokepoint {
/// Flat arrays with baseline denominators.
///
/// Groups of node i come in the order of `inputs`, stably sorted by class;
/// sinks follow in the order of `final_demand`. Links keep their table order
/// within a group (in-links) and, after a stable sort by priority class,
/// within a supplier (out-links). Denominators `Dbar`, `Rbar` are float sums
/// in that order, as the engine sums at run time, so that the ratio at
/// baseline is 1 exactly (model B0.3).
///
/// Control classes of all links are 0; the campaign assigns them through
/// `in_position` and `out_position`.
struct CompiledNetwork {
    /// \throw InputError naming the row if a node sells nothing, a group
    ///        receives nothing, or a value is out of its range
    explicit CompiledNetwork(SupplyNetwork const& network);

    std::uint32_t countries = 0;
    std::uint32_t first_sink = 0;
    std::uint32_t priority_classes = 1;
    std::uint32_t transit_rows = 0;
    std::vector<Node> node;
    std::vector<std::uint32_t> first_group, class_end;
    std::vector<std::uint32_t> first_out, first_other;
    std::vector<OutLink> out_link;
    std::vector<Group> group;
    std::vector<std::uint32_t> first_in;
    std::vector<InLink> in_link;
    std::vector<float> in_weight;
    std::vector<Sink> sink;
    std::vector<GroupRoute> group_route;
    std::vector<BuyerHabit> habit;  ///< [groups], or empty if none has any

    // Back to the tables.
    std::vector<std::uint32_t> in_position;    ///< [links] link -> in_link
    std::vector<std::uint32_t> out_position;   ///< [links] link -> out_link
    std::vector<std::uint32_t> group_product;  ///< [groups]
    std::vector<std::uint32_t> group_part;     ///< [groups] as Input::part

    /// As if no table named a habit or a cycle time: models of other authors
    /// have neither (model B11).
    void forget_habits();
    /// Every buyer but a sink moves all its orders (shift_share 1) and has no
    /// other habit.
    void shift_all_orders();

    /// Give a transit row to every group with lead_time > 0 and to every
    /// group that a route in `delayed_routes` serves (an event may delay it).
    void keep_transit(SupplyNetwork const& network,
                      std::vector<std::uint32_t> const& delayed_routes);
};
}  // namespace chokepoint
