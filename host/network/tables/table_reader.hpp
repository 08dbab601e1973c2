/// \file table_reader.hpp
/// What all tables of a network have in common: a `source` for every row,
/// unique names, names of other tables.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "host/network/name_index.hpp"
#include "host/network/table_names.hpp"
#include "host/network/tables/csv_table.hpp"
#include "host/network/tables/read_tables.hpp"
#include "host/network/tables/table_faults.hpp"
#include "host/network/tables/utf8.hpp"

namespace chokepoint {
/// A table of the network folder: as CsvTable, with what all of them share.
class TableReader : public CsvTable {
  public:
    TableReader(NetworkRows& rows, Table table)
        : CsvTable{rows.path(table)}, faults_{rows.faults} {}

    /// Close the list of columns; every row must say where it comes from, and
    /// may say how good it is and what else there is to know.
    void declared() {
        source_ = required("source");
        free_text({"grade", "note"});
        no_other_columns();
    }

    /// Read row by row, and tell all that is wrong with them at once. A cell
    /// that is no number is noted and reading goes on, in later tables too;
    /// rows that name nobody would make later tables wrong.
    /// \param visit  takes the number of a row, may throw InputError
    /// \throw CannotGoOn if so, or at `most` faults
    template <class Visit>
    void each_row(Visit const& visit) {
        bool whole = true;
        for (std::size_t row = 0; row < rows() && !faults_.full(); ++row) {
            try {
                need_source(row);
                visit(row);
            } catch (InputError const& fault) {
                faults_.note(fault.what());
                whole = false;
            }
        }
        if (!whole || faults_.full()) {
            throw TableFaults::CannotGoOn{};
        }
    }

    /// As CsvTable::number; what is wrong is noted, and a number of the range
    /// stands for it until all is told. So are the next three.
    double number(std::size_t row,
                  CsvColumn const& column,
                  Range const& range) {
        return noted(range.low,
                     [&] { return CsvTable::number(row, column, range); });
    }
    /// \param otherwise  for an empty cell
    double number(std::size_t row,
                  CsvColumn const& column,
                  Range const& range,
                  double otherwise) {
        return noted(otherwise, [&] {
            return CsvTable::number(row, column, range, otherwise);
        });
    }
    /// \param otherwise  for an empty cell
    std::uint32_t whole(std::size_t row,
                        CsvColumn const& column,
                        Range const& range,
                        std::uint32_t otherwise) {
        return noted(otherwise, [&] {
            return CsvTable::whole(row, column, range, otherwise);
        });
    }
    /// \param otherwise  for an empty cell
    bool flag(std::size_t row, CsvColumn const& column, bool otherwise) {
        return noted(otherwise,
                     [&] { return CsvTable::flag(row, column, otherwise); });
    }

    /// \throw InputError if the table has a header only
    void need_rows() const {
        if (rows() == 0) {
            throw InputError{path() + ": has no rows (at least one is needed)"};
        }
    }

    /// Index of a name in another table. \throw InputError with the nearest
    std::uint32_t look_up(std::size_t row,
                          CsvColumn const& column,
                          std::string_view name,
                          NameIndex const& names,
                          char const* what) const {
        auto const index = names.find(name);
        if (index == none) {
            std::string const text{name};
            auto const nearest = names.nearest(text);
            throw error(row, column,
                        std::string{"there is no "} + what + " '" + text + "'" +
                            names.hint(text) +
                            unseen_difference(text, nearest));
        }
        return index;
    }
    std::uint32_t look_up(std::size_t row,
                          CsvColumn const& column,
                          NameIndex const& names,
                          char const* what) const {
        if (empty(row, column)) {
            throw error(row, column,
                        std::string{"must not be empty (a "} + what + ")");
        }
        return look_up(row, column, text(row, column), names, what);
    }

    /// Index rows by their identifiers. \throw InputError if one is there twice
    template <class Rows>
    void index_names(CsvColumn const& column,
                     Rows const& values,
                     NameIndex& names) const {
        names.reserve(values.size());
        for (std::uint32_t row = 0; row < values.size(); ++row) {
            auto const first = names.add(values[row].id, row);
            if (first != row) {
                throw twice(row, column, first);
            }
        }
    }

    /// \return error: the cell is in row `first` already
    InputError twice(std::size_t row,
                     CsvColumn const& column,
                     std::size_t first) const {
        return error(row, column,
                     "is in line " + std::to_string(line(first)) + " already");
    }

  private:
    template <class Value, class Read>
    Value noted(Value instead, Read const& read) {
        try {
            return read();
        } catch (InputError const& fault) {
            faults_.note(fault.what());
            return instead;
        }
    }

    /// Where does a row come from? It may be none.
    void need_source(std::size_t row) {
        if (!empty(row, source_)) {
            return;
        }
        auto const first = first_cell(row);
        if (first.substr(0, 1) == "#") {
            throw InputError{where(row) +
                             ": looks like a comment, which tables do not "
                             "have (delete the row)"};
        }
        if (row == 0 && first.empty()) {
            throw InputError{where(row) +
                             ": has no first cell and no source: a row of "
                             "units? (delete it)"};
        }
        faults_.note(
            error(row, source_, "must not be empty (where it comes from)")
                .what());
    }

    TableFaults& faults_;
    CsvColumn source_;
};
}  // namespace chokepoint
