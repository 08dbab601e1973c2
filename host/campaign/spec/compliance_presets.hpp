/// \file compliance_presets.hpp
/// How willingly countries follow measures of others, if nothing is said.
#pragma once

#include <string>
#include <vector>

#include "host/campaign/spec/campaign.hpp"

namespace chokepoint {
/// Countries with a built-in table, sorted.
std::vector<std::string> const& compliance_presets();

/// \return the built-in table of a country; of others Beta(2,8), a year late
ComplianceTable compliance_of(std::string const& country);

/// The same for a country that must have a table.
/// \throw InputError through `location`, at key `like`
ComplianceTable built_in_compliance(std::string const& country,
                                    SourceLocation const& location);
}  // namespace chokepoint
