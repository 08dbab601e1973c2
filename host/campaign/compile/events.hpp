/// \file events.hpp
/// [[event]]: what happens in every world.
#pragma once

#include "host/campaign/model/model_builder.hpp"

namespace chokepoint {
/// Scheduled damage, demand, routes and blockades.
void compile_events(ModelBuilder& b);
}  // namespace chokepoint
