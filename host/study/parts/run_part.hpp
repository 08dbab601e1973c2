/// \file run_part.hpp
/// March one part of a run, to be merged with the others.
#pragma once

#include "host/storage/chunks/part_file.hpp"
#include "host/study/plan/study.hpp"
#include "host/study/run/run_options.hpp"

namespace chokepoint {
/// As run_study, for the worlds of one part: the output is a part of a run
/// (part_file.hpp), without statistics.
/// \throw InputError also if the run has fewer worlds than parts, or the output
///        is named like results
RunOutcome run_part(Study const& study,
                    RunPart part,
                    RunOptions const& options,
                    RunObserver const& observer = {});

/// \return where a part goes if nobody says: "run.h5" becomes
///         "run-2-of-7.part"
std::string part_output(std::string const& results, RunPart part);
}  // namespace chokepoint
