#include <fmt/format.h>

#include <memory>

#include "host/cli/campaign_options.hpp"
#include "host/cli/commands.hpp"
#include "host/cli/interruption.hpp"
#include "host/cli/progress_line.hpp"
#include "host/cli/text.hpp"
#include "host/study/run_study.hpp"

namespace chokepoint {
namespace {
struct RunCommand {
    CampaignOptions campaign;
    bool resume = false, quiet = false;

    int operator()() const {
        ProgressLine show{quiet};
        auto const study = load_study(campaign);
        for (auto const& warning : study.warnings) {
            show.warning(warning);
        }
        auto options = run_options(campaign, study);
        options.resume = resume ? Resume::yes : Resume::no;

        catch_interruptions();
        RunObserver observer;
        observer.progress = std::ref(show);
        observer.notice = [&](std::string const& text) { show.notice(text); };
        observer.warning = [&](std::string const& text) { show.warning(text); };
        observer.interrupted = interrupted;
        auto const outcome = run_study(study, options, observer);
        show.close();
        if (outcome.end == RunEnd::interrupted) {
            fmt::print(stderr,
                       "interrupted: {} of {} chunks are kept in {}; go on "
                       "with the same command and --resume\n",
                       outcome.progress.chunks_done, outcome.progress.chunks,
                       outcome.journal);
            return exit_interrupted;
        }
        if (!quiet) {
            tell(study, outcome);
        }
        return exit_done;
    }

    static void tell(Study const& study, RunOutcome const& outcome) {
        auto const speed =
            outcome.link_steps_per_second > 0
                ? fmt::format(" in {} ({}, {} link-steps/s)",
                              duration(outcome.seconds), outcome.device,
                              short_number(outcome.link_steps_per_second))
                : ", all from finished chunks";
        fmt::print("{} worlds x {} packages x {} weeks{}\n",
                   grouped(study.campaign.header.scenarios),
                   study.model.package.size(), study.model.weeks, speed);
        fmt::print("results: {}\nnext:    chokepoint report {}\n",
                   outcome.results, outcome.results);
    }
};
}  // namespace

void add_run(CLI::App& app, Action& chosen) {
    auto* const command = app.add_subcommand(
        "run", "March a campaign's worlds and write a results file");
    auto const run = std::make_shared<RunCommand>();
    add_campaign_options(*command, run->campaign);
    command->add_flag("--resume", run->resume,
                      "go on with the finished chunks of an interrupted run");
    command->add_flag("--quiet", run->quiet, "show warnings and errors only");
    command->callback([run, &chosen] { chosen = [run] { return (*run)(); }; });
}
}  // namespace chokepoint
