#include "host/network/check.hpp"

#include <fmt/format.h>

#include "host/network/first_served.hpp"
#include "host/network/group_key.hpp"
#include "host/network/input_error.hpp"
#include "host/network/ranges.hpp"
#include "host/network/specific_parts.hpp"
#include "host/network/table_names.hpp"

namespace chokepoint {
namespace {
class Checker {
  public:
    Checker(SupplyNetwork const& network, RowName const& row_name)
        : network_{network}, row_name_{row_name} {}

    void operator()() const {
        for (std::size_t i = 0; i < network_.firms.size(); ++i) {
            index(Table::firms, i, "owner_country",
                  network_.firms[i].owner_country, network_.countries.size());
            if (network_.firms[i].parent != none) {
                index(Table::firms, i, "parent", network_.firms[i].parent,
                      network_.firms.size());
            }
        }
        for (std::size_t i = 0; i < network_.countries.size(); ++i) {
            value(Table::countries, i, "hazard_regions",
                  network_.countries[i].hazard_regions,
                  unbounded(range::hazard_regions));
        }
        for (std::size_t i = 0; i < network_.products.size(); ++i) {
            value(Table::products, i, "tariff_elasticity",
                  network_.products[i].tariff_elasticity,
                  unbounded(range::tariff_elasticity));
            value(Table::products, i, "first_served_share",
                  network_.products[i].first_served_share,
                  range::first_served_share);
        }
        for (std::size_t i = 0; i < network_.nodes.size(); ++i) {
            check_node(i);
        }
        for (std::size_t i = 0; i < network_.inputs.size(); ++i) {
            check_input(i);
        }
        for (std::size_t i = 0; i < network_.final_demand.size(); ++i) {
            check_final_demand(i);
        }
        for (std::size_t i = 0; i < network_.links.size(); ++i) {
            check_link(i);
        }
        check_sums();
        check_bundles();
        check_specific_parts(network_, row_name_);
        check_first_served(network_, row_name_);
    }

  private:
    void check_node(std::size_t i) const {
        auto const& p = network_.nodes[i];
        auto const t = Table::nodes;
        index(t, i, "country", p.country, network_.countries.size());
        index(t, i, "product", p.product, network_.products.size());
        if (p.firm != none) {
            index(t, i, "firm", p.firm, network_.firms.size());
        }
        value(t, i, "value_added", p.value_added, range::value_added);
        value(t, i, "spare_capacity", p.spare_capacity,
              unbounded(range::spare_capacity));
        value(t, i, "overtime_max", p.overtime_max,
              unbounded(range::overtime_max));
        if (p.overtime_weeks != 0) {  // 0: that of the campaign
            value(t, i, "overtime_weeks", p.overtime_weeks,
                  unbounded(range::overtime_weeks));
        }
        value(t, i, "cycle_weeks", p.cycle_weeks,
              unbounded(range::cycle_weeks));
        if (p.cycle_weeks > 0 && p.sites < 2 &&
            network_.products[p.product].stage == "mine") {
            fail(t, i,
                 fmt::format("column 'cycle_weeks' = '{}': a mine without "
                             "plants keeps no work in process; leave it empty, "
                             "or say in 'sites' how many plants it has",
                             p.cycle_weeks));
        }
        value(t, i, "scrap_share", p.scrap_share, range::scrap_share);
        value(t, i, "bundle_floor", p.bundle_floor, range::bundle_floor);
        value(t, i, "priority_share", p.priority_share, range::priority_share);
        value(t, i, "sites", p.sites, unbounded(range::sites));
    }

    void check_input(std::size_t i) const {
        auto const& u = network_.inputs[i];
        auto const t = Table::inputs;
        index(t, i, "buyer", u.buyer, network_.nodes.size());
        index(t, i, "input", u.product, network_.products.size());
        if (u.input_class >= InputClass::sink) {
            fail(t, i, "column 'class': must not be that of final demand");
        }
        value(t, i, "importance", u.importance, range::importance);
        if (!(u.bundle_weight < 0)) {  // < 0: not given
            value(t, i, "bundle_weight", u.bundle_weight, range::bundle_weight);
        }
        value(t, i, "cover_weeks", u.cover_weeks,
              unbounded(range::cover_weeks));
        value(t, i, "adjustment_weeks", u.adjustment_weeks,
              unbounded(range::adjustment_weeks));
        value(t, i, "caution", u.caution, range::caution);
        value(t, i, "lead_time_weeks", u.lead_time_weeks,
              unbounded(range::lead_time_weeks));
        value(t, i, "supply_line", u.supply_line, range::supply_line);
        value(t, i, "design_out_share", u.design_out_share,
              range::design_out_share);
        value(t, i, "design_out_delay_weeks", u.design_out_delay_weeks,
              unbounded(range::design_out_delay_weeks));
        value(t, i, "design_out_ramp_weeks", u.design_out_ramp_weeks,
              unbounded(range::design_out_ramp_weeks));
        value(t, i, "specific_share", u.specific_share, range::specific_share);
        value(t, i, "specific_breadth", u.specific_breadth,
              unbounded(range::specific_breadth));
        check_resourcing(t, i, u);
    }

