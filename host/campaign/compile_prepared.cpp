#include "host/campaign/compile_prepared.hpp"

#include <algorithm>

namespace chokepoint {
namespace {
void add(PreparedGroups& groups, Prepared const& entry) {
    auto const [known, is_new] = groups.emplace(entry.group, entry);
    if (!is_new) {
        auto& kept = known->second;
        kept.effort = std::max(kept.effort, entry.effort);
        kept.kept = std::max(kept.kept, entry.kept);
    }
}
}  // namespace

void prepare(ModelBuilder const& b,
             MeasureSpec const& m,
             PreparedGroups& groups) {
    bool const local = m.type == MeasureType::local_for_local;
    auto const buys =
        local ? b.select.countries(m.target.countries, m.origin, "region")
              : b.select.countries(m.target.importers, m.origin, "importers");
    auto const of_product = b.select.products(m.target.products, m.origin);
    bool const ready = local || m.terms.level == "ready";
    auto const& network = b.model.network;
    bool found = false;
    for (std::uint32_t g = 0; g < network.group.size(); ++g) {
        auto const& group = network.group[g];
        bool const is_sink = g >= network.first_sink;
        if (is_sink && network.sink[g - network.first_sink].kind !=
                           SinkKind::final_demand) {
            continue;
        }
        auto const country =
            is_sink ? group.owner : b.network.nodes[group.owner].country;
        if (buys[country] && of_product[network.group_product[g]] &&
            group.has_alternates) {
            found = true;
            add(groups,
                {g,
                 ready ? group.qualification_delay + group.qualification_ramp
                       : group.qualification_delay,
                 local || m.terms.kept ? 1u : 0u});
        }
    }
    if (!found) {
        m.origin.fail("",
                      "prepares nothing: no input of these countries and "
                      "products has an alternate supplier");
    }
}
}  // namespace chokepoint
