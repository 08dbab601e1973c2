#include "host/campaign/compile/package_conduct.hpp"

#include <algorithm>

#include "host/campaign/selection/package_sides.hpp"

namespace chokepoint {
namespace {
std::uint32_t reserve_mask(Campaign const& campaign,
                           PackageSpec const& package) {
    auto const& kept = package.reserves;
    if (kept == std::vector<std::string>{"all"}) {
        return 0xffffffffu;
    }
    std::uint32_t mask = 0;
    for (std::size_t r = 0; r < campaign.reserves.size(); ++r) {
        if (std::count(kept.begin(), kept.end(), campaign.reserves[r].name)) {
            mask |= 1u << r;
        }
    }
    return mask;
}

/// Mechanisms other than families that read regime or tension.
bool follows_tension(ModelBuilder const& b) {
    auto const& reserves = b.model.reserve;
    bool follows = b.model.rules.precaution > 0 ||
                   std::any_of(reserves.begin(), reserves.end(),
                               [](Reserve const& r) { return r.sink != none; });
    for (std::uint32_t s = 0; s < b.slots.size(); ++s) {
        follows = follows || b.slots.slot(s).exit_hazard > 0;
    }
    return follows;
}
}  // namespace

void compile_package_conduct(ModelBuilder& b) {
    for (std::size_t p = 0; p < b.campaign.packages.size(); ++p) {
        package_sides(b.campaign.packages[p], b.network);  // are they sound?
        b.model.package[p].reserve_mask =
            reserve_mask(b.campaign, b.campaign.packages[p]);
    }
    if (follows_tension(b)) {
        b.model.world.world_active = 1;
    }
}
}  // namespace chokepoint
