/// \file leverage.hpp
/// Leverage of one country over another.
#pragma once

#include "host/campaign/model/model_builder.hpp"

namespace chokepoint {
/// Inputs and sales at stake between the pairs of [metrics] (model B9.6).
void compile_leverage(ModelBuilder& b);
}  // namespace chokepoint
