/// \file measure_checks.hpp
/// What must hold between the measures and packages of a campaign. Each throws
/// InputError with the place of the key.
#pragma once

#include <string>
#include <vector>

#include "host/campaign/spec/campaign.hpp"
#include "host/campaign/spec/type_names.hpp"

namespace chokepoint {
/// What a measure follows or lifts must be known, start slots, and not be
/// followed in a circle.
void check_measures(std::vector<MeasureSpec> const& measures);

/// A measure that follows another one comes with it.
void check_leaders(PackageSpec const& package,
                   std::vector<MeasureSpec> const& measures);

/// Add "NAME-without-COUNTRY" for every country that a package leaves out.
void leave_countries_out(std::vector<PackageSpec>& packages);
}  // namespace chokepoint
