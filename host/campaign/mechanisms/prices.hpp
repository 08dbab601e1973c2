/// \file prices.hpp
/// [prices] and [[market]].
#pragma once

#include "host/campaign/model/model_builder.hpp"

namespace chokepoint {
/// Markets and who trades in them (model B8).
void compile_prices(ModelBuilder& b);
}  // namespace chokepoint
