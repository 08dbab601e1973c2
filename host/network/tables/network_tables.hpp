/// \file network_tables.hpp
/// A supply network as a folder of CSV tables (configs/networks/README.md).
#pragma once

#include <array>
#include <string>
#include <vector>

#include "host/network/supply_network.hpp"
#include "host/network/table_text.hpp"

namespace chokepoint {
/// Tables of a network folder, in the order in which they are read.
enum class Table {
    countries,
    products,
    firms,
    routes,
    nodes,
    inputs,
    final_demand,
    links
};

inline constexpr std::array<char const*, 8> table_files{
    "countries.csv", "products.csv", "firms.csv",        "routes.csv",
    "nodes.csv",     "inputs.csv",   "final_demand.csv", "links.csv"};

/// Read and check a network. `inputs` holds one row for every (buyer, product)
/// that links name, sorted by buyer, then as the rows of inputs.csv.
/// \param folder  as the user gave it: messages repeat it
/// \throw InputError "FOLDER/links.csv:17: column 'flow' = '-3': must be ..."
SupplyNetwork load_network(std::string const& folder);

/// All tables of a network. What load_network reads from them equals `network`
/// (if its inputs are sorted by buyer).
/// \param source  text of every `source` cell: where the numbers come from
/// \throw InputError if a name is not allowed
std::vector<TableText> network_texts(SupplyNetwork const& network,
                                     std::string const& source);

/// SHA-256 over names, sizes and bytes of the tables that are there, in the
/// order of `table_files`. \return 64 hexadecimal digits
/// \throw InputError if a required table is missing
std::string network_sha256(std::string const& folder);
}  // namespace chokepoint
