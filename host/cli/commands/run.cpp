#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "host/cli/commands/campaign_options.hpp"
#include "host/cli/commands/commands.hpp"
#include "host/cli/tables/chokepoint_tables.hpp"
#include "host/cli/tables/loss_tables.hpp"
#include "host/cli/tables/sheet_format.hpp"
#include "host/cli/terminal/exit_code.hpp"
#include "host/cli/terminal/interruption.hpp"
#include "host/cli/terminal/option_numbers.hpp"
#include "host/cli/terminal/progress_line.hpp"
#include "host/cli/terminal/terminal.hpp"
#include "host/cli/terminal/text.hpp"
#include "host/explain/answers/answer_words.hpp"
#include "host/explain/plain_words.hpp"
#include "host/network/input_error.hpp"
#include "host/study/answers/stored_table.hpp"
#include "host/study/run/run_study.hpp"

namespace chokepoint {
namespace {
std::int64_t const most_verified = 1000000;  ///< tiles: more than a chunk has
std::uint32_t const most_packages = 4;       ///< shown when the run has ended

struct RunCommand {
    CampaignOptions campaign;
    bool resume = false, overwrite = false, quiet = false;
    std::uint32_t verify = 0;

    int operator()() const {
        ProgressLine show{quiet};
        auto const study = load_study(campaign);
        for (auto const& warning : study.warnings) {
            show.warning(warning);
        }
        auto options = run_options(campaign, study);
        options.resume = resume ? Resume::yes : Resume::no;
        options.overwrite = overwrite ? Overwrite::yes : Overwrite::no;
        options.verify = verify;
        if (verify && options.backend == "cpu") {
            throw InputError{
                "--verify compares a device with the CPU, and --backend cpu "
                "uses none (leave one of them out)"};
        }

        catch_interruptions();
        RunObserver observer;
        observer.progress = std::ref(show);
        observer.notice = [&](std::string const& text) { show.notice(text); };
        observer.warning = [&](std::string const& text) { show.warning(text); };
        observer.interrupted = interrupted;
        auto const outcome = run_study(study, options, observer);
        show.close();
        if (outcome.end == RunEnd::interrupted) {
            remark(
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
                              plain_number(outcome.link_steps_per_second))
                : ", all from finished chunks";
        say("{} x {} x {}{}\n",
            counted(study.campaign.header.scenarios, "world"),
            counted(study.model.package.size(), "package"),
            counted(static_cast<std::size_t>(study.model.weeks), "week"),
            speed);
        losses(outcome.results);
        say("\nresults: {}\nnext:    chokepoint report {}\n", outcome.results,
            outcome.results);
    }

    static void losses(std::string const& results) {
        ResultsReader const reader{results};
        auto const& d = reader.description();
        auto const horizon = horizon_index(d, 0);
        auto const packages = static_cast<std::uint32_t>(d.package.size());
        std::vector<std::uint32_t> all;
        for (std::uint32_t p = 0; p < packages; ++p) {
            all.push_back(p);
        }
        LossTables const tables{reader, all, horizon};
        AnswerSheet sheet{"run",
                          results,
                          d.scenarios,
                          d.horizon[horizon],
                          answer_words(reader, {all, horizon, {}}),
                          {}};
        sheet.add(tables.head());
        for (std::uint32_t p = 0; p < std::min(packages, most_packages); ++p) {
            sheet.add(tables.losses(p));
            if (tables.certain(p)) {
                sheet.add(first_stop_table({reader, p, {horizon, {}}}));
            }
        }
        if (packages > most_packages) {
            AnswerTable more;
            more.title = fmt::format("({} more packages: see the report)",
                                     packages - most_packages);
            sheet.add(more);
        }
        sheet.add(tables.differences());
        say("\n");
        print_sheet(sheet, "text");
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
    command->add_flag("--overwrite", run->overwrite,
                      "replace results of another campaign, or of more worlds");
    command
        ->add_option("--verify", run->verify,
                     "tiles of each chunk that a CUDA device marched to march "
                     "again on the CPU and compare to the bit [default: 0]")
        ->check(whole_number(0, most_verified));
    command->add_flag("--quiet", run->quiet, "show warnings and errors only");
    command->callback([run, &chosen] { chosen = [run] { return (*run)(); }; });
}
}  // namespace chokepoint
