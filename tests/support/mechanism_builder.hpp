/// \file mechanism_builder.hpp
/// Slow dynamics, prices, reserves and optional metrics of a model by hand.
#pragma once

#include "host/campaign/model/compiled_model.hpp"
#include "tests/support/shocks.hpp"

namespace chokepoint::test {
/// Compile the mechanisms of `shocks` and `rules`; the model has its slots and
/// package already. What is not used stays empty.
void add_mechanisms(CompiledModel& model,
                    SupplyNetwork const& network,
                    Shocks const& shocks,
                    CoreRules const& rules);

/// Shipments over these links (rows of SupplyNetwork::links) become a flow
/// cell. \return its id
std::uint32_t watch_flow(CompiledModel& model,
                         SupplyNetwork const& network,
                         Rows32 const& links);

/// Deliveries to these groups (rows) become a denial cell. \return its id
std::uint32_t watch_denial(CompiledModel& model,
                           SupplyNetwork const& network,
                           Rows32 const& groups);

/// Book duties, price uplift and switching cost of every country.
void watch_costs(CompiledModel& model, SupplyNetwork const& network);
}  // namespace chokepoint::test
