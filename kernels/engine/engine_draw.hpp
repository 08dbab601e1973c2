/// \file engine_draw.hpp
/// What chance has in store for a world, found without marching it.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "kernels/engine/engine.hpp"

namespace chokepoint {
/// An event that takes effect in a world.
struct DrawnEvent {
    std::uint32_t family, entity;
    std::int32_t start;  ///< week
    float phase;         ///< weeks of `start` that had passed when it began
    float hold;          ///< weeks of full effect
    float recovery;      ///< weeks
    float level;         ///< as Family::level_draw says; arcs: 0
    float delay;         ///< weeks on the route
    /// Value added of the nodes that it damages times their severities,
    /// million USD a week; 0: it damages none.
    float stopped;
};

/// Draws worlds: regimes, tension and events of all weeks (S0), without
/// anybody producing. Where the luck of a world is heard by states that
/// losses move (retaliation, exits), it is drawn as if nobody lost anything.
class WorldDraws {
  public:
    /// \param model    must stay alive
    /// \param package  whose families and measures are alive
    /// \throw EngineError if there is no memory for one world
    WorldDraws(ModelView const& model, std::uint32_t package);
    ~WorldDraws();
    WorldDraws(WorldDraws&&) noexcept;

    /// A pure function of the scenario. Not for two threads at once.
    /// \return events that take effect, by family list, then weekly families
    std::vector<DrawnEvent> operator()(std::uint64_t scenario);

  private:
    struct Tile;
    std::unique_ptr<Tile> tile_;
};
}  // namespace chokepoint
