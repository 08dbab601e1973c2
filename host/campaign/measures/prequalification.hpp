/// \file prequalification.hpp
/// Inputs whose alternates a package has qualified before week 0.
#pragma once

#include <map>

#include "host/campaign/model/model_builder.hpp"

namespace chokepoint {
/// Group -> how it is prepared. Of two measures the further one counts.
using PreparedGroups = std::map<std::uint32_t, Prepared>;

/// Add what a measure (prequalification, local_for_local) prepares.
/// \throw InputError if no input of the importers has an alternate
void prepare(ModelBuilder const& b,
             MeasureSpec const& measure,
             PreparedGroups& groups);
}  // namespace chokepoint
