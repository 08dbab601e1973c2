#include "host/study/bench/bench.hpp"
#include "host/cli/terminal/option_numbers.hpp"
#include "host/cli/terminal/terminal.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <memory>
#include <optional>

#include "host/cli/commands/bench_json.hpp"
#include "host/cli/commands/campaign_options.hpp"
#include "host/cli/commands/commands.hpp"
#include "host/cli/terminal/exit_code.hpp"
#include "host/cli/terminal/installed_files.hpp"
#include "host/cli/terminal/text.hpp"
#include "host/cli/terminal/text_table.hpp"
#include "host/cli/terminal/usage_error.hpp"
#include "host/network/input_error.hpp"
#include "host/network/tables/load_network.hpp"
#include "host/storage/output/output_claim.hpp"

namespace chokepoint {
namespace {
char const reference_network[] = "configs/networks/chips-and-minerals";

struct BenchCommand {
    BenchOptions options;
    std::optional<std::string> backend;
    std::optional<unsigned> threads;
    std::string network, json;
    std::vector<std::uint64_t> links;

    int operator()() const {
        std::optional<OutputClaim> report;
        if (!json.empty()) {
            report.emplace(
                json, only_beginning_with(bench_json_begin, "report of bench"),
                "choose another file with --json");
        }
        auto bench = options;
        bench.backend = backend.value_or("auto");
        bench.engine.threads = threads.value_or(0);
        std::vector<BenchResult> results;
        TextTable table{{"network", "nodes", "links", "link-steps/s", "slowest",
                         "fastest", "memory per tile", "worlds"}};
        auto const add = [&](std::string const& name,
                             SupplyNetwork const& tables) {
            results.push_back(bench_network(name, tables, bench));
            auto const& r = results.back();
            table.add(
                {r.network, grouped(r.nodes), grouped(r.links),
                 scientific(r.link_steps_per_s), scientific(r.slowest),
                 scientific(r.fastest),
                 fmt::format("{} / {} worlds",
                             bytes(static_cast<double>(r.tile_bytes)), r.lanes),
                 grouped(r.worlds)});
        };
        auto const folder = network.empty() ? reference() : network;
        if (!folder.empty()) {
            add(folder, load_network(folder));
        }
        for (auto const size : links) {
            add(fmt::format("synthetic-{}", size), bench_network_of(size));
        }
        if (results.empty()) {
            throw InputError{
                "there is nothing to march (name a --network or --links)"};
        }
        if (!results[0].notice.empty()) {
            remark("{}\n", results[0].notice);
        }
        say("{} ({}), {} weeks, mechanisms {}, median of {} repeats\n",
            results[0].backend, results[0].device, bench.weeks,
            bench.mechanisms, bench.repeats);
        table.print();
        if (report) {
            write_text(*report, bench_json(results, bench));
        }
        return exit_done;
    }

  private:
    /// Of the sources, if we stand in them; else of the installation.
    static std::string reference() {
        return std::filesystem::is_directory(reference_network)
                   ? reference_network
                   : installed_file(reference_network);
    }

    static std::string scientific(double value) {
        return fmt::format("{:.2e}", value);
    }
};
}  // namespace

void add_bench(CLI::App& app, Action& chosen) {
    auto* const command = app.add_subcommand(
        "bench", "Measure how many links a second this machine marches");
    auto const bench = std::make_shared<BenchCommand>();
    bench->links = {1000, 10000, 100000};
    command->add_option("--network", bench->network,
                        std::string{"folder of a network [default: "} +
                            reference_network +
                            " here or where it was installed]");
    command
        ->add_option("--links", bench->links,
                     "sizes of synthetic networks [default: "
                     "1000,10000,100000]")
        ->delimiter(',')
        ->allow_extra_args(false);
    command
        ->add_option("--weeks", bench->options.weeks,
                     "length of a world, weeks [default: 104]")
        ->check(whole_number(1, 5200));
    command
        ->add_option("--repeats", bench->options.repeats,
                     "repeats, of which the median counts [default: 5]")
        ->check(whole_number(1, 1000));
    command
        ->add_option("--seconds", bench->options.seconds,
                     "length of a repeat, seconds [default: 1]")
        ->check(CLI::PositiveNumber);
    command
        ->add_option("--mechanisms", bench->options.mechanisms,
                     "core, or statecraft: with slow dynamics, growth, a "
                     "licence regime and retaliation [default: core]")
        ->check(CLI::IsMember({"core", "statecraft"}));
    add_backend(*command, bench->backend);
    add_engine_options(*command, bench->threads, bench->options.engine.devices,
                       bench->options.engine.level);
    command
        ->add_option("--json", bench->json,
                     "write the numbers to this file too (key "
                     "link_steps_per_s: of the first network)")
        ->check(no_empty_name);
    command->callback(
        [bench, &chosen] { chosen = [bench] { return (*bench)(); }; });
}
}  // namespace chokepoint
