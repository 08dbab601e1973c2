#include "kernels/engine/without_events.hpp"

#include <limits>
#include <type_traits>

#include "kernels/engine/packed_network.hpp"
#include "kernels/engine/single_world.hpp"
#include "kernels/week/march.cuh"

namespace chokepoint {
namespace {
using P = SingleWorld::P;

/// A model whose tables of what may happen can be changed between two steps
/// of a march; the original stays as it is.
class ChangeableModel {
  public:
    explicit ChangeableModel(ModelView const& model)
        : packed_{model},
          entity_{copy(model.entity)},
          scheduled_{copy(model.scheduled)},
          activation_{copy(model.activation)},
          package_{copy(model.package)},
          view{packed_.view} {
        view.entity.data = entity_.data();
        view.scheduled.data = scheduled_.data();
        view.activation.data = activation_.data();
        view.package.data = package_.data();
    }
    ChangeableModel(ChangeableModel const&) = delete;
    ChangeableModel& operator=(ChangeableModel const&) = delete;

    /// Scheduled events and their controls never begin.
    void never(LeftOut const& events) {
        for (auto const e : events.scheduled) {
            scheduled_.at(e).start = forever;
        }
        for (auto const a : events.activations) {
            activation_.at(a).start = forever;
        }
    }

    /// Nothing comes of the tests of this week that are left out: a rate of 0
    /// is never met, a family that a package lacks is not asked. Their draws
    /// have addresses of their own, so nobody else's move.
    void close(LeftOut const& events,
               std::uint32_t package,
               std::int32_t week) {
        for (auto const& event : events.weekly) {
            if (event.week == week) {
                entity_.at(event.entity).weekly_rate = 0.0f;
            }
        }
        for (auto const& event : events.outbreaks) {
            if (event.week == week) {
                auto const id = view.family[event.family].id;
                package_.at(package).family_mask &= ~(1u << (id - 1));
            }
        }
    }

    /// As before `close`.
    void open(ModelView const& model, std::uint32_t package) {
        for (std::uint32_t e = 0; e < entity_.size(); ++e) {
            entity_[e].weekly_rate = model.entity[e].weekly_rate;
        }
        package_.at(package).family_mask = model.package[package].family_mask;
    }

  private:
    template <class T>
    static std::vector<T> copy(Span<T> const& span) {
        return {span.data, span.data + span.size};
    }

    PackedModel packed_;
    std::vector<Entity> entity_;
    std::vector<ScheduledEvent> scheduled_;
    std::vector<Activation> activation_;
    std::vector<Package> package_;

  public:
    ModelView view;
};

/// The steps of one world, with what must not happen taken away.
template <class Kind>
struct MarchWithout {
    TileSteps<P, Kind, NoObserver> const& steps;
    TileState<P> const& tile;
    ModelView const& original;
    ChangeableModel& changeable;
    std::uint32_t package;
    LeftOut const& events;

    template <Step step>
    void take(std::int32_t when) const {
        if constexpr (step == Step::worlds) {
            changeable.close(events, package, when);
        }
        steps.template take<step>(when, SoloTeam{});
        if constexpr (step == Step::worlds) {
            changeable.open(original, package);
        } else if constexpr (step == Step::begin) {
            for (auto const e : events.listed) {
                // Kept is what draws less than its chance.
                tile.value(tile.at.event_keep + e, 0) =
                    std::numeric_limits<float>::infinity();
            }
        }
    }
    void week_ends(std::int32_t) const {}
};

template <class Kind>
void march(ModelView const& original,
           ChangeableModel& changeable,
           TileState<P> const& tile,
           TileJob const& job,
           LeftOut const& events) {
    NoObserver const nobody;
    auto const& m = changeable.view;
    TileSteps<P, Kind, NoObserver> const steps{m, tile, job, nobody};
    in_order<Kind>(m, MarchWithout<Kind>{steps, tile, original, changeable,
                                         job.package, events});
}
}  // namespace

ChunkLosses march_without(ModelView const& model,
                          std::uint32_t package,
                          std::uint64_t scenario,
                          LeftOut const& events) {
    ChangeableModel changeable{model};
    changeable.never(events);
    SingleWorld const world{model, true};
    auto losses = losses_of_one(model, package, scenario);
    LossRows const rows{losses.value.data(), losses.count.data(), 1, 1};
    auto const tile = world.tile();
    TileJob const job{package, scenario, rows, 0};
    if (model.rules.extended) {
        march<Alone<ExtendedMarch>>(model, changeable, tile, job, events);
    } else {
        march<Alone<CoreMarch>>(model, changeable, tile, job, events);
    }
    return losses;
}
}  // namespace chokepoint
