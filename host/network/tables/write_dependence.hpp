/// \file write_dependence.hpp
/// Who depends on whom, as CSV tables.
#pragma once

#include <string>
#include <vector>

#include "host/network/dependence.hpp"
#include "host/network/supply_network.hpp"
#include "host/network/table_text.hpp"

namespace chokepoint {
/// The concentration of products and both matrices as tables:
///
///     concentration.csv    one row a product
///     supplier_shares.csv  row: who buys, column: from whom; sums to 1
///     customer_shares.csv  row: who sells, column: to whom; sums to 1
///
/// All countries are columns; rows are those that buy (sell) any of it.
std::vector<TableText> dependence_texts(SupplyNetwork const& network,
                                        std::vector<Dependence> const& products,
                                        TradeMatrix const& trade);
}  // namespace chokepoint
