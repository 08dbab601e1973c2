/// \file exit_code.hpp
/// Codes with which the program ends.
#pragma once

namespace chokepoint {
/// Codes with which the program ends.
enum ExitCode {
    exit_done = 0,
    exit_failed = 1,        ///< while running; what is finished is kept
    exit_bad_input = 2,     ///< nothing was written
    exit_interrupted = 130  ///< can be resumed
};
}  // namespace chokepoint
