#include "host/network/compiled_network.hpp"

#include <algorithm>
#include <numeric>

#include "host/network/check.hpp"
#include "host/network/group_key.hpp"

namespace chokepoint {
namespace {
std::uint32_t size32(std::size_t size) {
    return static_cast<std::uint32_t>(size);
}

/// Round to float; -0 becomes 0, so that bits of equal states are equal.
float to_float(double value) {
    return static_cast<float>(value) + 0.0f;
}

Group input_group(Input const& u) {
    Group g{};
    g.owner = u.buyer;
    g.input_class = u.input_class;
    g.importance = to_float(u.importance);
    g.target_stock = to_float(1 + u.cover_weeks);
    g.throttle_stock = to_float(std::max(1.0, u.caution * (1 + u.cover_weeks)));
    g.adjustment = to_float(u.adjustment_weeks);
    g.lead_time = to_float(u.lead_time_weeks);
    g.qualification_delay = to_float(u.qualification_delay_weeks);
    g.qualification_ramp = to_float(u.qualification_ramp_weeks);
    g.resourcing_ceiling = to_float(u.resourcing_ceiling);
    g.transit_row = none;
    return g;
}

/// A sink keeps no stock and orders what is demanded; the weeks that would
/// divide are 1.
Group sink_group(FinalDemand const& f) {
    Group g{};
    g.owner = f.country;
    g.input_class = InputClass::sink;
    g.throttle_stock = 1;
    g.adjustment = 1;
    g.qualification_delay = to_float(f.qualification_delay_weeks);
    g.qualification_ramp = to_float(f.qualification_ramp_weeks);
    g.resourcing_ceiling = to_float(f.resourcing_ceiling);
    g.transit_row = none;
    return g;
}

BuyerHabit input_habit(Input const& u) {
    return {to_float(u.supply_line), to_float(u.shift_share),
            to_float(u.design_out_share), to_float(u.design_out_delay_weeks),
            to_float(u.design_out_ramp_weeks)};
}

BuyerHabit sink_habit(FinalDemand const& f) {
    return {0, to_float(f.shift_share), 0, 0, 1};
}

class Compiler {
  public:
    Compiler(SupplyNetwork const& network, CompiledNetwork& compiled)
        : network_{network}, compiled_{compiled} {}

    void operator()() {
        compile_groups();
        place_links();
        fill_in_links();
        fill_out_links();
        weigh_bundles();
        drop_unused_habits();
    }

  private:
    static constexpr std::uint32_t limiting_classes = 4;

    void compile_groups() {
        // Stable: table order within a class of a node.
        input_.resize(network_.inputs.size());
        std::iota(input_.begin(), input_.end(), 0u);
        std::stable_sort(
            input_.begin(), input_.end(), [&](auto left, auto right) {
                auto const& a = network_.inputs[left];
                auto const& b = network_.inputs[right];
                return a.buyer != b.buyer ? a.buyer < b.buyer
                                          : a.input_class < b.input_class;
            });
        auto& c = compiled_;
        c.countries = size32(network_.countries.size());
        c.first_sink = size32(input_.size());
        for (auto const row : input_) {
            auto const& u = network_.inputs[row];
            group_of_input_.emplace(group_key(u.buyer, u.product, u.part),
                                    size32(c.group.size()));
            c.group.push_back(input_group(u));
            c.habit.push_back(input_habit(u));
            c.group_product.push_back(u.product);
            c.group_part.push_back(u.part);
        }
        for (auto const& f : network_.final_demand) {
            if (f.kind == SinkKind::final_demand) {
                group_of_sink_.emplace(group_key(f.country, f.product),
                                       size32(c.group.size()));
            }
            c.group.push_back(sink_group(f));
            c.habit.push_back(sink_habit(f));
            c.group_product.push_back(f.product);
            c.group_part.push_back(none);
            c.sink.push_back({to_float(f.postponed_share), none, f.kind});
        }
        std::uint32_t g = 0;
        for (std::uint32_t i = 0; i < network_.nodes.size(); ++i) {
            c.first_group.push_back(g);
            for (std::uint32_t k = 0; k < limiting_classes; ++k) {
                while (g < c.first_sink && c.group[g].owner == i &&
                       static_cast<std::uint32_t>(c.group[g].input_class) <=
                           k) {
                    ++g;
                }
                c.class_end.push_back(g);
            }
            while (g < c.first_sink && c.group[g].owner == i) {
                ++g;
            }
        }
        c.first_group.push_back(g);
    }

