/// \file output_tables.hpp
/// A folder of CSV tables that a command writes.
#pragma once

#include <string>
#include <vector>

#include "host/storage/hdf5/storage_error.hpp"

namespace chokepoint {
/// A table to be written, and how one of its kind is known.
struct OutputTable {
    std::string file;  ///< name within the folder
    /// How it begins in whatever folder this command wrote: what begins
    /// otherwise is somebody else's.
    std::string sign;
    std::string text;
};

/// Which tables may be in the folder already.
enum class OlderTables {
    none,  ///< the folder must be new or empty
    /// of the same command: files of these names, each with its sign and with
    /// the first one among them; other files stay as they are
    replaced
};

/// Say before anything is computed whether tables could be written; their
/// texts do not matter yet.
/// \param choice  what the user can do instead, for the message
/// \throw WrongFileError  no folder, or it holds what may not be replaced
void require_tables(std::string const& folder,
                    std::vector<OutputTable> const& tables,
                    OlderTables older,
                    std::string const& choice);

/// The folder, made if need be, and folders above it; those that were made and
/// are still empty in the end go again.
class TablesFolder {
  public:
    /// \throw WrongFileError, StorageError if it cannot be made
    explicit TablesFolder(std::string const& folder);
    ~TablesFolder();
    TablesFolder(TablesFolder const&) = delete;
    TablesFolder& operator=(TablesFolder const&) = delete;

  private:
    void remove_empty() const;

    std::vector<std::string> made_;  ///< the innermost first
};

/// Write them into the folder, made if need be. Nothing is replaced before all
/// of them are on the disk.
/// \throw WrongFileError  as above, or another process writes there
/// \throw StorageError    one cannot be written
void write_tables(std::string const& folder,
                  std::vector<OutputTable> const& tables,
                  OlderTables older,
                  std::string const& choice);
}  // namespace chokepoint
