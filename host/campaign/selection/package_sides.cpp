#include "host/campaign/selection/package_sides.hpp"

#include <fmt/format.h>

namespace chokepoint {
PackageSides package_sides(PackageSpec const& package,
                           SupplyNetwork const& network) {
    PackageSides sides;
    if (package.sender.empty()) {
        return sides;
    }
    Selection const select{network};
    auto const countries = network.countries.size();
    sides.sender = select.countries(package.sender, package.location, "sender");
    sides.target = select.countries(package.target, package.location, "target");
    sides.allies =
        package.allies.empty()
            ? Mask(countries)
            : select.countries(package.allies, package.location, "allies");
    for (std::size_t c = 0; c < countries; ++c) {
        // A bloc of allies may hold the sender: it stays the sender.
        sides.allies[c] = sides.allies[c] && !sides.sender[c];
        if (sides.target[c] && (sides.sender[c] || sides.allies[c])) {
            package.location.fail(
                "target",
                fmt::format("{} is on both sides", network.countries[c].id));
        }
    }
    return sides;
}
}  // namespace chokepoint
