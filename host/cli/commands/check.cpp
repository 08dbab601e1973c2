#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "host/campaign/spec/type_names.hpp"
#include "host/campaign/toml/effective_toml.hpp"
#include "host/cli/commands/campaign_options.hpp"
#include "host/cli/commands/commands.hpp"
#include "host/cli/terminal/exit_code.hpp"
#include "host/cli/terminal/terminal.hpp"
#include "host/cli/terminal/text.hpp"
#include "host/explain/event_words.hpp"
#include "host/explain/measure_words.hpp"
#include "host/explain/mechanism_words.hpp"
#include "host/explain/network_words.hpp"
#include "host/explain/package_words.hpp"
#include "host/storage/chunks/chunk_journal.hpp"
#include "host/study/plan/chosen_engine.hpp"
#include "host/study/plan/run_plan.hpp"
#include "host/study/run/screening.hpp"

namespace chokepoint {
namespace {
/// Print words under a label, in lines of a terminal's width.
void print_line(WordLine const& line) {
    std::size_t const label_width = 10, width = 96;
    say("  {:<{}}", line.label, label_width);
    std::size_t column = label_width;
    for (std::size_t first = 0; first < line.text.size();) {
        auto const last =
            std::min(line.text.find(' ', first), line.text.size());
        auto const length = last - first;
        if (column > label_width && column + 1 + length > width) {
            say("\n  {:<{}}", "", label_width);
            column = label_width;
        } else if (column > label_width) {
            say(" ");
            ++column;
        }
        say("{}", line.text.substr(first, length));
        column += length;
        first = last + 1;
    }
    say("\n");
}

void print_blocks(std::vector<WordBlock> const& blocks) {
    for (auto const& block : blocks) {
        say("{}\n", block.head);
        for (auto const& line : block.lines) {
            print_line(line);
        }
    }
}

struct CheckCommand {
    CampaignOptions campaign;
    bool effective = false;

    int operator()() const {
        auto const study = load_study(campaign);
        for (auto const& warning : study.warnings) {
            remark("chokepoint: warning: {}\n", warning);
        }
        if (effective) {
            say("{}", effective_toml(study.campaign));
            return exit_done;
        }
        auto const options = run_options(campaign, study);
        auto const chosen =
            choose_engine(study.model, options.backend, options.engine);
        show_sizes(study);
        show_policies(study);
        show_plan(study, options, chosen);
        return exit_done;
    }

    static void show_sizes(Study const& study) {
        auto const m = study.model.view();
        auto const& n = m.network;
        auto const& header = study.campaign.header;
        say("campaign '{}': {} worlds x {} packages x {} weeks, seed "
            "{}\n",
            header.name, grouped(header.scenarios), m.package.size, m.weeks,
            header.seed);
        say("  packages  {}\n", fmt::join(study.model.package_name, ", "));
        say("network '{}'\n", study.campaign.network_path);
        say("  {} countries, {} nodes, {} inputs, {} sinks, {} links\n",
            n.countries, grouped(n.nodes), grouped(n.first_sink),
            grouped(n.groups - n.first_sink), grouped(n.links));
        auto const uses = network_words(study.network);
        if (!uses.empty()) {
            print_line({"uses", fmt::format("{}", fmt::join(uses, "; "))});
            auto const mode = study.campaign.model.mode;
            if (mode != Mode::standard) {
                say("  mode {} leaves out cycle times, supply lines, shifting "
                    "orders, savings, specific parts and who is served first\n",
                    mode_names()[static_cast<std::size_t>(mode)]);
            }
        }
        print_blocks({{"what may happen", event_words(study)}});
        say("  {} measure slots, {} control classes\n", m.slot.size,
            m.control_class.size);
        say("what is counted\n");
        say("  horizons {} weeks; {} countries, {} further cells\n",
            fmt::join(study.model.horizon, ", "), n.countries,
            m.metrics.node_cell.size - n.countries);
    }

    /// What measures and packages do, for who knows the world and not the
    /// program.
    static void show_policies(Study const& study) {
        print_blocks(measure_words(study));
        auto const mechanisms = mechanism_words(study);
        if (!mechanisms.empty()) {
            print_blocks({{"what else moves", mechanisms}});
        }
        print_blocks(package_words(study));
    }

    static void show_plan(Study const& study,
                          RunOptions const& options,
                          ChosenEngine const& chosen) {
        auto const plan =
            plan_run(study, *chosen.engine, chosen.backend,
                     storage_options(study, options.engine.threads));
        if (!chosen.notice.empty()) {
            say("note: {}\n", chosen.notice);
        }
        auto const tiles = static_cast<double>(plan.tiles_in_flight) *
                           static_cast<double>(plan.tile_bytes);
        if (study.campaign.sampling.method == SamplingMethod::screened) {
            say("screened: a pilot of {} worlds under '{}', then the {} worlds "
                "are chosen from {} that are drawn\n",
                grouped(study.campaign.sampling.pilot),
                study.model.package_name.front(),
                grouped(study.campaign.header.scenarios),
                grouped(drawn_worlds(study.campaign)));
        }
        say("engine {} ({})\n", name_of(chosen.backend),
            chosen.engine->device());
        say("  {} tiles of {} worlds, {} each: {}{}\n", plan.tiles_in_flight,
            plan.lanes, bytes(static_cast<double>(plan.tile_bytes)),
            bytes(tiles),
            chosen.backend == Backend::cuda ? " on the device" : "");
        say("  {} chunks of at most {} worlds, {} of losses each\n",
            plan.chunks.size(), grouped(plan.chunks.front().scenarios),
            bytes(static_cast<double>(plan.chunk_bytes)));
        say("  memory {}, of {}: {} of the program and what it has read, {} to "
            "march or then {} for the statistics\n",
            bytes(static_cast<double>(plan.peak_bytes)),
            bytes(static_cast<double>(host_memory())),
            bytes(static_cast<double>(plan.program_bytes)),
            bytes(static_cast<double>(plan.memory_bytes)),
            bytes(static_cast<double>(plan.statistics_bytes)));
        say("  {} link-steps in all\n",
            plain_number(static_cast<double>(plan.link_steps)));
        require_memory(plan);
        say("results '{}'\n  disk {} at the end of the run: {} of finished "
            "chunks, deleted then, and the results\n  results {}, losses "
            "uncompressed {} ({} numbers a world and package)\n",
            options.output, bytes(static_cast<double>(plan.disk_bytes())),
            bytes(static_cast<double>(plan.journal_bytes)),
            bytes(static_cast<double>(plan.results_bytes)),
            bytes(static_cast<double>(plan.file_bytes)),
            grouped(plan.words_stored));
        require_disk(plan, options.output, bytes_of_journal(options.output));
    }
};
}  // namespace

void add_check(CLI::App& app, Action& chosen) {
    auto* const command = app.add_subcommand(
        "check", "Validate a campaign and say what would run; writes nothing");
    auto const check = std::make_shared<CheckCommand>();
    add_campaign_options(*command, check->campaign);
    command->add_flag("--effective", check->effective,
                      "print the campaign with every key and default (TOML)");
    command->callback(
        [check, &chosen] { chosen = [check] { return (*check)(); }; });
}
}  // namespace chokepoint
