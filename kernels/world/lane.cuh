/// \file lane.cuh
/// One world of a tile, for what is not done in lockstep.
#pragma once

#include "kernels/views/tile_state.cuh"
#include "kernels/world/random.cuh"

namespace chokepoint {
/// Scenario at a place of a run. Lanes beyond its last world march some world,
/// which nobody stores.
CHOKEPOINT_HD std::uint64_t scenario_at(ModelView const& m,
                                        std::uint64_t place) {
    return place < m.chosen.size ? m.chosen[static_cast<std::uint32_t>(place)]
                                 : place;
}

/// One lane of a tile: the rows of one world and its luck. What happens to a
/// world is told by classes that are a lane (world_*.cuh).
template <class P>
class Lane {
  public:
    CHOKEPOINT_HD Lane(ModelView const& m,
                       TileState<P> const& tile,
                       std::uint32_t lane,
                       std::uint64_t scenario)
        : m_{m}, tile_{tile}, lane_{lane}, scenario_{scenario} {}

  protected:
    CHOKEPOINT_HD float& value(std::uint32_t row) const {
        return tile_.value(row, lane_);
    }
    CHOKEPOINT_HD std::int32_t& integer(std::uint32_t row) const {
        return tile_.integer(row, lane_);
    }
    /// Random words of this world. \param draw  their place in the stream
    CHOKEPOINT_HD Words luck(std::uint32_t stream, std::uint32_t draw) const {
        return draw_words(m_.seed, scenario_, stream, draw);
    }

    ModelView const& m_;
    TileState<P> const& tile_;
    std::uint32_t lane_;
    std::uint64_t scenario_;
};
}  // namespace chokepoint
