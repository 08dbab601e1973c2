/// \file run_study.hpp
/// March a campaign chunk by chunk into a results file.
#pragma once

#include "host/storage/results/results_file.hpp"
#include "host/study/plan/study.hpp"
#include "host/study/run/run_options.hpp"

namespace chokepoint {
/// Run a study. Everything that can be refused is refused before anything is
/// written. Finished chunks are kept beside the results until these are whole.
/// The output is locked from before its journal is looked at to the end.
/// \throw InputError  finished chunks of this run are there, but `resume` is no
/// \throw WrongFileError  an output that cannot be written, or where something
///        is that may not be replaced; another run is writing it; chunks of
///        another run are there
/// \throw EngineError, StorageError  what failed; finished chunks are kept
RunOutcome run_study(Study const& study,
                     RunOptions const& options,
                     RunObserver const& observer = {});

/// Results of a study into a claimed place.
/// \param backend,device  what marched, for people
/// \param threads         that compress, 0: all cores, at most 8
/// \throw StorageError if the file cannot be made
ResultsFile new_results(Study const& study,
                        OutputClaim claim,
                        std::string const& backend,
                        std::string const& device,
                        unsigned threads);

/// Once all losses are there: add all that is computed from them, and finish.
/// \throw StorageError if it cannot be read or written
void finish_results(ResultsFile& results, Study const& study, unsigned threads);
}  // namespace chokepoint
