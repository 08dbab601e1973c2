#include "host/study/replay/why.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "host/study/replay/stored_losses.hpp"
#include "host/study/worlds/chosen_world.hpp"
#include "kernels/engine/without_events.hpp"
#include "kernels/engine/worker_team.hpp"

namespace chokepoint {
namespace {
/// An event with what the engine must leave out for it not to happen.
struct Candidate {
    EventEffect effect;
    LeftOut left_out;
};

template <class T>
void append(std::vector<T>& all, std::vector<T> const& more) {
    all.insert(all.end(), more.begin(), more.end());
}

LeftOut joined(LeftOut all, LeftOut const& more) {
    append(all.listed, more.listed);
    append(all.weekly, more.weekly);
    append(all.outbreaks, more.outbreaks);
    append(all.scheduled, more.scheduled);
    append(all.activations, more.activations);
    return all;
}

/// "accidents:BET:chip" -> "BET:chip".
std::string target(std::string const& entity, std::string const& family) {
    bool const named = entity.compare(0, family.size() + 1, family + ":") == 0;
    return named ? entity.substr(family.size() + 1) : entity;
}

std::vector<Candidate> sampled(CompiledModel const& model,
                               Replay const& replay) {
    auto const& events = replay.trace.events;
    auto const& d = replay.description;
    std::vector<Candidate> list;
    std::map<std::pair<std::uint32_t, std::int32_t>, std::size_t> outbreaks;
    for (std::uint32_t e = 0; e < events.size(); ++e) {
        auto const& event = events[e];
        if (!event.took_effect) {
            continue;
        }
        auto const& family = d.family[event.family];
        Candidate one{
            {family, target(d.entity[event.entity], family), event.start, 0},
            {}};
        TestedEvent const tested{event.family, event.entity, event.start};
        switch (model.family[event.family].arrival) {
            case Arrival::poisson:
                one.left_out.listed = {e};
                break;
            case Arrival::weekly:
                one.left_out.weekly = {tested};
                break;
            case Arrival::conflict: {
                auto const [place, first] = outbreaks.try_emplace(
                    {event.family, event.start}, list.size());
                if (!first) {
                    list[place->second].effect.what += ", " + one.effect.what;
                    continue;
                }
                one.left_out.outbreaks = {tested};
                break;
            }
        }
        list.push_back(std::move(one));
    }
    return list;
}

/// An [[event]] may have become several entries, and a control.
std::vector<Candidate> scheduled(CompiledModel const& model,
                                 Replay const& replay) {
    auto const& d = replay.description;
    auto const package = replay.losses.chunk.package;
    auto const entries = static_cast<std::uint32_t>(model.scheduled.size());
    std::map<std::string, std::size_t> place;
    std::vector<Candidate> list;
    for (auto const& known : replay.trace.known) {
        if (known.kind != EventKind::scheduled || !known.took_effect) {
            continue;
        }
        auto const& name = d.scheduled.at(known.id);
        auto const found = place.try_emplace(name, list.size());
        if (found.second) {
            list.push_back({{"scheduled", name, known.start, 0}, {}});
        }
        auto& left_out = list[found.first->second].left_out;
        if (known.id < entries) {
            left_out.scheduled.push_back(known.id);
        } else {
            left_out.activations.push_back(
                model.package[package].first_activation + known.id - entries);
        }
    }
    return list;
}
}  // namespace

Why explain_loss(ResultsReader const& reader,
                 Study const& study,
                 Replay const& replay,
                 std::vector<std::uint32_t> const& countries,
                 std::uint32_t horizon) {
    auto const view = study.model.view();
    OutputLayout const layout{view};
    auto const& chunk = replay.losses.chunk;
    auto const march = [&](LeftOut const& events) {
        return march_without(view, chunk.package, chunk.first_scenario, events);
    };
    auto const loss_of = [&](ChunkLosses const& losses) {
        double sum = 0;
        for (auto const c : countries) {
            sum += double{losses.value[layout.value_added(c, horizon)]};
        }
        return sum;
    };
    require_stored_losses(reader, view, march({}),
                          require_row(reader, chunk.first_scenario));

    auto candidates = sampled(study.model, replay);
    append(candidates, scheduled(study.model, replay));
    LeftOut all;
    for (auto const& one : candidates) {
        all = joined(std::move(all), one.left_out);
    }
    Why why{loss_of(replay.losses), 0, {}, {}, 0};
    WorkerTeam team{0};
    team.share(candidates.size() + 1, [&](unsigned, std::size_t i) {
        if (i < candidates.size()) {
            candidates[i].effect.loss_without =
                loss_of(march(candidates[i].left_out));
        } else {
            why.without_any = loss_of(march(all));
        }
    });
    std::stable_sort(candidates.begin(), candidates.end(),
                     [](Candidate const& a, Candidate const& b) {
                         return a.effect.loss_without < b.effect.loss_without;
                     });
    why.marches = static_cast<std::uint32_t>(candidates.size()) + 2;
    if (candidates.size() > 1) {
        ++why.marches;
        why.pair = PairEffect{0, 1,
                              loss_of(march(joined(candidates[0].left_out,
                                                   candidates[1].left_out)))};
    }
    for (auto const& one : candidates) {
        why.events.push_back(one.effect);
    }
    return why;
}
}  // namespace chokepoint
