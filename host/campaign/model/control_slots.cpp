#include "host/campaign/model/control_slots.hpp"

#include <fmt/format.h>

#include "host/campaign/model/model_builder.hpp"

namespace chokepoint {
namespace {
Slot empty_slot(SlotType type, bool quantity) {
    Slot slot{};
    slot.type = type;
    slot.quantity = quantity ? 1 : 0;
    slot.wait_table = none;
    slot.leak_weeks = 1;
    return slot;
}
}  // namespace

void set_leakage(Slot& slot, Leakage const& leakage) {
    slot.leak_ceiling =
        static_cast<float>(leakage.leak * (1 - leakage.enforcement));
    slot.leak_weeks = static_cast<float>(leakage.leak_weeks);
}

Slot quantity_slot(Leakage const& leakage) {
    auto slot = empty_slot(SlotType::fixed, true);
    set_leakage(slot, leakage);
    return slot;
}

Slot friction_slot() {
    return empty_slot(SlotType::fixed, false);
}

Slot listing_slot(double strictness, double chill, Leakage const& leakage) {
    auto slot = empty_slot(SlotType::entity_list, true);
    slot.strictness = static_cast<float>(strictness);
    slot.chill = static_cast<float>(chill);
    set_leakage(slot, leakage);
    return slot;
}

Slot tariff_slot(std::vector<double> const& tariffs,
                 double elasticity,
                 double firmness) {
    auto slot = empty_slot(SlotType::tariff, false);
    for (std::size_t i = 0; i < tariff_levels; ++i) {
        slot.level_pass[i] =
            i < tariffs.size()
                ? static_cast<float>(
                      1 - firmness * (1 - tariff_pass(tariffs[i], elasticity)))
                : 1.0f;
        // Only the share of the trade that is covered pays.
        slot.level_duty[i] =
            i < tariffs.size() ? static_cast<float>(firmness * tariffs[i]) : 0;
    }
    return slot;
}

std::map<double, Rows> by_elasticity(SupplyNetwork const& network,
                                     Rows const& links) {
    std::map<double, Rows> groups;
    for (auto const l : links) {
        auto const product = network.nodes[network.links[l].supplier].product;
        groups[network.products[product].tariff_elasticity].push_back(l);
    }
    return groups;
}

std::string sender_of(std::vector<std::string> const& names) {
    if (names.empty()) {
        return "all";
    }
    return names.size() <= 3
               ? fmt::format("{}", fmt::join(names, "+"))
               : fmt::format("{}+{} more", names.front(), names.size() - 1);
}
}  // namespace chokepoint
