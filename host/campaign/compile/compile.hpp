/// \file compile.hpp
/// Campaign and network become the flat arrays that a march reads.
#pragma once

#include <string>
#include <vector>

#include "host/campaign/model/compiled_model.hpp"
#include "host/campaign/spec/campaign.hpp"
#include "host/network/supply_network.hpp"

namespace chokepoint {
/// Compile a campaign against its network.
///
/// Slots and control classes are compiled once over all packages, families
/// and events, so that no id depends on a package (model C6). The model
/// has the sinks and links that the campaign adds: what reads it beside its
/// network must use augmented_network(campaign, network), as Study does.
/// \param warnings  if given, what is suspicious but valid is added to it:
///                  the warnings of reading, then those of compiling
/// \throw InputError a name that the network lacks, a selector that matches
///        nothing, more than 512 slots or 65,535 classes
CompiledModel compile(Campaign const& campaign,
                      SupplyNetwork const& network,
                      std::vector<std::string>* warnings = nullptr);
}  // namespace chokepoint
