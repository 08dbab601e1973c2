#include <fmt/format.h>

#include <cmath>
#include <memory>

#include "host/campaign/toml/load_campaign.hpp"
#include "host/cli/commands/commands.hpp"
#include "host/cli/tables/sheet_format.hpp"
#include "host/cli/terminal/exit_code.hpp"
#include "host/cli/terminal/option_numbers.hpp"
#include "host/cli/terminal/progress_line.hpp"
#include "host/study/criticality/criticality.hpp"

namespace chokepoint {
namespace {
struct CriticalityCommand {
    std::string campaign, format = "text";
    std::vector<std::string> overrides;
    StopPlan plan;
    std::size_t most = 25;
    bool quiet = false;

    int operator()() const {
        auto const study = make_study(without_chance_and_policy(
            load_campaign(campaign, overrides), plan.weeks));
        ProgressLine line{quiet};
        auto const stops =
            exporter_stops(study, plan, [&](std::size_t done, std::size_t all) {
                RunProgress progress;
                progress.chunks_done = progress.worlds_done = done;
                progress.chunks = progress.worlds = all;
                line(progress);
            });
        line.close();
        AnswerSheet sheet;
        sheet.command = "criticality";
        sheet.file = campaign;
        sheet.horizon_weeks = plan.weeks;
        sheet.add(table_of(study.network, stops));
        print_sheet(sheet, format);
        return exit_done;
    }

    AnswerTable table_of(SupplyNetwork const& n,
                         std::vector<ExporterStop> const& stops) const {
        AnswerTable table;
        table.key = "criticality";
        table.title = fmt::format(
            "What it costs if a country ceases to make a product for {} weeks, "
            "each stop alone: lost value added of all countries within {} "
            "weeks, {{unit}}",
            plan.hold_weeks, plan.weeks);
        table.unit = money_unit(stops.front().loss);
        table.columns = {{"product", "product"},
                         {"country", "made in"},
                         {"share", "of the world", Kind::share},
                         {"loss", "loss", Kind::money},
                         {"loss_share", "of value added", Kind::small},
                         {"bearer", "loses most"},
                         {"bearer_loss", "its loss", Kind::money},
                         {"first_node", "held back first"},
                         {"lacked", "for want of"},
                         {"first_week", "week", Kind::week},
                         {"cover_weeks", "stock, weeks", Kind::number},
                         {"spare", "others can add", Kind::share}};
        auto const name = [](auto const& rows, std::uint32_t k) {
            return k == none ? std::string{} : rows[k].id;
        };
        for (std::size_t k = 0; k < stops.size() && k < most; ++k) {
            auto const& s = stops[k];
            table.add({n.products[s.product].id, n.countries[s.country].id,
                       s.share, s.loss, s.loss_share, n.countries[s.bearer].id,
                       s.bearer_loss, name(n.nodes, s.first_node),
                       name(n.products, s.lacked),
                       s.first_week < 0 ? not_known : s.first_week,
                       s.cover_weeks, s.spare});
        }
        if (stops.size() > table.rows.size()) {
            table.notes.push_back(
                fmt::format("{} more stops cost less (--top {} shows all)",
                            stops.size() - table.rows.size(), stops.size()));
        }
        table.notes.push_back(
            "No chance, no policy: nobody answers, nothing else happens. Stock "
            "is beyond the working week, of those who buy it there; \"others "
            "can add\" is idle capacity elsewhere, of what stops.");
        return table;
    }
};
}  // namespace

void add_criticality(CLI::App& app, Action& chosen) {
    auto* const command = app.add_subcommand(
        "criticality",
        "Rank exporters and products by what a stop of each alone costs");
    auto const rank = std::make_shared<CriticalityCommand>();
    auto& plan = rank->plan;
    command
        ->add_option("CAMPAIGN", rank->campaign,
                     "campaign file (TOML); its network, rules, prices and "
                     "reserves count, its chance and policy do not")
        ->required();
    command
        ->add_option("--hold-weeks", plan.hold_weeks,
                     "weeks without any output [default: 26]")
        ->check(number(0.0, 5200.0));
    command
        ->add_option("--recovery-weeks", plan.recovery_weeks,
                     "weeks of coming back after them [default: 0]")
        ->check(number(0.0, 5200.0));
    command
        ->add_option("--severity", plan.severity,
                     "share of the capacity that stops [default: 1]")
        ->check(number(0.0, 1.0));
    command
        ->add_option("--weeks", plan.weeks,
                     "length of a world, weeks [default: 104]")
        ->check(whole_number(1, 2600));
    command
        ->add_option("--least-share", plan.least_share,
                     "least share of the world's sales to be tried "
                     "[default: 0.05]")
        ->check(number(0.0, 1.0));
    command
        ->add_option("--product", plan.products,
                     "only these products, or group:NAME [default: all]")
        ->delimiter(',')
        ->allow_extra_args(false);
    command->add_option("--top", rank->most, "lines of the table [default: 25]")
        ->check(CLI::PositiveNumber);
    command
        ->add_option("--threads", plan.threads,
                     "CPU threads, 0: one for each CPU that the program "
                     "may use [default: 0]")
        ->check(whole_number(0, 4096));
    command
        ->add_option("--set", rank->overrides,
                     "change a key of the campaign, KEY=VALUE; may be repeated")
        ->type_name("KEY=VALUE")
        ->allow_extra_args(false);
    command->add_flag("--quiet", rank->quiet, "no progress");
    add_format_option(*command, rank->format);
    command->callback(
        [rank, &chosen] { chosen = [rank] { return (*rank)(); }; });
}
}  // namespace chokepoint
