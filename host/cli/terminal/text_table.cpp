#include "host/cli/terminal/text_table.hpp"

#include <algorithm>

#include "host/cli/terminal/terminal.hpp"
#include "host/network/tables/utf8.hpp"

namespace chokepoint {
std::string TextTable::text() const {
    std::string text;
    std::vector<std::size_t> width(rows_.front().size());
    for (auto const& row : rows_) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            width[i] = std::max(width[i], code_points(row[i]));
        }
    }
    for (auto const& row : rows_) {
        std::string line = " ";
        for (std::size_t i = 0; i < row.size(); ++i) {
            std::string const gap(width[i] - code_points(row[i]), ' ');
            line += i == 0 ? " " : "  ";
            line += at_left(i) ? row[i] + gap : gap + row[i];
        }
        line.erase(line.find_last_not_of(' ') + 1);
        text += line + '\n';
    }
    return text;
}

void TextTable::print() const {
    write_out(text());
}
}  // namespace chokepoint
