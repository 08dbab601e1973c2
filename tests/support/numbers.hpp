/// \file numbers.hpp
/// Numbers of tables and of double precision as the model stores them.
#pragma once

#include <cstddef>
#include <cstdint>

namespace chokepoint::test {
inline std::uint32_t count(std::size_t n) {
    return static_cast<std::uint32_t>(n);
}

inline float narrow(double v) {
    return static_cast<float>(v);
}
}  // namespace chokepoint::test
