#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>

#include "host/cli/commands/campaign_options.hpp"
#include "host/cli/commands/commands.hpp"
#include "host/cli/tables/sheet_format.hpp"
#include "host/cli/tables/sweep_table.hpp"
#include "host/cli/terminal/exit_code.hpp"
#include "host/cli/terminal/interruption.hpp"
#include "host/cli/terminal/progress_line.hpp"
#include "host/cli/terminal/terminal.hpp"
#include "host/cli/terminal/text.hpp"
#include "host/explain/plain_words.hpp"
#include "host/network/input_error.hpp"
#include "host/study/answers/stored_table.hpp"
#include "host/study/run/run_study.hpp"
#include "host/study/worlds/world_losses.hpp"

namespace chokepoint {
namespace {
struct SweepCommand {
    CampaignOptions campaign;
    std::vector<std::string> over, packages, countries;
    std::int32_t horizon_weeks = 0;
    std::string format = "text";
    bool overwrite = false, quiet = false;

    int operator()() const {
        std::vector<SweptKey> keys;
        for (auto const& text : over) {
            keys.push_back(swept_key(text));
        }
        auto const cells = sweep_cells(keys);
        // Whatever can be refused is refused before anything is written.
        auto const first = study_of(cells.front());
        auto const folder = campaign.output.empty()
                                ? first.campaign.header.name + "-sweep"
                                : campaign.output;
        require_folder(folder);
        auto const files = files_in(folder, cells);
        auto const kept = look_at(first, cells, files);
        std::error_code trouble;
        if (std::filesystem::create_directory(folder, trouble); trouble) {
            throw InputError{fmt::format(
                "{}: the folder cannot be made: {} (choose another one with "
                "-o)",
                folder, trouble.message())};
        }
        if (auto const code = march(cells, files, kept); code != exit_done) {
            return code;
        }
        AnswerSheet sheet{"sweep",
                          folder,
                          first.campaign.header.scenarios,
                          horizon(files.front()),
                          {},
                          {}};
        for (auto const& package :
             packages.empty() ? shared_packages(files) : packages) {
            sheet.add(sweep_table(
                keys, cells,
                sweep_lines(files, package, countries, horizon_weeks), package,
                {whose(), sheet.horizon_weeks, sheet.scenarios}));
        }
        print_sheet(sheet, format);
        if (format == "text" && !quiet) {
            say("\nresults: {}, a file for each row\nnext:    chokepoint "
                "report {}\n",
                folder, files.front());
        }
        return exit_done;
    }

  private:
    Study study_of(SweepCell const& cell) const {
        auto options = campaign;
        options.overrides.insert(options.overrides.end(),
                                 cell.overrides.begin(), cell.overrides.end());
        return load_study(options);
    }

    std::string whose() const {
        return countries.empty()
                   ? "all countries"
                   : fmt::format("{}", fmt::join(countries, ", "));
    }

    std::int32_t horizon(std::string const& file) const {
        ResultsReader const reader{file};
        auto const& d = reader.description();
        return d.horizon[horizon_index(d, horizon_weeks)];
    }

    static void require_folder(std::string const& folder) {
        namespace fs = std::filesystem;
        std::error_code ignored;
        if (fs::exists(folder, ignored) && !fs::is_directory(folder, ignored)) {
            throw InputError{folder +
                             ": is a file (needed: a folder, which holds a "
                             "results file for each cell; choose one with -o)"};
        }
        auto const parent = fs::path{folder}.lexically_normal().parent_path();
        if (!parent.empty() && !fs::is_directory(parent, ignored)) {
            throw InputError{fmt::format(
                "{}: cannot be made: there is no folder {} (choose another "
                "one with -o)",
                folder, parent.string())};
        }
    }

    static std::vector<std::string> files_in(
        std::string const& folder, std::vector<SweepCell> const& cells) {
        std::vector<std::string> files;
        for (auto const& cell : cells) {
            files.push_back(
                (std::filesystem::path{folder} / cell.file).string());
        }
        return files;
    }

