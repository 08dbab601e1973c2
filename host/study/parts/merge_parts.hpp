/// \file merge_parts.hpp
/// All parts of a run become its results file.
#pragma once

#include <string>
#include <vector>

#include "host/study/run/run_options.hpp"

namespace chokepoint {
/// Which parts, and where the results go.
struct MergeOptions {
    std::vector<std::string> parts;  ///< paths, in any order
    std::string output;              ///< path; empty: as the campaign says
    std::string network;   ///< folder; empty: where it was when they ran
    unsigned threads = 0;  ///< that compress and compute statistics, 0: all
    Overwrite overwrite = Overwrite::no;
};

/// Write the file that one run would have written: every dataset is the same
/// to the bit. Takes the memory of a chunk and of what a run needs for its
/// statistics, however many parts there are. The parts stay.
/// \throw WrongFileError, InputError  a part is missing, damaged, of another
///        run or there twice; the network is missing or is another one; this
///        program makes another model of the campaign; as run_study for the
///        output
/// \throw StorageError if a part cannot be read or the results not be written
RunOutcome merge_parts(MergeOptions const& options,
                       RunObserver const& observer = {});
}  // namespace chokepoint
