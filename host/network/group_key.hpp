/// \file group_key.hpp
/// Who buys what: a key for (buyer, product) and (country, product).
#pragma once

#include <cstdint>
#include <unordered_map>

#include "kernels/views/network_view.cuh"

namespace chokepoint {
/// A buyer, a product, and of which maker, where its parts are bought by
/// themselves (specific_parts.hpp).
struct GroupKey {
    std::uint64_t pair;
    std::uint32_t part;

    /// The same buyer, product and maker.
    bool operator==(GroupKey const& other) const {
        return pair == other.pair && part == other.part;
    }
};

/// \return the pair in one number, the buyer in the high half, and the part
constexpr GroupKey group_key(std::uint32_t buyer,
                             std::uint32_t product,
                             std::uint32_t part = none) {
    return {static_cast<std::uint64_t>(buyer) << 32 | product, part};
}

/// Spreads the bits (the mixer of SplitMix64: Steele, Lea, Flood 2014).
struct GroupKeyHash {
    /// \return 64 bits, all of which depend on all of the key
    std::size_t operator()(GroupKey key) const {
        // The part in the half that holds the smaller numbers; `none` is 0.
        auto bits = key.pair ^ static_cast<std::uint64_t>(key.part + 1) << 16;
        bits = (bits ^ (bits >> 30)) * 0xbf58476d1ce4e5b9u;
        bits = (bits ^ (bits >> 27)) * 0x94d049bb133111ebu;
        return static_cast<std::size_t>(bits ^ (bits >> 31));
    }
};

template <class T>
using GroupMap = std::unordered_map<GroupKey, T, GroupKeyHash>;
}  // namespace chokepoint
