/// \file read_names.cpp
/// Tables that others refer to: countries, products, firms, routes.
#include <filesystem>

#include "host/network/table_names.hpp"
#include "host/network/tables/table_reader.hpp"

namespace chokepoint {
namespace {
/// Identifiers that become parts of `COUNTRY:product`.
std::string part_of_node_name(CsvTable const& table,
                              std::size_t row,
                              CsvColumn const& column) {
    auto name = table.name(row, column);
    if (name.find(':') != std::string::npos) {
        throw table.error(row, column, "must not contain ':'");
    }
    return name;
}

bool exists(NetworkRows const& rows, Table table) {
    std::error_code ignored;
    return std::filesystem::exists(rows.path(table), ignored);
}
}  // namespace

std::vector<std::string> const& stage_names() {
    static std::vector<std::string> const names{
        "mine",     "refine", "material", "tool",
        "software", "fab",    "assembly", "final"};
    return names;
}

void read_countries(NetworkRows& rows) {
    TableReader table{rows, Table::countries};
    auto const id = table.required("country");
    auto const name = table.required("name");
    auto const blocs = table.optional("blocs");
    auto const gdp = table.optional("gdp_busd");
    auto const hazard = table.optional("natural_hazard_rate");
    auto const regions = table.optional("hazard_regions");
    table.declared();
    table.need_rows();
    table.each_row([&](std::size_t const row) {
        Country c;
        c.id = part_of_node_name(table, row, id);
        c.name = table.filled(row, name);
        c.blocs = table.names(row, blocs);
        c.gdp_busd = table.number(row, gdp, range::gdp_busd, c.gdp_busd);
        c.natural_hazard_rate = table.number(
            row, hazard, range::natural_hazard_rate, c.natural_hazard_rate);
        c.hazard_regions =
            table.whole(row, regions, range::hazard_regions, c.hazard_regions);
        rows.network.countries.push_back(std::move(c));
    });
    table.index_names(id, rows.network.countries, rows.countries);
}

void read_products(NetworkRows& rows) {
    TableReader table{rows, Table::products};
    auto const id = table.required("product");
    auto const name = table.required("name");
    auto const stage = table.required("stage");
    auto const group = table.optional("group");
    auto const dual_use = table.optional("dual_use");
    auto const elasticity = table.optional("tariff_elasticity");
    auto const first_served = table.optional("first_served_share");
    table.declared();
    table.need_rows();
    table.each_row([&](std::size_t const row) {
        Product p;
        p.id = part_of_node_name(table, row, id);
        p.name = table.filled(row, name);
        p.stage = stage_names()[table.choice(row, stage, stage_names())];
        if (!table.empty(row, group)) {
            p.group = table.name(row, group);
        }
        p.dual_use = table.flag(row, dual_use, p.dual_use);
        p.tariff_elasticity = table.number(
            row, elasticity, range::tariff_elasticity, p.tariff_elasticity);
        p.first_served_share = table.number(
            row, first_served, range::first_served_share, p.first_served_share);
        rows.network.products.push_back(std::move(p));
    });
    table.index_names(id, rows.network.products, rows.products);
}

void read_firms(NetworkRows& rows) {
    if (!exists(rows, Table::firms)) {
        return;
    }
    TableReader table{rows, Table::firms};
    auto const id = table.required("firm");
    auto const name = table.required("name");
    auto const owner = table.required("owner_country");
    auto const parent = table.optional("parent");
    table.declared();
    table.each_row([&](std::size_t const row) {
        rows.network.firms.push_back(
            {table.name(row, id), table.filled(row, name),
             table.look_up(row, owner, rows.countries, "country")});
    });
    auto& firms = rows.network.firms;
    table.index_names(id, firms, rows.firms);
    // All firms are known before the first site is looked up.
    for (std::size_t row = 0; row < firms.size(); ++row) {
        if (!table.empty(row, parent)) {
            firms[row].parent = table.look_up(row, parent, rows.firms, "firm");
        }
    }
    for (std::size_t row = 0; row < firms.size(); ++row) {
        auto const whole = firms[row].parent;
        if (whole != none && (whole == row || firms[whole].parent != none)) {
            throw table.error(row, parent,
                              whole == row
                                  ? "is the firm itself (leave it empty)"
                                  : "is a site itself (name its firm)");
        }
    }
}

void read_routes(NetworkRows& rows) {
    if (!exists(rows, Table::routes)) {
        return;
    }
    TableReader table{rows, Table::routes};
    auto const id = table.required("route");
    auto const name = table.required("name");
    table.declared();
    table.each_row([&](std::size_t const row) {
        rows.network.routes.push_back(
            {table.name(row, id), table.filled(row, name)});
    });
    table.index_names(id, rows.network.routes, rows.routes);
}
}  // namespace chokepoint
