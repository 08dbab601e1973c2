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

namespace chokepoint {
/// A table of the network folder: as CsvTable, with what all of them share.
class TableReader : public CsvTable {
  public:
    TableReader(NetworkRows const& rows, Table table)
        : CsvTable{rows.path(table)} {}

    /// Close the list of columns; every row must say where it comes from, and
    /// may say how good it is and what else there is to know.
    void declared() {
        auto const source = required("source");
        free_text({"grade", "note"});
        no_other_columns();
        for (std::size_t row = 0; row < rows(); ++row) {
            if (empty(row, source)) {
                throw error(row, source,
                            "must not be empty (where it comes from)");
            }
        }
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
            throw error(row, column,
                        std::string{"there is no "} + what + " '" + text + "'" +
                            names.hint(text));
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
};
}  // namespace chokepoint
