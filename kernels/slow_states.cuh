/// \file slow_states.cuh
/// S5: states that remember: reliability of suppliers.
#pragma once

#include "kernels/team.cuh"
#include "kernels/tile_state.cuh"

namespace chokepoint {
/// Smoothed fill, the reliability that buyers see (model.md B2):
///
///     f += (phi - f) / tau_f,  f >= 2^-10
///
/// The floor keeps a dead alternate from driving Rbar / B to infinity
/// (clarification 6).
template <class P, class Team>
CHOKEPOINT_HD void remember_reliability(ModelView const& m,
                                        TileState<P> const& tile,
                                        Team const& team) {
    P const memory{m.rules.reliability_weeks};
    P const floor{1.0f / 1024.0f};
    auto const rows = m.network.nodes * m.network.priority_classes;
    for (std::uint32_t r = team.rank; r < rows; r += team.size) {
        if (!tile.flag(tile.at.rationed + r) &&
            !tile.flag(tile.at.unreliable + r)) {
            continue;  // f = phi = 1, and so it stays
        }
        P const old = tile.load(tile.at.reliability + r);
        P const fill = tile.load(tile.at.fill + r);
        P const reliability = max(floor, old + (fill - old) / memory);
        tile.store(tile.at.reliability + r, reliability);
        tile.set_flag(tile.at.unreliable + r,
                      Lanes<P>::any(reliability != P{1.0f}) ? 1 : 0);
    }
}
}  // namespace chokepoint
