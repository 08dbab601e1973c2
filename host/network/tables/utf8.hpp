/// \file utf8.hpp
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace chokepoint {
/// Find the first byte that is not UTF-8 (RFC 3629: no overlong forms, no
/// surrogates, nothing above U+10FFFF).
/// \return its offset, or `text.size()` if all is well
std::size_t first_invalid_utf8(std::string_view text);

/// \return how many code points a text has; of one that is not UTF-8, its
///         bytes
std::size_t code_points(std::string_view text);

/// A text as a terminal may show it, whoever wrote it: control characters
/// except tabs and line feeds (Unicode 15, category Cc), which could move the
/// cursor, colour or retitle, and bytes that are no UTF-8 become "\x1b".
std::string visible(std::string_view text);

/// Find what nobody sees in a name: control characters, spaces other than
/// ' ', joiners, marks of direction and of byte order (Unicode 15, categories
/// Cc, Cf, Zs, Zl, Zp and the soft hyphen).
/// \return "U+00A0" of the first, or empty; `text` is UTF-8
std::string first_invisible(std::string_view text);

/// Why a name is not another one that looks like it.
/// \return empty if a reader sees the difference: all of `text` is ASCII, or
///         they differ in more than one place; else " (it has U+0410 where that
///         has 'A')" or " (it differs by U+200B, which nobody sees)"
std::string unseen_difference(std::string const& text,
                              std::string const& other);
}  // namespace chokepoint
