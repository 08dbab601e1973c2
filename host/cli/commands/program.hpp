/// \file program.hpp
/// The whole program but its streams: command line, command, errors.
#pragma once

namespace chokepoint {
/// Read the command line, run its command, turn every error into lines on
/// standard error and an exit code. \return exit code
int run_program(int argc, char** argv);
}  // namespace chokepoint
