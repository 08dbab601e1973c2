/// \file influence_store.hpp
/// Effects of measures on nodes, and the classes that follow from them.
#pragma once

#include <cstdint>
#include <vector>

#include "host/campaign/model/compiled_model.hpp"
#include "host/campaign/selection/selection.hpp"

namespace chokepoint {
/// Collects which slots change which nodes, while measures are compiled.
class InfluenceStore {
  public:
    /// Nodes under one effect; an effect without any change is dropped.
    void add(Influence const& effect, Rows const& nodes);

    bool empty() const { return effects_.empty(); }

    /// Write effects and classes into the model, and each node's class into
    /// its slow nodes. Nodes with the same list of effects share a class.
    void finish(CompiledModel& model) const;

  private:
    /// An effect and the nodes under it.
    struct Effect {
        Influence influence;
        Rows nodes;
    };
    std::vector<Effect> effects_;
};
}  // namespace chokepoint