    /// Compile every cell, and ask for everything that the table will name.
    /// \return which cells have their results
    std::vector<char> look_at(Study const& first,
                              std::vector<SweepCell> const& cells,
                              std::vector<std::string> const& files) const {
        auto const wanted = describe(first);
        countries_of(wanted, countries);
        horizon_index(wanted, horizon_weeks);
        std::vector<char> kept;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            auto const study = study_of(cells[i]);
            if (study.campaign.sampling.method == SamplingMethod::screened) {
                throw InputError{
                    "sweep: cells of screened runs would have other worlds "
                    "(needed: [sampling] method = \"plain\")"};
            }
            for (auto const& package : packages) {
                index_of(package, study.model.package_name, "--package",
                         "package");
            }
            kept.push_back(holds_results_of(study, files[i]) ? 1 : 0);
            if (kept.back() == 0 && std::filesystem::exists(files[i])) {
                OutputPlace const place{files[i], results_rule(study, rule())};
            }
        }
        return kept;
    }

    Overwrite rule() const {
        return overwrite ? Overwrite::yes : Overwrite::no;
    }

    /// \return exit_done, or exit_interrupted
    int march(std::vector<SweepCell> const& cells,
              std::vector<std::string> const& files,
              std::vector<char> const& kept) const {
        catch_interruptions();
        bool first = true;  // what all cells would say is said once
        for (std::size_t i = 0; i < cells.size(); ++i) {
            ProgressLine show{quiet};
            show.notice(fmt::format("{} of {}: {}{}", i + 1, cells.size(),
                                    fmt::join(cells[i].overrides, ", "),
                                    kept[i] ? ", there already" : ""));
            if (kept[i]) {
                continue;
            }
            RunObserver observer;
            observer.progress = std::ref(show);
            observer.notice = [&](std::string const& text) {
                if (first) {
                    show.notice(text);
                }
            };
            observer.warning = [&](std::string const& text) {
                show.warning(text);
            };
            observer.interrupted = interrupted;
            auto const study = study_of(cells[i]);
            for (auto const& warning : study.warnings) {
                if (first) {
                    show.warning(warning);
                }
            }
            auto options = run_options(campaign, study);
            options.output = files[i];
            options.overwrite = rule();
            options.resume = Resume::yes;
            auto const outcome = run_study(study, options, observer);
            show.close();
            first = false;
            if (outcome.end == RunEnd::interrupted) {
                remark(
                    "interrupted in cell {} of {}; go on with the same "
                    "command: finished cells and chunks are kept\n",
                    i + 1, cells.size());
                return exit_interrupted;
            }
        }
        return exit_done;
    }
};
}  // namespace

void add_sweep(CLI::App& app, Action& chosen) {
    auto* const command = app.add_subcommand(
        "sweep",
        "March a campaign for every combination of values of some keys, on "
        "the same worlds; a second call goes on where the first one ended");
    auto const sweep = std::make_shared<SweepCommand>();
    add_campaign_options(*command, sweep->campaign);
    command->get_option("--output")
        ->description(
            "folder of the results, one file a cell [default: NAME-sweep in "
            "the working folder]");
    command
        ->add_option("--over", sweep->over,
                     "a key as --set takes it and its values, "
                     "reserve.NAME.weeks=4,8,16; repeated: every combination")
        ->type_name("KEY=V1,V2,...")
        ->allow_extra_args(false)
        ->required();
    command
        ->add_option("--package", sweep->packages,
                     "only these packages, as A,B [default: all]")
        ->delimiter(',')
        ->allow_extra_args(false);
    command
        ->add_option("--country", sweep->countries,
                     "losses of these countries together, as A,B [default: of "
                     "all]")
        ->delimiter(',')
        ->allow_extra_args(false);
    command
        ->add_option("--horizon", sweep->horizon_weeks,
                     "weeks over which losses add up [default: the longest]")
        ->check(CLI::PositiveNumber);
    command->add_flag("--overwrite", sweep->overwrite,
                      "replace results of another campaign in the folder");
    command->add_flag("--quiet", sweep->quiet,
                      "show the table, warnings and errors only");
    add_format_option(*command, sweep->format);
    command->callback(
        [sweep, &chosen] { chosen = [sweep] { return (*sweep)(); }; });
}
}  // namespace chokepoint
