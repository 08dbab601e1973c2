/// \file cpu_level.hpp
/// The march compiled for one instruction set: a function and its width.
#pragma once

#include "kernels/loss_rows.cuh"
#include "kernels/march.cuh"

namespace chokepoint {
struct CpuLevel {
    char const* name;  ///< "v4", "v3", "v2", "baseline"
    char const* description;
    unsigned lanes;
    /// March one tile. `slab` has layout.bytes(lanes) bytes, 128-aligned.
    void (*march)(ModelView const& model,
                  TileLayout const& layout,
                  char* slab,
                  TileJob const& job,
                  LossRows const& rows,
                  std::uint32_t first_column);
};

/// Built from engine_cpu_level.cpp once per level.
CpuLevel cpu_level_v4();
CpuLevel cpu_level_v3();
CpuLevel cpu_level_v2();
CpuLevel cpu_level_baseline();
}  // namespace chokepoint
