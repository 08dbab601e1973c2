#include "host/network/tables/load_network.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "host/network/check.hpp"
#include "host/network/group_key.hpp"
#include "host/network/review/balance.hpp"
#include "host/network/table_names.hpp"
#include "host/network/tables/read_tables.hpp"

namespace chokepoint {
namespace {
void check_folder(std::string const& folder) {
    std::error_code ignored;
    auto const status = std::filesystem::status(folder, ignored);
    if (!std::filesystem::exists(status)) {
        throw InputError{fmt::format(
            "{}: no such folder (a network is a folder of tables)", folder)};
    }
    if (!std::filesystem::is_directory(status)) {
        throw InputError{fmt::format(
            "{}: is not a folder (a network is a folder of tables)", folder)};
    }
}

std::string row_name(NetworkRows const& rows, Table table, std::uint32_t line) {
    return fmt::format("{}:{}", rows.path(table), line);
}

/// \throw InputError of all that is wrong with cells, in all tables, and with
/// the rows of the first table that cannot be understood without them
void read_all(NetworkRows& rows) {
    for (auto* const read :
         {read_countries, read_products, read_firms, read_routes, read_nodes,
          read_inputs, read_final_demand, read_links}) {
        try {
            read(rows);
        } catch (TableFaults::CannotGoOn const&) {
            break;
        } catch (InputError const& fault) {
            rows.faults.note(fault.what());
            break;
        }
    }
    rows.faults.throw_all();
}

/// Which row of inputs.csv says how a node uses a product?
class InputRows {
  public:
    explicit InputRows(NetworkRows const& rows) : rows_{rows} {
        for (std::uint32_t row = 0; row < rows.inputs.size(); ++row) {
            auto const& r = rows.inputs[row];
            (r.of_node ? of_node_ : of_product_)
                .emplace(group_key(r.buyer, r.use.product), row);
        }
    }

    /// \return the node's own row before that of its product, or `none`
    std::uint32_t find(std::uint32_t node, std::uint32_t product) const {
        auto const own = of_node_.find(group_key(node, product));
        if (own != of_node_.end()) {
            return own->second;
        }
        auto const common = of_product_.find(
            group_key(rows_.network.nodes[node].product, product));
        return common == of_product_.end() ? none : common->second;
    }

  private:
    NetworkRows const& rows_;
    GroupMap<std::uint32_t> of_node_, of_product_;
};

struct ChosenRow {
    std::uint32_t buyer, row;

