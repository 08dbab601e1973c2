/// \file effective_toml.hpp
/// A Campaign as text.
#pragma once

#include <string>

#include "host/campaign/spec/campaign.hpp"

namespace chokepoint {
/// \return every key that this campaign uses, with its value: reading it
///         again (from the same folder) gives the same campaign
std::string effective_toml(Campaign const& campaign);
}  // namespace chokepoint
