#include "host/network/utf8.hpp"

namespace chokepoint {
namespace {
/// Bytes of the sequence that begins with `lead`, 0 if none can, and the
/// range of its second byte (RFC 3629, section 4; the others are 80-BF).
struct Sequence {
    std::size_t bytes;
    unsigned char low = 0x80, high = 0xbf;
};

Sequence sequence(unsigned char lead) {
    if (lead < 0x80) {
        return {1};
    }
    if (lead >= 0xc2 && lead <= 0xdf) {
        return {2};
    }
    if (lead >= 0xe0 && lead <= 0xef) {
        return {3, static_cast<unsigned char>(lead == 0xe0 ? 0xa0 : 0x80),
                static_cast<unsigned char>(lead == 0xed ? 0x9f : 0xbf)};
    }
    if (lead >= 0xf0 && lead <= 0xf4) {
        return {4, static_cast<unsigned char>(lead == 0xf0 ? 0x90 : 0x80),
                static_cast<unsigned char>(lead == 0xf4 ? 0x8f : 0xbf)};
    }
    return {0};
}
}  // namespace

std::size_t first_invalid_utf8(std::string_view text) {
    auto const byte = [&](std::size_t i) {
        return static_cast<unsigned char>(text[i]);
    };
    for (std::size_t i = 0; i < text.size();) {
        if (byte(i) < 0x80) {
            ++i;
            continue;
        }
        auto const s = sequence(byte(i));
        if (s.bytes == 0 || i + s.bytes > text.size() || byte(i + 1) < s.low ||
            byte(i + 1) > s.high) {
            return i;
        }
        for (std::size_t k = 2; k < s.bytes; ++k) {
            if ((byte(i + k) & 0xc0) != 0x80) {
                return i;
            }
        }
        i += s.bytes;
    }
    return text.size();
}
}  // namespace chokepoint
