#include <fmt/format.h>

#include <memory>

#include "host/cli/commands/commands.hpp"
#include "host/cli/tables/chokepoint_tables.hpp"
#include "host/cli/tables/sheet_format.hpp"
#include "host/cli/terminal/exit_code.hpp"
#include "host/study/answers/stored_table.hpp"
#include "host/study/run/certain_worlds.hpp"

namespace chokepoint {
namespace {
struct RankCommand {
    std::string file, format = "text";
    std::vector<std::string> packages;
    std::size_t most = 15;

    int operator()() const {
        ResultsReader const reader{file};
        auto const& d = reader.description();
        auto const names = packages.empty() ? d.package : packages;
        AnswerSheet sheet{"rank", file, d.scenarios, d.horizon.back(), {}, {}};
        AnswerTable head;
        head.key = "about";
        head.title = fmt::format(
            "What drives the worst 1 in 20 worlds: by lost value added of all "
            "countries within {} weeks",
            d.horizon.back());
        sheet.add(head);
        for (auto const& name : names) {
            rank(sheet, reader,
                 index_of(name, d.package, "--package", "package"));
        }
        print_sheet(sheet, format);
        return exit_done;
    }

    void rank(AnswerSheet& sheet,
              ResultsReader const& reader,
              std::uint32_t package) const {
        for (auto const part : {Part::cells, Part::countries}) {
            sheet.add(contribution_table(reader, package, part, most));
        }
        if (certain_packages(reader)[package]) {
            // No world is worse than another: nothing is met more often there.
            sheet.add(first_stop_table(reader, package));
            return;
        }
        sheet.add(chokepoint_table(reader, package, most));
        sheet.add(cause_table(reader, package, "family", most));
        sheet.add(cause_table(reader, package, "measure", most));
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
    add_format_option(*command, rank->format);
    command->callback(
        [rank, &chosen] { chosen = [rank] { return (*rank)(); }; });
}
}  // namespace chokepoint
