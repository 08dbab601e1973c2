/// \file mechanism_checks.hpp
/// What must hold between the keys of reserves, prices, retaliation and the
/// sides of a package. Each throws InputError with the place of the key.
#pragma once

#include "host/campaign/spec/campaign.hpp"

namespace chokepoint {
/// A price trigger needs prices; at most 32 reserves; a menu must name
/// controls on trade that the campaign has. A retaliation whose hazard is
/// always 0 gets a warning.
void check_mechanisms(Campaign& campaign);

/// Losses are accounted between a sender and a target: both or neither.
void check_sides(PackageSpec const& package, SourceLocation const& location);
}  // namespace chokepoint
