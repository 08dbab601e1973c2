#include "host/network/review/mechanisms_in_use.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "host/network/specific_parts.hpp"

namespace chokepoint {
namespace {
template <class Rows, class Test>
std::size_t count(Rows const& rows, Test test) {
    return static_cast<std::size_t>(
        std::count_if(rows.begin(), rows.end(), test));
}

using Pair = std::pair<std::uint32_t, std::uint32_t>;

/// What the split has made, or would make.
void count_parts(SupplyNetwork const& network, MechanismsInUse& use) {
    auto const split = split_specific_parts(network);
    std::set<Pair> with_parts, pairs;
    for (auto const& u : split.inputs) {
        pairs.insert({u.buyer, u.product});
        if (u.part != none) {
            with_parts.insert({u.buyer, u.product});
        }
    }
    use.bought_as_parts = with_parts.size();
    use.specific_parts = split.inputs.size() - pairs.size();
}

/// \return a sentence if some row says something that nothing reads
template <class Rows, class Test, class Name>
void warn(std::vector<std::string>& warnings,
          Rows const& rows,
          Test idle,
          Name name,
          std::string const& where) {
    auto const first = std::find_if(rows.begin(), rows.end(), idle);
    if (first != rows.end()) {
        warnings.push_back(
            fmt::format("{} ({} row{}, first {})", where, count(rows, idle),
                        count(rows, idle) == 1 ? "" : "s", name(*first)));
    }
}
}  // namespace

MechanismsInUse mechanisms_in_use(SupplyNetwork const& network) {
    auto const& nodes = network.nodes;
    auto const& inputs = network.inputs;
    MechanismsInUse use{};
    use.work_in_process =
        count(nodes, [](auto const& p) { return p.cycle_weeks > 0; });
    use.idle_capacity = count(nodes, [](auto const& p) {
        return p.overtime_weeks > 0 && p.overtime_max > 1;
    });
    use.sites = count(nodes, [](auto const& p) { return p.sites > 1; });
    use.hazard_regions = count(
        network.countries, [](auto const& c) { return c.hazard_regions > 1; });
    use.supply_line =
        count(inputs, [](auto const& u) { return u.supply_line > 0; });
    auto const shifts = [](auto const& row) { return row.shift_share > 0; };
    use.shifting = count(inputs, shifts) + count(network.final_demand, shifts);
    use.savings =
        count(inputs, [](auto const& u) { return u.design_out_share > 0; });
    use.first_served = count(network.products, [](auto const& p) {
        return p.first_served_share > 0;
    });
    std::set<std::uint32_t> rationed;
    for (auto const& p : nodes) {
        if (p.priority_share > 0) {
            rationed.insert(p.product);
        }
    }
    use.by_priority = rationed.size();
    count_parts(network, use);
    return use;
}

std::vector<std::string> idle_columns(SupplyNetwork const& network,
                                      std::string const& folder) {
    std::vector<std::string> warnings;
    Producer const plant;
    Input const input;
    auto const node_name = [](Producer const& p) { return '\'' + p.id + '\''; };
    auto const input_name = [&](Input const& u) {
        return fmt::format("'{}' of '{}'", network.products[u.product].id,
                           network.nodes[u.buyer].id);
    };
    warn(
        warnings, network.nodes,
        [&](Producer const& p) {
            return p.cycle_weeks == 0 && p.scrap_share != plant.scrap_share;
        },
        node_name,
        folder +
            "/nodes.csv: 'scrap_share' does nothing without 'cycle_weeks'");
    warn(
        warnings, network.nodes,
        [](Producer const& p) {
            return p.overtime_weeks > 0 && !(p.overtime_max > 1);
        },
        node_name,
        folder +
            "/nodes.csv: 'overtime_weeks' does nothing with an "
            "'overtime_max' of 1");
    warn(
        warnings, network.inputs,
        [&](Input const& u) {
            return u.part == none && u.design_out_share == 0 &&
                   (u.design_out_delay_weeks != input.design_out_delay_weeks ||
                    u.design_out_ramp_weeks != input.design_out_ramp_weeks);
        },
        input_name,
        folder +
            "/inputs.csv: 'design_out_delay_weeks' and "
            "'design_out_ramp_weeks' do nothing without "
            "'design_out_share'");
    warn(
        warnings, network.inputs,
        [&](Input const& u) {
            return u.specific_share == 0 &&
                   u.specific_breadth != input.specific_breadth;
        },
        input_name,
        folder +
            "/inputs.csv: 'specific_breadth' does nothing without "
            "'specific_share'");
    return warnings;
}
}  // namespace chokepoint
