/// \file system_calls.hpp
/// What the system says when it refuses, in our words.
#pragma once

#include <string>
#include <string_view>

#include "host/storage/hdf5/storage_error.hpp"

namespace chokepoint {
/// "PATH: cannot `doing` (reason of errno)"
StorageError system_error(std::string const& path, std::string const& doing);

/// Whether an errno says that the machine fails (full, broken, exhausted), not
/// that the path is wrong.
bool is_failure(int code);

/// Write all of a text where the descriptor stands.
/// \throw StorageError for `path` if the system refuses
void write_all(int descriptor, std::string_view text, std::string const& path);
}  // namespace chokepoint
