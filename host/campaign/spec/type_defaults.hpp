/// \file type_defaults.hpp
/// What a family, an event or a measure is that says only its type.
#pragma once

#include "host/campaign/spec/campaign.hpp"

namespace chokepoint {
/// A family with the defaults of its type (model C2, C3).
FamilySpec default_family(FamilyType type);
/// An event that stops what it hits: all capacity, or all trade across a
/// border; of other types one that changes nothing.
EventSpec default_event(EventType type);
/// Licences as a record has them (model B4.2).
LicenceTerms default_licence(LicenceRecord record);
/// A measure with the defaults of its type (model C3: tension jumps).
MeasureSpec default_measure(MeasureType type);
}  // namespace chokepoint
