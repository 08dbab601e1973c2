#include "host/cli/commands/network_dependence.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <numeric>

#include "host/cli/terminal/exit_code.hpp"
#include "host/cli/terminal/terminal.hpp"
#include "host/cli/terminal/text.hpp"
#include "host/cli/terminal/text_table.hpp"
#include "host/cli/terminal/usage_error.hpp"
#include "host/network/dependence.hpp"
#include "host/network/input_error.hpp"
#include "host/network/tables/load_network.hpp"
#include "host/network/tables/write_dependence.hpp"
#include "host/study/run/output_rules.hpp"

namespace chokepoint {
namespace {
using Rows = std::vector<std::uint32_t>;

/// The countries with the largest flow, largest first; none without any.
Rows largest(std::vector<double> const& flow, std::size_t most) {
    Rows rows(flow.size());
    std::iota(rows.begin(), rows.end(), 0u);
    std::stable_sort(rows.begin(), rows.end(),
                     [&](auto a, auto b) { return flow[a] > flow[b]; });
    while (!rows.empty() && (rows.size() > most || flow[rows.back()] == 0)) {
        rows.pop_back();
    }
    return rows;
}

/// Shares of rows; columns that are not shown add up in the last one.
template <class Share>
void print_matrix(SupplyNetwork const& network,
                  std::string const& corner,
                  Rows const& rows,
                  Rows const& columns,
                  Share const& share) {
    auto const& countries = network.countries;
    std::vector<std::string> head{corner};
    for (auto const column : columns) {
        head.push_back(countries[column].id);
    }
    head.push_back("others");
    TextTable table{head};
    for (auto const row : rows) {
        std::vector<std::string> cells{countries[row].id};
        double rest = 1;
        for (auto const column : columns) {
            rest -= share(row, column);
            cells.push_back(percent(share(row, column)));
        }
        double const rounding = 1e-12;
        cells.push_back(rest < rounding ? "" : percent(rest));
        table.add(cells);
    }
    table.print();
}

struct DependenceCommand {
    std::string folder, product, tables;
    bool imports = false, all = false;

    int operator()() const {
        std::error_code ignored;
        if (!tables.empty() &&
            std::filesystem::equivalent(tables, folder, ignored)) {
            throw InputError{tables +
                             ": is the folder of the network itself (choose "
                             "another folder with --csv)"};
        }
        auto const network = load_network(folder);
        auto const flows = imports ? Flows::across_borders : Flows::all;
        auto const wanted = product_row(network);
        TradeMatrix const trade{network, wanted, flows};
        std::vector<Dependence> products;
        for (std::uint32_t p = 0; wanted == none && p < network.products.size();
             ++p) {
            products.push_back(dependence(network, p, {network, p, flows}));
        }
        products.push_back(dependence(network, wanted, trade));
        if (!tables.empty()) {
            auto const texts = dependence_texts(network, products, trade);
            write_tables(tables, output_tables(texts), OlderTables::replaced,
                         "choose another folder with --csv");
        }
        print_products(network, products);
        print_shares(network, trade);
        if (!tables.empty()) {
            say("\ntables: {}/concentration.csv, supplier_shares.csv, "
                "customer_shares.csv\n",
                tables);
        }
        return exit_done;
    }

  private:
    std::uint32_t product_row(SupplyNetwork const& network) const {
        if (product.empty()) {
            return none;
        }
        std::vector<std::string> names;
        for (auto const& p : network.products) {
            names.push_back(p.id);
        }
        auto const found = std::find(names.begin(), names.end(), product);
        if (found == names.end()) {
            throw InputError{fmt::format(
                "--product '{}': the network in {} has no such product (it has "
                "{}{})",
                product, folder, grouped(names.size()),
                nearest_hint(product, names))};
        }
        return static_cast<std::uint32_t>(found - names.begin());
    }

    void print_products(SupplyNetwork const& network,
                        std::vector<Dependence> const& products) const {
        say("Concentration of baseline flows{} by country. HHI: sum of squared "
            "shares, 1 for a single country\n",
            imports ? " across borders" : "");
        TextTable table{{"product", "million USD/week", "supplier HHI",
                         "largest supplier", "customer HHI",
                         "largest customer"}};
        auto const name = [&](Concentration const& c) {
            return c.largest == none ? std::string{"-"}
                                     : network.countries[c.largest].id + " " +
                                           percent(c.largest_share);
        };
        for (auto const& p : products) {
            table.add({p.product, plain_number(p.flow),
                       plain_number(p.suppliers.index), name(p.suppliers),
                       plain_number(p.customers.index), name(p.customers)});
        }
        table.print();
    }

    void print_shares(SupplyNetwork const& network,
                      TradeMatrix const& trade) const {
        auto const what = product.empty() ? "all products" : product;
        if (trade.total() == 0) {
            say("\n{}: no flow{}\n", what, imports ? " crosses a border" : "");
            return;
        }
        auto const most = all ? trade.countries() : usual_rows;
        auto const suppliers = largest(trade.sold(), most);
        auto const buyers = largest(trade.bought(), most);
        say("\n{}: from whom countries buy\n", what);
        print_matrix(network, "buyer", buyers, suppliers,
                     [&](auto buyer, auto supplier) {
                         return trade.supplier_share(buyer, supplier);
                     });
        say("\n{}: to whom countries sell\n", what);
        print_matrix(network, "supplier", suppliers, buyers,
                     [&](auto supplier, auto buyer) {
                         return trade.customer_share(supplier, buyer);
                     });
    }
};
}  // namespace

void add_dependence(CLI::App& network, Action& chosen) {
    auto* const command = network.add_subcommand(
        "dependence", "Show who depends on whom: few suppliers, few customers");
    auto const shown = std::make_shared<DependenceCommand>();
    command->add_option("FOLDER", shown->folder, "folder of the tables")
        ->required();
    command->add_option("--product", shown->product,
                        "only this product [default: each, and all together]");
    command->add_flag("--imports", shown->imports,
                      "leave out what countries buy from themselves");
    command->add_flag("--all", shown->all,
                      "all countries [default: the 10 that trade most]");
    command
        ->add_option("--csv", shown->tables,
                     "folder to write the tables to, all countries in full")
        ->check(no_empty_name);
    command->callback(
        [shown, &chosen] { chosen = [shown] { return (*shown)(); }; });
}
}  // namespace chokepoint
