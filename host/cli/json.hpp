/// \file json.hpp
#pragma once

#include <fmt/format.h>

#include <string>

namespace chokepoint {
/// \return a text as a JSON string, in quotes
inline std::string json_text(std::string const& text) {
    std::string out = "\"";
    for (unsigned char const c : text) {
        if (c == '"' || c == '\\') {
            out += '\\';
            out += static_cast<char>(c);
        } else if (c < 0x20) {
            out += fmt::format("\\u{:04x}", c);
        } else {
            out += static_cast<char>(c);
        }
    }
    return out + '"';
}
}  // namespace chokepoint
