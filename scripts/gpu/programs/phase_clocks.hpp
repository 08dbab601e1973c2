/// \file phase_clocks.hpp
/// Where the time of a week goes on a device.
#pragma once

#include <string>
#include <vector>

#include "kernels/views/campaign_view.cuh"

namespace chokepoint {
/// What the warps of all blocks spent between two meetings, by phase.
struct PhaseClocks {
    std::string phase;
    double mean;     ///< cycles of a warp's own work a week, mean of all warps
    double longest;  ///< of the slowest warp of a block, mean of blocks
    double first;    ///< of warp 0, mean of blocks
};

/// March one package with a clock at every meeting, a block a tile.
/// \param blocks  tiles, all at once
/// \throw EngineError
std::vector<PhaseClocks> phase_clocks(ModelView const& model,
                                      std::uint32_t package,
                                      unsigned blocks,
                                      unsigned warps,
                                      double& seconds);
}  // namespace chokepoint
