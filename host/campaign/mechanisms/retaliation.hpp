/// \file retaliation.hpp
/// [[retaliation]].
#pragma once

#include "host/campaign/model/model_builder.hpp"

namespace chokepoint {
/// Slots of the menus (model B6); before slots are finished.
void compile_counters(ModelBuilder& b);
/// What arms the pairs, and how choices weigh; after slots are finished.
void compile_exposures(ModelBuilder& b);
}  // namespace chokepoint
