/// \file sha256.hpp
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace chokepoint {
/// SHA-256 (FIPS 180-4) of a stream of bytes: names a set of input files in
/// the results, nothing secret.
class Sha256 {
  public:
    void add(std::string_view bytes);
    /// \return 64 hexadecimal digits; nothing may be added after it
    std::string digest();

  private:
    static constexpr std::size_t block_bytes = 64;

    void compress();

    std::array<std::uint32_t, 8> state_{0x6a09e667u, 0xbb67ae85u, 0x3c6ef372u,
                                        0xa54ff53au, 0x510e527fu, 0x9b05688cu,
                                        0x1f83d9abu, 0x5be0cd19u};
    std::array<unsigned char, block_bytes> block_{};
    std::size_t filled_ = 0;
    std::uint64_t bytes_ = 0;
};
}  // namespace chokepoint
