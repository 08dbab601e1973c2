/// \file left_out_families.hpp
/// Packages in which one family of events never happens.
#pragma once

#include <string>

#include "host/campaign/spec/campaign.hpp"

namespace chokepoint {
/// \return what the package without a family is called
inline std::string name_without(std::string const& package,
                                std::string const& family) {
    return package + "-without-" + family;
}

/// Append, for each family that is alive under a package, the package without
/// it: "PACKAGE-without-FAMILY". Its worlds are the same otherwise, so what the
/// loss differs by goes with the family.
/// \throw InputError  no such package (with the nearest), no family alive under
///        it, or a package of such a name is there
void leave_out_each_family(Campaign& campaign, std::string const& package);
}  // namespace chokepoint
