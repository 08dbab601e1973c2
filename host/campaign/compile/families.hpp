/// \file families.hpp
/// [[family]]: what may happen by chance.
#pragma once

#include "host/campaign/model/model_builder.hpp"

namespace chokepoint {
/// Entities, rates and tables of random events.
void compile_families(ModelBuilder& b);
}  // namespace chokepoint
