#include "host/campaign/model/influence_store.hpp"

#include <map>

#include "host/campaign/model/slow_nodes.hpp"

namespace chokepoint {
void InfluenceStore::add(Influence const& effect, Rows const& nodes) {
    bool const changes = effect.growth != 0 || effect.erosion != 0 ||
                         effect.ramp != 0 || effect.slack != 0 ||
                         effect.drift != 0;
    if (changes && !nodes.empty()) {
        effects_.push_back({effect, nodes});
    }
}

void InfluenceStore::finish(CompiledModel& model) const {
    if (effects_.empty()) {
        return;
    }
    auto& slow = slow_nodes(model);
    std::vector<Rows> under(model.network.node.size());
    for (std::uint32_t e = 0; e < effects_.size(); ++e) {
        for (auto const node : effects_[e].nodes) {
            under[node].push_back(e);
        }
    }
    model.influence_class.assign(1, {0, 0});
    std::map<Rows, std::uint32_t> class_of{{Rows{}, 0}};
    for (std::size_t i = 0; i < under.size(); ++i) {
        auto const next = static_cast<std::uint32_t>(class_of.size());
        auto const [entry, is_new] = class_of.emplace(under[i], next);
        if (is_new) {
            auto const first =
                static_cast<std::uint32_t>(model.influence.size());
            for (auto const e : under[i]) {
                model.influence.push_back(effects_[e].influence);
            }
            model.influence_class.push_back(
                {first, static_cast<std::uint32_t>(model.influence.size())});
        }
        slow[i].influence = entry->second;
    }
}
}  // namespace chokepoint
