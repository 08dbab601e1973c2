/// \file results_file.hpp
/// Writer of the results file: one HDF5 file that appears whole or not at
/// all. Its format is described in outputs/README.md.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "host/storage/hdf5/storage_error.hpp"
#include "host/storage/output/output_claim.hpp"
#include "host/storage/results/results_description.hpp"
#include "host/storage/results/results_reader.hpp"
#include "kernels/engine/engine.hpp"

namespace chokepoint {
/// How losses are packed; no number depends on it.
struct StorageOptions {
    int deflate_level = 1;  ///< 0 (none) to 9
    unsigned threads = 1;   ///< that compress, > 0
};

/// A table of numbers about a whole run: summaries, attribution, policy.
struct ResultsTable {
    std::string path;  ///< absolute, "/summary/risk/mean"
    std::string units, long_name;
    /// Names of scales in the root, outermost first: "package", "country",
    /// "horizon", "level", "return_period", "bound", "cell", "family", ...
    std::vector<std::string> axes;
    std::vector<double> values;  ///< row-major; NaN: not known
};

/// Write losses as chunks come, in any order, then tables, then `finish`.
///
/// Everything goes to `<path>.partial` beside the target. `finish` makes it
/// durable and renames it; without `finish`, or if that fails, the destructor
/// removes it, and a target that was there before stays as it was.
class ResultsFile {
  public:
    /// \param claim  of the path; held until this goes
    /// \throw StorageError if the file cannot be made
    ResultsFile(OutputClaim claim,
                ResultsDescription const& description,
                StorageOptions const& options = {});
    ~ResultsFile();
    ResultsFile(ResultsFile const&) = delete;
    ResultsFile& operator=(ResultsFile const&) = delete;

    /// \return whether a chunk has the package, scenarios and rows of this run
    bool fits(ChunkLosses const& losses) const;

    /// Store the rows of one chunk as [scenario, country, horizon] and so on.
    /// Fast (compressed by several threads) where the chunk begins and ends
    /// at a multiple of 65,536 scenarios, or at the last one.
    /// \throw StorageError if it does not fit or cannot be written
    void write_losses(ChunkLosses const& losses);

    /// Replace the weights of a run of scenarios (1 unless said otherwise).
    void write_weights(std::uint64_t first_scenario,
                       std::vector<double> const& weights);

    /// Add an axis of numbers (a level, a return period) for tables to name.
    void write_scale(std::string const& name,
                     std::vector<double> const& values,
                     std::string const& units,
                     std::string const& long_name);
    /// Add an axis of names.
    void write_scale(std::string const& name,
                     std::vector<std::string> const& values,
                     std::string const& long_name);

    /// \throw StorageError if an axis is unknown, the size does not fit, or
    ///        the path is taken
    void write_table(ResultsTable const& table);

    /// Read back what was written so far: what statistics are made from.
    ResultsReader reader() const;

    /// Flush to the disk and rename to the target. Last call; readers of this
    /// file are gone. \throw StorageError if anything could not be written
    void finish();

  private:
    struct Writer;
    std::unique_ptr<Writer> writer_;
};
}  // namespace chokepoint
