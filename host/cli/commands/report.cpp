#include <memory>

#include "host/cli/commands/commands.hpp"
#include "host/cli/tables/chokepoint_tables.hpp"
#include "host/cli/tables/chosen_risk_tables.hpp"
#include "host/cli/tables/loss_tables.hpp"
#include "host/cli/tables/mechanism_report.hpp"
#include "host/cli/tables/sheet_format.hpp"
#include "host/cli/tables/tail_table.hpp"
#include "host/cli/terminal/exit_code.hpp"
#include "host/cli/terminal/terminal.hpp"
#include "host/explain/answers/answer_words.hpp"
#include "host/network/input_error.hpp"
#include "host/study/answers/policies.hpp"
#include "host/study/answers/stored_table.hpp"

namespace chokepoint {
namespace {
std::size_t const usual_chokepoints = 5;

struct ReportCommand {
    std::string file, format = "text";
    std::vector<std::string> countries, packages;
    RiskOptions risk;
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
        if (packages.empty()) {
            wanted = policies(d);
        }
        if (tail_dependence) {
            require_tail_dependence(reader);
        }
        AnswerSheet sheet{"report",
                          file,
                          d.scenarios,
                          d.horizon[horizon],
                          answer_words(reader, {wanted, horizon, named}),
                          {}};
        LossTables const losses{reader, wanted, horizon};
        sheet.add(losses.head());
        for (auto const package : wanted) {
            sheet.add(losses.losses(package, {countries, all}));
        }
        for (auto const package : wanted) {
            for (auto const& table : risk_tables(reader, package, horizon)) {
                sheet.add(table);
            }
        }
        sheet.add(losses.differences({countries, all}));
        sheet.add(losses.country_differences({countries, all}));
        for (auto const package : wanted) {
            if (tail_dependence) {
                sheet.add(
                    tail_dependence_table(reader, package, {countries, all}));
            }
        }
        for (auto const package : wanted) {
            add_causes(sheet, TailView{reader, package, {horizon, named}},
                       losses.certain(package));
        }
        for (auto const package : wanted) {
            for (auto const& table :
                 mechanism_report(reader, package, horizon)) {
                sheet.add(table);
            }
        }
        print_sheet(sheet, format);
        if (format == "text") {
            tail(d);
        }
        return exit_done;
    }

  private:
    std::vector<AnswerTable> risk_tables(ResultsReader const& reader,
                                         std::uint32_t package,
                                         std::uint32_t horizon) const {
        return risk.asked() ? chosen_risk_tables(reader, package, horizon, risk,
                                                 {countries, all})
                            : std::vector<AnswerTable>{};
    }

    static void add_causes(AnswerSheet& sheet,
                           TailView const& view,
                           bool certain) {
        if (certain) {
            sheet.add(first_stop_table(view));
        } else {
            for (auto const axis : {"family", "measure"}) {
                sheet.add(cause_table(view, axis, usual_chokepoints));
            }
            sheet.add(chokepoint_table(view, usual_chokepoints));
        }
        sheet.add(contribution_table(view, Part::cells, usual_chokepoints));
    }

    void tail(ResultsDescription const& d) const {
        say("\nThe file is {} (outputs/README.md explains it).\nNext:\n", file);
        say("  chokepoint rank {}\n", file);
        auto const chosen = policies(d);
        if (chosen.size() > 1) {
            say("  chokepoint compare {} --packages {},{}\n", file,
                d.package[chosen[1]], d.package[0]);
        }
        say("  chokepoint replay {} --worst 1 --why --package {}\n", file,
            d.package[chosen.back()]);
    }
};

void add_risk_options(CLI::App& command, RiskOptions& risk) {
    command
        .add_option("--return-period", risk.return_periods,
                    "also losses of 1 in so many worlds, as 20,50,250")
        ->delimiter(',')
        ->allow_extra_args(false);
    command
        .add_option("--level", risk.levels,
                    "also losses not exceeded with these probabilities, as "
                    "0.9,0.98")
        ->delimiter(',')
        ->allow_extra_args(false);
    command
        .add_option("--above", risk.above,
                    "also the chance of losses above these amounts, as "
                    "100bn,250m")
        ->delimiter(',')
        ->allow_extra_args(false);
    command.add_flag("--annual", risk.annual,
                     "also figures of single years, where the file has losses "
                     "at their ends");
}
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
    add_risk_options(*command, report->risk);
    add_format_option(*command, report->format);
    command->callback(
        [report, &chosen] { chosen = [report] { return (*report)(); }; });
}
}  // namespace chokepoint