    void check_final_demand(std::size_t i) const {
        auto const& f = network_.final_demand[i];
        auto const t = Table::final_demand;
        index(t, i, "country", f.country, network_.countries.size());
        index(t, i, "product", f.product, network_.products.size());
        value(t, i, "postponed_share", f.postponed_share,
              range::postponed_share);
        check_resourcing(t, i, f);
    }

    template <class Row>
    void check_resourcing(Table t, std::size_t i, Row const& row) const {
        value(t, i, "qualification_delay_weeks", row.qualification_delay_weeks,
              unbounded(range::qualification_delay_weeks));
        value(t, i, "qualification_ramp_weeks", row.qualification_ramp_weeks,
              unbounded(range::qualification_ramp_weeks));
        value(t, i, "resourcing_ceiling", row.resourcing_ceiling,
              range::resourcing_ceiling);
        value(t, i, "shift_share", row.shift_share, range::shift_share);
    }

    void check_link(std::size_t i) const {
        auto const& l = network_.links[i];
        auto const t = Table::links;
        index(t, i, "supplier", l.supplier, network_.nodes.size());
        index(t, i, "buyer", l.buyer,
              l.to_final_demand ? network_.countries.size()
                                : network_.nodes.size());
        value(t, i, "flow", l.flow, range::flow);
        if (l.flow > 0 && l.flow < smallest_flow) {
            fail(t, i,
                 fmt::format("column 'flow' = '{}': must be 0 or >= {} ({})",
                             l.flow, smallest_flow, range::money));
        }
        value(t, i, "alternate_weight", l.alternate_weight,
              range::alternate_weight);
        index(t, i, "priority", l.priority, 2);
        if (l.sink != none) {
            check_extra_link(i);
        }
        for (std::size_t k = 0; k < l.routes.size(); ++k) {
            index(t, i, "routes", l.routes[k], network_.routes.size());
            for (std::size_t m = 0; m < k; ++m) {
                if (l.routes[m] == l.routes[k]) {
                    fail(t, i, "column 'routes': a route is there twice");
                }
            }
        }
    }

    /// A link to a sink that a campaign adds.
    void check_extra_link(std::size_t i) const {
        auto const& l = network_.links[i];
        index(Table::links, i, "sink", l.sink, network_.final_demand.size());
        auto const& f = network_.final_demand[l.sink];
        if (!l.to_final_demand || f.kind == SinkKind::final_demand ||
            f.country != l.buyer ||
            f.product != network_.nodes[l.supplier].product) {
            fail(Table::links, i,
                 "column 'sink': that row is no reserve or purchase of this "
                 "buyer and product");
        }
    }

    /// One row for every pair that links name, something flows to each, and
    /// from every node.
    void check_sums() const {
        auto receives =
            index_pairs(Table::inputs, network_.inputs, [](Input const& u) {
                return group_key(u.buyer, u.product, u.part);
            });
        auto demands = index_sinks();
        std::vector<double> extra(network_.final_demand.size(), 0);
        std::vector<double> sales(network_.nodes.size(), 0);
        for (std::size_t i = 0; i < network_.links.size(); ++i) {
            auto const& l = network_.links[i];
            if (l.sink != none) {
                extra[l.sink] += l.flow;
                continue;
            }
            auto const product = network_.nodes[l.supplier].product;
            auto& sums = l.to_final_demand ? demands : receives;
            auto const sum = sums.find(group_key(l.buyer, product, l.part));
            if (sum == sums.end()) {
                fail(Table::links, i,
                     fmt::format(
                         "there is no row in {} for '{}' of '{}'",
                         l.to_final_demand ? "final_demand.csv" : "inputs.csv",
                         network_.products[product].id,
                         l.to_final_demand ? network_.countries[l.buyer].id
                                           : network_.nodes[l.buyer].id));
            }
            sum->second.flow += l.flow;
            sales[l.supplier] += l.flow;
        }
        for (std::size_t i = 0; i < sales.size(); ++i) {
            if (!(sales[i] > 0)) {
                fail(Table::nodes, i,
                     fmt::format("'{}' sells nothing (the flows of its links "
                                 "must sum to more than 0)",
                                 network_.nodes[i].id));
            }
        }
        for (std::size_t i = 0; i < network_.inputs.size(); ++i) {
            auto const& u = network_.inputs[i];
            if (!(receives.at(group_key(u.buyer, u.product, u.part)).flow >
                  0)) {
                fail(Table::inputs, i,
                     fmt::format("'{}' receives no '{}' (the flows of its "
                                 "links must sum to more than 0)",
                                 network_.nodes[u.buyer].id,
                                 network_.products[u.product].id));
            }
        }
        for (std::size_t i = 0; i < network_.final_demand.size(); ++i) {
            auto const& f = network_.final_demand[i];
            double const flow =
                f.kind == SinkKind::final_demand
                    ? demands.at(group_key(f.country, f.product)).flow
                    : extra[i];
            if (!(flow > 0)) {
                fail(Table::final_demand, i,
                     fmt::format("final demand of '{}' receives no '{}' (the "
                                 "flows of its links must sum to more than 0)",
                                 network_.countries[f.country].id,
                                 network_.products[f.product].id));
            }
        }
    }

