#include <fmt/format.h>

#include <map>
#include <memory>

#include "host/cli/commands/commands.hpp"
#include "host/cli/commands/network_dependence.hpp"
#include "host/cli/commands/network_list.hpp"
#include "host/cli/terminal/exit_code.hpp"
#include "host/cli/terminal/terminal.hpp"
#include "host/cli/terminal/text.hpp"
#include "host/cli/terminal/text_table.hpp"
#include "host/explain/network_facts.hpp"
#include "host/explain/network_words.hpp"
#include "host/network/generate.hpp"
#include "host/network/review/network_warnings.hpp"
#include "host/network/tables/load_network.hpp"
#include "host/network/tables/network_sha256.hpp"
#include "host/network/tables/write_network.hpp"
#include "host/study/run/output_rules.hpp"

namespace chokepoint {
namespace {
struct GenerateCommand {
    GenerateOptions options;
    std::string folder;
    bool without_loops = false;

    int operator()() const {
        auto wanted = options;
        wanted.loops = without_loops ? Loops::none : Loops::allowed;
        char const choice[] = "choose a new folder, or delete this one";
        require_tables(folder, {}, OlderTables::none, choice);
        auto const network = generate_network(wanted);
        auto const texts = network_texts(
            network,
            fmt::format("chokepoint network generate, seed {}", wanted.seed));
        write_tables(folder, output_tables(texts), OlderTables::none, choice);
        say("{}: {} nodes, {} links\n", folder, grouped(network.nodes.size()),
            grouped(network.links.size()));
        return exit_done;
    }
};

int show_network(std::string const& folder) {
    auto const network = load_network(folder);
    for (auto const& warning :
         network_warnings(network, folder, StoppedBy::critical_inputs)) {
        remark("chokepoint: warning: {}\n", warning);
    }
    auto const facts = network_facts(network);
    say("{}: a network that can be marched\n", folder);
    say("  {} countries, {} products, {} firms, {} routes\n", facts.countries,
        facts.products, facts.firms, facts.routes);
    say("  {} nodes, {} inputs, {} sinks, {} links ({} not used "
        "today)\n",
        grouped(facts.nodes), grouped(facts.inputs), grouped(facts.sinks),
        grouped(facts.links), grouped(facts.spare_links));
    say("  value added {}, final demand {} million USD a week\n",
        plain_number(facts.value_added), plain_number(facts.final_demand));
    TextTable table{
        {"stage", "nodes", "value added, million USD/week", "share"}};
    for (auto const& stage : facts.stages) {
        table.add({stage.name, grouped(stage.nodes),
                   plain_number(stage.value_added),
                   percent(stage.value_added / facts.value_added)});
    }
    table.print();
    for (auto const& words : network_words(network)) {
        say("  {}\n", words);
    }
    say("  SHA-256 {}\n", network_sha256(folder));
    return exit_done;
}

void add_generate(CLI::App& network, Action& chosen) {
    auto* const command = network.add_subcommand(
        "generate", "Write a synthetic network of firms");
    auto const generate = std::make_shared<GenerateCommand>();
    auto& o = generate->options;
    command->add_option("FOLDER", generate->folder, "folder to write")
        ->required();
    command->add_option("--nodes", o.nodes, "firms [default: 1000]");
    command->add_option("--links-per-node", o.links_per_node,
                        "links for each firm, at least 2 [default: 7]");
    command->add_option("--countries", o.countries, "countries [default: 12]");
    command->add_option("--products", o.products,
                        "products, 0: about the root of the nodes "
                        "[default: 0]");
    command->add_option("--seed", o.seed, "seed of all chance [default: 1]");
    command->add_option("--routes", o.routes,
                        "routes between countries [default: 4]");
    command->add_flag("--no-loops", generate->without_loops,
                      "no product is an input of its own inputs");
    command->callback(
        [generate, &chosen] { chosen = [generate] { return (*generate)(); }; });
}
}  // namespace

void add_network(CLI::App& app, Action& chosen) {
    auto* const network =
        app.add_subcommand("network", "Make or check networks");
    network->require_subcommand(1);
    add_generate(*network, chosen);
    add_dependence(*network, chosen);
    add_network_list(*network, chosen);
    auto* const check = network->add_subcommand(
        "check", "Read a network's tables and describe them");
    auto const folder = std::make_shared<std::string>();
    check->add_option("FOLDER", *folder, "folder of the tables")->required();
    check->callback([folder, &chosen] {
        chosen = [folder] { return show_network(*folder); };
    });
}
}  // namespace chokepoint
