#include "host/study/replay/known_events.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "host/storage/trace/trace.hpp"
#include "kernels/portable/platform.cuh"

namespace chokepoint {
namespace {
/// Whether the compiler could have made this entry from this event.
bool comes_from(ScheduledEvent const& made, EventSpec const& event) {
    auto const equal = [](float a, double b) {
        return a == static_cast<float>(b);
    };
    if (made.start != event.start_week || !equal(made.hold, event.hold_weeks) ||
        !equal(made.recovery, event.recovery_weeks)) {
        return false;
    }
    if (made.node_set != none) {
        return (event.type == EventType::capacity ||
                event.type == EventType::blockade) &&
               equal(made.severity, event.severity);
    }
    return made.route != none ? event.type == EventType::logistic &&
                                    equal(made.delay, event.delay_weeks)
                              : event.type == EventType::demand &&
                                    equal(made.surge, event.surge);
}

/// Events become entries in their order; one event may become several, for
/// ascending routes or rows of demand.
std::vector<std::string> names_of_entries(Study const& study) {
    auto const& events = study.campaign.events;
    auto const part = [](ScheduledEvent const& made) {
        return made.route != none ? made.route : made.demand_row;
    };
    std::vector<std::string> names;
    std::size_t at = 0;
    ScheduledEvent const* last = nullptr;
    for (auto const& made : study.model.scheduled) {
        if (last && (made.node_set != none || part(made) <= part(*last))) {
            ++at;
        }
        while (at < events.size() && !comes_from(made, events[at])) {
            ++at;
        }
        names.push_back(at < events.size() ? events[at].name : "");
        last = &made;
    }
    return names;
}

std::string few(std::vector<std::string> const& names) {
    std::size_t const shown = 3;
    auto const end = names.begin() +
                     static_cast<std::ptrdiff_t>(std::min(shown, names.size()));
    auto const text = fmt::format("{}", fmt::join(names.begin(), end, " + "));
    return names.size() > shown
               ? fmt::format("{} + {} more", text, names.size() - shown)
               : text;
}

std::string target_of(Study const& study, ScheduledEvent const& made) {
    auto const& network = study.network;
    auto const& model = study.model;
    std::vector<std::string> names;
    if (made.node_set != none) {
        for (auto i = model.set_first[made.node_set];
             i < model.set_first[made.node_set + 1]; ++i) {
            names.push_back(network.nodes[model.set_node[i]].id);
        }
    } else if (made.route != none) {
        names.push_back(network.routes[made.route].id);
    } else {
        auto const& compiled = model.network;
        for (std::size_t i = 0; i < compiled.sink.size(); ++i) {
            if (compiled.sink[i].demand_row == made.demand_row) {
                auto const g = compiled.first_sink + i;
                names.push_back(network.countries[compiled.group[g].owner].id +
                                " <- " +
                                network.products[compiled.group_product[g]].id);
            }
        }
    }
    return few(names);
}

/// Activations that events of the campaign put before those of measures.
std::uint32_t filters_of_events(Campaign const& campaign) {
    return static_cast<std::uint32_t>(std::count_if(
        campaign.events.begin(), campaign.events.end(), [](auto const& event) {
            return (event.type == EventType::logistic ||
                    event.type == EventType::blockade) &&
                   event.pass < 1;
        }));
}
/// To the end of the world if the measure has no end.
float hold_of(CompiledModel const& model,
              std::int32_t start,
              std::int32_t end) {
    auto const last = end == forever ? model.weeks : end;
    return static_cast<float>(std::max(0, last - start));
}
}  // namespace

ScheduledNames scheduled_names(Study const& study) {
    auto const& model = study.model;
    ScheduledNames names{names_of_entries(study), {}};
    for (auto const& made : model.scheduled) {
        names.target.push_back(target_of(study, made));
    }
    auto const first = model.package.front().first_activation;
    for (std::uint32_t i = 0; i < filters_of_events(study.campaign); ++i) {
        names.name.push_back(model.slot_name[model.activation[first + i].slot]);
        names.target.push_back("trade");
    }
    return names;
}

std::vector<KnownEvent> known_events(Study const& study,
                                     std::uint32_t package,
                                     std::vector<TraceAction> const& actions) {
    auto const& model = study.model;
    std::vector<KnownEvent> known;
    for (std::uint32_t i = 0; i < model.scheduled.size(); ++i) {
        auto const& e = model.scheduled[i];
        known.push_back({EventKind::scheduled, i, e.start, e.hold, e.recovery,
                         e.severity, e.surge, e.delay, e.start < model.weeks});
        if (e.node_set != none) {
            auto const node = model.set_node.begin();
            known.back().nodes.assign(node + model.set_first[e.node_set],
                                      node + model.set_first[e.node_set + 1]);
        }
    }
    auto const filters = filters_of_events(study.campaign);
    auto const& range = model.package[package];
    for (auto i = range.first_activation; i < range.last_activation; ++i) {
        auto const& a = model.activation[i];
        auto const number = i - range.first_activation;
        bool const filter = number < filters;
        auto const id =
            filter ? static_cast<std::uint32_t>(model.scheduled.size()) + number
                   : a.slot;
        auto const kind = filter    ? EventKind::scheduled
                          : a.lifts ? EventKind::end
                                    : EventKind::measure;
        auto const done =
            std::find_if(actions.begin(), actions.end(), [&](auto const& act) {
                return act.activation == i && act.kind != ActionKind::answer;
            });
        if (done == actions.end()) {
            known.push_back({kind, id, a.start, hold_of(model, a.start, a.end),
                             0, 0, a.lifts ? 0 : a.level, 0, false});
        } else {
            known.push_back({kind, id, done->start,
                             hold_of(model, done->start, done->end), 0, 0,
                             done->level, 0, done->took_effect, done->force});
        }
    }
    return known;
}

std::vector<Reaction> reactions(std::vector<TraceAction> const& actions) {
    std::vector<Reaction> list;
    for (auto const& a : actions) {
        if (a.kind == ActionKind::answer) {
            list.push_back({EventKind::answer, a.slot, a.pair, a.decision,
                            a.start, static_cast<float>(a.end - a.start),
                            a.level, a.took_effect});
        } else if (a.kind == ActionKind::given_up) {
            list.push_back(
                {EventKind::end, a.slot, -1, -1, a.start, 0, 0, a.took_effect});
        }
    }
    return list;
}
}  // namespace chokepoint
