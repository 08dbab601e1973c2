/// \file team.cuh
/// Who marches a tile: members share the rows and meet after each phase.
///
/// A team has `rank`, `size` and `meet()`. On the GPU it is the warps of a
/// launch (engine_cuda.cu), on the CPU one thread, in tests several threads.
#pragma once

#include "kernels/portable/platform.cuh"

namespace chokepoint {
/// One thread does everything.
struct SoloTeam {
    static constexpr std::uint32_t rank = 0;
    static constexpr std::uint32_t size = 1;
    CHOKEPOINT_HD void meet() const {}
};

/// Nobody else touches the tile.
template <class Team>
inline constexpr bool works_alone = false;
template <>
inline constexpr bool works_alone<SoloTeam> = true;
}  // namespace chokepoint
