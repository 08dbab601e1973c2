/// \file read_nodes.cpp
/// Who produces, who demands: nodes and final demand.
#include "host/network/group_key.hpp"
#include "host/network/table_names.hpp"
#include "host/network/tables/table_reader.hpp"

namespace chokepoint {
namespace {
std::string node_name(CsvTable const& table,
                      std::size_t row,
                      CsvColumn const& column) {
    auto name = table.name(row, column);
    if (name.find(':') == std::string::npos) {
        throw table.error(row, column,
                          "must contain ':' (by habit COUNTRY:product)");
    }
    if (name.rfind(final_prefix, 0) == 0) {
        throw table.error(
            row, column,
            "must not begin with 'final:' (kept for final demand)");
    }
    return name;
}
}  // namespace

void read_nodes(NetworkRows& rows) {
    TableReader table{rows, Table::nodes};
    auto const id = table.required("node");
    auto const country = table.required("country");
    auto const product = table.required("product");
    auto const firm = table.optional("firm");
    auto const sales = table.optional("sales");
    auto const value_added = table.required("value_added");
    auto const spare = table.optional("spare_capacity");
    auto const overtime = table.optional("overtime_max");
    auto const overtime_weeks = table.optional("overtime_weeks");
    auto const cycle = table.optional("cycle_weeks");
    auto const scrap = table.optional("scrap_share");
    auto const floor = table.optional("bundle_floor");
    auto const priority = table.optional("priority_share");
    auto const sites = table.optional("sites");
    auto const latent = table.optional("latent");
    table.declared();
    table.need_rows();
    table.each_row([&](std::size_t const row) {
        Producer p;
        p.value_added = table.number(row, value_added, range::value_added);
        p.spare_capacity =
            table.number(row, spare, range::spare_capacity, p.spare_capacity);
        p.overtime_max =
            table.number(row, overtime, range::overtime_max, p.overtime_max);
        p.overtime_weeks = table.number(
            row, overtime_weeks, range::overtime_weeks, p.overtime_weeks);
        p.cycle_weeks =
            table.number(row, cycle, range::cycle_weeks, p.cycle_weeks);
        p.scrap_share =
            table.number(row, scrap, range::scrap_share, p.scrap_share);
        p.bundle_floor =
            table.number(row, floor, range::bundle_floor, p.bundle_floor);
        p.priority_share = table.number(row, priority, range::priority_share,
                                        p.priority_share);
        p.sites = table.whole(row, sites, range::sites, p.sites);
        p.latent = table.flag(row, latent, p.latent);
        auto const sum = table.number(row, sales, range::sales, -1);
        p.id = node_name(table, row, id);
        p.country = table.look_up(row, country, rows.countries, "country");
        p.product = table.look_up(row, product, rows.products, "product");
        if (!table.empty(row, firm)) {
            p.firm = table.look_up(row, firm, rows.firms, "firm");
        }
        rows.network.nodes.push_back(std::move(p));
        rows.node_sales.push_back(sum);
        rows.node_lines.push_back(table.line(row));
    });
    table.index_names(id, rows.network.nodes, rows.nodes);
}

void read_final_demand(NetworkRows& rows) {
    TableReader table{rows, Table::final_demand};
    auto const country = table.required("country");
    auto const product = table.required("product");
    auto const demand = table.optional("demand");
    auto const postponed = table.optional("postponed_share");
    auto const delay = table.optional("qualification_delay_weeks");
    auto const ramp = table.optional("qualification_ramp_weeks");
    auto const ceiling = table.optional("resourcing_ceiling");
    auto const shift = table.optional("shift_share");
    table.declared();
    GroupMap<std::size_t> first;
    table.each_row([&](std::size_t const row) {
        FinalDemand f;
        f.postponed_share = table.number(row, postponed, range::postponed_share,
                                         f.postponed_share);
        f.qualification_delay_weeks =
            table.number(row, delay, range::qualification_delay_weeks,
                         f.qualification_delay_weeks);
        f.qualification_ramp_weeks =
            table.number(row, ramp, range::qualification_ramp_weeks,
                         f.qualification_ramp_weeks);
        f.resourcing_ceiling = table.number(
            row, ceiling, range::resourcing_ceiling, f.resourcing_ceiling);
        f.shift_share =
            table.number(row, shift, range::shift_share, f.shift_share);
        auto const sum = table.number(row, demand, range::sales, -1);
        f.country = table.look_up(row, country, rows.countries, "country");
        f.product = table.look_up(row, product, rows.products, "product");
        auto const [known, is_new] =
            first.emplace(group_key(f.country, f.product), row);
        if (!is_new) {
            throw InputError{
                table.where(row) + ": demand of '" +
                rows.network.countries[f.country].id + "' for '" +
                rows.network.products[f.product].id + "' is in line " +
                std::to_string(table.line(known->second)) + " already"};
        }
        rows.network.final_demand.push_back(f);
        rows.final_demand_sum.push_back(sum);
        rows.final_demand_lines.push_back(table.line(row));
    });
}
}  // namespace chokepoint