    std::uint32_t priority(Link const& link) const {
        return compiled_.priority_classes == 2 ? link.priority : 0;
    }

    std::uint32_t group_of(Link const& link) const {
        if (link.sink != none) {
            return compiled_.first_sink + link.sink;
        }
        auto const& groups =
            link.to_final_demand ? group_of_sink_ : group_of_input_;
        return groups.at(group_key(
            link.buyer, network_.nodes[link.supplier].product, link.part));
    }

    /// Counting sorts: in-links by group, out-links by supplier and class.
    void place_links() {
        auto& c = compiled_;
        auto const& nodes = network_.nodes;
        bool const rations = std::any_of(
            nodes.begin(), nodes.end(),
            [](auto const& node) { return node.priority_share > 0; });
        c.priority_classes = rations ? 2 : 1;

        auto const links = network_.links.size();
        group_of_link_.resize(links);
        c.first_in.assign(c.group.size() + 1, 0);
        std::vector<std::uint32_t> next_out(2 * nodes.size() + 1, 0);
        for (std::size_t i = 0; i < links; ++i) {
            auto const& l = network_.links[i];
            group_of_link_[i] = group_of(l);
            ++c.first_in[group_of_link_[i] + 1];
            ++next_out[2 * l.supplier + priority(l) + 1];
        }
        std::partial_sum(c.first_in.begin(), c.first_in.end(),
                         c.first_in.begin());
        std::partial_sum(next_out.begin(), next_out.end(), next_out.begin());
        for (std::size_t i = 0; i < nodes.size(); ++i) {
            c.first_out.push_back(next_out[2 * i]);
            c.first_other.push_back(next_out[2 * i + 1]);
        }
        c.first_out.push_back(size32(links));

        auto next_in = c.first_in;
        c.in_position.resize(links);
        c.out_position.resize(links);
        link_at_.resize(links);
        for (std::size_t i = 0; i < links; ++i) {
            c.in_position[i] = next_in[group_of_link_[i]]++;
            link_at_[c.in_position[i]] = size32(i);
        }
        // In the order of groups: the engine may sum orders either way
        // (kernels/week/orders.cuh).
        for (auto const i : link_at_) {
            auto const& l = network_.links[i];
            c.out_position[i] = next_out[2 * l.supplier + priority(l)]++;
        }
    }

    void fill_in_links() {
        auto& c = compiled_;
        c.in_link.resize(network_.links.size());
        c.in_weight.resize(network_.links.size());
        for (std::size_t i = 0; i < network_.links.size(); ++i) {
            auto const& l = network_.links[i];
            c.in_link[c.in_position[i]] = {
                l.supplier * c.priority_classes + priority(l), 0,
                to_float(l.flow), to_float(l.alternate_weight)};
        }
        for (std::uint32_t g = 0; g < c.group.size(); ++g) {
            auto& group = c.group[g];
            float receipts = 0.0f;
            for (auto l = c.first_in[g]; l != c.first_in[g + 1]; ++l) {
                receipts = receipts + c.in_link[l].flow;
                if (c.in_link[l].alternate_weight > 0) {
                    group.has_alternates = 1;
                }
            }
            group.baseline_receipts = receipts;
            for (auto l = c.first_in[g]; l != c.first_in[g + 1]; ++l) {
                c.in_weight[l] = c.in_link[l].flow / receipts;
            }
            add_routes(g);
        }
    }

    /// Shares of a group's flow by route, in the order of routes.
    void add_routes(std::uint32_t g) {
        auto& c = compiled_;
        std::vector<std::pair<std::uint32_t, double>> flows;
        double total = 0;
        for (auto l = c.first_in[g]; l != c.first_in[g + 1]; ++l) {
            auto const& link = network_.links[link_at_[l]];
            total += link.flow;
            if (link.flow > 0) {
                for (auto const route : link.routes) {
                    flows.emplace_back(route, link.flow);
                }
            }
        }
        std::stable_sort(
            flows.begin(), flows.end(),
            [](auto const& a, auto const& b) { return a.first < b.first; });
        c.group[g].first_route = size32(c.group_route.size());
        for (std::size_t i = 0; i < flows.size();) {
            auto const route = flows[i].first;
            double flow = 0;
            for (; i < flows.size() && flows[i].first == route; ++i) {
                flow += flows[i].second;
            }
            c.group_route.push_back({route, to_float(flow / total)});
        }
        c.group[g].last_route = size32(c.group_route.size());
    }

