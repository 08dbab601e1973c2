/// \file study.hpp
/// A campaign with its network, compiled: ready to run, check or replay.
#pragma once

#include <string>
#include <vector>

#include "host/campaign/model/adjusted_network.hpp"
#include "host/campaign/model/compiled_model.hpp"
#include "host/campaign/spec/campaign.hpp"
#include "host/network/supply_network.hpp"
#include "host/storage/results/results_description.hpp"

namespace chokepoint {
/// A campaign, its network and the model that both became.
struct Study {
    Campaign campaign;
    SupplyNetwork network;  ///< with what the campaign adds to it
    CompiledModel model;
    std::string network_sha256;
    std::vector<std::string> warnings;     ///< suspicious but valid, each once
    std::vector<AdjustedRows> adjusted{};  ///< by each [[adjust]], in order
};

/// Read the network that a campaign names and compile both.
/// \throw InputError as load_network and compile say
Study make_study(Campaign campaign);

/// Read a campaign file, then as above.
/// \param overrides  "dotted.key=value", as load_campaign takes them
Study load_study(std::string const& campaign_path,
                 std::vector<std::string> const& overrides = {});

/// \return what a results file of this study says of itself, except for the
///         backend and the device
ResultsDescription describe(Study const& study);
}  // namespace chokepoint
