/// \file results_reader.hpp
/// Reader of results files, finished or still being written.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "host/storage/hdf5/storage_error.hpp"
#include "host/storage/results/results_description.hpp"

namespace chokepoint {
/// What report, compare, rank and replay read.
///
/// A column is all scenarios of one package at one place of the trailing
/// axes: column = country * horizons + horizon in /losses/value_added,
/// country in /losses/peak_loss, 0 in /world/maximum_tension.
class ResultsReader {
  public:
    /// \throw WrongFileError if there is no such file, or it is no results
    ///        file of a known format version
    explicit ResultsReader(std::string const& path);

    /// What the file says of itself.
    ResultsDescription const& description() const;
    /// Path of the file, for messages.
    std::string const& path() const;

    /// Is there a dataset of this absolute path?
    bool has(std::string const& dataset) const;
    /// Lengths of a dataset's axes, outermost first.
    /// \throw WrongFileError if there is no such dataset
    std::vector<std::uint64_t> shape(std::string const& dataset) const;
    /// Names of the scales of a dataset, outermost axis first.
    std::vector<std::string> axes(std::string const& dataset) const;
    /// A text that a dataset carries, as `units`.
    /// \throw WrongFileError, StorageError  no such dataset, no such text
    std::string attribute(std::string const& dataset,
                          std::string const& name) const;

    /// Columns of a dataset [package, scenario, ...].
    std::uint32_t columns(std::string const& dataset) const;
    /// \return [scenarios] one column
    std::vector<float> column(std::string const& dataset,
                              std::uint32_t package,
                              std::uint32_t column = 0) const;
    /// \return [scenarios] one column of integers (masks, counts, nodes)
    std::vector<std::int32_t> counts(std::string const& dataset,
                                     std::uint32_t package,
                                     std::uint32_t column = 0) const;
    /// \return [columns] one world of one package: reads little of the file
    std::vector<float> world(std::string const& dataset,
                             std::uint32_t package,
                             std::uint64_t scenario) const;
    /// The same of integers; masks keep all 32 bits.
    std::vector<std::int32_t> world_counts(std::string const& dataset,
                                           std::uint32_t package,
                                           std::uint64_t scenario) const;
    /// Call `visit(column, losses)` for every column, in order. The file is
    /// unpacked once for as many columns as fit in `memory_bytes`, so this is
    /// much faster than `column` for each.
    void for_each_column(
        std::string const& dataset,
        std::uint32_t package,
        std::function<void(std::uint32_t, std::vector<float>&&)> const& visit,
        std::size_t memory_bytes = std::size_t{512} << 20) const;

    /// Place of a scenario along the axis of scenarios: its own number, but in
    /// files of a screened run.
    /// \return nothing if the file does not have it
    std::optional<std::uint64_t> row_of(std::uint64_t scenario) const;
    /// \return [scenarios] weights, or empty if all are 1
    std::vector<double> weights() const;

    /// \return all values of a table or a numeric scale, row-major
    std::vector<double> table(std::string const& dataset) const;
    /// \return all values of a scale of names
    std::vector<std::string> names(std::string const& dataset) const;

  private:
    friend class ResultsFile;
    struct Reader;
    explicit ResultsReader(std::shared_ptr<Reader const> reader);
    std::shared_ptr<Reader const> reader_;
};
}  // namespace chokepoint
