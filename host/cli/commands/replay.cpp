#include "host/study/replay/replay.hpp"
#include "host/cli/terminal/terminal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>

#include "host/cli/commands/commands.hpp"
#include "host/cli/terminal/exit_code.hpp"
#include "host/cli/terminal/text.hpp"
#include "host/cli/terminal/usage_error.hpp"
#include "host/network/input_error.hpp"
#include "host/storage/hdf5/filetype.hpp"
#include "host/storage/trace/trace_tables.hpp"

namespace chokepoint {
namespace {
/// How measures were answered and ended; empty if neither.
std::string followed(std::vector<Reaction> const& reactions) {
    std::int64_t answers = 0, ends = 0;
    for (auto const& reaction : reactions) {
        answers = std::max(answers, reaction.decision + 1);
        ends += reaction.kind == EventKind::end ? 1 : 0;
    }
    return reactions.empty()
               ? ""
               : fmt::format("; {} answers to measures, {} given up", answers,
                             ends);
}

struct ReplayCommand {
    ReplayOptions options;
    std::string output, tables;

    int operator()() const {
        namespace fs = std::filesystem;
        auto const replay = replay_world(options);
        auto const& d = replay.description;
        auto const trace =
            output.empty()
                ? fmt::format("{}-{}-{}.h5",
                              fs::path{options.results}.stem().string(),
                              d.package, d.scenario)
                : output;
        auto const folder = tables.empty()
                                ? fs::path{trace}.replace_extension().string()
                                : tables;
        check_outputs(trace, folder);
        OutputClaim const claim{trace, only_a_trace};
        auto const made = require_trace_tables(folder);
        write_trace(claim, d, replay.trace);
        write_trace_tables(folder, d, replay.trace);
        auto const happened = std::count_if(
            replay.trace.events.begin(), replay.trace.events.end(),
            [](TraceEvent const& event) { return event.took_effect; });
        say("world {} under package '{}': {} weeks, {} random events "
            "drawn, {} took effect; {} events and measures were known{}\n",
            d.scenario, d.package, replay.trace.weeks.size(),
            replay.trace.events.size(), happened, replay.trace.known.size(),
            followed(replay.trace.reactions));
        say("{} stored numbers of this world are equal to the bit\n",
            grouped(replay.numbers_compared));
        say("trace:  {}\ntables: {}/countries.csv, nodes.csv, "
            "flows.csv, events.csv\n",
            trace, folder);
        return exit_done;
    }

    void check_outputs(std::string const& trace,
                       std::string const& folder) const {
        namespace fs = std::filesystem;
        std::error_code ignored;
        if (fs::equivalent(trace, options.results, ignored)) {
            throw InputError{trace +
                             ": is the results file itself (choose "
                             "another file with -o)"};
        }
        auto const absolute = [](std::string const& path) {
            return fs::absolute(path).lexically_normal();
        };
        auto const within =
            absolute(folder).lexically_relative(absolute(trace));
        if (!within.empty() && *within.begin() != "..") {
            throw InputError{folder +
                             ": is the trace itself (choose another folder "
                             "for the tables with --csv)"};
        }
    }
};
}  // namespace

void add_replay(CLI::App& app, Action& chosen) {
    auto* const command = app.add_subcommand(
        "replay", "Show one world of a results file, week by week");
    auto const replay = std::make_shared<ReplayCommand>();
    command->add_option("FILE", replay->options.results, "results file (HDF5)")
        ->required();
    command
        ->add_option("--scenario", replay->options.scenario,
                     "number of the world, from 0")
        ->required();
    command->add_option("--package", replay->options.package,
                        "policy package [default: the first, none]");
    command->add_option("--network", replay->options.network,
                        "folder of the network [default: where it was]");
    command
        ->add_option("-o,--output", replay->output,
                     "trace (HDF5) [default: FILE-PACKAGE-SCENARIO.h5 in the "
                     "working folder]")
        ->check(no_empty_name);
    command
        ->add_option("--csv", replay->tables,
                     "folder of the CSV tables [default: the trace's name "
                     "without .h5]")
        ->check(no_empty_name);
    command->callback(
        [replay, &chosen] { chosen = [replay] { return (*replay)(); }; });
}
}  // namespace chokepoint
