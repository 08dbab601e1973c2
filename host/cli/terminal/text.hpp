/// \file text.hpp
/// Numbers with their intervals, sizes and durations as people read them.
#pragma once

#include <cstdint>
#include <string>

#include "host/explain/plain_numbers.hpp"
#include "host/statistics/sample.hpp"

namespace chokepoint {
/// "12,300 (11,900 to 12,700)"; "12,300" if there is no interval or it has no
/// width, as where every world is the same; "12,300 (11,900 or more)" if one
/// end does not exist; "-" if not known.
std::string with_interval(Estimate const& estimate);

/// The same; "1.23 (unbounded)" if the interval has no end on either side.
std::string with_interval_or_unbounded(Estimate const& estimate);

/// "12.3 %".
std::string percent(double share);
std::string percent_interval(Estimate const& share);

/// "1.2 GB", "340 kB" (powers of 1000).
std::string bytes(double count);

/// "1 h 12 min", "3 min 20 s", "4.2 s".
std::string duration(double seconds);
}  // namespace chokepoint
