/// \file dice.hpp
/// Random choices for tests, the same on every machine and library.
#pragma once

#include <cstdint>

namespace chokepoint::test {
/// SplitMix64: Steele, Lea, Flood (2014), OOPSLA, 453.
class Dice {
  public:
    explicit Dice(std::uint64_t seed) : state_{seed} {}

    std::uint64_t word() {
        std::uint64_t z = state_ += 0x9e3779b97f4a7c15u;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
        return z ^ (z >> 31);
    }
    /// \return 0 <= v < n
    std::uint32_t below(std::uint32_t n) {
        return static_cast<std::uint32_t>(word() % n);
    }
    /// \return low <= v < high
    double between(double low, double high) {
        return low + (high - low) * static_cast<double>(word() >> 11) * 0x1p-53;
    }
    bool chance(double p) { return between(0, 1) < p; }

  private:
    std::uint64_t state_;
};
}  // namespace chokepoint::test
