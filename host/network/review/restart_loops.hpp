/// \file restart_loops.hpp
/// Loops of critical inputs in which nobody can start again.
#pragma once

#include <cstdint>
#include <vector>

#include "host/network/supply_network.hpp"

namespace chokepoint {
/// Which inputs stop their buyer when they are gone.
enum class StoppedBy {
    critical_inputs,
    every_input  ///< mode ARIO: important and bundled ones too, no capital
};

/// Who cannot start again once all stocks are gone.
struct RestartLoops {
    /// Nodes that wait for each other: strongly connected components, largest
    /// first, each in table order.
    std::vector<std::vector<std::uint32_t>> loops;
    /// Nodes outside the loops that wait for one.
    std::uint32_t dependents = 0;
};

/// A node can start if each input that stops it has a supplier that can, one
/// of today or an alternate that may be qualified. Among the others, those are
/// a loop that reach each other through inputs which none but the others make.
/// \param network  checked
RestartLoops restart_loops(SupplyNetwork const& network, StoppedBy stopped_by);
}  // namespace chokepoint
