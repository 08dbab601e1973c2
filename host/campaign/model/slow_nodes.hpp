/// \file slow_nodes.hpp
/// The slow states of nodes, made where something needs them.
#pragma once

#include <vector>

#include "host/campaign/model/compiled_model.hpp"

namespace chokepoint {
/// \return a slow state for every node, made at the first call: no growth,
///         no ceiling, no influence
std::vector<SlowNode>& slow_nodes(CompiledModel& model);
}  // namespace chokepoint
