#include "host/campaign/measures/scope.hpp"

#include <map>
#include <set>
#include <tuple>

#include "host/campaign/selection/value_content.hpp"
#include "host/campaign/spec/measure_traits.hpp"

namespace chokepoint {
namespace {
std::uint32_t firm_of_buyer(SupplyNetwork const& network, Link const& link) {
    return link.to_final_demand ? none : network.nodes[link.buyer].firm;
}

/// The group that a link serves: (kind, buyer or sink, product).
using ServedGroup = std::tuple<int, std::uint32_t, std::uint32_t>;

ServedGroup served(SupplyNetwork const& network, Link const& link) {
    auto const product = network.nodes[link.supplier].product;
    if (link.sink != none) {
        return {2, link.sink, product};
    }
    return {link.to_final_demand ? 1 : 0, link.buyer, product};
}

std::vector<std::string> ids_of(ModelBuilder const& b, Mask const& mask) {
    std::vector<std::string> ids;
    for (auto const c : rows_of(mask)) {
        ids.push_back(b.network.countries[c].id);
    }
    return ids;
}
}  // namespace

MeasureScope::MeasureScope(ModelBuilder const& b,
                           MeasureSpec const& m,
                           Actors const& actors)
    : b_{b}, m_{m}, actors_{actors} {
    if (m.type == MeasureType::financial_sanction) {
        target_countries_ =
            b.select.countries(m.target.countries, m.location, "countries");
    }
    target_firms_ = b.select.firms(m.target.firms, m.location);
    if (m.type == MeasureType::financial_sanction &&
        m.target.countries.empty()) {
        target_countries_.assign(b.network.countries.size(), 0);
        for (auto const& node : b.network.nodes) {
            if (node.firm != none && target_firms_[node.firm]) {
                target_countries_[node.country] = 1;
            }
        }
    }
}

Selector MeasureScope::selector_of(Actor const& actor) const {
    auto selector = m_.target;
    (at_importer(m_.type) ? selector.importers : selector.exporters) =
        ids_of(b_, actor.members);
    return selector;
}

Rows MeasureScope::links(Actor const& actor) const {
    if (rows_of(actor.members).empty()) {
        return {};
    }
    switch (m_.type) {
        case MeasureType::financial_sanction:
            return sanctioned(actor);
        case MeasureType::vendor_exclusion:
            return excluded_vendors(actor);
        default:
            return without_free_alternates(
                b_.select.matching_trade(selector_of(actor), m_.location));
    }
}

bool MeasureScope::is_target(std::uint32_t country, std::uint32_t firm) const {
    return target_countries_[country] &&
           (m_.target.firms.empty() || (firm != none && target_firms_[firm]));
}

/// All trade of the target with the actor, both ways (M26).
Rows MeasureScope::sanctioned(Actor const& actor) const {
    Rows rows;
    for (std::uint32_t l = 0; l < b_.network.links.size(); ++l) {
        auto const& link = b_.network.links[l];
        auto const from = b_.select.exporter(link);
        auto const to = b_.select.importer(link);
        bool const bought =
            actor.members[to] &&
            is_target(from, b_.network.nodes[link.supplier].firm);
        bool const sold = actor.members[from] &&
                          is_target(to, firm_of_buyer(b_.network, link));
        if (from != to && (bought || sold)) {
            rows.push_back(l);
        }
    }
    return rows;
}

/// Imports of vendors' goods by final demand and network operators (M11).
Rows MeasureScope::excluded_vendors(Actor const& actor) const {
    auto selector = selector_of(actor);
    selector.firms.clear();
    auto const& operators = m_.of<VendorExclusionTerms>().operators;
    auto const operates = b_.select.stages(operators, m_.location, "operators");
    Rows rows;
    for (auto const l : b_.select.matching_trade(selector, m_.location)) {
        auto const& link = b_.network.links[l];
        auto const vendor = b_.network.nodes[link.supplier].firm;
        bool const is_vendor = m_.target.firms.empty() ||
                               (vendor != none && target_firms_[vendor]);
        bool const operated = link.to_final_demand ||
                              (!operators.empty() &&
                               operates[b_.network.nodes[link.buyer].product]);
        if (is_vendor && operated) {
            rows.push_back(l);
        }
    }
    return rows;
}

/// Foreign-availability test (M64): a link is left free if its buyer has
/// enough alternates outside the coalition.
Rows MeasureScope::without_free_alternates(Rows const& links) const {
    if (!(m_.foreign_availability > 0)) {
        return links;
    }
    std::map<ServedGroup, double> free, receipts;
    // Specific parts list a supplier among the alternates of every other
    // maker: it counts once (specific_parts.hpp).
    using Supplier = std::pair<ServedGroup, std::uint32_t>;
    std::set<Supplier> counted;
    std::map<Supplier, double> stands_in;
    for (auto const& link : b_.network.links) {
        auto const group = served(b_.network, link);
        auto const from = b_.select.exporter(link);
        receipts[group] += link.flow;
        if (actors_.senders[from] || actors_.allies[from]) {
            continue;
        }
        if (link.part == none || link.flow > 0) {
            free[group] += link.alternate_weight;
            counted.emplace(group, link.supplier);
        } else {
            stands_in[{group, link.supplier}] = link.alternate_weight;
        }
    }
    for (auto const& [supplier, weight] : stands_in) {
        free[supplier.first] += counted.count(supplier) ? 0 : weight;
    }
    Rows kept;
    for (auto const l : links) {
        auto const group = served(b_.network, b_.network.links[l]);
        if (free[group] < m_.foreign_availability * receipts[group]) {
            kept.push_back(l);
        }
    }
    return kept;
}

Rows MeasureScope::chilled(Actor const& actor, Rows const& controlled) const {
    auto const& links = b_.network.links;
    Mask is_controlled(links.size());
    std::set<std::pair<std::uint32_t, std::uint32_t>> dyads;
    for (auto const l : controlled) {
        is_controlled[l] = 1;
        dyads.emplace(b_.select.importer(links[l]),
                      b_.select.product(links[l]));
    }
    Rows rows;
    if (m_.type == MeasureType::financial_sanction) {
        for (std::uint32_t l = 0; l < links.size(); ++l) {
            auto const from = b_.select.exporter(links[l]);
            auto const to = b_.select.importer(links[l]);
            bool const with_party =
                (actor.members[from] && target_countries_[to]) ||
                (actor.members[to] && target_countries_[from]);
            if (from != to && with_party && !is_controlled[l]) {
                rows.push_back(l);
            }
        }
        return rows;
    }
    auto peers = selector_of(actor);
    peers.firms.clear();
    for (auto const l : b_.select.matching_trade(peers, m_.location)) {
        if (!is_controlled[l] && dyads.count({b_.select.importer(links[l]),
                                              b_.select.product(links[l])})) {
            rows.push_back(l);
        }
    }
    return rows;
}

std::vector<std::pair<Actor, Rows>> MeasureScope::third_countries() const {
    auto const& network = b_.network;
    auto const& rule = m_.reach;
    if (!rule.de_minimis && !rule.direct_product) {
        return {};
    }
    std::vector<double> content;
    if (rule.de_minimis) {
        content = controller_content(network, actors_.senders);
    }
    Mask reached(network.nodes.size());
    if (rule.direct_product) {
        Mask tools(network.products.size());
        if (rule.direct_products.empty()) {
            for (std::size_t p = 0; p < tools.size(); ++p) {
                auto const& stage = network.products[p].stage;
                tools[p] = stage == "tool" || stage == "equipment" ||
                           stage == "software";
            }
        } else {
            tools = b_.select.products(rule.direct_products, m_.location,
                                       "direct_products");
        }
        reached =
            direct_product_reach(network, actors_.senders, tools, rule.depth);
    }
    auto anyone = m_.target;
    anyone.exporters.clear();
    auto const targets =
        b_.select.countries(m_.target.importers, m_.location, "importers");
    std::map<std::uint32_t, Rows> by_country;
    for (auto const l : b_.select.matching_trade(anyone, m_.location)) {
        auto const& link = network.links[l];
        auto const from = b_.select.exporter(link);
        bool const acts = actors_.senders[from] || actors_.allies[from] ||
                          actors_.of.front().members[from];
        bool const is_importer = !m_.target.importers.empty() && targets[from];
        // Content comes from a fixed-point solve: a hair below counts.
        constexpr double tolerance = 1e-9;
        bool const in_scope =
            reached[link.supplier] ||
            (rule.de_minimis &&
             content[link.supplier] >= *rule.de_minimis - tolerance);
        if (!acts && !is_importer && in_scope) {
            by_country[from].push_back(l);
        }
    }
    std::vector<std::pair<Actor, Rows>> result;
    for (auto const& [country, links] : by_country) {
        result.emplace_back(third_country_actor(b_, m_, country),
                            without_free_alternates(links));
    }
    return result;
}
}  // namespace chokepoint
