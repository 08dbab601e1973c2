/// \file bench.hpp
/// How fast this machine marches a network.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "host/network/supply_network.hpp"
#include "kernels/engine/engine.hpp"

namespace chokepoint {
/// What is measured, and for how long.
struct BenchOptions {
    std::string backend = "auto";
    EngineOptions engine;
    unsigned repeats = 5;  ///< >= 1, after a first one that is not counted
    double seconds = 1;    ///< of one repeat, about
    std::int32_t weeks = 104;
    /// "core", or "statecraft": with slow dynamics, growth of the denied, a
    /// licence regime and retaliation between two countries.
    std::string mechanisms = "core";
};

/// Sizes of what was marched, and how fast it went.
struct BenchResult {
    std::string network, backend, device;
    std::string notice;  ///< of the choice of the engine, see chosen_engine.hpp
    std::uint32_t nodes, links, groups;
    std::uint64_t worlds;  ///< of one repeat
    std::size_t tile_bytes, tiles_in_flight;
    unsigned lanes;
    /// links * weeks * worlds / seconds: median, slowest, fastest repeat.
    double link_steps_per_s, slowest, fastest;
};

/// March a network with plant accidents and one scheduled outage, one package.
/// For "statecraft" two countries must trade both ways.
/// \throw InputError, EngineError
BenchResult bench_network(std::string const& name,
                          SupplyNetwork const& network,
                          BenchOptions const& options);

/// A synthetic network of about so many links (7 a node).
SupplyNetwork bench_network_of(std::uint64_t links);
}  // namespace chokepoint
