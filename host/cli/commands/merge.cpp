#include <fmt/format.h>

#include <memory>

#include "host/cli/commands/commands.hpp"
#include "host/cli/commands/run_answer.hpp"
#include "host/cli/terminal/exit_code.hpp"
#include "host/cli/terminal/interruption.hpp"
#include "host/cli/terminal/progress_line.hpp"
#include "host/cli/terminal/terminal.hpp"
#include "host/cli/terminal/text.hpp"
#include "host/cli/terminal/usage_error.hpp"
#include "host/explain/plain_words.hpp"
#include "host/study/parts/merge_parts.hpp"

namespace chokepoint {
namespace {
struct MergeCommand {
    MergeOptions options;
    bool overwrite = false, quiet = false;

    int operator()() {
        ProgressLine show{quiet};
        options.overwrite = overwrite ? Overwrite::yes : Overwrite::no;
        catch_interruptions();
        RunObserver observer;
        observer.progress = std::ref(show);
        observer.warning = [&](std::string const& text) { show.warning(text); };
        observer.interrupted = interrupted;
        auto const outcome = merge_parts(options, observer);
        show.close();
        if (outcome.end == RunEnd::interrupted) {
            remark(
                "interrupted: nothing was written, the parts are as they "
                "were\n");
            return exit_interrupted;
        }
        if (!quiet) {
            say("{} merged in {} (marched on {})\n",
                counted(options.parts.size(), "part"),
                duration(outcome.seconds), outcome.device);
            print_run_answer(outcome.results);
        }
        return exit_done;
    }
};
}  // namespace

void add_merge(CLI::App& app, Action& chosen) {
    auto* const command = app.add_subcommand(
        "merge", "Make one results file of all parts of a run (run --part)");
    auto const merge = std::make_shared<MergeCommand>();
    auto& options = merge->options;
    command
        ->add_option("PARTS", options.parts,
                     "all parts of the run, in any order")
        ->required();
    command
        ->add_option("-o,--output", options.output,
                     "results file (HDF5) [default: of the campaign, NAME.h5 "
                     "in the working folder]")
        ->check(no_empty_name);
    command
        ->add_option("--network", options.network,
                     "folder of the network [default: where it was]")
        ->check(no_empty_name);
    command->add_flag("--overwrite", merge->overwrite,
                      "replace results of another campaign, or of more worlds");
    unsigned const most_threads = 4096;
    command
        ->add_option("--threads", options.threads,
                     "CPU threads, 0: one for each CPU that the program may "
                     "use [default: 0]")
        ->check(CLI::Range(0u, most_threads));
    command->add_flag("--quiet", merge->quiet, "show warnings and errors only");
    command->callback(
        [merge, &chosen] { chosen = [merge] { return (*merge)(); }; });
}
}  // namespace chokepoint
