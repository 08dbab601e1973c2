/// \file group_key.hpp
/// One number for a (buyer, product) or (country, product) pair.
#pragma once

#include <cstdint>
#include <unordered_map>

namespace chokepoint {
using GroupKey = std::uint64_t;

/// \return the pair in one number, the buyer in the high half
constexpr GroupKey group_key(std::uint32_t buyer, std::uint32_t product) {
    return static_cast<GroupKey>(buyer) << 32 | product;
}

/// Spreads the bits (the mixer of SplitMix64: Steele, Lea, Flood 2014).
struct GroupKeyHash {
    /// \return 64 bits, all of which depend on all of the key
    std::size_t operator()(GroupKey key) const {
        key = (key ^ (key >> 30)) * 0xbf58476d1ce4e5b9u;
        key = (key ^ (key >> 27)) * 0x94d049bb133111ebu;
        return static_cast<std::size_t>(key ^ (key >> 31));
    }
};

template <class T>
using GroupMap = std::unordered_map<GroupKey, T, GroupKeyHash>;
}  // namespace chokepoint
