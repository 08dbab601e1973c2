#include "host/campaign/model/slot_store.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "host/network/input_error.hpp"

namespace chokepoint {
namespace {
constexpr std::size_t mask_bits = 32;
constexpr std::size_t max_classes = 65535;
}  // namespace

std::uint32_t SlotStore::add(Slot slot,
                             std::string const& name,
                             std::string const& instrument,
                             std::string const& sender,
                             Rows const& links,
                             Rows const& senders) {
    slot.mask_bit = mask_bit(instrument + ":" + sender);
    slot.address = addresses_.take(name);
    slots_.push_back(slot);
    names_.push_back(name);
    scope_.push_back(links);
    senders_.push_back(senders);
    return static_cast<std::uint32_t>(slots_.size() - 1);
}

/// Labels beyond the mask share its last bit.
std::uint32_t SlotStore::mask_bit(std::string const& label) {
    auto const found = std::find(mask_names_.begin(), mask_names_.end(), label);
    if (found != mask_names_.end()) {
        return static_cast<std::uint32_t>(found - mask_names_.begin());
    }
    if (mask_names_.size() == mask_bits) {
        mask_names_.back() = "other";
        return mask_bits - 1;
    }
    mask_names_.push_back(label);
    return static_cast<std::uint32_t>(mask_names_.size() - 1);
}

void SlotStore::finish(CompiledModel& model, std::size_t links) const {
    if (slots_.size() > max_slots) {
        throw InputError(fmt::format(
            "this campaign needs {} measure slots, one for every family or "
            "measure and each combination of its `split`, each ally and firm "
            "that follows (at most {}; name fewer exporters, importers, "
            "products or allies, or split by less)",
            slots_.size(), max_slots));
    }
    std::vector<Rows> touched_by(links);
    for (std::uint32_t s = 0; s < slots_.size(); ++s) {
        for (auto const link : scope_[s]) {
            touched_by[link].push_back(s);
        }
    }
    model.slot = slots_;
    model.slot_name = names_;
    model.mask_name = mask_names_;
    model.control_class.assign(1, {0, 0});
    model.class_slot.clear();

    std::map<Rows, std::uint32_t> control_of{{Rows{}, 0}};
    auto& network = model.network;
    for (std::size_t l = 0; l < links; ++l) {
        auto const next = static_cast<std::uint32_t>(control_of.size());
        auto const [entry, is_new] = control_of.emplace(touched_by[l], next);
        auto const quantity =
            std::any_of(entry->first.begin(), entry->first.end(),
                        [&](auto s) { return slots_[s].quantity; });
        if (is_new) {
            auto const first =
                static_cast<std::uint32_t>(model.class_slot.size());
            model.class_slot.insert(model.class_slot.end(),
                                    entry->first.begin(), entry->first.end());
            model.control_class.push_back(
                {first, static_cast<std::uint32_t>(model.class_slot.size())});
        }
        auto const control = entry->second | (quantity ? quantity_bit : 0);
        network.in_link[network.in_position[l]].control = control;
        network.out_link[network.out_position[l]].control = control;
    }
    if (control_of.size() > max_classes) {
        throw InputError(fmt::format(
            "this campaign needs {} control classes, one for every "
            "combination of measure slots on a link (at most {}; let fewer "
            "measures overlap)",
            control_of.size(), max_classes));
    }
}
}  // namespace chokepoint
