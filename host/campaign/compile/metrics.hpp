/// \file metrics.hpp
/// [metrics]: what is counted.
#pragma once

#include "host/campaign/model/model_builder.hpp"

namespace chokepoint {
/// Horizons, cells and shortages.
void compile_metrics(ModelBuilder& b);
}  // namespace chokepoint
