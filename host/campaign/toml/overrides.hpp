/// \file overrides.hpp
/// `--set key=value`: changes to a campaign before it is read.
#pragma once

#include <string>
#include <vector>

#include "host/campaign/toml/toml_library.hpp"

namespace chokepoint {
/// Put values into the tree of a campaign file.
///
/// "campaign.scenarios=1000" sets a key of a section (made if absent);
/// "family.accidents.rate=0.1" that of the array entry with this name. The
/// value is TOML, or a bare text. \throw InputError a malformed override or
/// an unknown entry; unknown keys are found when the tree is read
void apply_overrides(toml::table& tree,
                     std::vector<std::string> const& overrides);
}  // namespace chokepoint
