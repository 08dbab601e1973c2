/// \file replay.hpp
/// March one world of a results file again and show every week of it.
#pragma once

#include <cstdint>
#include <string>

#include "host/storage/results/results_reader.hpp"
#include "host/storage/trace/trace.hpp"
#include "host/storage/trace/trace_file.hpp"
#include "host/study/plan/study.hpp"
#include "kernels/engine/engine.hpp"

namespace chokepoint {
/// Which world of which file.
struct ReplayOptions {
    std::string results;  ///< path of the results file
    std::uint64_t scenario = 0;
    std::string package;  ///< empty: the first one, "none"
    std::string network;  ///< folder; empty: the one of the run
};

/// A world that gave the stored losses again.
struct Replay {
    TraceDescription description;
    Trace trace;
    ChunkLosses losses;
    std::uint64_t numbers_compared = 0;  ///< with the file, equal to the bit
};

/// \throw WrongFileError, InputError  no results file, no such world or
///        package, the network is missing or is another one, this program
///        computes other tables
/// \throw EngineError  the world does not give the stored losses: names the
///        first number that differs
Replay replay_world(ReplayOptions const& options);

/// The same of a file that is open and a study that is compiled.
/// \param study     as stored_study gives it
/// \param scenario  of the file
Replay replay_world(ResultsReader const& reader,
                    Study const& study,
                    std::uint32_t package,
                    std::uint64_t scenario);

/// \return index of a package; of the first one if the name is empty
/// \throw InputError  "--package 'X': the file has no such package"
std::uint32_t package_number(ResultsDescription const& d,
                             std::string const& name);
}  // namespace chokepoint
