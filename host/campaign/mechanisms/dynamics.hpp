/// \file dynamics.hpp
/// [dynamics] and [[growth]].
#pragma once

#include "host/campaign/model/model_builder.hpp"

namespace chokepoint {
/// Capacity and standing (model B7).
void compile_dynamics(ModelBuilder& b);
}  // namespace chokepoint
