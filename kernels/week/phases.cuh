/// \file phases.cuh
/// The sweeps of a week that cost the time, each a loop of its own.
#pragma once

#include "kernels/week/production.cuh"
#include "kernels/week/receipts.cuh"
#include "kernels/week/sourcing.cuh"

namespace chokepoint {
/// Do the `count` rows of this member.
/// \tparam Step  Sourcing (groups), Production (nodes) or Receipts (groups)
template <template <class, class> class Step, class Kind, class P, class Team>
CHOKEPOINT_PHASE void sweep(ModelView const& model,
                            TileState<P> const& state,
                            std::uint32_t count,
                            Team const& team) {
    CHOKEPOINT_COPY(ModelView) m = model;
    CHOKEPOINT_COPY(TileLayout) at = state.at;
    TileState<P> const tile{state, at};
    Step<P, Kind> const step{m, tile};
    for (auto row = team.rank; row < count; row += team.size) {
        step(row);
    }
}
}  // namespace chokepoint
