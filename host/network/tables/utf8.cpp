#include "host/network/tables/utf8.hpp"

#include <utf8.h>

namespace chokepoint {
std::size_t first_invalid_utf8(std::string_view text) {
    return static_cast<std::size_t>(
        utf8::find_invalid(text.begin(), text.end()) - text.begin());
}

std::size_t code_points(std::string_view text) {
    return utf8::is_valid(text.begin(), text.end())
               ? static_cast<std::size_t>(
                     utf8::distance(text.begin(), text.end()))
               : text.size();
}
}  // namespace chokepoint
