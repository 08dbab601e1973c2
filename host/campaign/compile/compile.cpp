#include "host/campaign/compile/compile.hpp"

#include <fmt/format.h>

#include "host/campaign/compile/events.hpp"
#include "host/campaign/compile/families.hpp"
#include "host/campaign/compile/march_kind.hpp"
#include "host/campaign/compile/metrics.hpp"
#include "host/campaign/compile/package_conduct.hpp"
#include "host/campaign/compile/packages.hpp"
#include "host/campaign/compile/rules.hpp"
#include "host/campaign/compile/trade_metrics.hpp"
#include "host/campaign/mechanisms/dynamics.hpp"
#include "host/campaign/mechanisms/prices.hpp"
#include "host/campaign/mechanisms/reserves.hpp"
#include "host/campaign/mechanisms/retaliation.hpp"
#include "host/campaign/model/augmented_network.hpp"
#include "host/campaign/model/model_builder.hpp"

namespace chokepoint {
namespace {
/// Replace the handles of demand sets by rows. An event that covers several
/// rows becomes one event a row; an entity must have a row of its own.
void place_demand(ModelBuilder& b) {
    auto& model = b.model;
    auto const sinks = model.network.sink.size();
    std::vector<std::uint32_t> row_of_sink(sinks, none);
    model.demand_rows = b.demand.finish(row_of_sink);
    for (std::size_t s = 0; s < sinks; ++s) {
        model.network.sink[s].demand_row = row_of_sink[s];
    }
    for (std::size_t f = 0; f < model.family.size(); ++f) {
        auto const& family = model.family[f];
        for (std::uint32_t e = 0; e < family.entities; ++e) {
            auto& entity = model.entity[family.first_entity + e];
            if (entity.demand_row == none) {
                continue;
            }
            auto const& rows = b.demand.rows_of(entity.demand_row);
            if (rows.size() != 1) {
                b.campaign.families[f].location.fail(
                    "",
                    fmt::format("the demand of '{}' is also raised by another "
                                "family or event, but not in the same "
                                "countries (give both the same countries)",
                                model.entity_name[family.first_entity + e]));
            }
            entity.demand_row = rows.front();
        }
    }
    std::vector<ScheduledEvent> placed;
    for (auto event : model.scheduled) {
        if (event.demand_row == none) {
            placed.push_back(event);
            continue;
        }
        for (auto const row : Rows{b.demand.rows_of(event.demand_row)}) {
            event.demand_row = row;
            placed.push_back(event);
        }
    }
    model.scheduled = placed;
}

/// The same for slots that buy (M5): their sink has a row of its own.
void place_purchases(ModelBuilder& b) {
    for (auto& slot : b.model.slot) {
        if (slot.demand_row != none) {
            slot.demand_row = b.demand.rows_of(slot.demand_row).front();
        }
    }
}
}  // namespace

CompiledModel compile(Campaign const& campaign,
                      SupplyNetwork const& given,
                      std::vector<std::string>* warnings) {
    auto const network = augmented_network(campaign, given);
    ModelBuilder b{campaign, network};
    compile_rules(b);
    compile_dynamics(b);
    compile_prices(b);
    compile_reserves(b);
    compile_families(b);
    compile_events(b);
    compile_packages(b);
    compile_package_conduct(b);
    compile_counters(b);
    place_demand(b);
    b.model.network.keep_transit(network, b.delayed_routes);
    b.slots.finish(b.model, network.links.size());
    place_purchases(b);
    b.influences.finish(b.model);
    compile_exposures(b);
    compile_metrics(b);
    compile_trade_metrics(b);
    set_extended(b.model);
    if (warnings) {
        warnings->insert(warnings->end(), campaign.warnings.begin(),
                         campaign.warnings.end());
        warnings->insert(warnings->end(), b.warnings.begin(), b.warnings.end());
    }
    return std::move(b.model);
}
}  // namespace chokepoint
