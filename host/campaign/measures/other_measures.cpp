/// \file other_measures.cpp
/// Routes, local-for-local chains (M46), preclusive buying (M5).
#include "host/campaign/measures/other_measures.hpp"

#include "host/campaign/model/augmented_network.hpp"
#include "host/campaign/model/control_slots.hpp"

namespace chokepoint {
void write_logistic(ModelBuilder& b,
                    MeasureSpec const& m,
                    Actor const& senders,
                    MeasureWriter& writer) {
    for (auto const r : b.select.routes(m.target.routes, m.location)) {
        writer.add(senders, friction_slot(), b.select.on_route(r), m.pass, {});
    }
}

void write_local_chains(ModelBuilder& b,
                        MeasureSpec const& m,
                        Actors const& actors,
                        MeasureWriter& writer) {
    auto const& region = actors.senders;
    auto const of_product = b.select.products(m.target.products, m.location);
    Rows imports;
    for (std::uint32_t l = 0; l < b.network.links.size(); ++l) {
        auto const& link = b.network.links[l];
        if (region[b.select.importer(link)] &&
            !region[b.select.exporter(link)] &&
            of_product[b.select.product(link)]) {
            imports.push_back(l);
        }
    }
    if (imports.empty()) {
        m.location.fail("",
                        "selects no trade: the region imports none of these "
                        "products");
    }
    writer.add(actors.of.front(), friction_slot(), imports,
               1 - m.of<LocalForLocalTerms>().share, rows_of(region));
}

void write_purchases(ModelBuilder& b,
                     MeasureSpec const& m,
                     Actors const& actors,
                     MeasureWriter& writer) {
    auto const& terms = m.of<PurchaseTerms>();
    auto const senders = rows_of(actors.senders);
    auto const target =
        b.select.countries(m.target.exporters, m.location, "exporters");
    auto const bought = b.select.products(m.target.products, m.location);
    auto const crowded =
        b.select.products(terms.crowded_out, m.location, "crowded_out");
    Rows nodes;
    for (std::uint32_t i = 0; i < b.network.nodes.size(); ++i) {
        auto const& node = b.network.nodes[i];
        if (target[node.country] && crowded[node.product] &&
            !bought[node.product]) {
            nodes.push_back(i);
        }
    }
    bool const decays = terms.decay > 0 && !nodes.empty();
    for (std::uint32_t p = 0; p < b.network.products.size(); ++p) {
        auto const sink = added_sink(b.network, SinkKind::purchase, m.name, p);
        if (sink == none) {
            continue;
        }
        auto slot = friction_slot();
        // A handle until the rows are made (compile.cpp).
        slot.demand_row = b.demand.add({sink});
        slot.surge = static_cast<float>(terms.surge);
        // The decay is that of the first slot.
        bool const bites = terms.surge > 0 || (decays && writer.empty());
        writer.add(actors.of.front(), slot, {}, bites ? 0 : no_bite, senders);
    }
    Influence decay{};
    decay.slot = writer.first_slot();
    decay.drift = static_cast<float>(-terms.decay);
    b.influences.add(decay, nodes);
}
}  // namespace chokepoint
