/// \file text.hpp
/// Sizes and durations as people read them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "host/explain/answers/intervals.hpp"
#include "host/explain/plain_numbers.hpp"

namespace chokepoint {
/// "1.2 GB", "340 kB" (powers of 1000).
std::string bytes(double count);

/// "1 h 12 min", "3 min 20 s", "4.2 s".
std::string duration(double seconds);

/// Sentences as a paragraph, broken at blanks into lines of at most `width`
/// characters where words allow, each with its line end.
std::string paragraph(std::vector<std::string> const& sentences,
                      std::size_t width = 79);
}  // namespace chokepoint
