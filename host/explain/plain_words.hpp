/// \file plain_words.hpp
/// Counts, lists and terms as words for people, and lines with a label.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "host/explain/plain_numbers.hpp"

namespace chokepoint {
/// "touches   4 links, 1.29 million USD a week".
struct WordLine {
    std::string label, text;
};

/// Something of a campaign in words: a head, then a few lines.
struct WordBlock {
    std::string head;
    std::vector<WordLine> lines;
};

/// "1 link", "4 links".
std::string counted(std::size_t count, char const* what);
/// "Japan, Korea and 3 others": of a long list only the first `most`, which
/// is at least 1. Names that hold a comma are told apart by semicolons.
std::string listed(std::vector<std::string> const& names, std::size_t most = 4);
/// "from week 4 to the end", "weeks 4 to 29" (the last in force).
std::string term(std::int64_t start, std::int64_t end, std::int64_t weeks);
}  // namespace chokepoint
