/// \file compile_mechanisms.hpp
/// Parts of the compiler for slow dynamics, prices, reserves and retaliation,
/// in the order in which `compile` calls them.
#pragma once

#include "host/campaign/model/model_builder.hpp"

namespace chokepoint {
/// [dynamics] and [[growth]]: capacity and standing (model B7).
void compile_dynamics(ModelBuilder& b);
/// [prices] and [[market]] (B8).
void compile_prices(ModelBuilder& b);
/// [[reserve]] (B5.7); after prices.
void compile_reserves(ModelBuilder& b);
/// Slots of the menus of [[retaliation]] (B6); before slots are finished.
void compile_counters(ModelBuilder& b);
/// What arms the pairs, and how choices weigh; after slots are finished.
void compile_exposures(ModelBuilder& b);
/// Which reserves packages have, and whether tension must move; after the
/// packages.
void compile_conduct(ModelBuilder& b);
/// Leverage, flows, denial and costs (B9); after the other metrics.
void compile_books(ModelBuilder& b);
/// Of these, leverage (B9.6).
void compile_leverage(ModelBuilder& b);

/// \return a slow state for every node, made at the first call: no growth,
///         no ceiling, no influence
std::vector<SlowNode>& slow_nodes(CompiledModel& model);
}  // namespace chokepoint