    /// Dbar as the engine sums demand at run time (model B0.3). Sinks of
    /// reserves and purchases order 0 at baseline: leaving them out is exact.
    void fill_out_links() {
        auto& c = compiled_;
        c.out_link.resize(network_.links.size());
        for (std::size_t i = 0; i < network_.links.size(); ++i) {
            auto const& l = network_.links[i];
            c.out_link[c.out_position[i]] = {group_of_link_[i], 0,
                                             to_float(l.flow),
                                             to_float(l.alternate_weight)};
        }
        for (std::uint32_t i = 0; i < network_.nodes.size(); ++i) {
            auto const& p = network_.nodes[i];
            auto const sum = [&](std::uint32_t first, std::uint32_t last) {
                float demand = 0.0f;
                for (auto l = first; l != last; ++l) {
                    if (orders_at_baseline(c.out_link[l].group)) {
                        demand = demand + c.out_link[l].flow;
                    }
                }
                return demand;
            };
            float const first = sum(c.first_out[i], c.first_other[i]);
            float const other = sum(c.first_other[i], c.first_out[i + 1]);
            c.node.push_back(
                {first + other, to_float(1 + p.spare_capacity),
                 to_float(p.overtime_max), to_float(p.bundle_floor),
                 to_float(p.priority_share), to_float(p.value_added),
                 to_float(p.overtime_weeks), to_float(p.cycle_weeks),
                 to_float(p.scrap_share)});
        }
    }

    bool orders_at_baseline(std::uint32_t g) const {
        return g < compiled_.first_sink ||
               compiled_.sink[g - compiled_.first_sink].kind ==
                   SinkKind::final_demand;
    }

    /// Bundle weights of a node, given or by flow, rescaled to sum 1.
    void weigh_bundles() {
        auto& c = compiled_;
        for (std::uint32_t i = 0; i < network_.nodes.size(); ++i) {
            auto const first = c.class_end[limiting_classes * i + 1];
            auto const last = c.class_end[limiting_classes * i + 2];
            double flow = 0;
            for (auto g = first; g != last; ++g) {
                flow += static_cast<double>(c.group[g].baseline_receipts);
            }
            std::vector<double> weight;
            double total = 0;
            for (auto g = first; g != last; ++g) {
                double const given = network_.inputs[input_[g]].bundle_weight;
                weight.push_back(given < 0 ? static_cast<double>(
                                                 c.group[g].baseline_receipts) /
                                                 flow
                                           : given);
                total += weight.back();
            }
            for (auto g = first; g != last; ++g) {
                c.group[g].bundle_weight = to_float(weight[g - first] / total);
            }
        }
    }

    /// A network that names no habit has none.
    void drop_unused_habits() {
        auto& habit = compiled_.habit;
        if (std::none_of(habit.begin(), habit.end(), [](BuyerHabit const& h) {
                return h.supply_line > 0 || h.shift_share > 0 ||
                       h.design_out_share > 0;
            })) {
            habit.clear();
        }
    }

    SupplyNetwork const& network_;
    CompiledNetwork& compiled_;
    std::vector<std::uint32_t> input_;  ///< [groups before sinks] -> inputs
    GroupMap<std::uint32_t> group_of_input_, group_of_sink_;
    std::vector<std::uint32_t> group_of_link_;
    std::vector<std::uint32_t> link_at_;  ///< [links] in-link -> link
};
}  // namespace

CompiledNetwork::CompiledNetwork(SupplyNetwork const& network) {
    check(network);
    Compiler{network, *this}();
}

void CompiledNetwork::shift_all_orders() {
    BuyerHabit stays{};
    stays.design_out_ramp = 1;
    habit.assign(group.size(), stays);
    for (std::uint32_t g = 0; g < first_sink; ++g) {
        habit[g].shift_share = 1;
    }
}

void CompiledNetwork::forget_habits() {
    habit.clear();
    for (auto& n : node) {
        n.cycle_weeks = 0;
    }
}

void CompiledNetwork::keep_transit(
    SupplyNetwork const& network,
    std::vector<std::uint32_t> const& delayed_routes) {
    std::vector<bool> delayed(network.routes.size(), false);
    for (auto const route : delayed_routes) {
        delayed.at(route) = true;
    }
    transit_rows = 0;
    for (auto& g : group) {
        bool travels = g.lead_time > 0;
        for (auto r = g.first_route; r != g.last_route; ++r) {
            travels = travels || delayed[group_route[r].route];
        }
        g.transit_row = travels ? transit_rows++ : none;
    }
}
}  // namespace chokepoint
