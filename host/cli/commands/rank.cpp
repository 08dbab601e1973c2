#include <memory>

#include "host/cli/commands/commands.hpp"
#include "host/cli/terminal/chokepoint_tables.hpp"
#include "host/cli/terminal/exit_code.hpp"
#include "host/cli/terminal/terminal.hpp"
#include "host/study/answers/stored_table.hpp"
#include "host/study/run/certain_worlds.hpp"

namespace chokepoint {
namespace {
struct RankCommand {
    std::string file;
    std::vector<std::string> packages;
    std::size_t most = 15;

    int operator()() const {
        ResultsReader const reader{file};
        auto const& d = reader.description();
        auto const names = packages.empty() ? d.package : packages;
        say("What drives the worst 1 in 20 worlds: by lost value added "
            "of all countries within {} weeks\n",
            d.horizon.back());
        for (auto const& name : names) {
            rank(reader, index_of(name, d.package, "--package", "package"));
        }
        return exit_done;
    }

    void rank(ResultsReader const& reader, std::uint32_t package) const {
        bool const same = certain_packages(reader)[package];
        say("\nPackage '{}'{}\n", reader.description().package[package],
            same ? ": every world is the same" : "");
        print_contributions(reader, package, Part::cells, most);
        say("\n");
        print_contributions(reader, package, Part::countries, most);
        say("\n");
        if (same) {
            // No world is worse than another: nothing is met more often there.
            print_first_stops(reader, package);
            return;
        }
        print_chokepoints(reader, package, most);
        say("\n");
        print_causes(reader, package, "family", most);
        say("\n");
        print_causes(reader, package, "measure", most);
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
    command->callback(
        [rank, &chosen] { chosen = [rank] { return (*rank)(); }; });
}
}  // namespace chokepoint
