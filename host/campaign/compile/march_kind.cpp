#include "host/campaign/compile/march_kind.hpp"

#include <algorithm>

#include "host/campaign/model/slow_nodes.hpp"

namespace chokepoint {
namespace {
template <class List, class Test>
bool any(List const& list, Test&& test) {
    return std::any_of(list.begin(), list.end(), test);
}

bool uses_extended_arrays(CompiledModel const& m) {
    return !m.slow_node.empty() || !m.influence_class.empty() ||
           !m.denial_index.empty() || !m.increment.empty() ||
           !m.prepared.empty() || !m.market.empty() || !m.reserve.empty() ||
           !m.pair.empty() || !m.quorum.empty() || !m.leverage_pair.empty() ||
           !m.denial_cell.empty() || !m.flow_cell.empty() ||
           !m.cost_cell.empty();
}

bool is_extended(Slot const& slot) {
    return slot.exit_hazard > 0 || slot.exit_loss > 0 || slot.leader != none ||
           slot.demand_row != none;
}

bool is_extended(Activation const& a) {
    return a.lifts || a.coverage_table != none || a.comply_table != none ||
           a.comply_scale != 1 || a.lag_table != none || a.quorum != none;
}

bool is_extended(Package const& p) {
    return p.leak_scale != 1 || p.hazard_scale != 1 || p.erosion_scale != 1;
}

bool is_added(Sink const& sink) {
    return sink.kind != SinkKind::final_demand;
}
}  // namespace

void set_extended(CompiledModel& m) {
    auto& rules = m.rules;
    bool const grows =
        any(m.slow_node, [](SlowNode const& n) { return n.growth != 0; });
    bool const drifts =
        any(m.influence, [](Influence const& i) { return i.drift != 0; });
    rules.capacity_moves =
        grows || drifts || rules.tool_decay > 0 || !m.increment.empty();
    if (rules.capacity_moves) {
        slow_nodes(m);  // their ceilings are read
    }
    rules.sales_erode = rules.erosion > 0;
    rules.costs_on = rules.costs_on || !m.cost_cell.empty();
    rules.exits_on = any(m.slot, [](Slot const& slot) {
        return slot.exit_hazard > 0 || slot.exit_loss > 0 ||
               slot.leader != none;
    });
    rules.preparation_kept =
        any(m.prepared, [](Prepared const& p) { return p.kept != 0; });
    auto const extended = [](auto const& entry) { return is_extended(entry); };
    auto const cycles = [](Node const& node) { return node.cycle_weeks > 0; };
    rules.extended = rules.capacity_moves || rules.sales_erode ||
                     rules.costs_on || rules.exits_on ||
                     rules.preparation_kept || rules.precaution > 0 ||
                     !m.network.habit.empty() || any(m.network.node, cycles) ||
                     uses_extended_arrays(m) || any(m.slot, extended) ||
                     any(m.activation, extended) || any(m.package, extended) ||
                     any(m.network.sink, is_added);
}
}  // namespace chokepoint
