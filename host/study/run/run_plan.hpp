/// \file run_plan.hpp
/// What a run will do and need, known before it starts.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "host/study/run/study.hpp"
#include "kernels/engine/engine.hpp"

namespace chokepoint {
/// Consecutive worlds, `last` not among them.
struct ScenarioRange {
    std::uint64_t first, last;
};

/// \return all worlds of a run
ScenarioRange all_scenarios(Study const& study);

/// Chunks, and what memory and disk they take.
struct RunPlan {
    /// By scenario range, then by package, so that all packages grow alike.
    std::vector<Chunk> chunks;
    std::uint64_t words_per_world;  ///< numbers measured of a world and package
    std::uint64_t words_stored;     ///< of these, kept in the results
    std::size_t chunk_bytes;        ///< losses of the largest chunk
    std::size_t tile_bytes;         ///< state of the worlds marched together
    unsigned lanes;                 ///< worlds in a tile
    std::size_t tiles_in_flight;
    std::size_t chunks_held;       ///< in host memory at once
    std::size_t memory_bytes;      ///< tiles (CPU) and chunks held at once
    std::size_t statistics_bytes;  ///< statistics_memory, after the marching
    std::uint64_t file_bytes;      ///< losses in the results, uncompressed
    std::uint64_t link_steps;      ///< links * weeks * worlds * packages
};

/// \param backend  cpu: tiles are in host memory too
/// \param range    not empty
/// \throw InputError if the run had more than a million chunks
RunPlan plan_run(Study const& study,
                 Engine const& engine,
                 Backend backend,
                 ScenarioRange range);
/// The same of all its worlds.
RunPlan plan_run(Study const& study, Engine const& engine, Backend backend);

/// Memory for the statistics of all worlds, bytes: columns that are needed at
/// once. It grows with the worlds.
std::size_t statistics_memory(Study const& study);

/// \return memory of this machine, or what its control groups grant the program
///         (granted.hpp), bytes; 0 if not known
std::size_t host_memory();

/// \throw EngineError with the numbers if the statistics cannot fit it
void require_statistics_memory(std::size_t bytes);
/// \throw EngineError with the numbers if the plan cannot fit this machine
void require_memory(RunPlan const& plan);
}  // namespace chokepoint
