/// \file read_tables.hpp
/// One table of a network folder at a time: rows in, structs out. What a row
/// says of itself is checked here, what rows say together in load_network.cpp
/// and check.cpp. All throw InputError.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "host/network/name_index.hpp"
#include "host/network/supply_network.hpp"
#include "host/network/table_names.hpp"
#include "host/network/tables/table_faults.hpp"

namespace chokepoint {
inline constexpr char final_prefix[] = "final:";

/// A row of inputs.csv: how all producers of a product, or one node, use it.
struct InputRow {
    bool of_node;         ///< else of all producers of product `buyer`
    std::uint32_t buyer;  ///< node or product
    Input use;            ///< its `buyer` is not set
    std::uint32_t line;
};

/// What the tables hold, with lines for messages.
struct NetworkRows {
    std::string folder;
    SupplyNetwork network;  ///< without `inputs`
    std::vector<InputRow> inputs;
    NameIndex countries, products, firms, routes, nodes;
    std::vector<std::uint32_t> node_lines, final_demand_lines, link_lines;
    /// Given sums, < 0: not given.
    std::vector<double> node_sales, final_demand_sum;
    /// Links whose flow may have a point between thousands.
    std::vector<std::uint32_t> grouped_links;
    TableFaults faults;  ///< of cells; none once all tables are read

    /// \return FOLDER/FILE of a table
    std::string path(Table table) const {
        return folder + '/' + table_files[static_cast<std::size_t>(table)];
    }
};

// In this order: later ones look up names of earlier ones.
/// Read a table, check each row, and index its names.
void read_countries(NetworkRows& rows);
void read_products(NetworkRows& rows);
void read_firms(NetworkRows& rows);   ///< none if the file is missing
void read_routes(NetworkRows& rows);  ///< none if the file is missing
void read_nodes(NetworkRows& rows);
void read_inputs(NetworkRows& rows);
void read_final_demand(NetworkRows& rows);
void read_links(NetworkRows& rows);

/// Names in the tables, in the order of the enumeration.
std::vector<std::string> const& stage_names();
std::vector<std::string> const& input_class_names();
}  // namespace chokepoint
