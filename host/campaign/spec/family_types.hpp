/// \file family_types.hpp
/// The types of [[family]]: their names, and whom they hit.
#pragma once

#include <array>

#include "host/campaign/spec/campaign.hpp"

namespace chokepoint {
/// What a type of families is.
struct FamilyTypeRow {
    FamilyType type;
    char const* name;    ///< in the campaign file
    char const* target;  ///< who may be hit, for the reference
};

inline constexpr std::size_t family_types = 11;

/// In the order of the enumeration.
std::array<FamilyTypeRow, family_types> const& family_type_table();
}  // namespace chokepoint
