/// \file load_campaign.hpp
/// A campaign file becomes a Campaign.
#pragma once

#include <string>
#include <vector>

#include "host/campaign/spec/campaign.hpp"

namespace chokepoint {
/// Read a campaign file.
/// \param overrides  "dotted.key=value"; entries of arrays by their name:
///                   "family.plant-accidents.rate=0.1"
/// \throw InputError naming file, line, key, reason and nearest valid choice
Campaign load_campaign(std::string const& path,
                       std::vector<std::string> const& overrides = {});

/// Read a campaign from text, as if it lay in the file `path`.
Campaign parse_campaign(std::string const& text,
                        std::string const& path,
                        std::vector<std::string> const& overrides = {});
}  // namespace chokepoint
