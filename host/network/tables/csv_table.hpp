/// \file csv_table.hpp
/// A CSV table in memory, and errors that name file, line and column.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "host/network/input_error.hpp"
#include "host/network/ranges.hpp"

namespace chokepoint {
/// Where a column stands in the file, if it does.
struct CsvColumn {
    std::string name;
    std::uint32_t position = 0xffffffffu;

    bool present() const { return position != 0xffffffffu; }
};

/// RFC 4180 table: comma, double quotes, CRLF or LF, UTF-8 with or without a
/// byte-order mark, one header row. Blank lines, rows of empty cells and empty
/// columns behind the last are skipped.
///
/// Usage: declare every column, close the list, read cells.
///
///     CsvTable table{folder + "/links.csv"};
///     auto const flow = table.required("flow");
///     table.free_text({"note"});
///     table.no_other_columns();
///     for (row ...) table.number(row, flow, range::flow);
class CsvTable {
  public:
    /// Read a whole file.
    /// \param path  as the user gave it: messages repeat it
    /// \throw InputError if it is missing, empty, no UTF-8, cut off, or some
    ///        row has not as many cells as the header
    explicit CsvTable(std::string path);

    std::string const& path() const { return path_; }
    std::size_t rows() const { return lines_.size(); }
    /// Line on which a row starts, from 1 (the header is on 1, usually).
    std::uint32_t line(std::size_t row) const { return lines_[row]; }

    /// \throw InputError if the header lacks it
    CsvColumn required(std::string const& name);
    CsvColumn optional(std::string const& name);
    /// Columns that may be there and are not read.
    void free_text(std::vector<std::string> const& names);
    /// \throw InputError naming a column that nobody declared
    void no_other_columns() const;

    /// The cell as it is; empty if the column or its text is absent.
    std::string_view text(std::size_t row, CsvColumn const& column) const;
    /// The first cell of a row, whatever its column.
    std::string_view first_cell(std::size_t row) const {
        return text(row, CsvColumn{{}, 0});
    }
    /// Is the column or the cell's text absent?
    bool empty(std::size_t row, CsvColumn const& column) const {
        return text(row, column).empty();
    }

    // Typed cells. All throw InputError; those with a default give it for an
    // empty cell, the others need one that is not empty.
    /// The text of a cell that must have one.
    std::string filled(std::size_t row, CsvColumn const& column) const;
    /// An identifier: no comma, semicolon, white space.
    std::string name(std::size_t row, CsvColumn const& column) const;
    /// Identifiers separated by ';', none twice; an empty cell: no entry.
    std::vector<std::string> names(std::size_t row,
                                   CsvColumn const& column) const;
    /// A decimal number, finite and in range.
    /// \param otherwise  for an empty cell
    double number(std::size_t row,
                  CsvColumn const& column,
                  Range const& range) const;
    double number(std::size_t row,
                  CsvColumn const& column,
                  Range const& range,
                  double otherwise) const;
    /// Might a number have a point between thousands ("1.700")? What is sure to
    /// be read wrongly `number` refuses.
    bool may_be_grouped(std::size_t row, CsvColumn const& column) const;
    /// A whole number in a range inside [0, 2^32). \param otherwise  for an
    /// empty cell
    std::uint32_t whole(std::size_t row,
                        CsvColumn const& column,
                        Range const& range,
                        std::uint32_t otherwise) const;
    /// 0 or 1. \param otherwise  for an empty cell
    bool flag(std::size_t row, CsvColumn const& column, bool otherwise) const;
    /// \return index of the cell in `choices`
    std::uint32_t choice(std::size_t row,
                         CsvColumn const& column,
                         std::vector<std::string> const& choices) const;

    /// \return "PATH:LINE"
    std::string where(std::size_t row) const;
    /// \return error "PATH:LINE: column 'NAME' = 'CELL': WHY"
    InputError error(std::size_t row,
                     CsvColumn const& column,
                     std::string const& why) const;

  private:
    class Reader;

    /// Do all points of a column stand before three digits, some of them ending
    /// in 0, beside numbers without points? Who writes 1.7 as 1.700 also
    /// writes 400.000: so nobody can tell 1.7 from 1700.
    bool points_may_group(CsvColumn const& column) const;

    std::string path_;
    std::vector<std::string> header_;
    std::uint32_t header_line_ = 1;
    std::vector<std::string> declared_;
    std::string bytes_;                  ///< all cells, one after another
    std::vector<std::size_t> cell_end_;  ///< [rows * columns]
    std::vector<std::uint32_t> lines_;   ///< [rows]
    mutable std::map<std::uint32_t, bool> grouped_;  ///< by column, if asked
};
}  // namespace chokepoint
