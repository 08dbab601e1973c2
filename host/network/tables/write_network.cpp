#include "host/network/tables/write_network.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "host/network/group_key.hpp"
#include "host/network/input_error.hpp"
#include "host/network/table_names.hpp"
#include "host/network/tables/read_tables.hpp"

namespace chokepoint {
namespace {
/// RFC 4180: quotes around cells that need them, quotes inside doubled.
std::string quoted(std::string const& cell) {
    // A cell with spaces at its ends would lose them without quotes.
    bool const needs =
        cell.find_first_of(",\"\r\n") != std::string::npos ||
        (!cell.empty() && (cell.front() == ' ' || cell.back() == ' '));
    if (!needs) {
        return cell;
    }
    std::string text{'"'};
    for (auto const c : cell) {
        text.append(c == '"' ? 2 : 1, c);
    }
    return text + '"';
}

/// Names that the reader would refuse must not be written.
std::string checked(std::string const& name) {
    if (name.empty() ||
        name.find_first_of(",; \t\r\n\v\f") != std::string::npos) {
        throw InputError{fmt::format(
            "'{}' is no name (a name is not empty and has no comma, semicolon "
            "or white space)",
            name)};
    }
    return name;
}

/// Grows one table. Numbers are written with as many digits as it takes to read
/// the same double.
class TableWriter {
  public:
    TableWriter(std::string const& header, std::string const& source)
        : source_{quoted(source)} {
        add("{},source\n", header);
    }

    template <class... Cells>
    void row(char const* format, Cells const&... cells) {
        row_with({}, format, cells...);
    }

    /// \param further  cells before the source, each after a comma
    template <class... Cells>
    void row_with(std::string const& further,
                  char const* format,
                  Cells const&... cells) {
        fmt::format_to(std::back_inserter(text_), fmt::runtime(format),
                       cells...);
        add("{},{}\n", further, source_);
    }

    TableText as(Table table) const {
        return {table_files[static_cast<std::size_t>(table)],
                text_.substr(0, text_.find('\n')), text_};
    }

  private:
    template <class... Cells>
    void add(char const* format, Cells const&... cells) {
        fmt::format_to(std::back_inserter(text_), fmt::runtime(format),
                       cells...);
    }

    std::string source_, text_;
};

/// \return the number, or an empty cell where the field means "not given"
std::string given(bool is_given, double value) {
    return is_given ? fmt::format("{}", value) : std::string{};
}

std::string number(double value) {
    return fmt::format("{}", value);
}

/// A column of a mechanism that few networks use.
template <class Row>
struct FurtherColumn {
    char const* name;
    std::string (*cell)(Row const&);
};

/// Those of which some row differs from the default: a network that does not
/// use a mechanism is written as if there were none.
template <class Row>
class FurtherColumns {
  public:
    FurtherColumns(std::vector<FurtherColumn<Row>> const& columns,
                   std::vector<Row> const& rows) {
        for (auto const& column : columns) {
            auto const otherwise = column.cell(Row{});
            if (std::any_of(rows.begin(), rows.end(), [&](Row const& row) {
                    return column.cell(row) != otherwise;
                })) {
                used_.push_back(column);
            }
        }
    }

    std::string names() const {
        std::string text;
        for (auto const& column : used_) {
            text += std::string{','} + column.name;
        }
        return text;
    }

    std::string cells(Row const& row) const {
        std::string text;
        for (auto const& column : used_) {
            text += ',' + column.cell(row);
        }
        return text;
    }

