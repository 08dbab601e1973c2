#include "host/campaign/measures/prequalification.hpp"

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

/// Has the group an alternate made in one of these countries? Fill rows are
/// supplier * priority classes + class.
bool has_alternate_in(ModelBuilder const& b,
                      std::uint32_t g,
                      Mask const& countries) {
    auto const& network = b.model.network;
    for (auto l = network.first_in[g]; l < network.first_in[g + 1]; ++l) {
        auto const& link = network.in_link[l];
        auto const supplier = link.fill_row / network.priority_classes;
        if (link.alternate_weight > 0 &&
            countries[b.network.nodes[supplier].country]) {
            return true;
        }
    }
    return false;
}
}  // namespace

void prepare(ModelBuilder const& b,
             MeasureSpec const& m,
             PreparedGroups& groups) {
    bool const local = m.type == MeasureType::local_for_local;
    auto const buys =
        local ? b.select.countries(m.target.countries, m.location, "region")
              : b.select.countries(m.target.importers, m.location, "importers");
    auto const of_product = b.select.products(m.target.products, m.location);
    bool const ready = local || m.of<PrequalificationTerms>().level == "ready";
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
            group.has_alternates && (!local || has_alternate_in(b, g, buys))) {
            found = true;
            add(groups,
                {g,
                 ready ? group.qualification_delay + group.qualification_ramp
                       : group.qualification_delay,
                 local || m.of<PrequalificationTerms>().kept ? 1u : 0u});
        }
    }
    if (!found) {
        m.location.fail(
            "", local ? "prepares nothing: no input of these products has "
                        "an alternate supplier inside the region"
                      : "prepares nothing: no input of these countries "
                        "and products has an alternate supplier");
    }
}
}  // namespace chokepoint
