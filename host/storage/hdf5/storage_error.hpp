/// \file storage_error.hpp
/// Trouble with files that the program writes or reads back.
#pragma once

#include <stdexcept>
#include <string>

namespace chokepoint {
/// A file that cannot be written or read: full disk, missing right, broken
/// medium. Message: "PATH: what failed (reason)".
class StorageError : public std::runtime_error {
  public:
    StorageError(std::string const& path, std::string const& what)
        : std::runtime_error{path + ": " + what} {}
};

/// A file that somebody named, but that is not what was asked for: missing,
/// not written by this program, of another format version, of another run.
/// This is the user's input (exit code 2), a plain StorageError is not.
class WrongFileError : public StorageError {
    using StorageError::StorageError;
};
}  // namespace chokepoint
