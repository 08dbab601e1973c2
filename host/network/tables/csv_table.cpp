#include "host/network/tables/csv_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <iterator>

#include "host/network/tables/utf8.hpp"

namespace chokepoint {
namespace {
/// What may stand behind a cell that is no number.
std::string number_hint(std::string_view cell) {
    std::string plain;
    std::size_t commas = 0, points = 0, signs = 0, others = 0;
    for (char const c : cell) {
        bool const digit = c >= '0' && c <= '9';
        commas += c == ',';
        points += c == '.';
        // Spaces, no-break spaces (bytes c2 a0, e2 80 af), apostrophes.
        signs += c == ' ' || c == '\'' || c == '_' ||
                 static_cast<unsigned char>(c) >= 0x80;
        others += !digit && c != ',' && c != '.' && c != ' ' && c != '\'' &&
                  c != '_' && c != '-' && c != '+' &&
                  static_cast<unsigned char>(c) < 0x80;
        if (digit || c == '-') {
            plain += c;
        }
    }
    if (cell.back() == '%') {
        return "; a share is written as part of 1, as 0.05";
    }
    static char const* const nothings[] = {"na",   "n/a",  "nan", "-",   "--",
                                           "null", "none", "?",   "#n/a"};
    std::string lower{cell};
    std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    });
    if (std::find(std::begin(nothings), std::end(nothings), lower) !=
        std::end(nothings)) {
        return "; what is not known is an empty cell";
    }
    if (others > 0 || plain.empty()) {
        return {};
    }
    if (commas == 1 && points == 0 && signs == 0) {
        std::string with_point{cell};
        with_point[with_point.find(',')] = '.';
        return "; a decimal comma is written as a point: " + with_point;
    }
    return commas + points + signs > 1 || signs > 0
               ? "; thousands are written without signs between them"
               : "";
}

/// "1.700", "12.500", "999.123": what 1700 looks like in half of Europe.
bool is_grouped(std::string_view cell) {
    auto const point = cell.find('.');
    auto const digits = [](std::string_view text) {
        return std::all_of(text.begin(), text.end(),
                           [](char c) { return c >= '0' && c <= '9'; });
    };
    return point >= 1 && point <= 3 && cell.size() == point + 4 &&
           cell.front() != '0' && digits(cell.substr(0, point)) &&
           digits(cell.substr(point + 1));
}

std::string unseen(std::string_view name) {
    auto const point = first_invisible(name);
    return point.empty() ? point
                         : "has " + point +
                               ", which nobody sees (delete it or write a "
                               "plain letter)";
}
}  // namespace

CsvColumn CsvTable::optional(std::string const& name) {
    declared_.push_back(name);
    auto const found = std::find(header_.begin(), header_.end(), name);
    CsvColumn column{name};
    if (found != header_.end()) {
        column.position = static_cast<std::uint32_t>(found - header_.begin());
    }
    return column;
}

CsvColumn CsvTable::required(std::string const& name) {
    auto column = optional(name);
    if (!column.present()) {
        throw InputError{fmt::format("{}:{}: column '{}' is missing{}", path_,
                                     header_line_, name,
                                     nearest_hint(name, header_))};
    }
    return column;
}

void CsvTable::free_text(std::vector<std::string> const& names) {
    declared_.insert(declared_.end(), names.begin(), names.end());
}

void CsvTable::no_other_columns() const {
    for (auto const& name : header_) {
        if (std::find(declared_.begin(), declared_.end(), name) ==
            declared_.end()) {
            throw InputError{fmt::format("{}:{}: unknown column '{}'{}", path_,
                                         header_line_, name,
                                         nearest_hint(name, declared_))};
        }
    }
}

std::string_view CsvTable::text(std::size_t row,
                                CsvColumn const& column) const {
    if (!column.present()) {
        return {};
    }
    auto const cell = row * header_.size() + column.position;
    auto const begin = cell == 0 ? 0 : cell_end_[cell - 1];
    return std::string_view{bytes_}.substr(begin, cell_end_[cell] - begin);
}

std::string CsvTable::filled(std::size_t row, CsvColumn const& column) const {
    auto const cell = text(row, column);
    if (cell.empty()) {
        throw error(row, column, "must not be empty");
    }
    return std::string{cell};
}

std::string CsvTable::name(std::size_t row, CsvColumn const& column) const {
    auto cell = filled(row, column);
    if (cell.find_first_of(",; \t\r\n\v\f") != std::string::npos) {
        throw error(row, column,
                    "a name has no comma, semicolon or white space");
    }
    if (auto const why = unseen(cell); !why.empty()) {
        throw error(row, column, why);
    }
    return cell;
}

