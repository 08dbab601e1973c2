/// \file check.hpp
/// Is a network one that can be compiled and marched?
#pragma once

#include <cstddef>
#include <functional>
#include <string>

#include "host/network/supply_network.hpp"
#include "host/network/table_names.hpp"

namespace chokepoint {
/// How messages name a row: "links.csv:17" or "links row 16 'A -> B'".
using RowName = std::function<std::string(Table, std::size_t row)>;

/// Check what supply_network.hpp promises of a checked network, and values
/// that the model can bear: tau, T_r >= 1; lambda, n, T_d, b, omega, flows
/// >= 0; psi <= 0.99; shares 0-1 (names are the business of the tables).
/// \throw InputError naming the row, its ids and the value
void check(SupplyNetwork const& network);

/// The same for a network whose rows have names of their own.
void check(SupplyNetwork const& network, RowName const& row_name);
}  // namespace chokepoint
