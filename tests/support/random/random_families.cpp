#include "tests/support/random/random_families.hpp"

#include "tests/support/numbers.hpp"

namespace chokepoint::test {
namespace {
/// Quantile knots rising from 0 to `highest`. \return index of the table
std::uint32_t add_rising_table(CompiledModel& model, float highest) {
    auto const table = count(model.quantile.size() / knots);
    for (std::uint32_t j = 0; j < knots; ++j) {
        model.quantile.push_back(highest * static_cast<float>(j) /
                                 static_cast<float>(knots - 1));
    }
    return table;
}

Family plain_family(std::uint32_t id, Arrival arrival) {
    Family f{};
    f.id = id;
    f.arrival = arrival;
    f.severity_table = f.hold_table = f.recovery_table = none;
    f.delay_table = f.level_table = f.fraction_table = none;
    f.latent_table = f.chi_table = none;
    f.level_draw = LevelDraw::continuous;
    for (auto& multiplier : f.multiplier) {
        multiplier = 1;
    }
    f.keep_scale = 1;
    return f;
}

/// One entity a node; every third also touches a measure, a route, a sink.
void add_outage_entities(CompiledModel& model) {
    auto const nodes = count(model.network.node.size());
    for (std::uint32_t i = 0; i < nodes; ++i) {
        auto const cumulative =
            i + 1 == nodes ? 0xffffffffu : (i + 1) * (0xffffffffu / nodes);
        Entity e{cumulative, 0,   count(model.set_first.size() - 1), 0, 0,
                 none,       none};
        model.set_node.push_back(i);
        model.set_first.push_back(count(model.set_node.size()));
        if (i % 3 == 0 && !model.slot.empty()) {
            e.first_slot = i % count(model.slot.size());
            e.slots = 1;
        }
        if (i % 3 == 1 && model.routes > 0) {
            e.route = i % model.routes;
        }
        if (i % 3 == 2 && model.demand_rows > 0) {
            e.demand_row = i % model.demand_rows;
        }
        model.entity.push_back(e);
    }
}
}  // namespace

void add_random_families(CompiledModel& model) {
    auto outages = plain_family(1, Arrival::poisson);
    outages.first_count = count(model.threshold.size());
    for (std::uint32_t k = 1; k <= 12; ++k) {
        model.threshold.push_back(k * (0xffffffffu / 13));
    }
    outages.count_thresholds = 12;
    outages.severity_table = outages.level_table = add_rising_table(model, 1);
    outages.hold_table = outages.recovery_table = outages.delay_table =
        add_rising_table(model, 20);
    outages.first_entity = count(model.entity.size());
    add_outage_entities(model);
    outages.entities = count(model.entity.size()) - outages.first_entity;
    model.family.push_back(outages);
    model.family_name.push_back("outages");

    auto rumours = plain_family(2, Arrival::weekly);
    rumours.level_table = outages.level_table;
    rumours.hold_table = outages.hold_table;
    rumours.first_entity = count(model.entity.size());
    for (std::uint32_t s = 0; s < count(model.slot.size()); ++s) {
        model.entity.push_back({0, 0.02f, none, s, 1, none, none});
    }
    rumours.entities = count(model.slot.size());
    model.family.push_back(rumours);
    model.family_name.push_back("rumours");

    auto const years = count((model.weeks + 51) / 52);
    model.event_capacity = 12 * years;
}
}  // namespace chokepoint::test
