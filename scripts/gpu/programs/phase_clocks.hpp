/// \file phase_clocks.hpp
/// Where the time of a march goes on a device.
#pragma once

#include <string>
#include <vector>

#include "kernels/views/campaign_view.cuh"

namespace chokepoint {
struct PhaseClocks {
    std::string phase;  ///< Step of march.cuh
    double seconds;     ///< of all its launches
};

/// March one package on device 0, waiting for each step.
/// \param tiles  all at once
/// \param warps  of a block at most, 0: the engine's choice
/// \throw EngineError
std::vector<PhaseClocks> phase_clocks(ModelView const& model,
                                      std::uint32_t package,
                                      unsigned tiles,
                                      unsigned warps);
}  // namespace chokepoint
