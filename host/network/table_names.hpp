/// \file table_names.hpp
/// The tables of a network folder (configs/networks/README.md).
#pragma once

#include <array>

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
}  // namespace chokepoint
