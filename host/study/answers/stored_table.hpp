/// \file stored_table.hpp
/// Tables of a results file, looked up by index or by name.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "host/storage/results/results_reader.hpp"
#include "host/study/tables/number_table.hpp"

namespace chokepoint {
/// One table in memory. The last axis of a table of estimates is "bound".
class StoredTable {
  public:
    /// \throw WrongFileError if the file has no such table
    StoredTable(ResultsReader const& reader, std::string const& path)
        : values_{reader.table(path)}, shape_{reader.shape(path)} {}

    double value(Indices const& at) const { return values_.at(offset(at)); }
    /// \param at  indices of all axes but the bounds
    Estimate estimate(Indices const& at) const {
        auto const i = offset(at);
        return {values_.at(i), values_.at(i + 1), values_.at(i + 2)};
    }

  private:
    std::size_t offset(Indices const& at) const {
        std::size_t offset = 0;
        for (std::size_t i = 0; i < shape_.size(); ++i) {
            offset = offset * shape_[i] + (i < at.size() ? at[i] : 0);
        }
        return offset;
    }

    std::vector<double> values_;
    std::vector<std::uint64_t> shape_;
};

/// \return index of a name, \throw InputError "OPTION 'name': the file has no
///         such KIND (it has: ...; nearest: 'X')"
std::uint32_t index_of(std::string const& name,
                       std::vector<std::string> const& names,
                       std::string const& option,
                       std::string const& kind);

/// \return index of a horizon in weeks; 0: of the last one
std::uint32_t horizon_index(ResultsDescription const& d, std::int32_t weeks);
}  // namespace chokepoint