    /// Bundle weights are rescaled to sum 1: some must be more than 0.
    void check_bundles() const {
        constexpr std::size_t no_row = static_cast<std::size_t>(-1);
        std::vector<std::size_t> weightless(network_.nodes.size(), no_row);
        std::vector<bool> weighs(network_.nodes.size(), false);
        for (std::size_t i = 0; i < network_.inputs.size(); ++i) {
            auto const& u = network_.inputs[i];
            if (u.input_class == InputClass::bundle) {
                weightless[u.buyer] = i;
                weighs[u.buyer] = weighs[u.buyer] || u.bundle_weight != 0;
            }
        }
        for (std::size_t i = 0; i < network_.nodes.size(); ++i) {
            if (weightless[i] != no_row && !weighs[i]) {
                fail(Table::inputs, weightless[i],
                     fmt::format("column 'bundle_weight' = '0': all weights "
                                 "of '{}' are 0 (one must be > 0)",
                                 network_.nodes[i].id));
            }
        }
    }

    struct Sum {
        std::size_t row;
        double flow = 0;
    };

    /// Sinks that a campaign adds may repeat a pair.
    GroupMap<Sum> index_sinks() const {
        GroupMap<Sum> pairs;
        for (std::size_t i = 0; i < network_.final_demand.size(); ++i) {
            auto const& f = network_.final_demand[i];
            if (f.kind == SinkKind::final_demand) {
                add_pair(pairs, Table::final_demand, i,
                         group_key(f.country, f.product));
            }
        }
        return pairs;
    }

    template <class Rows, class Key>
    GroupMap<Sum> index_pairs(Table table, Rows const& rows, Key key) const {
        GroupMap<Sum> pairs;
        pairs.reserve(rows.size());
        for (std::size_t i = 0; i < rows.size(); ++i) {
            add_pair(pairs, table, i, key(rows[i]));
        }
        return pairs;
    }

    void add_pair(GroupMap<Sum>& pairs,
                  Table table,
                  std::size_t row,
                  GroupKey key) const {
        auto const [known, is_new] = pairs.emplace(key, Sum{row});
        if (!is_new) {
            fail(table, row,
                 "the same pair as in " + row_name_(table, known->second.row));
        }
    }

    void value(Table table,
               std::size_t row,
               char const* column,
               double v,
               Range const& range) const {
        if (!range.contains(v)) {
            fail(table, row,
                 fmt::format("column '{}' = '{}': {}", column, v,
                             range.must_be(v)));
        }
    }

    void index(Table table,
               std::size_t row,
               char const* column,
               std::size_t i,
               std::size_t size) const {
        if (i >= size) {
            fail(table, row,
                 fmt::format("column '{}': there is no number {} among {}",
                             column, i, size));
        }
    }

    [[noreturn]] void fail(Table table,
                           std::size_t row,
                           std::string const& why) const {
        throw InputError{row_name_(table, row) + ": " + why};
    }

    SupplyNetwork const& network_;
    RowName const& row_name_;
};
}  // namespace

void check(SupplyNetwork const& network, RowName const& row_name) {
    Checker{network, row_name}();
}

void check(SupplyNetwork const& network) {
    check(network, [&](Table table, std::size_t row) {
        return fmt::format(
            "{} row {}{}", table_files[static_cast<std::size_t>(table)],
            row + 1,
            table == Table::nodes ? " '" + network.nodes[row].id + "'"
                                  : std::string{});
    });
}
}  // namespace chokepoint
