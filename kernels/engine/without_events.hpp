/// \file without_events.hpp
/// One world again, without some of its events.
#pragma once

#include <cstdint>
#include <vector>

#include "kernels/engine/engine.hpp"

namespace chokepoint {
/// When a family that is tested in the week itself brought events.
struct TestedEvent {
    std::uint32_t family;
    std::uint32_t entity;  ///< of families of the arrival `weekly`
    std::int32_t week;
};

/// Events that a world is to go without. Numbers are those of the model and of
/// the trace of the whole world (trace_world).
struct LeftOut {
    /// Places in the list of events that `trace_world` gave; of families of
    /// the arrival `poisson`.
    std::vector<std::uint32_t> listed;
    std::vector<TestedEvent> weekly;
    /// Outbreaks of conflict: all events of the family in that week, which
    /// come together or not at all.
    std::vector<TestedEvent> outbreaks;
    std::vector<std::uint32_t> scheduled;  ///< indices of ModelView::scheduled
    /// Indices of ModelView::activation: the controls of scheduled events.
    std::vector<std::uint32_t> activations;
};

/// March one world as `trace_world` does, without some events.
///
/// Exact: luck is a function of (seed, world, stream, draw), no draw depends
/// on another, and the list of events keeps its places. What is left out never
/// begins; everything else draws what it drew. (What it comes to may differ:
/// tension, which events raise, decides what takes effect.) With nothing left
/// out the losses are those of the world to the bit.
/// \throw EngineError if memory for one world is missing
ChunkLosses march_without(ModelView const& model,
                          std::uint32_t package,
                          std::uint64_t scenario,
                          LeftOut const& events);
}  // namespace chokepoint