std::vector<std::string> CsvTable::names(std::size_t row,
                                         CsvColumn const& column) const {
    std::vector<std::string> entries;
    auto const cell = text(row, column);
    if (cell.empty()) {
        return entries;
    }
    for (std::size_t begin = 0; begin <= cell.size();) {
        auto const end = std::min(cell.find(';', begin), cell.size());
        std::string entry{cell.substr(begin, end - begin)};
        if (entry.empty() ||
            entry.find_first_of(", \t\r\n\v\f") != std::string::npos) {
            throw error(row, column,
                        "must be names with ';' between them, without spaces");
        }
        if (auto const why = unseen(entry); !why.empty()) {
            throw error(row, column, why);
        }
        if (std::find(entries.begin(), entries.end(), entry) != entries.end()) {
            throw error(row, column, fmt::format("'{}' is there twice", entry));
        }
        entries.push_back(std::move(entry));
        begin = end + 1;
    }
    return entries;
}

double CsvTable::number(std::size_t row,
                        CsvColumn const& column,
                        Range const& range) const {
    auto const cell = text(row, column);
    if (cell.empty()) {
        throw error(row, column,
                    fmt::format("must not be empty ({})", range.unit));
    }
    auto const* const end = cell.data() + cell.size();
    auto const* const begin = cell.data() + (cell.front() == '+' ? 1 : 0);
    double value = 0;
    auto const [stop, problem] = std::from_chars(begin, end, value);
    if (problem == std::errc::result_out_of_range) {
        throw error(row, column,
                    fmt::format("is no usable number ({})", range.unit));
    }
    if (problem != std::errc{} || stop != end || !std::isfinite(value)) {
        throw error(row, column,
                    fmt::format("is not a number ({}{})", range.unit,
                                number_hint(cell)));
    }
    if (is_grouped(cell) && points_may_group(column)) {
        std::string whole{cell};
        whole.erase(whole.find('.'), 1);
        throw error(row, column,
                    fmt::format("is it {} or {}? Every point of this column "
                                "stands before three digits, and other "
                                "numbers have none: write {} or {}",
                                value, whole, value, whole));
    }
    if (!range.contains(value)) {
        throw error(row, column, range.must_be(value));
    }
    return value + 0.0;  // no negative zero
}

bool CsvTable::may_be_grouped(std::size_t row, CsvColumn const& column) const {
    return is_grouped(text(row, column));
}

bool CsvTable::points_may_group(CsvColumn const& column) const {
    auto const known = grouped_.find(column.position);
    if (known != grouped_.end()) {
        return known->second;
    }
    bool all = true, whole = false, padded = false;
    for (std::size_t row = 0; row < rows(); ++row) {
        auto const cell = text(row, column);
        bool const has_point = cell.find_first_of(".eE") != cell.npos;
        all = all && (!has_point || is_grouped(cell));
        whole = whole || (!cell.empty() && !has_point);
        padded = padded || (has_point && cell.back() == '0');
    }
    return grouped_[column.position] = all && whole && padded;
}

double CsvTable::number(std::size_t row,
                        CsvColumn const& column,
                        Range const& range,
                        double otherwise) const {
    return empty(row, column) ? otherwise : number(row, column, range);
}

std::uint32_t CsvTable::whole(std::size_t row,
                              CsvColumn const& column,
                              Range const& range,
                              std::uint32_t otherwise) const {
    if (empty(row, column)) {
        return otherwise;
    }
    auto const value = number(row, column, range);
    if (value != std::floor(value)) {
        throw error(
            row, column,
            fmt::format("must be a whole number; nearest: '{:.0f}' ({})",
                        std::floor(value + 0.5), range.unit));
    }
    return static_cast<std::uint32_t>(value);
}

bool CsvTable::flag(std::size_t row,
                    CsvColumn const& column,
                    bool otherwise) const {
    auto const cell = text(row, column);
    if (cell.empty()) {
        return otherwise;
    }
    if (cell != "0" && cell != "1") {
        throw error(row, column, "must be 0 or 1");
    }
    return cell == "1";
}

std::uint32_t CsvTable::choice(std::size_t row,
                               CsvColumn const& column,
                               std::vector<std::string> const& choices) const {
    auto const cell = filled(row, column);
    auto const found = std::find(choices.begin(), choices.end(), cell);
    if (found == choices.end()) {
        throw error(row, column,
                    fmt::format("must be one of {}{}", fmt::join(choices, ", "),
                                nearest_hint(cell, choices)));
    }
    return static_cast<std::uint32_t>(found - choices.begin());
}

std::string CsvTable::where(std::size_t row) const {
    return fmt::format("{}:{}", path_, lines_[row]);
}

InputError CsvTable::error(std::size_t row,
                           CsvColumn const& column,
                           std::string const& why) const {
    return InputError{fmt::format("{}: column '{}' = '{}': {}", where(row),
                                  column.name, text(row, column), why)};
}
}  // namespace chokepoint
