/// \file cpu_level.hpp
/// The march compiled for one instruction set: functions and their widths.
#pragma once

#include "kernels/week/march.cuh"

namespace chokepoint {
/// A march of tiles of one width.
struct CpuMarch {
    unsigned lanes;
    /// March one tile. `slab` has layout.bytes(lanes) bytes, 128-aligned.
    void (*march)(ModelView const& model,
                  TileLayout const& layout,
                  char* slab,
                  TileJob const& job);
};

/// An instruction set for which the march is compiled.
struct CpuLevel {
    char const* name;  ///< "v4", "v3", "v2", "baseline"
    char const* description;
    /// A register a row, two, and four: wider is faster where there are worlds
    /// enough, until registers run out (kernels/README.md). All the same for
    /// instruction sets of old machines.
    CpuMarch one, two, four;
};

/// Built from engine_cpu_level.cpp once per level.
CpuLevel cpu_level_v4();
CpuLevel cpu_level_v3();
CpuLevel cpu_level_v2();
CpuLevel cpu_level_baseline();
}  // namespace chokepoint
