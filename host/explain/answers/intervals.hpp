/// \file intervals.hpp
/// Numbers with their intervals as people read them.
#pragma once

#include <string>

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
}  // namespace chokepoint
