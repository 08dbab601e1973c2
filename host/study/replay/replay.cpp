#include "host/study/replay/replay.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <utility>

#include "host/campaign/model/compiled_sha256.hpp"
#include "host/campaign/toml/effective_toml.hpp"
#include "host/campaign/toml/load_campaign.hpp"
#include "host/network/input_error.hpp"
#include "host/network/specific_parts.hpp"
#include "host/network/tables/network_sha256.hpp"
#include "host/storage/trace/trace.hpp"
#include "host/study/answers/stored_table.hpp"
#include "host/study/replay/known_events.hpp"
#include "host/study/replay/stored_losses.hpp"
#include "host/version.hpp"

namespace chokepoint {
namespace {
std::uint32_t package_number(ResultsDescription const& d,
                             std::string const& name) {
    return name.empty() ? 0 : index_of(name, d.package, "--package", "package");
}

/// Where the file has a scenario.
std::uint64_t require_row(ResultsReader const& reader, std::uint64_t scenario) {
    if (auto const row = reader.row_of(scenario)) {
        return *row;
    }
    auto const number = std::to_string(scenario);
    auto const& d = reader.description();
    if (reader.weights().empty()) {
        throw InputError{"--scenario " + number +
                         ": the file has scenarios 0 to " +
                         std::to_string(d.scenarios - 1)};
    }
    auto numbers = reader.table("/scenario");
    auto const nearest = *std::min_element(
        numbers.begin(), numbers.end(), [&](double a, double b) {
            return std::abs(a - static_cast<double>(scenario)) <
                   std::abs(b - static_cast<double>(scenario));
        });
    throw InputError{"--scenario " + number +
                     ": this world was not among those that the screening "
                     "chose (/scenario lists them; nearest: " +
                     std::to_string(static_cast<std::uint64_t>(nearest)) + ")"};
}

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

Study stored_study(ResultsReader const& reader, std::string const& network) {
    auto const& d = reader.description();
    auto campaign = parse_campaign(d.campaign, reader.path());
    if (!network.empty()) {
        campaign.network_path = network;
    } else if (!std::filesystem::is_directory(campaign.network_path)) {
        throw InputError{reader.path() +
                         ": the network of this run is not at '" +
                         campaign.network_path +
                         "' any more (say where it is with --network)"};
    }
    auto const sha256 = network_sha256(campaign.network_path);
    if (sha256 != d.network_sha256) {
        throw InputError{campaign.network_path +
                         ": these are not the tables of the run (SHA-256 " +
                         sha256 + ", the results have " + d.network_sha256 +
                         "; say where they are with --network)"};
    }
    auto study = make_study(std::move(campaign));
    auto const tables = compiled_sha256(study.model);
    // Files of older programs do not say: then the losses alone tell.
    if (!d.compiled_sha256.empty() && tables != d.compiled_sha256) {
        throw InputError{
            reader.path() +
            ": this program computes other tables from the same campaign and "
            "network (compiled_sha256 " +
            tables + ", the results have " + d.compiled_sha256 +
            "): another build or mathematics library (libm), so its worlds "
            "are not those of the run (use the program that ran it, " +
            d.program_version + " " + d.git_commit +
            ", on such a machine; or run the campaign again here)"};
    }
    return study;
}

Replay replay_world(ReplayOptions const& options) {
    ResultsReader const reader{options.results};
    auto const& d = reader.description();
    auto const package = package_number(d, options.package);
    auto const row = require_row(reader, options.scenario);
    auto const study = stored_study(reader, options.network);
    auto const model = study.model.view();
    std::vector<TraceAction> actions;
    Replay replay;
    replay.description = describe_trace(study, package, options.scenario);
    replay.losses = trace_world(
        model, package, options.scenario,
        [&](TraceWeek const& week) { replay.trace.weeks.push_back(week); },
        &replay.trace.events, &actions);
    replay.trace.known = known_events(study, package, actions);
    replay.trace.reactions = reactions(actions);
    replay.numbers_compared =
        require_stored_losses(reader, model, replay.losses, row);
    return replay;
}
}  // namespace chokepoint