  private:
    std::vector<FurtherColumn<Row>> used_;
};

template <class Names>
std::string joined(Names const& names) {
    return fmt::format("{}", fmt::join(names, ";"));
}

TableText countries_text(SupplyNetwork const& network,
                         std::string const& source) {
    FurtherColumns<Country> const further{
        {{"hazard_regions",
          [](Country const& c) { return number(c.hazard_regions); }}},
        network.countries};
    TableWriter table{
        "country,name,blocs,gdp_busd,natural_hazard_rate" + further.names(),
        source};
    for (auto const& c : network.countries) {
        table.row_with(
            further.cells(c), "{},{},{},{},{}", checked(c.id), quoted(c.name),
            joined(c.blocs), given(c.gdp_busd > 0, c.gdp_busd),
            given(c.natural_hazard_rate >= 0, c.natural_hazard_rate));
    }
    return table.as(Table::countries);
}

TableText products_text(SupplyNetwork const& network,
                        std::string const& source) {
    FurtherColumns<Product> const further{
        {{"first_served_share",
          [](Product const& p) { return number(p.first_served_share); }}},
        network.products};
    TableWriter table{
        "product,name,stage,group,dual_use,tariff_elasticity" + further.names(),
        source};
    for (auto const& p : network.products) {
        table.row_with(further.cells(p), "{},{},{},{},{:d},{}", checked(p.id),
                       quoted(p.name), p.stage, checked(p.group), p.dual_use,
                       p.tariff_elasticity);
    }
    return table.as(Table::products);
}

TableText firms_text(SupplyNetwork const& network, std::string const& source) {
    auto const is_site = [](Firm const& f) { return f.parent != none; };
    bool const sites =
        std::any_of(network.firms.begin(), network.firms.end(), is_site);
    TableWriter firms{
        std::string{"firm,name,owner_country"} + (sites ? ",parent" : ""),
        source};
    for (auto const& f : network.firms) {
        auto const whole = is_site(f) ? network.firms[f.parent].id : "";
        firms.row_with(sites ? "," + whole : "", "{},{},{}", checked(f.id),
                       quoted(f.name), network.countries[f.owner_country].id);
    }
    return firms.as(Table::firms);
}

TableText routes_text(SupplyNetwork const& network, std::string const& source) {
    TableWriter routes{"route,name", source};
    for (auto const& r : network.routes) {
        routes.row("{},{}", checked(r.id), quoted(r.name));
    }
    return routes.as(Table::routes);
}

TableText nodes_text(SupplyNetwork const& network, std::string const& source) {
    std::vector<double> sales(network.nodes.size(), 0);
    for (auto const& link : network.links) {
        sales[link.supplier] += link.flow;
    }
    FurtherColumns<Producer> const further{
        {{"overtime_weeks",
          [](Producer const& p) {
              return given(p.overtime_weeks != 0, p.overtime_weeks);
          }},
         {"cycle_weeks",
          [](Producer const& p) { return number(p.cycle_weeks); }},
         {"scrap_share",
          [](Producer const& p) { return number(p.scrap_share); }},
         {"sites", [](Producer const& p) { return number(p.sites); }}},
        network.nodes};
    TableWriter table{
        "node,country,product,firm,sales,value_added,spare_capacity,"
        "overtime_max,bundle_floor,priority_share,latent" +
            further.names(),
        source};
    for (std::size_t i = 0; i < network.nodes.size(); ++i) {
        auto const& p = network.nodes[i];
        table.row_with(
            further.cells(p), "{},{},{},{},{},{},{},{},{},{},{:d}",
            checked(p.id), network.countries[p.country].id,
            network.products[p.product].id,
            p.firm == none ? std::string{} : network.firms[p.firm].id, sales[i],
            p.value_added, p.spare_capacity, p.overtime_max, p.bundle_floor,
            p.priority_share, p.latent);
    }
    return table.as(Table::nodes);
}

TableText inputs_text(SupplyNetwork const& network, std::string const& source) {
    FurtherColumns<Input> const further{
        {{"supply_line", [](Input const& u) { return number(u.supply_line); }},
         {"shift_share", [](Input const& u) { return number(u.shift_share); }},
         {"design_out_share",
          [](Input const& u) { return number(u.design_out_share); }},
         {"design_out_delay_weeks",
          [](Input const& u) { return number(u.design_out_delay_weeks); }},
         {"design_out_ramp_weeks",
          [](Input const& u) { return number(u.design_out_ramp_weeks); }},
         {"specific_share",
          [](Input const& u) { return number(u.specific_share); }},
         {"specific_breadth",
          [](Input const& u) { return number(u.specific_breadth); }}},
        network.inputs};
    TableWriter table{
        "buyer,input,class,importance,bundle_weight,cover_weeks,"
        "adjustment_weeks,caution,lead_time_weeks,qualification_delay_weeks,"
        "qualification_ramp_weeks,resourcing_ceiling" +
            further.names(),
        source};
    for (auto const& u : network.inputs) {
        table.row_with(
            further.cells(u), "{},{},{},{},{},{},{},{},{},{},{},{}",
            network.nodes[u.buyer].id, network.products[u.product].id,
            input_class_names().at(static_cast<std::size_t>(u.input_class)),
            u.importance, given(u.bundle_weight >= 0, u.bundle_weight),
            u.cover_weeks, u.adjustment_weeks, u.caution, u.lead_time_weeks,
            u.qualification_delay_weeks, u.qualification_ramp_weeks,
            u.resourcing_ceiling);
    }
    return table.as(Table::inputs);
}

TableText final_demand_text(SupplyNetwork const& network,
                            std::string const& source) {
    GroupMap<double> demand;
    for (auto const& link : network.links) {
        if (link.to_final_demand) {
            demand[group_key(
                link.buyer, network.nodes[link.supplier].product)] += link.flow;
        }
    }
    FurtherColumns<FinalDemand> const further{
        {{"shift_share",
          [](FinalDemand const& f) { return number(f.shift_share); }}},
        network.final_demand};
    TableWriter table{
        "country,product,demand,postponed_share,qualification_delay_weeks,"
        "qualification_ramp_weeks,resourcing_ceiling" +
            further.names(),
        source};
    for (auto const& f : network.final_demand) {
        table.row_with(further.cells(f), "{},{},{},{},{},{},{}",
                       network.countries[f.country].id,
                       network.products[f.product].id,
                       demand[group_key(f.country, f.product)],
                       f.postponed_share, f.qualification_delay_weeks,
                       f.qualification_ramp_weeks, f.resourcing_ceiling);
    }
    return table.as(Table::final_demand);
}

TableText links_text(SupplyNetwork const& network, std::string const& source) {
    TableWriter table{"supplier,buyer,flow,alternate_weight,priority,routes",
                      source};
    std::vector<std::string> routes;
    for (auto const& l : network.links) {
        routes.clear();
        for (auto const route : l.routes) {
            routes.push_back(network.routes[route].id);
        }
        table.row("{},{}{},{},{},{},{}", network.nodes[l.supplier].id,
                  l.to_final_demand ? final_prefix : "",
                  l.to_final_demand ? network.countries[l.buyer].id
                                    : network.nodes[l.buyer].id,
                  l.flow, l.alternate_weight, l.priority, joined(routes));
    }
    return table.as(Table::links);
}
}  // namespace

std::vector<TableText> network_texts(SupplyNetwork const& network,
                                     std::string const& source) {
    return {countries_text(network, source),    products_text(network, source),
            firms_text(network, source),        routes_text(network, source),
            nodes_text(network, source),        inputs_text(network, source),
            final_demand_text(network, source), links_text(network, source)};
}
}  // namespace chokepoint
