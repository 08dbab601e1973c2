/// \file type_defaults.hpp
/// What a family or measure is that says only its type.
#pragma once

#include "host/campaign/spec/campaign.hpp"

namespace chokepoint {
/// A family with the defaults of its type (model C2, C3).
FamilySpec default_family(FamilyType type);
/// A measure with the defaults of its type (model C3: tension jumps).
MeasureSpec default_measure(MeasureType type);
}  // namespace chokepoint
