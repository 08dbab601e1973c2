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

/// Write them into the folder, made if need be. Nothing is replaced before all
/// of them are on the disk.
/// \throw WrongFileError  as above, or another process writes there
/// \throw StorageError    one cannot be written
void write_tables(std::string const& folder,
                  std::vector<OutputTable> const& tables,
                  OlderTables older,
                  std::string const& choice);
}  // namespace chokepoint
