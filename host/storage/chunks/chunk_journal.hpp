/// \file chunk_journal.hpp
/// What makes a run resumable: each finished chunk in a small file of its own
/// beside the results.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "host/storage/hdf5/storage_error.hpp"
#include "kernels/engine/engine.hpp"

namespace chokepoint {
/// What follows it in a key is the hash of the tables of a compiled campaign.
inline constexpr char tables_mark[] = ", tables ";

/// \return bytes of the finished chunks beside these results; 0 without any
std::uint64_t bytes_of_journal(std::string const& results);

/// Keep finished chunks in `<results>.parts/`, one file each, written aside,
/// flushed to the disk and renamed: a part is there whole or not at all. A
/// torn or damaged part counts as not finished. Who uses it holds the lock of
/// `results`.
class ChunkJournal {
  public:
    /// \param results  path of the results file
    /// \param key      one line that tells runs apart: whatever changes a
    ///                 number in a chunk must change it
    /// \throw WrongFileError if parts of a run with another key are there (the
    ///        message says both keys, or that only their tables differ), or
    ///        the folder is not one of ours
    /// \throw StorageError if the folder cannot be made
    ChunkJournal(std::string const& results, std::string const& key);

    /// \return chunks whose parts are there, undamaged and under the name of
    ///         their chunk, by package, then by scenario
    std::vector<Chunk> finished() const;

    /// \throw StorageError if it cannot be written
    void store(ChunkLosses const& losses);

    /// \throw StorageError if the part is missing or damaged
    ChunkLosses load(Chunk const& chunk) const;

    /// Delete all parts and the folder: the results are safe.
    void remove();

    std::string const& folder() const { return folder_; }

  private:
    std::string folder_, key_;
};
}  // namespace chokepoint
