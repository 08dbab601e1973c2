#include "host/explain/trade_scope.hpp"

#include <algorithm>
#include <set>

namespace chokepoint {
namespace {
Rows list(std::set<std::uint32_t> const& rows) {
    return {rows.begin(), rows.end()};
}
}  // namespace

ScopeFinder::ScopeFinder(Study const& study)
    : network_{study.network},
      select_{study.network},
      links_(study.model.slot.size()) {
    auto const& model = study.model;
    for (std::uint32_t l = 0; l < network_.links.size(); ++l) {
        auto const position = model.network.in_position[l];
        auto const control =
            model.network.in_link[position].control & ~quantity_bit;
        auto const& c = model.control_class[control];
        for (auto k = c.first_slot; k < c.last_slot; ++k) {
            links_[model.class_slot[k]].push_back(l);
        }
        auto const& link = network_.links[l];
        // The flow of an added link is no trade of the baseline.
        if (crosses(link) && link.added_by.empty()) {
            trade_ += link.flow;
        }
    }
}

TradeScope ScopeFinder::scope(Rows const& slots) const {
    Rows all;
    for (auto const s : slots) {
        all.insert(all.end(), links_[s].begin(), links_[s].end());
    }
    return scope_of(all);
}

TradeScope ScopeFinder::scope_of(Rows const& links) const {
    TradeScope scope;
    scope.links = list({links.begin(), links.end()});
    std::set<std::uint32_t> exporters, importers, products;
    for (auto const l : scope.links) {
        auto const& link = network_.links[l];
        exporters.insert(select_.exporter(link));
        importers.insert(select_.importer(link));
        products.insert(select_.product(link));
        if (link.flow > 0 && link.added_by.empty()) {
            scope.flow += link.flow;
        } else {
            ++scope.latent;
        }
    }
    double imports = 0, exports = 0;
    for (auto const& link : network_.links) {
        if (!link.added_by.empty() || !crosses(link) ||
            products.count(select_.product(link)) == 0) {
            continue;
        }
        imports += importers.count(select_.importer(link)) ? link.flow : 0;
        exports += exporters.count(select_.exporter(link)) ? link.flow : 0;
    }
    double crossing = 0;
    for (auto const l : scope.links) {
        auto const& link = network_.links[l];
        crossing += crosses(link) && link.added_by.empty() ? link.flow : 0;
    }
    scope.import_share = imports > 0 ? crossing / imports : 0;
    scope.export_share = exports > 0 ? crossing / exports : 0;
    scope.exporters = list(exporters);
    scope.importers = list(importers);
    scope.products = list(products);
    return scope;
}

Rows slots_of(Study const& study, std::string const& measure) {
    auto const& model = study.model;
    Mask taken(model.slot.size());
    for (auto const& entity : model.entity) {
        for (std::uint32_t k = 0; k < entity.slots; ++k) {
            taken[entity.first_slot + k] = 1;
        }
    }
    bool const shared = std::any_of(
        study.campaign.events.begin(), study.campaign.events.end(),
        [&](EventSpec const& event) { return event.name == measure; });
    Rows slots;
    for (std::uint32_t s = 0; s < model.slot.size(); ++s) {
        auto const& name = model.slot_name[s];
        auto const& label = model.mask_name[model.slot[s].mask_bit];
        bool const is_event =
            shared && label.substr(label.find(':') + 1) == measure;
        // Names of measures hold no colon (configs/README.md).
        if (!taken[s] && !is_event &&
            name.substr(0, name.find(':')) == measure) {
            slots.push_back(s);
        }
    }
    return slots;
}

std::string party_of(std::string const& slot) {
    auto const first = slot.find(':');
    if (first == std::string::npos) {
        return {};
    }
    auto const second = slot.find(':', first + 1);
    return slot.substr(
        first + 1, second == std::string::npos ? second : second - first - 1);
}
}  // namespace chokepoint
