/// \file observer.cuh
/// What a march tells whoever watches it.
#pragma once

#include "kernels/views/tile_state.cuh"

namespace chokepoint {
/// Does not listen: the observer of the engine's runs, which it costs nothing.
/// A trace has one that does (engine_trace.cpp).
///
/// The rows of the tile say what the states and the listed events are. What
/// leaves no row, or one that is soon overwritten, is told when it happens.
struct NoObserver {
    /// The state after a week.
    template <class P>
    CHOKEPOINT_HD void operator()(TileState<P> const&, std::int32_t) const {}

    /// An event of a family that is tested week by week takes effect now.
    CHOKEPOINT_HD void weekly_event(std::uint32_t /*family*/,
                                    std::uint32_t /*entity*/,
                                    std::int32_t /*week*/,
                                    float /*level*/,
                                    float /*hold*/) const {}
    /// An activation of the package begins now, with the coverage and
    /// compliance that were realised.
    CHOKEPOINT_HD void measure_began(std::uint32_t /*activation*/,
                                     std::int32_t /*week*/,
                                     std::int32_t /*end*/,
                                     float /*force*/) const {}
    /// An activation of the package lifts its slot now.
    CHOKEPOINT_HD void measure_lifted(std::uint32_t /*activation*/,
                                      std::int32_t /*week*/,
                                      bool /*was_in_force*/) const {}
    /// A pair has decided on a counter that lasts from start to end.
    CHOKEPOINT_HD void answered(std::uint32_t /*pair*/,
                                std::uint32_t /*counter*/,
                                std::int32_t /*start*/,
                                std::int32_t /*end*/) const {}
    /// A slot is to end sooner than it was: it is given up.
    CHOKEPOINT_HD void given_up(std::uint32_t /*slot*/,
                                std::int32_t /*end*/) const {}
};
}  // namespace chokepoint
