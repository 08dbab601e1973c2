#include "host/campaign/model/slot_dyads.hpp"

namespace chokepoint {
namespace {
enum class Side { nobody, exporters, importers };

Side acting_side(FamilyType type) {
    switch (type) {
        case FamilyType::export_ban:
        case FamilyType::licence:
        case FamilyType::entity_list:
            return Side::exporters;
        case FamilyType::import_ban:
        case FamilyType::tariff:
            return Side::importers;
        default:
            return Side::nobody;
    }
}
}  // namespace

SlotDyads::SlotDyads(ModelBuilder const& b)
    : senders_(b.slots.size(), Mask(b.network.countries.size())),
      others_{senders_} {
    std::vector<Side> side(b.slots.size(), Side::nobody);
    for (std::size_t f = 0; f < b.model.family.size(); ++f) {
        auto const& family = b.model.family[f];
        for (std::uint32_t e = 0; e < family.entities; ++e) {
            auto const& entity = b.model.entity[family.first_entity + e];
            for (std::uint32_t k = 0; k < entity.slots; ++k) {
                side[entity.first_slot + k] =
                    acting_side(b.campaign.families[f].type);
            }
        }
    }
    for (std::uint32_t s = 0; s < b.slots.size(); ++s) {
        for (auto const c : b.slots.senders(s)) {
            senders_[s][c] = 1;
        }
        for (auto const l : b.slots.scope(s)) {
            auto const& link = b.network.links[l];
            auto const from = b.select.exporter(link);
            auto const to = b.select.importer(link);
            if (b.slots.senders(s).empty() && side[s] != Side::nobody) {
                senders_[s][side[s] == Side::exporters ? from : to] = 1;
            }
            others_[s][from] = others_[s][to] = 1;
        }
        for (std::size_t c = 0; c < senders_[s].size(); ++c) {
            others_[s][c] = others_[s][c] && !senders_[s][c];
        }
    }
}
}  // namespace chokepoint
