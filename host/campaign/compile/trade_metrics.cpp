#include "host/campaign/compile/trade_metrics.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "host/campaign/compile/leverage.hpp"
#include "host/campaign/model/buyer_groups.hpp"
#include "host/campaign/selection/trade_partner.hpp"

namespace chokepoint {
namespace {
template <class T>
std::uint32_t size_of(std::vector<T> const& v) {
    return static_cast<std::uint32_t>(v.size());
}

std::uint32_t fill_row(ModelBuilder const& b, std::uint32_t link) {
    auto const& compiled = b.model.network;
    return compiled.in_link[compiled.in_position[link]].fill_row;
}

// ------------------------------------------------------------- shipments ---

bool ships_to(ModelBuilder const& b, Link const& link, TradePartner const& to) {
    if (link.to_final_demand) {
        return to.firm == none && to.countries[link.buyer];
    }
    return to.has(b.network, link.buyer);
}

void add_flow(ModelBuilder& b, std::string const& text) {
    auto const& location = b.campaign.metrics.location;
    auto const [from_name, to_name] = split_pair(text, location, "flows");
    auto const from = trade_partner(b.network, from_name, location, "flows");
    auto const to = trade_partner(b.network, to_name, location, "flows");
    auto& model = b.model;
    auto const first = size_of(model.flow_link);
    float baseline = 0.0f;  // as kernels sum: nothing is lost at baseline
    for (std::uint32_t l = 0; l < b.network.links.size(); ++l) {
        auto const& link = b.network.links[l];
        if (!from.has(b.network, link.supplier) || !ships_to(b, link, to)) {
            continue;
        }
        auto const position = model.network.out_position[l];
        auto const& out = model.network.out_link[position];
        model.flow_link.push_back({position, fill_row(b, l)});
        if (buys_at_baseline(model.network, out.group)) {
            baseline = baseline + out.flow;
        }
    }
    if (first == size_of(model.flow_link)) {
        location.fail(
            "flows", fmt::format("'{}': nothing is traded between them", text));
    }
    model.flow_cell.push_back({first, size_of(model.flow_link)});
    model.flow_baseline.push_back(double{baseline});
    model.flow_name.push_back(text);
}

// ---------------------------------------------------------------- denial ---

void add_denial(ModelBuilder& b,
                std::string const& name,
                Mask const& countries,
                Mask const& products) {
    auto const groups = buyer_groups(b, products, countries);
    if (groups.empty()) {
        b.campaign.metrics.location.fail(
            "denial", fmt::format("'{}' buys none of these products", name));
    }
    auto& model = b.model;
    auto const first = size_of(model.denial_group);
    model.denial_group.insert(model.denial_group.end(), groups.begin(),
                              groups.end());
    model.denial_cell.push_back({first, size_of(model.denial_group)});
    model.denial_flow.push_back(sum_receipts(model.network, groups));
    model.denial_name.push_back(name);
}

/// A cell for each country or bloc: all products together; then, if several
/// are named, each that it buys.
void add_denials(ModelBuilder& b) {
    auto const& options = b.campaign.metrics;
    if (options.denial.empty()) {
        return;
    }
    auto const& table = b.network.products;
    bool const named = !options.denial_products.empty();
    Mask products(table.size());
    if (named) {
        products = b.select.products(options.denial_products, options.location,
                                     "denial_products");
    } else {
        for (std::size_t p = 0; p < table.size(); ++p) {
            products[p] = table[p].dual_use;
        }
        if (std::count(products.begin(), products.end(), 1) == 0) {
            options.location.fail("denial",
                                  "this network has no dual-use products "
                                  "(needed: denial_products)");
        }
    }
    for (auto const& name : options.denial) {
        auto const countries =
            b.select.countries({name}, options.location, "denial");
        add_denial(b, name, countries, products);
        if (!named || std::count(products.begin(), products.end(), 1) == 1) {
            continue;
        }
        for (std::uint32_t p = 0; p < table.size(); ++p) {
            auto const one = only(p, table.size());
            if (products[p] && !buyer_groups(b, one, countries).empty()) {
                add_denial(b, name + ":" + table[p].id, countries, one);
            }
        }
    }
}

// ----------------------------------------------------------------- costs ---

void add_costs(ModelBuilder& b) {
    if (!b.campaign.metrics.costs) {
        return;
    }
    auto& model = b.model;
    model.rules.costs_on = 1;
    Mask const all(b.network.products.size(), 1);
    auto const countries = b.network.countries.size();
    for (std::uint32_t c = 0; c < countries; ++c) {
        auto const groups = buyer_groups(b, all, only(c, countries));
        auto const first = size_of(model.cost_group);
        model.cost_group.insert(model.cost_group.end(), groups.begin(),
                                groups.end());
        model.cost_cell.push_back({first, size_of(model.cost_group)});
    }
}
}  // namespace

void compile_trade_metrics(ModelBuilder& b) {
    compile_leverage(b);
    for (auto const& flow : b.campaign.metrics.flows) {
        add_flow(b, flow);
    }
    add_denials(b);
    add_costs(b);
}
}  // namespace chokepoint
