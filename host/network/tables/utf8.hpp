/// \file utf8.hpp
#pragma once

#include <cstddef>
#include <string_view>

namespace chokepoint {
/// Find the first byte that is not UTF-8 (RFC 3629: no overlong forms, no
/// surrogates, nothing above U+10FFFF).
/// \return its offset, or `text.size()` if all is well
std::size_t first_invalid_utf8(std::string_view text);

/// \return how many code points a text has; of one that is not UTF-8, its
///         bytes
std::size_t code_points(std::string_view text);
}  // namespace chokepoint
