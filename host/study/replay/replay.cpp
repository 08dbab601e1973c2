#include "host/study/replay/replay.hpp"

#include <utility>

#include "host/campaign/toml/effective_toml.hpp"
#include "host/network/input_error.hpp"
#include "host/network/specific_parts.hpp"
#include "host/storage/trace/trace.hpp"
#include "host/study/answers/stored_table.hpp"
#include "host/study/parts/stored_study.hpp"
#include "host/study/replay/known_events.hpp"
#include "host/study/replay/stored_losses.hpp"
#include "host/study/worlds/chosen_world.hpp"
#include "host/version.hpp"

namespace chokepoint {
namespace {
/// Names of control classes: the measures that each is subject to.
std::vector<std::string> class_names(CompiledModel const& model) {
    std::vector<std::string> names;
    for (auto const& control : model.control_class) {
        std::string name;
        for (auto i = control.first_slot; i < control.last_slot; ++i) {
            name += (name.empty() ? "" : " + ") +
                    model.slot_name[model.class_slot[i]];
        }
        names.push_back(name.empty() ? "free" : name);
    }
    return names;
}

/// What is traded at baseline in each control class, under which slots.
void describe_flows(TraceDescription& d, CompiledModel const& model) {
    d.class_flow.assign(model.control_class.size(), 0);
    for (auto const& link : model.network.in_link) {
        d.class_flow.at(link.control & ~quantity_bit) += double{link.flow};
    }
    for (auto const& control : model.control_class) {
        auto const slot = model.class_slot.begin();
        d.class_slots.emplace_back(slot + control.first_slot,
                                   slot + control.last_slot);
    }
}

TraceDescription describe_trace(Study const& study,
                                std::uint32_t package,
                                std::uint64_t scenario) {
    auto const& network = study.network;
    auto const& model = study.model;
    TraceDescription d;
    d.program_version = program_version;
    d.git_commit = git_commit;
    d.campaign = effective_toml(study.campaign);
    d.package = model.package_name[package];
    d.seed = model.seed;
    d.scenario = scenario;
    d.priority_classes = model.network.priority_classes;
    for (auto const& country : network.countries) {
        d.country.push_back(country.id);
    }
    for (auto const& node : network.nodes) {
        d.node.push_back(node.id);
        d.node_country.push_back(node.country);
        d.value_added.push_back(node.value_added);
    }
    auto const& compiled = model.network;
    for (std::size_t g = 0; g < compiled.group.size(); ++g) {
        auto const product = part_name(network, compiled.group_product[g],
                                       compiled.group_part[g]);
        auto const owner = compiled.group[g].owner;
        if (g < compiled.first_sink) {
            d.group.push_back(network.nodes[owner].id + " <- " + product);
        } else {
            auto const& added =
                network.final_demand[g - compiled.first_sink].added_by;
            d.sink.push_back(network.countries[owner].id + " <- " + product +
                             (added.empty() ? "" : " (" + added + ")"));
        }
    }
    d.slot = model.slot_name;
    d.control_class = class_names(model);
    describe_flows(d, model);
    d.family = model.family_name;
    d.entity = model.entity_name;
    d.market = model.market_name;
    d.reserve = model.reserve_name;
    d.pair = model.pair_name;
    auto scheduled = scheduled_names(study);
    d.scheduled = std::move(scheduled.name);
    d.scheduled_target = std::move(scheduled.target);
    return d;
}
}  // namespace

std::uint32_t package_number(ResultsDescription const& d,
                             std::string const& name) {
    return name.empty() ? 0 : index_of(name, d.package, "--package", "package");
}

Replay replay_world(ReplayOptions const& options) {
    ResultsReader const reader{options.results};
    auto const& d = reader.description();
    auto const package = package_number(d, options.package);
    return replay_world(
        reader,
        stored_study(reader.description(), reader.path(), options.network),
        package, options.scenario);
}

Replay replay_world(ResultsReader const& reader,
                    Study const& study,
                    std::uint32_t package,
                    std::uint64_t scenario) {
    auto const row = require_row(reader, scenario);
    auto const model = study.model.view();
    std::vector<TraceAction> actions;
    Replay replay;
    replay.description = describe_trace(study, package, scenario);
    replay.losses = trace_world(
        model, package, scenario,
        [&](TraceWeek const& week) { replay.trace.weeks.push_back(week); },
        &replay.trace.events, &actions);
    replay.trace.known = known_events(study, package, actions);
    replay.trace.reactions = reactions(actions);
    replay.numbers_compared =
        require_stored_losses(reader, model, replay.losses, row);
    return replay;
}
}  // namespace chokepoint
