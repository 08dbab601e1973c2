#include <fmt/format.h>

#include <memory>

#include "host/cli/commands/commands.hpp"
#include "host/cli/tables/chokepoint_tables.hpp"
#include "host/cli/tables/family_table.hpp"
#include "host/cli/tables/sheet_format.hpp"
#include "host/cli/terminal/exit_code.hpp"
#include "host/study/answers/policies.hpp"
#include "host/study/answers/stored_table.hpp"
#include "host/study/run/certain_worlds.hpp"
#include "host/study/worlds/family_shares.hpp"
#include "host/study/worlds/world_losses.hpp"

namespace chokepoint {
namespace {
struct RankCommand {
    std::string file, format = "text";
    std::vector<std::string> packages, countries;
    std::int32_t horizon_weeks = 0;
    std::size_t most = 15;
    bool families = false;

    int operator()() const {
        ResultsReader const reader{file};
        auto const& d = reader.description();
        TailScope scope{horizon_index(d, horizon_weeks), {}};
        for (auto const& country : countries) {
            scope.countries.push_back(
                index_of(country, d.country, "--country", "country"));
        }
        auto const weeks = d.horizon[scope.horizon];
        auto names = packages;
        for (auto const p : policies(d)) {
            if (packages.empty()) {
                names.push_back(d.package[p]);
            }
        }
        AnswerSheet sheet{"rank", file, d.scenarios, weeks, {}, {}};
        AnswerTable head;
        head.key = "about";
        head.title = fmt::format(
            "What drives the worst 1 in 20 worlds: by lost value added of {} "
            "within {} weeks",
            TailView{reader, 0, scope}.whose(), weeks);
        sheet.add(head);
        for (auto const& name : names) {
            rank(sheet,
                 {reader, index_of(name, d.package, "--package", "package"),
                  scope});
        }
        print_sheet(sheet, format);
        return exit_done;
    }

    void rank(AnswerSheet& sheet, TailView const& view) const {
        for (auto const part : {Part::cells, Part::countries}) {
            sheet.add(contribution_table(view, part, most));
        }
        if (certain_packages(view.reader())[view.package()]) {
            // No world is worse than another: nothing is met more often there.
            sheet.add(first_stop_table(view));
            return;
        }
        sheet.add(chokepoint_table(view, most));
        sheet.add(cause_table(view, "family", most));
        if (families) {
            auto const& d = view.reader().description();
            auto const& package = d.package[view.package()];
            sheet.add(
                family_table(family_shares(view.reader(), view.package(),
                                           countries_of(d, countries),
                                           horizon_index(d, view.weeks())),
                             package, view.whose(), view.weeks()));
        }
        sheet.add(cause_table(view, "measure", most));
    }
};
}  // namespace

void add_rank(CLI::App& app, Action& chosen) {
    auto* const command = app.add_subcommand(
        "rank", "Rank the chokepoints: what drives the worst worlds");
    auto const rank = std::make_shared<RankCommand>();
    command->add_option("FILE", rank->file, "results file (HDF5)")->required();
    command
        ->add_option("--package", rank->packages,
                     "only these packages [default: all]")
        ->delimiter(',')
        ->allow_extra_args(false);
    command
        ->add_option("--top", rank->most, "lines in each table [default: 15]")
        ->check(CLI::PositiveNumber);
    command
        ->add_option("--country", rank->countries,
                     "worst worlds of these countries together, as TWN,JPN "
                     "[default: of all]")
        ->delimiter(',')
        ->allow_extra_args(false);
    command
        ->add_option("--horizon", rank->horizon_weeks,
                     "weeks over which losses add up [default: the longest in "
                     "the file]")
        ->check(CLI::PositiveNumber);
    command->add_flag(
        "--families", rank->families,
        "how much of the loss has to do with each family of events: in its "
        "worlds, and what goes with it (run --without-each-family)");
    add_format_option(*command, rank->format);
    command->callback(
        [rank, &chosen] { chosen = [rank] { return (*rank)(); }; });
}
}  // namespace chokepoint
