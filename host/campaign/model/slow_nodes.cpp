#include "host/campaign/model/slow_nodes.hpp"

#include <cfloat>

namespace chokepoint {
std::vector<SlowNode>& slow_nodes(CompiledModel& model) {
    if (model.slow_node.empty()) {
        model.slow_node.assign(model.network.node.size(),
                               SlowNode{0, FLT_MAX, none, 0});
    }
    return model.slow_node;
}
}  // namespace chokepoint
