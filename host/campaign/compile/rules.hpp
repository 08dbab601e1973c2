/// \file rules.hpp
/// [model] and [world].
#pragma once

#include "host/campaign/model/model_builder.hpp"

namespace chokepoint {
/// Switches and constants of the march.
void compile_rules(ModelBuilder& b);
}  // namespace chokepoint
