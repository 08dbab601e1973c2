#include "host/network/tables/utf8.hpp"

#include <fmt/format.h>
#include <utf8.h>

#include <algorithm>
#include <cstdint>
#include <iterator>

namespace chokepoint {
namespace {
bool is_invisible(char32_t c) {
    return c < 0x20 || (c >= 0x7f && c <= 0xa0) || c == 0xad || c == 0x61c ||
           c == 0x1680 || c == 0x180e || (c >= 0x2000 && c <= 0x200f) ||
           (c >= 0x2028 && c <= 0x202f) || (c >= 0x205f && c <= 0x206f) ||
           c == 0x3000 || c == 0xfeff || (c >= 0xfff9 && c <= 0xfffb) ||
           (c >= 0xfe00 && c <= 0xfe0f) || (c >= 0xe0000 && c <= 0xe0fff);
}

std::u32string decoded(std::string_view text) {
    std::u32string points;
    utf8::utf8to32(text.begin(), text.end(), std::back_inserter(points));
    return points;
}

std::string code_point(char32_t c) {
    return fmt::format("U+{:04X}", static_cast<std::uint32_t>(c));
}
}  // namespace

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

std::string visible(std::string_view text) {
    std::string shown;
    shown.reserve(text.size());
    auto const escape = [&](std::string_view bytes) {
        for (unsigned char const byte : bytes) {
            shown += fmt::format("\\x{:02x}", byte);
        }
    };
    for (auto next = text.begin(); next != text.end();) {
        auto const first = next;
        try {
            auto const c = utf8::next(next, text.end());
            std::string_view const bytes{
                &*first, static_cast<std::size_t>(next - first)};
            bool const control =
                (c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7f && c < 0xa0);
            control ? escape(bytes) : void(shown += bytes);
        } catch (utf8::exception const&) {
            escape({&*first, 1});
            next = std::next(first);
        }
    }
    return shown;
}

std::string first_invisible(std::string_view text) {
    auto const points = decoded(text);
    auto const found = std::find_if(points.begin(), points.end(), is_invisible);
    return found == points.end() ? std::string{} : code_point(*found);
}

std::string unseen_difference(std::string const& text,
                              std::string const& other) {
    auto const unseen = first_invisible(text);
    if (!unseen.empty()) {
        return fmt::format(" (it has {}, which nobody sees)", unseen);
    }
    auto const a = decoded(text), b = decoded(other);
    if (a.size() != b.size()) {
        return {};
    }
    auto const [here, there] = std::mismatch(a.begin(), a.end(), b.begin());
    if (here == a.end() || *here < 0x80 ||
        !std::equal(std::next(here), a.end(), std::next(there))) {
        return {};
    }
    return fmt::format(" (it has {} where that has {})", code_point(*here),
                       code_point(*there));
}
}  // namespace chokepoint
