#include "host/cli/text_table.hpp"

#include <algorithm>

#include "host/cli/terminal.hpp"

namespace chokepoint {
namespace {
/// Letters, not bytes: names may hold UTF-8.
std::size_t width_of(std::string const& text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(),
                      [](unsigned char c) { return (c & 0xc0) != 0x80; }));
}
}  // namespace

void TextTable::print() const {
    std::vector<std::size_t> width(rows_.front().size());
    for (auto const& row : rows_) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            width[i] = std::max(width[i], width_of(row[i]));
        }
    }
    for (auto const& row : rows_) {
        std::string line = " ";
        for (std::size_t i = 0; i < row.size(); ++i) {
            std::string const gap(width[i] - width_of(row[i]), ' ');
            line += i == 0 ? " " + row[i] + gap : "  " + gap + row[i];
        }
        line.erase(line.find_last_not_of(' ') + 1);
        say("{}\n", line);
    }
}
}  // namespace chokepoint
