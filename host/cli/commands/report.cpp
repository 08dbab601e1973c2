#include <memory>

#include "host/cli/commands/commands.hpp"
#include "host/cli/terminal/chokepoint_tables.hpp"
#include "host/cli/terminal/exit_code.hpp"
#include "host/cli/terminal/loss_tables.hpp"
#include "host/cli/terminal/mechanism_report.hpp"
#include "host/cli/terminal/tail_table.hpp"
#include "host/cli/terminal/terminal.hpp"
#include "host/cli/terminal/text.hpp"
#include "host/explain/answers/answer_words.hpp"
#include "host/network/input_error.hpp"
#include "host/study/answers/stored_table.hpp"

namespace chokepoint {
namespace {
std::size_t const usual_chokepoints = 5;

struct ReportCommand {
    std::string file;
    std::vector<std::string> countries, packages;
    std::int32_t horizon_weeks = 0;
    bool all = false, tail_dependence = false;

    int operator()() const {
        ResultsReader const reader{file};
        auto const& d = reader.description();
        auto const horizon = horizon_index(d, horizon_weeks);
        std::vector<std::uint32_t> wanted, named;
        for (auto const& country : countries) {
            named.push_back(
                index_of(country, d.country, "--country", "country"));
        }
        for (auto const& package : packages) {
            wanted.push_back(
                index_of(package, d.package, "--package", "package"));
        }
        for (std::uint32_t p = 0; packages.empty() && p < d.package.size();
             ++p) {
            wanted.push_back(p);
        }
        if (tail_dependence) {
            require_tail_dependence(reader);
        }
        write_out(paragraph(answer_words(reader, {wanted, horizon, named})));
        say("\n");
        LossTables const losses{reader, wanted, horizon};
        losses.print_head();
        for (auto const package : wanted) {
            losses.print_losses(package, {countries, all});
        }
        losses.print_differences({countries, all});
        for (auto const package : wanted) {
            if (tail_dependence) {
                print_tail_dependence(reader, package, {countries, all});
            }
        }
        for (auto const package : wanted) {
            chokepoints(reader, package, losses.certain(package));
        }
        for (auto const package : wanted) {
            print_mechanisms(reader, package, horizon);
        }
        tail(d);
        return exit_done;
    }

  private:
    static void chokepoints(ResultsReader const& reader,
                            std::uint32_t package,
                            bool certain) {
        auto const& name = reader.description().package[package];
        if (certain) {
            say("\nFirst to stop, package '{}'\n", name);
            print_first_stops(reader, package);
        } else {
            say("\nTop chokepoints, package '{}' (worst 1 in 20 worlds of all "
                "countries): first to run short of an input\n",
                name);
            print_chokepoints(reader, package, usual_chokepoints);
        }
        print_contributions(reader, package, Part::cells, usual_chokepoints);
    }

    void tail(ResultsDescription const& d) const {
        say("\nThe file is {} (outputs/README.md explains it).\nNext:\n", file);
        say("  chokepoint rank {}\n", file);
        if (d.package.size() > 1) {
            say("  chokepoint compare {} --packages {},{}\n", file,
                d.package[1], d.package[0]);
        }
        say("  chokepoint replay {} --scenario 0 --package {}\n", file,
            d.package.back());
    }
};
}  // namespace

void add_report(CLI::App& app, Action& chosen) {
    auto* const command = app.add_subcommand(
        "report", "Print losses by country and package, and the chokepoints");
    auto const report = std::make_shared<ReportCommand>();
    command->add_option("FILE", report->file, "results file (HDF5)")
        ->required();
    command
        ->add_option("--country", report->countries,
                     "only these countries, as TWN,JPN [default: the 10 with "
                     "the largest expected loss]")
        ->delimiter(',')
        ->allow_extra_args(false);
    command
        ->add_option("--package", report->packages,
                     "only these packages [default: all]")
        ->delimiter(',')
        ->allow_extra_args(false);
    command
        ->add_option("--horizon", report->horizon_weeks,
                     "weeks over which losses add up [default: the longest in "
                     "the file]")
        ->check(CLI::PositiveNumber);
    command->add_flag("--all", report->all, "all countries");
    command->add_flag("--tail-dependence", report->tail_dependence,
                      "also print whose bad worlds coincide");
    command->callback(
        [report, &chosen] { chosen = [report] { return (*report)(); }; });
}
}  // namespace chokepoint
