/// \file partial_file.hpp
/// A file that appears whole or not at all.
#pragma once

#include <string>

#include "host/storage/hdf5/storage_error.hpp"
#include "host/storage/hdf5/system_calls.hpp"
#include "host/storage/output/output_place.hpp"

namespace chokepoint {
/// A new `<place>.partial`; whoever writes there calls `commit` in the end.
/// What a killed run left behind is deleted first. Whoever makes one holds the
/// place (output_claim.hpp) or its folder.
class PartialFile {
  public:
    /// \throw StorageError if it cannot be made
    explicit PartialFile(OutputPlace const& place);
    /// Removes the partial file if `commit` was not reached.
    ~PartialFile();
    PartialFile(PartialFile const&) = delete;
    PartialFile& operator=(PartialFile const&) = delete;

    std::string const& path() const { return partial_; }
    std::string const& target() const { return place_.path(); }

    /// Append a seal (seal.hpp) to what HDF5 has written and closed.
    /// \throw StorageError if it cannot be read or written
    void seal(std::string const& filetype);

    /// Flush to the disk, then rename to the place.
    /// \throw StorageError if the disk fails, or somebody put something else
    ///        there or in the place of the partial file
    void commit();

    /// Append bytes (not for files that HDF5 writes).
    void write(void const* data, std::size_t bytes);

  private:
    bool is_ours() const;

    OutputPlace place_;
    std::string partial_;
    int descriptor_ = -1;
    bool committed_ = false;
};

/// Flush the names in the folder of `path`: a rename survives a power cut.
void flush_folder_of(std::string const& path);
}  // namespace chokepoint
