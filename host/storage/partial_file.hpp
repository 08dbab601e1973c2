/// \file partial_file.hpp
/// A file that appears whole or not at all.
#pragma once

#include <string>

#include "host/storage/storage_error.hpp"

namespace chokepoint {
/// Reserve `<target>.partial`; whoever writes there calls `commit` in the end.
///
/// The reservation is locked, so that two runs cannot write the same results;
/// what a killed run left behind is simply overwritten.
class PartialFile {
  public:
    /// \throw StorageError if it cannot be made or somebody else writes it
    explicit PartialFile(std::string const& target);
    /// Removes the partial file if `commit` was not reached.
    ~PartialFile();
    PartialFile(PartialFile const&) = delete;
    PartialFile& operator=(PartialFile const&) = delete;

    std::string const& path() const { return partial_; }
    std::string const& target() const { return target_; }

    /// Flush to the disk, then rename to the target, replacing what is there.
    void commit();

    /// Append bytes (not for files that HDF5 writes).
    void write(void const* data, std::size_t bytes);

  private:
    std::string target_, partial_;
    int descriptor_ = -1;
    bool committed_ = false;
};

/// Flush the names in the folder of `path`: a rename survives a power cut.
void flush_folder_of(std::string const& path);

/// "PATH: cannot `doing` (reason of errno)"
StorageError system_error(std::string const& path, std::string const& doing);
}  // namespace chokepoint
