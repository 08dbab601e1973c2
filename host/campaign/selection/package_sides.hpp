/// \file package_sides.hpp
/// Who is on which side of a package (model B9.7).
#pragma once

#include "host/campaign/selection/selection.hpp"
#include "host/campaign/spec/campaign.hpp"

namespace chokepoint {
/// Countries of each side; all empty masks: the package names none. A country
/// that is on none of them is a third one.
struct PackageSides {
    Mask sender, target, allies;

    bool named() const { return !sender.empty(); }
};

/// \throw InputError unknown names, or a country on two sides
PackageSides package_sides(PackageSpec const& package,
                           SupplyNetwork const& network);
}  // namespace chokepoint
