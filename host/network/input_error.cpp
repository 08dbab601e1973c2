#include "host/network/input_error.hpp"

#include <utf8.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace chokepoint {
namespace {
/// A text as what people count: code points, or bytes if it is no UTF-8.
std::u32string letters(std::string const& text) {
    std::u32string points;
    if (utf8::is_valid(text.begin(), text.end())) {
        utf8::utf8to32(text.begin(), text.end(), std::back_inserter(points));
    } else {
        points.assign(text.begin(), text.end());
    }
    return points;
}

std::u32string lower(std::u32string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](char32_t c) {
        return c >= U'A' && c <= U'Z' ? c + 32 : c;
    });
    return text;
}

/// Edits (insert, delete, replace, swap of neighbours) that turn a into b:
/// optimal string alignment, three rows of the table are enough.
std::size_t edit_distance(std::u32string const& a, std::u32string const& b) {
    std::vector<std::size_t> before, previous(b.size() + 1), row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) {
        previous[j] = j;
    }
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            row[j] =
                std::min({row[j - 1] + 1, previous[j] + 1,
                          previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] &&
                a[i - 2] == b[j - 1]) {
                row[j] = std::min(row[j], before[j - 2] + 1);
            }
        }
        before = previous;
        std::swap(previous, row);
    }
    return previous[b.size()];
}
}  // namespace

std::string nearest_name(std::string const& name,
                         std::vector<std::string> const& candidates) {
    auto const given = letters(name);
    auto const lower_name = lower(given);
    std::string const* best = nullptr;
    // Wrong case is the smallest slip of all: it only breaks ties.
    std::pair<std::size_t, std::size_t> best_distance;
    for (auto const& candidate : candidates) {
        auto const other = letters(candidate);
        auto const longer = std::max(given.size(), other.size());
        auto const shorter = std::min(given.size(), other.size());
        if (2 * (longer - shorter) >= longer) {
            continue;  // at least so many edits
        }
        auto const insensitive = edit_distance(lower_name, lower(other));
        if (2 * insensitive >= longer ||
            (best != nullptr && insensitive > best_distance.first)) {
            continue;
        }
        std::pair const distance{insensitive, edit_distance(given, other)};
        if (best == nullptr || distance < best_distance) {
            best = &candidate;
            best_distance = distance;
        }
    }
    return best == nullptr ? std::string{} : *best;
}

std::string nearest_hint(std::string const& name,
                         std::vector<std::string> const& candidates) {
    auto const nearest = nearest_name(name, candidates);
    return nearest.empty() ? nearest : "; nearest: '" + nearest + "'";
}
}  // namespace chokepoint
