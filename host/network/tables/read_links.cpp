/// \file read_links.cpp
/// How buyers use inputs and who delivers to whom: inputs and links.
#include "host/network/group_key.hpp"
#include "host/network/table_names.hpp"
#include "host/network/tables/table_reader.hpp"

namespace chokepoint {
std::vector<std::string> const& input_class_names() {
    static std::vector<std::string> const names{"CRITICAL", "IMPORTANT",
                                                "BUNDLE", "CAPITAL", "NONE"};
    return names;
}

void read_inputs(NetworkRows& rows) {
    TableReader table{rows, Table::inputs};
    auto const buyer = table.required("buyer");
    auto const product = table.required("input");
    auto const input_class = table.required("class");
    auto const importance = table.optional("importance");
    auto const weight = table.optional("bundle_weight");
    auto const cover = table.optional("cover_weeks");
    auto const adjustment = table.optional("adjustment_weeks");
    auto const caution = table.optional("caution");
    auto const lead_time = table.optional("lead_time_weeks");
    auto const delay = table.optional("qualification_delay_weeks");
    auto const ramp = table.optional("qualification_ramp_weeks");
    auto const ceiling = table.optional("resourcing_ceiling");
    auto const line = table.optional("supply_line");
    auto const shift = table.optional("shift_share");
    auto const design_out = table.optional("design_out_share");
    auto const design_out_delay = table.optional("design_out_delay_weeks");
    auto const design_out_ramp = table.optional("design_out_ramp_weeks");
    auto const specific = table.optional("specific_share");
    auto const breadth = table.optional("specific_breadth");
    table.declared();
    GroupMap<std::size_t> first_of_node, first_of_product;
    table.each_row([&](std::size_t const row) {
        InputRow r{};
        Input& u = r.use;
        auto const read = [&](CsvColumn const& column, Range const& range,
                              double& value) {
            value = table.number(row, column, range, value);
        };
        read(importance, range::importance, u.importance);
        read(weight, range::bundle_weight, u.bundle_weight);
        read(cover, range::cover_weeks, u.cover_weeks);
        read(adjustment, range::adjustment_weeks, u.adjustment_weeks);
        read(caution, range::caution, u.caution);
        read(lead_time, range::lead_time_weeks, u.lead_time_weeks);
        read(delay, range::qualification_delay_weeks,
             u.qualification_delay_weeks);
        read(ramp, range::qualification_ramp_weeks, u.qualification_ramp_weeks);
        read(ceiling, range::resourcing_ceiling, u.resourcing_ceiling);
        // Who names the mechanism has it: 1 where the cell is empty.
        u.supply_line = line.present() ? 1 : 0;
        read(line, range::supply_line, u.supply_line);
        read(shift, range::shift_share, u.shift_share);
        read(design_out, range::design_out_share, u.design_out_share);
        read(design_out_delay, range::design_out_delay_weeks,
             u.design_out_delay_weeks);
        read(design_out_ramp, range::design_out_ramp_weeks,
             u.design_out_ramp_weeks);
        read(specific, range::specific_share, u.specific_share);
        read(breadth, range::specific_breadth, u.specific_breadth);
        // A name with ':' can only be a node, one without only a product.
        auto const name = table.filled(row, buyer);
        r.of_node = name.find(':') != std::string::npos;
        r.buyer = r.of_node
                      ? table.look_up(row, buyer, rows.nodes, "node")
                      : table.look_up(row, buyer, rows.products, "product");
        u.product = table.look_up(row, product, rows.products, "product");
        auto& first = r.of_node ? first_of_node : first_of_product;
        auto const [known, is_new] =
            first.emplace(group_key(r.buyer, u.product), row);
        if (!is_new) {
            throw InputError{table.where(row) + ": input '" +
                             rows.network.products[u.product].id +
                             "' of buyer '" + name + "' is in line " +
                             std::to_string(table.line(known->second)) +
                             " already"};
        }
        u.input_class = static_cast<InputClass>(
            table.choice(row, input_class, input_class_names()));
        r.line = table.line(row);
        rows.inputs.push_back(r);
    });
}

void read_links(NetworkRows& rows) {
    TableReader table{rows, Table::links};
    auto const supplier = table.required("supplier");
    auto const buyer = table.required("buyer");
    auto const flow = table.required("flow");
    auto const weight = table.optional("alternate_weight");
    auto const priority = table.optional("priority");
    auto const routes = table.optional("routes");
    table.declared();
    table.need_rows();
    // Final demand of a country is a buyer like a node, counted after them.
    auto const nodes = static_cast<std::uint32_t>(rows.network.nodes.size());
    GroupMap<std::size_t> first;
    first.reserve(table.rows());
    std::string_view const prefix = final_prefix;
    auto& links = rows.network.links;
    links.reserve(table.rows());
    rows.link_lines.reserve(table.rows());
    table.each_row([&](std::size_t const row) {
        Link l;
        l.flow = table.number(row, flow, range::flow);
        if (table.may_be_grouped(row, flow)) {
            rows.grouped_links.push_back(
                static_cast<std::uint32_t>(links.size()));
        }
        l.alternate_weight =
            table.number(row, weight, range::alternate_weight, l.flow);
        l.priority = table.flag(row, priority, false) ? 1 : 0;
        l.supplier = table.look_up(row, supplier, rows.nodes, "node");
        auto const name = table.text(row, buyer);
        l.to_final_demand = name.substr(0, prefix.size()) == prefix;
        if (l.to_final_demand) {
            l.buyer = table.look_up(row, buyer, name.substr(prefix.size()),
                                    rows.countries, "country");
        } else {
            l.buyer = table.look_up(row, buyer, rows.nodes, "node");
        }
        auto const key = group_key(
            l.supplier, l.to_final_demand ? nodes + l.buyer : l.buyer);
        auto const [known, is_new] = first.emplace(key, row);
        if (!is_new) {
            throw InputError{table.where(row) + ": link from '" +
                             rows.network.nodes[l.supplier].id + "' to '" +
                             std::string{name} + "' is in line " +
                             std::to_string(table.line(known->second)) +
                             " already"};
        }
        for (auto const& route : table.names(row, routes)) {
            l.routes.push_back(
                table.look_up(row, routes, route, rows.routes, "route"));
        }
        links.push_back(std::move(l));
        rows.link_lines.push_back(table.line(row));
    });
}
}  // namespace chokepoint
