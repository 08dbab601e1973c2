#include <fmt/format.h>

#include <memory>
#include <optional>
#include <sstream>
#include <string>

#include "host/cli/commands/campaign_options.hpp"
#include "host/cli/commands/commands.hpp"
#include "host/cli/commands/run_answer.hpp"
#include "host/cli/terminal/exit_code.hpp"
#include "host/cli/terminal/interruption.hpp"
#include "host/cli/terminal/json_log.hpp"
#include "host/cli/terminal/messages.hpp"
#include "host/cli/terminal/option_numbers.hpp"
#include "host/cli/terminal/progress_line.hpp"
#include "host/cli/terminal/terminal.hpp"
#include "host/cli/terminal/text.hpp"
#include "host/cli/terminal/usage_error.hpp"
#include "host/explain/plain_words.hpp"
#include "host/network/input_error.hpp"
#include "host/study/parts/part_rules.hpp"
#include "host/study/parts/run_part.hpp"
#include "host/study/run/run_study.hpp"

namespace chokepoint {
namespace {
std::int64_t const most_verified = 1000000;  ///< tiles: more than a chunk has

/// \param text  of --part, "2/7" or empty
/// \throw InputError if it is no part of anything
std::optional<RunPart> part_of(std::string const& text) {
    if (text.empty()) {
        return {};
    }
    std::istringstream stream{text};
    std::int64_t number = 0, parts = 0;
    char slash = 0;
    bool const read =
        (stream >> number >> slash >> parts) && slash == '/' && stream.eof();
    if (!read) {
        throw InputError{fmt::format(
            "--part {}: is not PART/PARTS (2/7 is the second part of seven)",
            text)};
    }
    if (parts < 1 || parts > most_parts) {
        throw InputError{fmt::format("--part {}: a run has 1 to {} parts", text,
                                     most_parts)};
    }
    if (number < 1 || number > parts) {
        throw InputError{fmt::format(
            "--part {0}: parts are counted from 1 (1/{1} to {1}/{1})", text,
            parts)};
    }
    return RunPart{static_cast<std::uint32_t>(number),
                   static_cast<std::uint32_t>(parts)};
}

/// For people.
struct TextLog : ProgressLine {
    using ProgressLine::ProgressLine;

    void start(Study const&, std::string const&, std::string const&) {}
    void end(RunOutcome const& outcome) {
        close();
        if (outcome.end == RunEnd::interrupted) {
            remark(
                "interrupted: {} of {} chunks are kept in {}; go on "
                "with the same command and --resume\n",
                outcome.progress.chunks_done, outcome.progress.chunks,
                outcome.journal);
        }
    }
};

struct RunCommand {
    CampaignOptions campaign;
    bool resume = false, overwrite = false, quiet = false;
    std::uint32_t verify = 0;
    std::string part;  ///< "2/7"; empty: the whole run
    std::string log = "text";

    int operator()() const {
        if (log == "json") {
            set_message_form(MessageForm::json);
            JsonLog show{quiet};
            return marched_under(show);
        }
        TextLog show{quiet};
        return marched_under(show);
    }

    template <class Log>
    int marched_under(Log& show) const {
        auto const of_run = part_of(part);
        auto const study = load_study(campaign);
        auto options = run_options(campaign, study);
        options.resume = resume ? Resume::yes : Resume::no;
        options.overwrite = overwrite ? Overwrite::yes : Overwrite::no;
        options.verify = verify;
        if (verify && options.backend == "cpu") {
            throw InputError{
                "--verify compares a device with the CPU, and --backend cpu "
                "uses none (leave one of them out)"};
        }
        if (of_run && campaign.output.empty()) {
            options.output = part_output(options.output, *of_run);
        }

        show.start(study, options.output, part);
        for (auto const& warning : study.warnings) {
            show.warning(warning);
        }
        catch_interruptions();
        RunObserver observer;
        observer.progress = std::ref(show);
        observer.notice = [&](std::string const& text) { show.notice(text); };
        observer.warning = [&](std::string const& text) { show.warning(text); };
        observer.interrupted = interrupted;
        auto const outcome = of_run
                                 ? run_part(study, *of_run, options, observer)
                                 : run_study(study, options, observer);
        show.end(outcome);
        if (outcome.end == RunEnd::interrupted) {
            return exit_interrupted;
        }
        if (!quiet && of_run) {
            tell_part(study, *of_run, outcome);
        } else if (!quiet) {
            tell(study, outcome);
        }
        return exit_done;
    }

    static std::string speed_of(RunOutcome const& outcome) {
        return outcome.link_steps_per_second > 0
                   ? fmt::format(" in {} ({}, {} link-steps/s)",
                                 duration(outcome.seconds), outcome.device,
                                 plain_number(outcome.link_steps_per_second))
                   : ", all from finished chunks";
    }

    static void tell_part(Study const& study,
                          RunPart part,
                          RunOutcome const& outcome) {
        auto const range = scenarios_of(part, study.campaign.header.scenarios);
        say("{}: worlds {} to {} x {}{}\n", words_of(part),
            grouped(range.first), grouped(range.last - 1),
            counted(study.model.package.size(), "package"), speed_of(outcome));
        say("part:    {}\nnext:    chokepoint merge PARTS... -o FILE, once "
            "all {} are there\n",
            outcome.results, part.parts);
    }

    static void tell(Study const& study, RunOutcome const& outcome) {
        say("{} x {} x {}{}\n",
            counted(study.campaign.header.scenarios, "world"),
            counted(study.model.package.size(), "package"),
            counted(static_cast<std::size_t>(study.model.weeks), "week"),
            speed_of(outcome));
        print_run_answer(outcome.results);
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
    command
        ->add_option("--part", run->part,
                     "march one part of the worlds, 2/7 the second of seven, "
                     "here or on any machine; `chokepoint merge` makes the "
                     "results of all parts")
        ->type_name("PART/PARTS")
        ->check(no_empty_name);
    command
        ->add_option("--log", run->log,
                     "what standard error says: text, for people; json, one "
                     "object a line [default: text]")
        ->check(CLI::IsMember({"text", "json"}));
    command->add_flag("--quiet", run->quiet, "show warnings and errors only");
    command->callback([run, &chosen] { chosen = [run] { return (*run)(); }; });
}
}  // namespace chokepoint
