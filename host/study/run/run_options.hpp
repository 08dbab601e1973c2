/// \file run_options.hpp
/// What a run is asked for, who watches it, and what it leaves behind.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "host/study/run/output_rules.hpp"
#include "kernels/engine/engine.hpp"

namespace chokepoint {
/// May a run go on from chunks that an earlier one finished?
enum class Resume { no, yes };

/// Where results go, what they may replace, and what marches.
struct RunOptions {
    std::string output;  ///< path of the results file
    std::string backend = "auto";
    EngineOptions engine;
    Resume resume = Resume::no;
    Overwrite overwrite = Overwrite::no;
    /// Tiles of each chunk that are marched again on the CPU and compared to
    /// the bit before the chunk is kept; 0: none. Only where CUDA marches.
    std::uint32_t verify = 0;
};

/// How far a run is. A world counts once for each package.
struct RunProgress {
    std::uint64_t chunks_done = 0, chunks = 0;
    std::uint64_t worlds_done = 0, worlds = 0;
    double worlds_per_second = 0;  ///< of this run, 0: not known yet
    double seconds_left = 0;       ///< 0: not known yet, or done
};

/// Who watches a run. Members may be empty. They are not called by two
/// threads at once; an exception stops the run, finished chunks are kept.
struct RunObserver {
    std::function<void(RunProgress const&)> progress;
    std::function<void(std::string const&)> notice;   ///< good to know
    std::function<void(std::string const&)> warning;  ///< look at this
    /// Asked now and then, also by several threads at once: true ends the
    /// run, to be resumed later. Chunks that are not finished are given up.
    std::function<bool()> interrupted;
};

/// How a run ended: whole, or to be resumed.
enum class RunEnd { finished, interrupted };

/// What a run leaves behind, and how fast it was.
struct RunOutcome {
    RunEnd end = RunEnd::finished;
    std::string results;  ///< path
    std::string journal;  ///< folder that keeps finished chunks
    std::string device;
    RunProgress progress;
    double seconds = 0;  ///< of marching and writing, without resumed chunks
    double link_steps_per_second = 0;
};
}  // namespace chokepoint
