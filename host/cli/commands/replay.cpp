#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>

#include "host/cli/commands/commands.hpp"
#include "host/cli/tables/sheet_format.hpp"
#include "host/cli/tables/why_table.hpp"
#include "host/cli/terminal/exit_code.hpp"
#include "host/cli/terminal/terminal.hpp"
#include "host/cli/terminal/text.hpp"
#include "host/cli/terminal/usage_error.hpp"
#include "host/explain/answers/money.hpp"
#include "host/explain/answers/why_words.hpp"
#include "host/network/input_error.hpp"
#include "host/storage/hdf5/filetype.hpp"
#include "host/storage/trace/trace_tables.hpp"
#include "host/study/answers/stored_table.hpp"
#include "host/study/parts/stored_study.hpp"
#include "host/study/replay/replay.hpp"
#include "host/study/worlds/chosen_world.hpp"
#include "host/study/worlds/world_losses.hpp"

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
    std::string results, package, network;
    WorldChoice choice;
    std::string output, tables, format = "text";
    bool why = false;

    int operator()() const {
        namespace fs = std::filesystem;
        ResultsReader const reader{results};
        auto const number = package_number(reader.description(), package);
        auto const world = choose_world(reader, number, choice);
        auto const study =
            stored_study(reader.description(), reader.path(), network);
        auto const replay = replay_world(reader, study, number, world.scenario);
        auto const& d = replay.description;
        auto const trace =
            output.empty()
                ? fmt::format("{}-{}-{}.h5", fs::path{results}.stem().string(),
                              d.package, d.scenario)
                : output;
        auto const folder = tables.empty()
                                ? fs::path{trace}.replace_extension().string()
                                : tables;
        check_outputs(trace, folder);
        OutputClaim const claim{trace, only_a_trace};
        auto const made = require_trace_tables(folder);
        AnswerSheet sheet{"replay",
                          results,
                          reader.description().scenarios,
                          world.horizon_weeks,
                          {},
                          {}};
        sheet.add(world_table(replay, world));
        if (why) {
            explain(reader, study, replay, world, sheet);
        }
        write_trace(claim, d, replay.trace);
        write_trace_tables(folder, d, replay.trace);
        if (format == "text") {
            tell(replay, world, reader.description().scenarios);
            say("trace:  {}\ntables: {}/countries.csv, nodes.csv, "
                "flows.csv, events.csv\n",
                trace, folder);
        }
        if (format != "text" || why) {
            say("{}", format == "text" ? "\n" : "");
            print_sheet(sheet, format);
        }
        return exit_done;
    }

  private:
    std::string whose() const {
        return choice.countries.empty()
                   ? "all countries"
                   : fmt::format("{}", fmt::join(choice.countries, ", "));
    }

    void tell(Replay const& replay,
              ChosenWorld const& world,
              std::uint64_t worlds) const {
        auto const& d = replay.description;
        auto const happened = std::count_if(
            replay.trace.events.begin(), replay.trace.events.end(),
            [](TraceEvent const& event) { return event.took_effect; });
        say("world {} under package '{}': {} weeks, {} random events "
            "drawn, {} took effect; {} events and measures were known{}\n",
            d.scenario, d.package, replay.trace.weeks.size(),
            replay.trace.events.size(), happened, replay.trace.known.size(),
            followed(replay.trace.reactions));
        say("it loses {} of value added of {} within {} weeks: place {} of {}, "
            "the worst first\n",
            money_words({world.loss, world.loss, world.loss}), whose(),
            world.horizon_weeks, grouped(world.place), grouped(worlds));
        say("{} stored numbers of this world are equal to the bit\n",
            grouped(replay.numbers_compared));
    }

    /// Which world it is.
    AnswerTable world_table(Replay const& replay,
                            ChosenWorld const& world) const {
        AnswerTable table;
        table.key = "world";
        table.package = replay.description.package;
        table.title = "The world";
        table.columns = {{"package", "package"},
                         {"scenario", "world", Kind::count},
                         {"countries", "countries"},
                         {"loss", "loss", Kind::money},
                         {"place", "place", Kind::count}};
        table.add({replay.description.package,
                   static_cast<double>(world.scenario), whose(), world.loss,
                   static_cast<double>(world.place)});
        table.unit = money_unit(world.loss);
        table.for_programs = format == "text";  // which says it in words
        return table;
    }

    void explain(ResultsReader const& reader,
                 Study const& study,
                 Replay const& replay,
                 ChosenWorld const& world,
                 AnswerSheet& sheet) const {
        auto const& d = reader.description();
        std::size_t const most = 15;  // rows that people are shown
        auto const answer = explain_loss(reader, study, replay,
                                         countries_of(d, choice.countries),
                                         horizon_index(d, world.horizon_weeks));
        sheet.words = why_words(answer, replay.description.package);
        sheet.add(why_table(
            answer, whose(), world.horizon_weeks,
            format == "text" || format == "md" ? most : answer.events.size()));
    }

    void check_outputs(std::string const& trace,
                       std::string const& folder) const {
        namespace fs = std::filesystem;
        std::error_code ignored;
        if (fs::equivalent(trace, results, ignored)) {
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
    command->add_option("FILE", replay->results, "results file (HDF5)")
        ->required();
    command->add_option("--scenario", replay->choice.scenario,
                        "number of the world, from 0");
    command->add_option("--worst", replay->choice.worst,
                        "in place of --scenario: the N-th worst world, 1 is "
                        "the one that loses most");
    command->add_option("--rank", replay->choice.rank,
                        "in place of --scenario: the world at this quantile "
                        "of the loss, as 0.995");
    command
        ->add_option("--country", replay->choice.countries,
                     "whose loss ranks the worlds and is explained "
                     "[default: of all countries together]")
        ->delimiter(',')
        ->allow_extra_args(false);
    command
        ->add_option("--horizon", replay->choice.horizon_weeks,
                     "weeks over which losses add up [default: the longest in "
                     "the file]")
        ->check(CLI::PositiveNumber);
    command->add_flag("--why", replay->why,
                      "take each event of the world away in turn, march it "
                      "again and say how much of the loss goes with it");
    command->add_option("--package", replay->package,
                        "policy package [default: the first, none]");
    command->add_option("--network", replay->network,
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
    add_format_option(*command, replay->format);
    command->callback(
        [replay, &chosen] { chosen = [replay] { return (*replay)(); }; });
}
}  // namespace chokepoint
