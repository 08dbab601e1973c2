/// \file number_table.hpp
/// Filling a table of the results file by indices.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "host/statistics/sample.hpp"
#include "host/storage/results/results_file.hpp"

namespace chokepoint {
/// An axis of a table: name of its scale, and its length.
struct Axis {
    std::string name;
    std::size_t size;
};

/// The axis of an estimate and its interval; always the last one.
inline Axis bound_axis() {
    return {"bound", 3};
}

using Indices = std::vector<std::size_t>;

/// \return `indices`, then `more`
inline Indices joined(Indices indices,
                      std::initializer_list<std::size_t> more) {
    indices.insert(indices.end(), more);
    return indices;
}

/// A table being filled; what is never set stays NaN, "not known".
class NumberTable {
  public:
    /// All numbers unknown. \param axes  outermost first
    NumberTable(std::string path,
                std::string units,
                std::string long_name,
                std::vector<Axis> axes)
        : axes_{std::move(axes)} {
        std::size_t size = 1;
        table_.path = std::move(path);
        table_.units = std::move(units);
        table_.long_name = std::move(long_name);
        for (auto const& axis : axes_) {
            table_.axes.push_back(axis.name);
            size *= axis.size;
        }
        table_.values.assign(size, std::numeric_limits<double>::quiet_NaN());
    }

    /// The number at a place; axes that `indices` leaves out count as 0.
    double& at(Indices const& indices) {
        std::size_t offset = 0;
        for (std::size_t i = 0; i < indices.size(); ++i) {
            offset = offset * axes_[i].size + indices[i];
        }
        for (auto i = indices.size(); i < axes_.size(); ++i) {
            offset *= axes_[i].size;
        }
        return table_.values.at(offset);
    }

    /// \param indices  of all axes but the bounds
    void set(Indices const& indices, Estimate const& estimate) {
        auto* const place = &at(indices);
        place[0] = estimate.value;
        place[1] = estimate.lower;
        place[2] = estimate.upper;
    }

    /// Write it into the file; nothing if some axis has no length.
    /// \throw StorageError as ResultsFile::write_table says
    void write(ResultsFile& results) const {
        if (!table_.values.empty()) {
            results.write_table(table_);
        }
    }

  private:
    std::vector<Axis> axes_;
    ResultsTable table_;
};
}  // namespace chokepoint
