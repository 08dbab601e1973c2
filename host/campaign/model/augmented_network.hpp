/// \file augmented_network.hpp
/// What a campaign adds to its network: refill sinks of reserves, purchase
/// sinks of preclusive buying, latent links of engagement.
#pragma once

#include <cstdint>
#include <string>

#include "host/campaign/spec/campaign.hpp"
#include "host/network/supply_network.hpp"

namespace chokepoint {
/// The network with the sinks and links that the campaign needs, after all
/// others, so that no row moves. Nothing that was there changes, and at
/// baseline nothing flows through what is added. What the campaign has added
/// already is not added again: `compile` can be given either network.
/// \throw InputError as the sections that add something say
SupplyNetwork augmented_network(Campaign const& campaign,
                                SupplyNetwork const& network);

/// \param entry  name of the [[reserve]] or [[measure]]
/// \return row of final_demand of the sink that it has added for a product,
///         or `none`
std::uint32_t added_sink(SupplyNetwork const& network,
                         SinkKind kind,
                         std::string const& entry,
                         std::uint32_t product);
}  // namespace chokepoint
