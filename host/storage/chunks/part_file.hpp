/// \file part_file.hpp
/// The file that one part of a run leaves for the merge: whose part it is, and
/// its chunks as the engine gave them. Described in outputs/README.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "host/storage/output/output_claim.hpp"
#include "host/storage/output/partial_file.hpp"
#include "host/storage/results/results_description.hpp"
#include "kernels/engine/engine.hpp"

namespace chokepoint {
inline constexpr std::uint32_t most_parts = 1000000;  ///< of a run

/// One of several parts that a run is dealt to: 2/7 is the second of seven.
struct RunPart {
    std::uint32_t number = 1, parts = 1;  ///< 1 <= number <= parts <= most
};

/// What a part says of itself.
struct PartDescription {
    RunPart part;
    /// What tells runs apart (study_key): parts of one run have the same.
    std::string key;
    /// Of the run: versions, backend, device, campaign, hashes, time, seed and
    /// all its scenarios. Nothing else is filled.
    ResultsDescription run;
};

/// Writes a part. It appears whole or not at all, with a seal (seal.hpp).
class PartFileWriter {
  public:
    /// \param claim  of the path, held until this goes
    /// \throw StorageError if the file cannot be made
    PartFileWriter(OutputClaim claim, PartDescription const& description);

    /// Append a chunk. \throw StorageError if it cannot be written
    void write(ChunkLosses const& losses);
    /// Flush to the disk and rename to the target. Last call.
    /// \throw StorageError if anything could not be written
    void finish();

  private:
    OutputClaim claim_;
    PartialFile partial_;
    std::string key_;
};

/// What a file says of itself, without a look at its chunks.
/// \return nothing if it is no part of a run
std::optional<PartDescription> part_description(std::string const& path);

/// Reads a part, a chunk at a time: needs the memory of one.
class PartFileReader {
  public:
    /// Reads the file to its end and lists its chunks.
    /// \throw WrongFileError if it is missing, no part of a run, cut short or
    ///        damaged
    explicit PartFileReader(std::string const& path);

    std::string const& path() const { return path_; }
    PartDescription const& description() const { return description_; }
    /// In the order in which they were written.
    std::vector<Chunk> const& chunks() const { return chunks_; }
    /// \param number  of the chunk, below chunks().size()
    /// \throw StorageError if it cannot be read any more
    ChunkLosses read(std::size_t number) const;

  private:
    std::string path_;
    PartDescription description_;
    std::vector<Chunk> chunks_;
    std::vector<std::uint64_t> offset_;  ///< [chunks] bytes
};
}  // namespace chokepoint
