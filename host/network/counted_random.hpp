/// \file counted_random.hpp
/// Random numbers for building synthetic networks (worlds are drawn elsewhere).
#pragma once

#include <cmath>
#include <cstdint>

namespace chokepoint {
/// Counter-based generator: number n of a stream is a hash of (seed, purpose,
/// n), so that one purpose never disturbs another. The hash is the output
/// function of SplitMix64 (Steele, Lea, Flood 2014, OOPSLA).
class CountedRandom {
  public:
    CountedRandom(std::uint64_t seed, std::uint64_t purpose)
        : key_{mix(mix(seed + golden) + purpose * golden)} {}

    std::uint64_t word() { return mix(key_ + ++drawn_ * golden); }

    /// \return 0 <= u < 1, 53 bits
    double uniform() { return static_cast<double>(word() >> 11) * 0x1p-53; }
    /// \return 0 .. bound - 1; bound > 0
    std::uint32_t below(std::size_t bound) {
        return static_cast<std::uint32_t>(uniform() *
                                          static_cast<double>(bound));
    }
    /// Standard normal (Box and Muller 1958).
    double normal() {
        constexpr double two_pi = 6.283185307179586;
        double const radius = std::sqrt(-2 * std::log(1 - uniform()));
        return radius * std::cos(two_pi * uniform());
    }

  private:
    static constexpr std::uint64_t golden = 0x9e3779b97f4a7c15u;

    static std::uint64_t mix(std::uint64_t z) {
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
        return z ^ (z >> 31);
    }

    std::uint64_t key_, drawn_ = 0;
};
}  // namespace chokepoint
