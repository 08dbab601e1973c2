/// \file random_campaign.hpp
/// Campaigns that nobody would write, on networks that nobody has.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "host/campaign/model/compiled_model.hpp"
#include "host/campaign/spec/campaign.hpp"
#include "host/network/supply_network.hpp"

namespace chokepoint::test {
/// A random network of random size, with firms, stages, groups and a bloc.
SupplyNetwork random_campaign_network(std::uint64_t seed);

/// Measures of all types, families, events, reserves, markets, growth,
/// retaliation, dynamics, every key over its whole range.
Campaign random_campaign(std::uint64_t seed, SupplyNetwork const& network);

/// A random campaign that compiles, as a user would run it.
struct RandomTrial {
    std::string toml;
    CompiledModel model;
    unsigned dropped;  ///< entries that contradicted others
};

/// Entries of a random campaign that the compiler refuses are dropped one by
/// one. \return empty if what is left cannot run either (it says why)
std::optional<RandomTrial> random_trial(std::uint64_t seed);
}  // namespace chokepoint::test
