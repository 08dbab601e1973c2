#include "host/campaign/toml/toml_mistakes.hpp"

namespace chokepoint {
namespace {
/// \param number  from 1
std::string_view line_of_text(std::string_view text, std::size_t number) {
    for (; number > 1 && text.find('\n') != std::string_view::npos; --number) {
        text.remove_prefix(text.find('\n') + 1);
    }
    return text.substr(0, text.find('\n'));
}

}  // namespace

char const* likely_cause(std::string_view text,
                         std::size_t number,
                         std::string_view error) {
    auto const line = line_of_text(text, number);
    // U+2018, U+2019, U+201C to U+201E, U+00AB, U+00BB.
    for (std::string_view const quote :
         {"\xe2\x80\x98", "\xe2\x80\x99", "\xe2\x80\x9c", "\xe2\x80\x9d",
          "\xe2\x80\x9e", "\xc2\xab", "\xc2\xbb"}) {
        if (line.find(quote) != std::string_view::npos) {
            return "typographic quotes: write \" or '";
        }
    }
    if (error.find("escape") != std::string_view::npos) {
        return "a path of Windows is written with / or between single quotes";
    }
    if (error.find("saw '.'") != std::string_view::npos) {
        return "numbers begin with a digit, as 0.5";
    }
    return "see https://toml.io";
}
}  // namespace chokepoint
