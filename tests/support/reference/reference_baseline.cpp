#include "tests/support/reference/reference_baseline.hpp"

#include <algorithm>

namespace chokepoint::test {
namespace {
/// \return the group that link `l` serves
std::size_t served_group(SupplyNetwork const& network, Link const& l) {
    auto const product = network.nodes[l.supplier].product;
    std::size_t row = 0;
    if (l.sink != none) {
        return network.inputs.size() + l.sink;
    }
    if (l.to_final_demand) {
        auto const& f = network.final_demand;
        while (f.at(row).country != l.buyer || f[row].product != product ||
               f[row].kind != SinkKind::final_demand) {
            ++row;
        }
        return network.inputs.size() + row;
    }
    auto const& in = network.inputs;
    while (in.at(row).buyer != l.buyer || in[row].product != product ||
           in[row].part != l.part) {
        ++row;
    }
    return row;
}
}  // namespace

Baseline::Baseline(SupplyNetwork const& n)
    : network{n},
      receipts(groups(), 0),
      sales(n.nodes.size(), 0),
      omega(inputs(), 0),
      by_class(n.nodes.size(), std::vector<std::vector<std::size_t>>(5)) {
    for (auto const& l : n.links) {
        group_of.push_back(served_group(n, l));
        receipts[group_of.back()] += l.flow;
        bool const orders =
            !is_sink(group_of.back()) || is_final(group_of.back() - inputs());
        sales[l.supplier] += orders ? l.flow : 0;
    }
    for (std::size_t g = 0; g < inputs(); ++g) {
        auto const c = static_cast<std::size_t>(n.inputs[g].input_class);
        by_class.at(n.inputs[g].buyer).at(c).push_back(g);
    }
    for (std::size_t i = 0; i < n.nodes.size(); ++i) {
        // omega: given, or the share of the flow; then scaled to sum 1.
        auto const& bundle = groups_of(i, InputClass::bundle);
        double flow = 0, sum = 0;
        for (auto g : bundle) {
            flow += receipts[g];
        }
        for (auto g : bundle) {
            double const given = n.inputs[g].bundle_weight;
            omega[g] = given < 0 ? receipts[g] / flow : given;
            sum += omega[g];
        }
        for (auto g : bundle) {
            omega[g] /= sum;
        }
    }
}

Qualification Baseline::qualification(std::size_t group) const {
    if (is_sink(group)) {
        auto const& f = network.final_demand[group - inputs()];
        return {f.qualification_delay_weeks, f.qualification_ramp_weeks,
                f.resourcing_ceiling};
    }
    auto const& in = network.inputs[group];
    return {in.qualification_delay_weeks, in.qualification_ramp_weeks,
            in.resourcing_ceiling};
}

ReferenceWeek baseline_week(Baseline const& base, Shocks const& shocks) {
    auto const nodes = base.network.nodes.size();
    auto const sinks = base.network.final_demand.size();
    auto const links = base.network.links.size();
    ReferenceWeek w;
    w.damage_factor.assign(nodes, 1);
    w.capacity.assign(nodes, 1);
    w.able.assign(nodes, 1);
    w.demand.assign(nodes, 1);
    w.output.assign(nodes, 1);
    w.fill.assign(nodes, {1, 1});
    w.reliability.assign(nodes, {1, 1});
    w.overtime.assign(nodes, 1);
    w.stock.assign(base.groups(), 0);
    w.transit.assign(base.groups(), 0);
    for (std::size_t g = 0; g < base.inputs(); ++g) {
        auto const& in = base.network.inputs[g];
        if (in.input_class != InputClass::capital) {
            w.stock[g] = 1 + in.cover_weeks;
        }
        w.transit[g] = in.lead_time_weeks;
    }
    w.order.assign(base.groups(), 1);
    for (std::size_t j = 0; j < sinks; ++j) {
        w.order[base.inputs() + j] = base.is_final(j) ? 1 : 0;
    }
    w.effort.assign(base.groups(), 0);
    w.extra_order.assign(base.groups(), 0);
    w.leaving.assign(base.groups(), 0);
    w.shipped.assign(base.groups(), 1);
    w.receipts.assign(base.groups(), 1);
    w.use.assign(base.groups(), 0);
    w.pass.assign(links, 1);
    w.link_order.assign(links, 0);
    w.unmet.assign(sinks, 0);
    w.lost.assign(sinks, 0);
    w.backlog.assign(sinks, 0);
    w.customers.assign(sinks, 1);
    w.leak.assign(shocks.measures.size(), 0);
    w.term.assign(shocks.measures.size(), {});
    w.measure_pass.assign(shocks.measures.size(), 1);
    w.pair_loss.assign(shocks.reactions.pairs.size(), 0);

    w.before_bundle.assign(nodes, 1);
    w.desired.assign(nodes, 1);
    w.offer.assign(nodes, 1);
    w.wanted.assign(sinks, 1);
    w.starts.assign(nodes, 1);
    for (auto const& node : base.network.nodes) {
        w.work.push_back(node.cycle_weeks);
    }
    w.ceiling.assign(links, 0);
    w.stays.assign(links, 1);
    w.moves.assign(links, 0);
    w.blocked.assign(base.groups(), 0);
    w.missing.assign(base.groups(), 0);
    w.savings.assign(base.groups(), 1);
    w.readiness.assign(base.groups(), 0);
    w.placed.assign(base.groups(), 1);
    w.released.assign(base.groups(), 0);
    w.duty.assign(links, 0);
    w.growth.assign(nodes, 1);
    w.upkeep.assign(nodes, 1);
    w.standing.assign(nodes, 1);
    w.step_done.assign(shocks.steps.size(), false);
    w.log_price.assign(shocks.markets.size(), 0);
    w.gap.assign(base.groups(), 0);
    for (auto const& h : shocks.stockpiles) {
        w.content.push_back(h.start);
        w.national_fill.push_back(1);
    }
    for (auto const& p : shocks.prepared) {
        w.effort[p.group] = p.effort;
    }
    return w;
}
}  // namespace chokepoint::test