    bool operator<(ChosenRow const& other) const {
        return buyer != other.buyer ? buyer < other.buyer : row < other.row;
    }
};

/// One Input for every (buyer, product) of the links, by buyer, then by row.
/// \return the row of inputs.csv behind each
std::vector<std::uint32_t> choose_inputs(NetworkRows& rows) {
    InputRows const input_rows{rows};
    auto& network = rows.network;
    GroupMap<bool> seen;
    std::vector<ChosenRow> chosen;
    for (std::size_t i = 0; i < network.links.size(); ++i) {
        auto const& link = network.links[i];
        auto const product = network.nodes[link.supplier].product;
        if (link.to_final_demand ||
            !seen.emplace(group_key(link.buyer, product), true).second) {
            continue;
        }
        auto const row = input_rows.find(link.buyer, product);
        if (row == none) {
            auto const& buyer = network.nodes[link.buyer];
            throw InputError{fmt::format(
                "{}: '{}' buys '{}', but {} has no row with input '{}' for "
                "buyer '{}' or '{}'",
                row_name(rows, Table::links, rows.link_lines[i]), buyer.id,
                network.products[product].id, rows.path(Table::inputs),
                network.products[product].id, buyer.id,
                network.products[buyer.product].id)};
        }
        chosen.push_back({link.buyer, row});
    }
    std::sort(chosen.begin(), chosen.end());

    std::vector<bool> used(rows.inputs.size(), false);
    std::vector<std::uint32_t> row_of_input;
    for (auto const& choice : chosen) {
        network.inputs.push_back(rows.inputs[choice.row].use);
        network.inputs.back().buyer = choice.buyer;
        row_of_input.push_back(choice.row);
        used[choice.row] = true;
    }
    for (std::size_t i = 0; i < used.size(); ++i) {
        auto const& row = rows.inputs[i];
        // A recipe may have inputs that no producer buys yet, a node not.
        if (row.of_node && !used[i]) {
            throw InputError{fmt::format(
                "{}: '{}' buys no '{}' (no link in {} brings it)",
                row_name(rows, Table::inputs, row.line),
                network.nodes[row.buyer].id,
                network.products[row.use.product].id, rows.path(Table::links))};
        }
    }
    return row_of_input;
}

/// \throw InputError if a given sum is not that of the links, within 0.1 %
void compare(double given,
             double sum,
             char const* column,
             std::string const& row) {
    constexpr double tolerance = 1e-3;
    if (given >= 0 && !(std::abs(given - sum) <= tolerance * given)) {
        throw InputError{fmt::format(
            "{}: column '{}' = '{}': the links sum to {} (must agree within "
            "0.1 %; million USD/week)",
            row, column, given, sum)};
    }
}

void compare_sums(NetworkRows const& rows) {
    auto const& network = rows.network;
    std::vector<double> sales(network.nodes.size(), 0);
    GroupMap<double> demand;
    for (auto const& link : network.links) {
        sales[link.supplier] += link.flow;
        if (link.to_final_demand) {
            demand[group_key(
                link.buyer, network.nodes[link.supplier].product)] += link.flow;
        }
    }
    for (std::size_t i = 0; i < sales.size(); ++i) {
        compare(rows.node_sales[i], sales[i], "sales",
                row_name(rows, Table::nodes, rows.node_lines[i]));
    }
    for (std::size_t i = 0; i < network.final_demand.size(); ++i) {
        auto const& sink = network.final_demand[i];
        compare(
            rows.final_demand_sum[i],
            demand[group_key(sink.country, sink.product)], "demand",
            row_name(rows, Table::final_demand, rows.final_demand_lines[i]));
    }
}

/// \throw InputError if a node whose `sales` the table gives adds and buys more
/// than that, or one of whose flows may have a point between thousands. Else
/// the links may tell only part of the story: that is no more than a warning
/// (network_warnings.hpp).
void compare_accounts(NetworkRows const& rows) {
    for (auto const& account : overspent_nodes(rows.network)) {
        for (auto const l : rows.grouped_links) {
            auto const& link = rows.network.links[l];
            if (link.supplier == account.node) {
                throw InputError{fmt::format(
                    "{}: column 'flow': is it {} or {}? As {} '{}' has {}: "
                    "write {} or {}",
                    row_name(rows, Table::links, rows.link_lines[l]), link.flow,
                    1000 * link.flow, link.flow,
                    rows.network.nodes[account.node].id, in_words(account),
                    link.flow, 1000 * link.flow)};
            }
        }
        if (rows.node_sales[account.node] >= 0) {
            throw InputError{fmt::format(
                "{}: '{}': {}",
                row_name(rows, Table::nodes, rows.node_lines[account.node]),
                rows.network.nodes[account.node].id, in_words(account))};
        }
    }
}
}  // namespace

SupplyNetwork load_network(std::string const& folder) {
    check_folder(folder);
    NetworkRows rows;
    rows.folder = folder;
    while (rows.folder.size() > 1 && rows.folder.back() == '/') {
        rows.folder.pop_back();
    }
    read_all(rows);
    auto const row_of_input = choose_inputs(rows);
    check(rows.network, [&](Table table, std::size_t row) {
        auto const line =
            table == Table::nodes          ? rows.node_lines[row]
            : table == Table::inputs       ? rows.inputs[row_of_input[row]].line
            : table == Table::final_demand ? rows.final_demand_lines[row]
                                           : rows.link_lines[row];
        return row_name(rows, table, line);
    });
    compare_sums(rows);
    compare_accounts(rows);
    return std::move(rows.network);
}
}  // namespace chokepoint
