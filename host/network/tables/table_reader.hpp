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
#include "host/network/tables/utf8.hpp"

namespace chokepoint {
/// A table of the network folder: as CsvTable, with what all of them share.
class TableReader : public CsvTable {
  public:
    TableReader(NetworkRows const& rows, Table table)
        : CsvTable{rows.path(table)} {}

    /// Close the list of columns; every row must say where it comes from, and
    /// may say how good it is and what else there is to know.
    void declared() {
        source_ = required("source");
        free_text({"grade", "note"});
        no_other_columns();
    }

    /// Read row by row, and tell all that is wrong with them at once.
    /// \param visit  takes the number of a row, may throw InputError
    /// \throw InputError of a line for each bad row, of `most_faults` at most
    template <class Visit>
    void each_row(Visit const& visit) const {
        std::vector<std::string> faults;
        for (std::size_t row = 0; row < rows(); ++row) {
            try {
                need_source(row);
                visit(row);
            } catch (InputError const& fault) {
                faults.emplace_back(fault.what());
                if (faults.size() == most_faults) {
                    faults.emplace_back(path() +
                                        ": and perhaps more (no further row "
                                        "was read)");
                    break;
                }
            }
        }
        throw_all(faults);
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
    static constexpr std::size_t most_faults = 20;

    /// Where does a row come from? It may be none.
    void need_source(std::size_t row) const {
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
        throw error(row, source_, "must not be empty (where it comes from)");
    }

    static void throw_all(std::vector<std::string> const& faults) {
        std::string all;
        for (auto const& fault : faults) {
            all += (all.empty() ? "" : "\n") + fault;
        }
        if (!all.empty()) {
            throw InputError{all};
        }
    }

    CsvColumn source_;
};
}  // namespace chokepoint
