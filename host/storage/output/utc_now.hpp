/// \file utc_now.hpp
#pragma once

#include <string>

namespace chokepoint {
/// The time of day, for people: "2025-01-31T12:00:00Z".
std::string utc_now();
}  // namespace chokepoint
