/// \file run_plan.hpp
/// What a run will do and need, known before it starts.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "host/storage/results/results_file.hpp"
#include "host/study/plan/study.hpp"
#include "kernels/engine/engine.hpp"

namespace chokepoint {
/// Consecutive worlds, `last` not among them.
struct ScenarioRange {
    std::uint64_t first, last;
};

/// \return all worlds of a run
ScenarioRange all_scenarios(Study const& study);

/// Are the statistics of these worlds computed, or when parts are merged?
enum class Statistics { now, later };

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
    std::size_t chunks_held;  ///< in host memory at once
    /// To march: tiles (CPU), chunks held at once, and HDF5 chunks that are
    /// being filled.
    std::size_t memory_bytes;
    /// Columns that the statistics need at once, after the marching: these do
    /// grow with the worlds.
    std::size_t statistics_bytes;
    /// Resident already, program, network and campaign, and what HDF5 adds.
    std::size_t program_bytes;
    /// The largest resident set of the run that is expected.
    std::size_t peak_bytes;
    std::uint64_t journal_bytes;  ///< finished chunks, until the run has ended
    std::uint64_t file_bytes;     ///< losses in the results, uncompressed
    std::uint64_t results_bytes;  ///< losses as usually packed, and tables
    std::uint64_t link_steps;     ///< links * weeks * worlds * packages

    /// On the disk at once, at the end of the run.
    std::uint64_t disk_bytes() const { return journal_bytes + results_bytes; }
};

/// \param threads  that pack losses too; 0: all cores, at most 8
StorageOptions storage_options(Study const& study, unsigned threads);

/// \param backend  cpu: tiles are in host memory too
/// \throw InputError if the run had more than a million chunks
RunPlan plan_run(Study const& study,
                 Engine const& engine,
                 Backend backend,
                 StorageOptions const& storage,
                 ScenarioRange range,
                 Statistics statistics = Statistics::now);
/// The same of all its worlds.
RunPlan plan_run(Study const& study,
                 Engine const& engine,
                 Backend backend,
                 StorageOptions const& storage);

/// \return memory of this machine, or what its control groups grant the program
///         (granted.hpp), bytes; 0 if not known
std::size_t host_memory();

/// \return memory that this process has resident now, bytes; 0 if not known
std::size_t resident_memory();

/// \param threads  that compute, 0: all cores
/// \return memory for the statistics of all worlds, bytes: what this process
///         has, and columns that are needed at once. It grows with the worlds.
std::size_t statistics_memory(Study const& study, unsigned threads);

/// \throw EngineError with the numbers if the statistics cannot fit it
void require_statistics_memory(std::size_t bytes);

/// \throw EngineError with the numbers if the plan cannot fit this machine
void require_memory(RunPlan const& plan);

/// \param output  path of the results; its folder is there
/// \param there   bytes of the journal that are on the disk already
/// \throw StorageError with the numbers if what the run would write does not
///        fit the free space of the folder
void require_disk(RunPlan const& plan,
                  std::string const& output,
                  std::uint64_t there);
}  // namespace chokepoint
