/// \file commands.hpp
/// The subcommands. Each adds itself to the command line; parsing leaves what
/// it has to do in `chosen`.
#pragma once

#include <CLI/CLI.hpp>

#include <functional>

namespace chokepoint {
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
