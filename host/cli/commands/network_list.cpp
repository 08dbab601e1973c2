#include "host/cli/commands/network_list.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <memory>

#include "host/cli/tables/sheet_format.hpp"
#include "host/cli/terminal/exit_code.hpp"
#include "host/cli/terminal/installed_files.hpp"
#include "host/explain/network_names.hpp"
#include "host/network/input_error.hpp"
#include "host/network/tables/load_network.hpp"

namespace chokepoint {
namespace {
char const shipped_network[] = "configs/networks/chips-and-minerals";
std::size_t const named_sellers = 3;   ///< of a product
std::size_t const named_products = 6;  ///< of a firm

/// The shipped network, installed or in the sources of a build folder.
std::string usual_network() {
    namespace fs = std::filesystem;
    auto const installed = installed_file(shipped_network);
    if (!installed.empty()) {
        return installed;
    }
    if (fs::exists(shipped_network)) {
        return shipped_network;
    }
    throw InputError{fmt::format(
        "--network: is missing (there is no {} in this folder, and nothing "
        "installed beside the program; name a folder of tables)",
        shipped_network)};
}

struct ListCommand {
    std::string word, network, format = "text";

    int operator()() const {
        if (network.empty() && std::filesystem::is_directory(word)) {
            throw InputError{fmt::format(
                "'{}': is a folder, and what is wanted here is a word (a "
                "folder of tables is named with --network {})",
                word, word)};
        }
        auto const folder = network.empty() ? usual_network() : network;
        auto const tables = load_network(folder);
        auto const found = find_names(tables, word);
        AnswerSheet sheet;
        sheet.command = "network list";
        sheet.file = folder;
        sheet.add(countries(tables, found));
        sheet.add(products(tables, found));
        sheet.add(firms(tables, found));
        sheet.add(routes(tables, found));
        sheet.add(stages(tables, found));
        print_sheet(sheet, format);
        return exit_done;
    }

  private:
    static AnswerTable table_of(char const* key,
                                char const* title,
                                std::vector<Column> columns) {
        AnswerTable table;
        table.key = key;
        table.title = title;
        table.columns = std::move(columns);
        return table;
    }

    static AnswerTable countries(SupplyNetwork const& network,
                                 NetworkNames const& found) {
        auto table = table_of(
            "countries", "Countries",
            {{"code", "code"},
             {"name", "name"},
             {"nodes", "nodes", Kind::count},
             {"value_added", "value added, {unit} a week", Kind::money}});
        for (auto const c : found.countries) {
            double nodes = 0, value_added = 0;
            for (auto const& node : network.nodes) {
                if (node.country == c) {
                    nodes += 1;
                    value_added += node.value_added;
                }
            }
            auto const& country = network.countries[c];
            table.add({country.id, country.name, nodes, value_added});
        }
        return table;
    }

    static AnswerTable products(SupplyNetwork const& network,
                                NetworkNames const& found) {
        auto table = table_of("products", "Products",
                              {{"code", "code"},
                               {"name", "name"},
                               {"stage", "stage"},
                               {"group", "group"},
                               {"sellers", "sold by"}});
        for (auto const p : found.products) {
            std::string text;
            std::size_t named = 0;
            for (auto const& [country, share] : sellers(network, p)) {
                if (named++ < named_sellers) {
                    text +=
                        fmt::format("{}{} {:.0f} %", text.empty() ? "" : ", ",
                                    network.countries[country].id, 100 * share);
                }
            }
            auto const& product = network.products[p];
            table.add(
                {product.id, product.name, product.stage, product.group, text});
        }
        return table;
    }

    static AnswerTable firms(SupplyNetwork const& network,
                             NetworkNames const& found) {
        auto table = table_of("firms", "Firms",
                              {{"code", "code"},
                               {"name", "name"},
                               {"owner", "owner"},
                               {"products", "makes"}});
        for (auto const f : found.firms) {
            std::string text;
            auto const made = products_of(network, f);
            for (std::size_t i = 0; i < made.size() && i < named_products;
                 ++i) {
                text += (i == 0 ? "" : ", ") + network.products[made[i]].id;
            }
            if (made.size() > named_products) {
                text += ", ...";
            }
            auto const& firm = network.firms[f];
            table.add({firm.id, firm.name,
                       network.countries[firm.owner_country].id, text});
        }
        return table;
    }

    static AnswerTable routes(SupplyNetwork const& network,
                              NetworkNames const& found) {
        auto table =
            table_of("routes", "Routes", {{"code", "code"}, {"name", "name"}});
        for (auto const r : found.routes) {
            table.add({network.routes[r].id, network.routes[r].name});
        }
        return table;
    }

    static AnswerTable stages(SupplyNetwork const& network,
                              NetworkNames const& found) {
        auto table = table_of(
            "stages", "Stages",
            {{"stage", "stage"}, {"products", "products", Kind::count}});
        for (auto const& stage : found.stages) {
            double products = 0;
            for (auto const& product : network.products) {
                products += product.stage == stage ? 1 : 0;
            }
            table.add({stage, products});
        }
        return table;
    }
};
}  // namespace

void add_network_list(CLI::App& network, Action& chosen) {
    auto* const command = network.add_subcommand(
        "list",
        "Say what countries, products, firms, routes and stages are "
        "called");
    auto const list = std::make_shared<ListCommand>();
    command->add_option("WORD", list->word,
                        "a code, name or part of one, as dysprosium, Japan, "
                        "jpn [default: everything]");
    command->add_option("--network", list->network,
                        "folder of the tables [default: the shipped network]");
    add_format_option(*command, list->format);
    command->callback(
        [list, &chosen] { chosen = [list] { return (*list)(); }; });
}
}  // namespace chokepoint
