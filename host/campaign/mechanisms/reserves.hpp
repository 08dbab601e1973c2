/// \file reserves.hpp
/// [[reserve]].
#pragma once

#include "host/campaign/model/model_builder.hpp"

namespace chokepoint {
/// Reserves, their users and refills (model B5.7); after prices.
void compile_reserves(ModelBuilder& b);
}  // namespace chokepoint
