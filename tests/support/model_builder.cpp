#include "tests/support/model_builder.hpp"

#include <algorithm>
#include <map>
#include <numeric>

#include "tests/support/mechanism_builder.hpp"
#include "tests/support/numbers.hpp"
#include "tests/support/reaction_builder.hpp"

namespace chokepoint::test {
namespace {
Rules engine_rules(CoreRules const& r) {
    Rules out{};
    out.reliability_weeks = static_cast<float>(r.reliability_weeks);
    out.overtime_weeks = static_cast<float>(r.overtime_weeks);
    out.target_adaptation = static_cast<float>(r.target_adaptation);
    out.order_actual_use = r.order_actual_use;
    out.clip_gap = r.clip_gap;
    out.overtime_any_limit = r.overtime_any_limit;
    out.orders_by_capacity = r.orders_by_capacity;
    out.fixed_shares = r.fixed_shares;
    out.demand_destruction = static_cast<float>(r.demand_destruction);
    out.demand_floor = static_cast<float>(r.demand_floor);
    return out;
}

ScheduledEvent quiet_event(int start, double hold) {
    ScheduledEvent e{};
    e.start = start;
    e.hold = static_cast<float>(hold);
    e.node_set = e.route = e.demand_row = none;
    return e;
}

void schedule_events(CompiledModel& model, Shocks const& shocks) {
    for (auto const& c : shocks.capacity) {
        auto e = quiet_event(c.start, c.hold);
        e.recovery = static_cast<float>(c.recovery);
        e.severity = static_cast<float>(c.severity);
        e.node_set = count(model.set_first.size() - 1);
        model.set_node.push_back(c.node);
        model.set_first.push_back(count(model.set_node.size()));
        model.scheduled.push_back(e);
    }
    for (auto const& d : shocks.demand) {
        auto e = quiet_event(d.start, d.hold);
        e.surge = static_cast<float>(d.surge);
        e.demand_row = d.sink;
        model.scheduled.push_back(e);
    }
    for (auto const& d : shocks.delays) {
        auto e = quiet_event(d.start, d.hold);
        e.delay = static_cast<float>(d.delay);
        e.route = d.route;
        model.scheduled.push_back(e);
    }
}

void add_slots(CompiledModel& model, Shocks const& shocks) {
    for (auto const& m : shocks.measures) {
        Slot slot{};
        slot.type = SlotType::fixed;
        slot.quantity = m.quantity;
        slot.mask_bit = count(model.slot.size()) % 32;
        slot.first_approval = slot.first_wait = slot.wait_table = none;
        slot.leak_ceiling = static_cast<float>(m.leak_ceiling);
        slot.leak_weeks = static_cast<float>(m.leak_weeks);
        slot.address = count(model.slot.size()) + 1;
        float level = static_cast<float>(m.pass);
        if (m.duty > 0) {
            // Level 0: the first activation of a tariff names its rate.
            slot.type = SlotType::tariff;
            slot.level_pass[0] = level;
            slot.level_duty[0] = static_cast<float>(m.duty);
            level = 0;
        }
        model.activation.push_back(
            {count(model.slot.size()), m.start, m.end, level, 0});
        model.slot.push_back(slot);
        model.slot_name.push_back("measure " +
                                  std::to_string(model.slot.size()));
    }
    model.package.push_back({0, count(model.activation.size()), 0xffffffffu});
    model.package_name.push_back("shocks");
}

/// Links with the same list of measures share a control class (campaign_view).
void assign_classes(CompiledModel& model,
                    SupplyNetwork const& network,
                    Shocks const& shocks) {
    std::map<std::vector<std::uint32_t>, std::uint32_t> class_of{{{}, 0}};
    for (std::uint32_t l = 0; l < network.links.size(); ++l) {
        std::vector<std::uint32_t> slots;
        std::uint32_t quantity = 0;
        for (std::uint32_t m = 0; m < shocks.measures.size(); ++m) {
            auto const& scope = shocks.measures[m].links;
            if (std::find(scope.begin(), scope.end(), l) != scope.end()) {
                slots.push_back(m);
                quantity |= shocks.measures[m].quantity ? quantity_bit : 0;
            }
        }
        auto const next = count(model.control_class.size());
        auto const [place, fresh] = class_of.insert({slots, next});
        if (fresh) {
            auto const first = count(model.class_slot.size());
            model.class_slot.insert(model.class_slot.end(), slots.begin(),
                                    slots.end());
            model.control_class.push_back(
                {first, count(model.class_slot.size())});
        }
        auto const control = place->second | quantity;
        auto& net = model.network;
        net.in_link[net.in_position[l]].control = control;
        net.out_link[net.out_position[l]].control = control;
    }
}
}  // namespace

CompiledModel build_model(SupplyNetwork const& network,
                          Shocks const& shocks,
                          CoreRules const& rules,
                          int weeks,
                          std::vector<int> const& horizons) {
    CompiledModel model{CompiledNetwork{network}};
    model.rules = engine_rules(rules);
    if (rules.orders_by_capacity) {
        model.network.shift_all_orders();
    }
    for (auto const& node : network.nodes) {
        model.rules.overtime_on |= node.overtime_max > 1;
    }
    model.weeks = weeks;
    model.horizon.assign(horizons.begin(), horizons.end());

    model.routes = count(network.routes.size());
    std::vector<std::uint32_t> delayed;
    for (auto const& delay : shocks.delays) {
        delayed.push_back(delay.route);
    }
    model.network.keep_transit(network, delayed);
    model.demand_rows = count(network.final_demand.size());
    for (std::uint32_t j = 0; j < model.demand_rows; ++j) {
        model.network.sink[j].demand_row = j;
    }

    schedule_events(model, shocks);
    add_slots(model, shocks);
    assign_classes(model, network, shocks);
    add_country_cells(model, network);
    add_mechanisms(model, network, shocks, rules);
    add_reactions(model, shocks);
    return model;
}

RowMap::RowMap(SupplyNetwork const& network) {
    std::vector<std::uint32_t> order(network.inputs.size());
    std::iota(order.begin(), order.end(), 0u);
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) {
        auto const& x = network.inputs[a];
        auto const& y = network.inputs[b];
        return x.buyer != y.buyer ? x.buyer < y.buyer
                                  : x.input_class < y.input_class;
    });
    group.resize(order.size());
    for (std::uint32_t place = 0; place < order.size(); ++place) {
        group[order[place]] = place;
    }
    for (std::uint32_t j = 0; j < network.final_demand.size(); ++j) {
        group.push_back(count(order.size()) + j);
    }
}

EngineRun trace_engine(CompiledModel const& model,
                       std::uint32_t package,
                       std::uint64_t scenario) {
    EngineRun run{};
    run.losses = trace_world(
        model.view(), package, scenario,
        [&](TraceWeek const& week) { run.weeks.push_back(week); }, nullptr);
    return run;
}

ChunkLosses run_engine(CompiledModel const& model,
                       std::uint32_t package,
                       std::uint32_t scenarios) {
    EngineOptions options;
    options.threads = 1;
    auto const view = model.view();
    ChunkLosses losses{};
    make_cpu_engine(view, options)
        ->run({{package, 0, scenarios}}, [&](ChunkLosses const& done) {
            losses = done;
            return true;
        });
    return losses;
}

EngineRun trace_engine(SupplyNetwork const& network,
                       Shocks const& shocks,
                       CoreRules const& rules,
                       int weeks) {
    return trace_engine(build_model(network, shocks, rules, weeks, {weeks}),
                        shock_package, shocks.reactions.scenario);
}
}  // namespace chokepoint::test
