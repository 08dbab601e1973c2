/// \file firm_topology.hpp
/// Who buys from whom in a synthetic network; flows come later.
#pragma once

#include <cstdint>
#include <vector>

#include "host/network/generate.hpp"

namespace chokepoint {
/// Firms of a synthetic network with recipes and suppliers, without flows.
struct FirmTopology {
    std::uint32_t products = 0;
    std::uint32_t raw_products = 0;  ///< the first ones, at the foot of chains
    std::vector<std::uint32_t> product, country;  ///< [nodes], by product
    std::vector<double> size;                     ///< [nodes], log-normal
    /// [products] input products, in the order of their choice.
    std::vector<std::vector<std::uint32_t>> recipe;
    /// [nodes] suppliers by input product, then by number; none twice.
    std::vector<std::vector<std::uint32_t>> suppliers;
    /// [nodes] countries whose final demand buys from the node, ascending.
    std::vector<std::vector<std::uint32_t>> final_buyers;
};

/// Streams of random numbers, one for each purpose.
enum class Purpose : std::uint64_t {
    firms = 1,
    recipes,
    entry,
    suppliers,
    final_demand,
    flows,
    inputs
};

/// \throw InputError if the links do not fit
FirmTopology grow_firms(GenerateOptions const& options);
}  // namespace chokepoint
