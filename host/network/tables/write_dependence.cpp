#include "host/network/tables/write_dependence.hpp"

#include <fmt/format.h>

#include <cmath>

namespace chokepoint {
namespace {
/// Shortest text that reads back to the same number; nothing for NaN.
std::string cell(double value) {
    return std::isnan(value) ? "" : fmt::format("{}", value);
}

std::string side(SupplyNetwork const& network, Concentration const& c) {
    return fmt::format("{},{},{}", cell(c.index),
                       c.largest == none ? "" : network.countries[c.largest].id,
                       cell(c.largest_share));
}

std::string product_table(SupplyNetwork const& network,
                          std::vector<Dependence> const& products) {
    std::string text =
        "product,flow_musd_week,supplier_hhi,largest_supplier,supplier_share,"
        "customer_hhi,largest_customer,customer_share\n";
    for (auto const& p : products) {
        text +=
            fmt::format("{},{},{},{}\n", p.product, cell(p.flow),
                        side(network, p.suppliers), side(network, p.customers));
    }
    return text;
}

/// \param share  of (row, column); rows of NaN are left out
template <class Share>
std::string matrix(SupplyNetwork const& network,
                   char const* rows,
                   Share const& share) {
    std::string text = rows;
    auto const& countries = network.countries;
    for (auto const& country : countries) {
        text += ',' + country.id;
    }
    text += '\n';
    for (std::uint32_t row = 0; row < countries.size(); ++row) {
        if (std::isnan(share(row, 0))) {
            continue;
        }
        text += countries[row].id;
        for (std::uint32_t column = 0; column < countries.size(); ++column) {
            text += ',' + cell(share(row, column));
        }
        text += '\n';
    }
    return text;
}
}  // namespace

std::vector<TableText> dependence_texts(SupplyNetwork const& network,
                                        std::vector<Dependence> const& products,
                                        TradeMatrix const& trade) {
    return {{"concentration.csv", "product,flow_musd_week,",
             product_table(network, products)},
            {"supplier_shares.csv", "buyer,",
             matrix(network, "buyer",
                    [&](auto buyer, auto supplier) {
                        return trade.supplier_share(buyer, supplier);
                    })},
            {"customer_shares.csv", "supplier,",
             matrix(network, "supplier", [&](auto supplier, auto buyer) {
                 return trade.customer_share(supplier, buyer);
             })}};
}
}  // namespace chokepoint
