#include "host/campaign/compile/events.hpp"

#include <cmath>

#include "host/campaign/model/control_slots.hpp"

namespace chokepoint {
namespace {
/// A slot that opens with the event in every package. It lasts while the age
/// is below `hold_weeks` (model B5.2).
void add_filter(ModelBuilder& b,
                EventSpec const& event,
                Slot const& slot,
                char const* instrument,
                Rows const& links) {
    if (event.pass >= 1) {
        return;
    }
    auto const index =
        b.slots.add(slot, event.name, instrument, event.name, links);
    auto const weeks = static_cast<std::int32_t>(std::ceil(event.hold_weeks));
    b.always.push_back({index, event.start_week, event.start_week + weeks,
                        static_cast<float>(event.pass), 0});
}

ScheduledEvent empty_event(EventSpec const& event) {
    return {event.start_week,
            static_cast<float>(event.hold_weeks),
            static_cast<float>(event.recovery_weeks),
            0,
            0,
            0,
            none,
            none,
            none};
}

void add_damage(ModelBuilder& b, EventSpec const& event) {
    auto scheduled = empty_event(event);
    scheduled.severity = static_cast<float>(event.severity);
    scheduled.node_set =
        b.node_set(b.select.nodes(event.target, event.location));
    b.model.scheduled.push_back(scheduled);
}

void add_surge(ModelBuilder& b, EventSpec const& event) {
    auto scheduled = empty_event(event);
    scheduled.surge = static_cast<float>(event.surge);
    // A handle until the rows are made (compile.cpp).
    scheduled.demand_row =
        b.demand.add(b.select.sinks(event.target, event.location));
    b.model.scheduled.push_back(scheduled);
}

void add_delay(ModelBuilder& b, EventSpec const& event) {
    auto const routes = b.select.routes(event.target.routes, event.location);
    Mask on_any(b.network.links.size());
    for (auto const route : routes) {
        for (auto const l : b.select.on_route(route)) {
            on_any[l] = 1;
        }
        if (event.delay_weeks > 0) {
            auto scheduled = empty_event(event);
            scheduled.delay = static_cast<float>(event.delay_weeks);
            scheduled.route = route;
            b.model.scheduled.push_back(scheduled);
            b.delayed_routes.push_back(route);
        }
    }
    Rows links;
    for (std::uint32_t l = 0; l < on_any.size(); ++l) {
        if (on_any[l]) {
            links.push_back(l);
        }
    }
    add_filter(b, event, friction_slot(), "logistic", links);
}

void add_blockade(ModelBuilder& b, EventSpec const& event) {
    auto const region =
        b.select.countries(event.target.countries, event.location, "countries");
    add_filter(b, event, quantity_slot({}), "blockade",
               b.select.border(region));
    if (event.severity > 0) {
        add_damage(b, event);
    }
}
}  // namespace

void compile_events(ModelBuilder& b) {
    for (auto const& event : b.campaign.events) {
        switch (event.type) {
            case EventType::capacity:
                add_damage(b, event);
                break;
            case EventType::demand:
                add_surge(b, event);
                break;
            case EventType::logistic:
                add_delay(b, event);
                break;
            case EventType::blockade:
                add_blockade(b, event);
                break;
        }
    }
}
}  // namespace chokepoint
