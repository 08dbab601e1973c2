/// \file ario.hpp
/// Mode ario: what it changes in a network, and where a campaign leaves ARIO.
#pragma once

#include "host/campaign/model/model_builder.hpp"

namespace chokepoint {
/// Every input that limits is critical; orders follow capacity if the campaign
/// says so. Adds a note on `target_adaptation` and `demand_destruction` where
/// they leave ARIO, and one on the columns of the network that ARIO does not
/// have (model B11).
void compile_ario(ModelBuilder& b);
}  // namespace chokepoint
