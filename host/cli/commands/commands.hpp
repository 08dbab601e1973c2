/// \file commands.hpp
/// The subcommands. Each adds itself to the command line; parsing leaves what
/// it has to do in `chosen`.
#pragma once

#include <CLI/CLI.hpp>

#include <functional>

namespace chokepoint {
/// Codes with which the program ends.
enum ExitCode {
    exit_done = 0,
    exit_failed = 1,        ///< while running; what is finished is kept
    exit_bad_input = 2,     ///< nothing was written
    exit_interrupted = 130  ///< can be resumed
};

/// What the command line asks for. \return exit code
using Action = std::function<int()>;

void add_run(CLI::App& app, Action& chosen);
void add_check(CLI::App& app, Action& chosen);
void add_replay(CLI::App& app, Action& chosen);
void add_report(CLI::App& app, Action& chosen);
void add_compare(CLI::App& app, Action& chosen);
void add_rank(CLI::App& app, Action& chosen);
void add_bench(CLI::App& app, Action& chosen);
void add_network(CLI::App& app, Action& chosen);
void add_info(CLI::App& app, Action& chosen);
}  // namespace chokepoint
