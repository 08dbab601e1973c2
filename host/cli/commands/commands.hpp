/// \file commands.hpp
/// The subcommands. Each adds itself to the command line; parsing leaves what
/// it has to do in `chosen`.
#pragma once

#include <CLI/CLI.hpp>

#include <functional>

namespace chokepoint {
/// What the command line asks for. \return exit code
using Action = std::function<int()>;

/// March worlds, write a results file.
void add_run(CLI::App& app, Action& chosen);
/// All parts of a run become one results file.
void add_merge(CLI::App& app, Action& chosen);
/// March a campaign for every combination of values of some keys.
void add_sweep(CLI::App& app, Action& chosen);
/// Validate a campaign, say what would run.
void add_check(CLI::App& app, Action& chosen);
/// Show one world of a results file, week by week.
void add_replay(CLI::App& app, Action& chosen);
/// Losses by country and package, and the chokepoints.
void add_report(CLI::App& app, Action& chosen);
/// Two packages world by world; the choice of a country with rivals.
void add_compare(CLI::App& app, Action& chosen);
/// What drives the worst worlds.
void add_rank(CLI::App& app, Action& chosen);
/// Exporters and products by what a stop of each alone costs.
void add_criticality(CLI::App& app, Action& chosen);
/// Speed of this machine, in link-steps a second.
void add_bench(CLI::App& app, Action& chosen);
/// Networks: check, generate, dependence.
void add_network(CLI::App& app, Action& chosen);
/// JSON Schema of campaigns.
void add_schema(CLI::App& app, Action& chosen);
/// Version, backends, devices, libraries.
void add_info(CLI::App& app, Action& chosen);
}  // namespace chokepoint
