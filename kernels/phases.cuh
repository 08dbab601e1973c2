/// \file phases.cuh
/// The three sweeps of a week that cost the time, each a loop of its own.
#pragma once

#include "kernels/production.cuh"
#include "kernels/receipts.cuh"
#include "kernels/sourcing.cuh"

namespace chokepoint {
/// S2 over the groups of this member.
template <class Kind, class P, class Team>
CHOKEPOINT_PHASE void source_groups(ModelView const& model,
                                    TileState<P> const& state,
                                    Team const& team) {
    CHOKEPOINT_COPY(ModelView) m = model;
    CHOKEPOINT_COPY(TileLayout) at = state.at;
    TileState<P> const tile{state, at};
    Sourcing<P, Kind> const source{m, tile};
    for (auto g = team.rank; g < m.network.groups; g += team.size) {
        source(g);
    }
}

/// S3 over the nodes of this member.
template <class Kind, class P, class Team>
CHOKEPOINT_PHASE void produce_nodes(ModelView const& model,
                                    TileState<P> const& state,
                                    Team const& team) {
    CHOKEPOINT_COPY(ModelView) m = model;
    CHOKEPOINT_COPY(TileLayout) at = state.at;
    TileState<P> const tile{state, at};
    Production<P, Kind> const produce{m, tile};
    for (auto i = team.rank; i < m.network.nodes; i += team.size) {
        produce(i);
    }
}

/// S4 over the groups of this member.
template <class Kind, class P, class Team>
CHOKEPOINT_PHASE void receive_groups(ModelView const& model,
                                     TileState<P> const& state,
                                     Team const& team) {
    CHOKEPOINT_COPY(ModelView) m = model;
    CHOKEPOINT_COPY(TileLayout) at = state.at;
    TileState<P> const tile{state, at};
    Receipts<P, Kind> const receive{m, tile};
    for (auto g = team.rank; g < m.network.groups; g += team.size) {
        receive(g);
    }
}
}  // namespace chokepoint
