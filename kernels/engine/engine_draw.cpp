#include "kernels/engine/engine_draw.hpp"

#include "kernels/engine/single_world.hpp"
#include "kernels/week/march.cuh"

namespace chokepoint {
namespace {
using P = SingleWorld::P;

/// Keeps events of weekly families, which leave no row.
struct WeeklyEvents : NoObserver {
    explicit WeeklyEvents(std::vector<DrawnEvent>& list) : events{list} {}
    void weekly_event(std::uint32_t family,
                      std::uint32_t entity,
                      std::int32_t week,
                      float level,
                      float hold) const {
        events.push_back({family, entity, week, 0, hold, 0, level, 0, 0});
    }

    std::vector<DrawnEvent>& events;
};
}  // namespace

/// State of one world, of which only what S0 touches is used.
struct WorldDraws::Tile {
    Tile(ModelView const& view, std::uint32_t of_package)
        : model{view}, package{of_package}, world{view, false} {}

    template <class Kind>
    void draw(std::uint64_t scenario, WeeklyEvents const& weekly) const {
        auto const tile = world.tile();
        TileJob const job{package, scenario, {}, 0};
        TileSteps<P, Kind, WeeklyEvents> const steps{model, tile, job, weekly};
        SoloTeam const alone;
        steps.template take<Step::baseline>(0, alone);
        if constexpr (Kind::extended) {
            steps.template take<Step::mechanisms>(0, alone);
        }
        steps.template take<Step::begin>(0, alone);
        for (std::int32_t week = 0; week < model.weeks; ++week) {
            steps.template take<Step::worlds>(week, alone);
        }
    }

    std::vector<DrawnEvent> listed(std::uint64_t scenario) const {
        auto const tile = world.tile();
        auto const& at = tile.at;
        std::vector<DrawnEvent> events;
        auto const count =
            static_cast<std::uint32_t>(tile.integer(at.events, 0));
        for (std::uint32_t e = 0; e < count; ++e) {
            if (tile.integer(at.event_kept + e, 0) == 0) {
                continue;
            }
            auto const f = static_cast<std::uint32_t>(
                tile.integer(at.event_family + e, 0));
            auto const arc = model.family[f].fraction_table != none;
            events.push_back({f,
                              static_cast<std::uint32_t>(
                                  tile.integer(at.event_entity + e, 0)),
                              tile.integer(at.event_start + e, 0),
                              tile.value(at.event_phase + e, 0),
                              tile.value(at.event_hold + e, 0),
                              tile.value(at.event_recovery + e, 0),
                              arc ? 0.0f : tile.value(at.event_level + e, 0),
                              tile.value(at.event_delay + e, 0),
                              stopped(tile, e, scenario)});
        }
        return events;
    }

    /// DrawnEvent::stopped of a listed event.
    float stopped(TileState<P> const& tile,
                  std::uint32_t e,
                  std::uint64_t scenario) const {
        auto const& at = tile.at;
        auto const& m = model;
        auto const number = [&](std::uint32_t row) {
            return static_cast<std::uint32_t>(tile.integer(row + e, 0));
        };
        auto const& family = m.family[number(at.event_family)];
        auto const set = m.entity[number(at.event_entity)].node_set;
        if (set == none) {
            return 0;
        }
        auto const first = m.set_first[set];
        auto const size = m.set_first[set + 1] - first;
        auto const arc = family.fraction_table != none;
        auto const members = arc ? number(at.event_members) : size;
        auto const begin = arc ? number(at.event_first_member) : 0;
        float const severity = tile.value(at.event_severity + e, 0);
        float sum = 0;
        for (std::uint32_t j = 0; j < members; ++j) {
            auto const member = first + (begin + j) % size;
            float const drawn =
                arc ? member_severity(m, family, scenario,
                                      number(at.event_ordinal), j, severity,
                                      tile.value(at.event_level + e, 0))
                    : severity;
            sum += m.network.node[m.set_node[member]].value_added *
                   felt_severity(m, member, drawn);
        }
        return sum;
    }

    ModelView const& model;
    std::uint32_t package;
    SingleWorld world;
};

WorldDraws::WorldDraws(ModelView const& model, std::uint32_t package)
    : tile_{std::make_unique<Tile>(model, package)} {}
WorldDraws::~WorldDraws() = default;
WorldDraws::WorldDraws(WorldDraws&&) noexcept = default;

std::vector<DrawnEvent> WorldDraws::operator()(std::uint64_t scenario) {
    std::vector<DrawnEvent> weekly;
    WeeklyEvents const listener{weekly};
    if (tile_->model.rules.extended) {
        tile_->draw<Alone<ExtendedMarch>>(scenario, listener);
    } else {
        tile_->draw<Alone<CoreMarch>>(scenario, listener);
    }
    auto events = tile_->listed(scenario);
    events.insert(events.end(), weekly.begin(), weekly.end());
    return events;
}
}  // namespace chokepoint
